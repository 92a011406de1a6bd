import { useState } from 'react';
import { useTokenLimit } from '#/data/health';
import { useMe } from '#/data/me';
import { useRotateToken, wasTokenRotated } from '#/data/tokens';
import { useSecretWrite } from '#/data/useSecretWrite';
import { describeUse, expiryAfter, type Token } from '#/domain/tokens';
import { FormModal } from '#/ui/FormModal';
import { LifetimeField, type Lifetime } from '#/ui/LifetimeField';
import { SecretDialog } from '#/ui/SecretDialog';
import { closeWithToast } from '#/ui/toast';
import styles from './dialogs.module.css';

/** Replaces a token's secret and shows the new one once, as a new token is shown. */
export const RotateTokenModal = ({ token, onClose }: { token: Token; onClose: () => void }) => {
  const { me } = useMe();
  const rotate = useRotateToken(token.uuid);
  const limit = useTokenLimit();
  const [chosen, setDays] = useState<Lifetime>(90);
  const days = Math.min(chosen ?? 0, limit ?? Infinity);
  const [now] = useState(Date.now);

  const { write, secret } = useSecretWrite({
    work: () => rotate(expiryAfter(days, Date.now())),
    check: () => wasTokenRotated(token),
    missed: closeWithToast(onClose, {
      title: 'The token was rotated, but the new one never arrived',
      message: 'It cannot be shown again. Rotate it in an hour, or create another one.',
      bad: true,
    }),
  });

  if (secret !== null)
    return <SecretDialog title={`Copy the new token “${token.name}” now`} secret={secret} onClose={onClose} />;

  return (
    <FormModal title={`Rotate the token “${token.name}”`} submitLabel="Rotate token" write={write} onClose={onClose}>
      <p>
        You get a new token in place of this one, which ends at once. What uses it stops working until it has the new
        one. {token.lastUsedAt !== null && `It was last used ${describeUse(token, now)}.`}
      </p>
      <LifetimeField value={days} now={now} limit={limit} onChange={setDays} />
      {me.credential === 'token' && (
        <p className={styles.warning}>If you are signed in here with this token, this page goes on with the new one.</p>
      )}
    </FormModal>
  );
};
