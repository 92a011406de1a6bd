import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { connectByOAuth, connectByToken, connectService } from '#/data/accounts';
import type { AccountConfig } from '#/data/config';
import { useMe } from '#/data/me';
import { useWrite } from '#/data/useWrite';
import { hasSession } from '#/domain/permissions';
import { paths } from '#/paths';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
import styles from './dialogs.module.css';

type Way = AccountConfig['credentials'][number];

const WAYS: Record<Way, string> = {
  token: 'With an access token',
  oauth: 'By signing in there',
  service: 'Through the shared service account',
};

/** Connects a linked account in one of the ways that are configured. A failure keeps what was entered. */
export const ConnectModal = ({ account, onClose }: { account: AccountConfig; onClose: () => void }) => {
  const { me } = useMe();
  const queryClient = useQueryClient();
  const [way, setWay] = useState<Way>(account.credentials[0] ?? 'token');
  const [token, setToken] = useState('');

  const { busy, problem, submit } = useWrite({
    work: async () => {
      if (way === 'token') return connectByToken(queryClient, account, me.userUuid, token);
      if (way === 'service') return connectService(account);
      await connectByOAuth(account, me.userUuid, `${paths.profile()}#linked-accounts`);
      // The page is on its way out: the dialog stays busy until it is gone.
      return new Promise<void>(() => {});
    },
    saved: () => {
      toast({ title: `${account.name} connected` });
      onClose();
    },
  });

  const refusal = way === 'service' && me.role !== 'admin' ? 'Only admins may look through the shared service account.' : undefined;
  return (
    <FormModal
      title={`Connect ${account.name}`}
      submitLabel={way === 'oauth' ? 'Go there' : 'Connect'}
      problem={problem}
      busy={busy}
      reason={refusal ?? (way === 'token' && token.trim() === '' ? 'Enter the token first.' : undefined)}
      onSubmit={submit}
      onClose={onClose}
    >
      {account.credentials.length > 1 && (
        <fieldset className={styles.ways}>
          <legend>How</legend>
          {account.credentials.map((each) => (
            <label key={each}>
              <input type="radio" name="way" value={each} checked={way === each} onChange={() => setWay(each)} /> {WAYS[each]}
            </label>
          ))}
        </fieldset>
      )}
      {way === 'token' && (
        <Field label="Access token" hint={account.hint ?? 'Kept in memory only, by the open tabs of the console.'}>
          {(control) => <input {...control} data-autofocus type="password" autoComplete="off" spellCheck={false} value={token} onChange={(event) => setToken(event.target.value)} />}
        </Field>
      )}
      {way === 'oauth' && (
        <p>
          The page goes to <bdi>{account.name}</bdi>, where you sign in, and comes back here.{!hasSession(me) && ' You will have to sign in to the console again afterwards, unless it is open in another tab.'}
        </p>
      )}
      {way === 'service' && (
        <p>
          The console’s server asks <bdi>{account.name}</bdi> in its own name. What you see is that shared account, not you, and it can only be looked at.
        </p>
      )}
    </FormModal>
  );
};
