import { useQueryClient } from '@tanstack/react-query';
import { connectByOAuth, connectByToken, connectService, heldBeside } from '#/data/accounts';
import { useConfig, type AccountConfig } from '#/data/config';
import { useMe, type SignedIn } from '#/data/me';
import { useWrite } from '#/data/useWrite';
import { hasSession } from '#/domain/permissions';
import { listOf } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { TextField } from '#/ui/TextField';
import { closeWithToast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import styles from './dialogs.module.css';
import { profileLink } from './routes';

type Way = AccountConfig['credentials'][number];

const HERE = `${profileLink()}#linked-accounts`;

const WAYS: Record<Way, string> = {
  token: 'With an access token',
  oauth: 'By signing in there',
  service: 'Through the shared service account',
};

/** What is in memory only, and is lost when the page is left: what the person will have to do again. */
const useForgotten = (account: AccountConfig, me: SignedIn): string | null => {
  const { accounts } = useConfig();
  const held = heldBeside(account, accounts, me.userUuid);
  const signIn = me.credential === 'token' ? 'your Lightdash access token' : 'your sign-in at Lightdash';
  const connections = `your ${held.length === 1 ? 'connection' : 'connections'} to ${listOf(held)}`;
  const lost = [...(hasSession(me) ? [] : [signIn]), ...(held.length === 0 ? [] : [connections])];
  return lost.length === 0
    ? null
    : `Leaving it, the console forgets ${listOf(lost)}, unless it is open in another tab.`;
};

/** Connects a linked account in one of the ways that are configured. A failure keeps what was entered. */
export const ConnectModal = ({ account, onClose }: { account: AccountConfig; onClose: () => void }) => {
  const { me } = useMe();
  const queryClient = useQueryClient();
  const form = useFields<{ way: Way; token: string }>({ way: account.credentials[0] ?? 'token', token: '' });
  const { way, token } = form.values;
  const forgotten = useForgotten(account, me);

  const write = useWrite({
    work: async () => {
      if (way === 'token') return connectByToken(queryClient, account, me.userUuid, token);
      if (way === 'service') return connectService(queryClient, account, me.userUuid);
      // The page is on its way out: the dialog stays busy until it is gone.
      return connectByOAuth(account, me.userUuid, HERE);
    },
    saved: closeWithToast(onClose, { title: `${account.name} connected` }),
  });

  const refusal =
    way === 'service' && me.role !== 'admin' ? 'Only admins may look through the shared service account.' : undefined;
  return (
    <FormModal
      title={`Connect ${account.name}`}
      submitLabel={way === 'oauth' ? `Go to ${account.name}` : 'Connect'}
      write={write}
      reason={refusal ?? (way === 'token' && token.trim() === '' ? 'Enter the token first.' : undefined)}
      onClose={onClose}
    >
      {account.credentials.length > 1 && (
        <fieldset className={styles.ways}>
          <legend>How</legend>
          {account.credentials.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="way"
                value={each}
                checked={way === each}
                onChange={() => form.set('way', each)}
              />{' '}
              {WAYS[each]}
            </label>
          ))}
        </fieldset>
      )}
      {way === 'token' && (
        <TextField
          label="Access token"
          hint={
            <>
              Kept in memory only, in the console’s open tabs.
              {account.hint && (
                <>
                  {' '}
                  In the demo, try <code>{account.hint}</code>.
                </>
              )}
            </>
          }
          first
          type="password"
          spellCheck={false}
          {...form.field('token')}
        />
      )}
      {way === 'oauth' && (
        <>
          <p>
            This page goes to <bdi>{account.name}</bdi>, where you sign in, and comes back here.
          </p>
          {forgotten && (
            <p className={styles.warning}>
              {forgotten}{' '}
              <a href={HERE} target="_blank" rel="noreferrer">
                Open another tab first
              </a>
              .
            </p>
          )}
        </>
      )}
      {way === 'service' && (
        <p>
          The console’s server asks <bdi>{account.name}</bdi> in its own name. What you see is that shared account, not
          you, and it can only be looked at.
        </p>
      )}
    </FormModal>
  );
};
