import { useState } from 'react';
import { useTokenLimit } from '#/data/health';
import { useMe } from '#/data/me';
import { useCreateToken, useTokens, wasTokenCreated } from '#/data/tokens';
import { useSecretWrite } from '#/data/useSecretWrite';
import { reasonOf } from '#/domain/permissions';
import { expiryAfter } from '#/domain/tokens';
import { FormModal } from '#/ui/FormModal';
import { LifetimeField, type Lifetime } from '#/ui/LifetimeField';
import { SecretDialog } from '#/ui/SecretDialog';
import { TextField } from '#/ui/TextField';
import { closeWithToast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';

/** Makes a token and shows it once: its secret is in this component's state and nowhere else. */
export const CreateTokenModal = ({ onClose }: { onClose: () => void }) => {
  const { may } = useMe();
  const create = useCreateToken();
  const { data: tokens } = useTokens();
  const form = useFields<{ name: string; days: Lifetime }>({ name: '', days: 90 });
  const limit = useTokenLimit();
  const days = form.values.days === null ? (limit ?? null) : Math.min(form.values.days, limit ?? Infinity);
  const name = form.values.name.trim();
  const [now] = useState(Date.now);

  const { write, secret } = useSecretWrite({
    work: () => create(name, days === null ? null : expiryAfter(days, Date.now())),
    // Without those that were there before, an old one of that name would count as the new one.
    ...(tokens && { check: () => wasTokenCreated(name, tokens) }),
    missed: closeWithToast(onClose, {
      title: 'The token was created, but never arrived',
      message: 'It cannot be shown again. Delete it and create another one.',
      bad: true,
    }),
    mark: form.mark,
  });

  if (secret !== null) return <SecretDialog title={`Copy the token “${name}” now`} secret={secret} onClose={onClose} />;

  return (
    <FormModal
      title="Create a personal access token"
      submitLabel="Create token"
      write={write}
      reason={reasonOf(may.createToken) ?? (name === '' ? 'Say what it is for first.' : undefined)}
      onClose={onClose}
    >
      <TextField
        label="What it is for"
        hint="Anyone with the token can do in Lightdash what you can."
        first
        maxLength={255}
        {...form.field('name')}
      />
      <LifetimeField now={now} endless limit={limit} {...form.field('days')} value={days} />
    </FormModal>
  );
};
