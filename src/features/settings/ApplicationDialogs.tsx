import { useState } from 'react';
import {
  isAccountGone,
  isClientGone,
  useAccountGrants,
  useEndAccount,
  useEndClient,
  useRotateAccount,
  type OauthClient,
} from '#/data/applications';
import { useConfig } from '#/data/config';
import { useRecentChanges, type Change } from '#/data/journal';
import { useMe } from '#/data/me';
import { useNotedWrite } from '#/data/useNotedWrite';
import { useSecretWrite } from '#/data/useSecretWrite';
import { reasonOf } from '#/domain/permissions';
import type { AccountRow } from '#/domain/service-accounts';
import { describeExpiry, describeUse, expiryAfter } from '#/domain/tokens';
import { listOf } from '#/lib/text';
import { ConfirmModal } from '#/ui/ConfirmModal';
import lists from '#/ui/FactList.module.css';
import { FormModal } from '#/ui/FormModal';
import { LifetimeField, type Lifetime } from '#/ui/LifetimeField';
import { RecentChanges } from '#/ui/RecentChanges';
import { SecretDialog } from '#/ui/SecretDialog';
import { closeWithToast } from '#/ui/toast';

type AccountProps = { account: AccountRow; onClose: () => void };

/** Which dialog about an application is open, or what was changed of them. */
export type OpenApplicationDialog =
  | { kind: 'journal' }
  | { kind: 'rotate' | 'end-account'; account: AccountRow }
  | { kind: 'end-client'; client: OauthClient };

/** What hangs on a service account, as far as Lightdash tells. */
const Facts = ({ account }: { account: AccountRow }) => {
  const [now] = useState(Date.now);
  const {
    grants: [grants],
    isReading,
  } = useAccountGrants([account], account.projectCount > 0);
  return (
    <ul className={lists.facts}>
      <li>{account.lastUsedAt === null ? 'Never used' : `Last used ${describeUse(account, now)}`}</li>
      <li>{describeExpiry(account, now)}</li>
      <li>{account.access}</li>
      {account.projectCount > 0 && (
        <li>
          {grants
            ? grants.length > 0
              ? 'Opens'
              : 'Opens no project any more'
            : isReading
              ? '…'
              : 'Which projects it opens is not known'}
          {grants && grants.length > 0 && (
            <ul className={lists.facts} aria-label="Projects it opens">
              {grants.map(({ projectUuid, projectName, roleName }) => (
                <li key={projectUuid}>
                  <bdi>{projectName}</bdi> as <bdi>{roleName}</bdi>
                </li>
              ))}
            </ul>
          )}
        </li>
      )}
    </ul>
  );
};

/** Replaces a service account's secret and shows the new one once. */
const RotateAccountModal = ({ account, onClose }: AccountProps) => {
  const { rotate, wasRotated } = useRotateAccount(account);
  const [days, setDays] = useState<Lifetime>(90);
  const [now] = useState(Date.now);
  const { write, secret } = useSecretWrite({
    work: () => rotate(expiryAfter(days ?? 0, Date.now())),
    check: wasRotated,
    missed: closeWithToast(onClose, {
      title: `“${account.name}” was rotated, but its new token never arrived`,
      message: 'What uses it has no token until it is rotated again, in an hour.',
      bad: true,
    }),
  });
  if (secret !== null)
    return <SecretDialog title={`Copy the new token of “${account.name}” now`} secret={secret} onClose={onClose} />;
  return (
    <FormModal title={`Rotate “${account.name}”`} submitLabel="Rotate" write={write} onClose={onClose}>
      <p>
        It gets a new token in place of the one it has, which ends at once. Whatever uses that stops working until it
        has the new one. Lightdash rotates it once an hour.
      </p>
      <Facts account={account} />
      <LifetimeField value={days} now={now} onChange={setDays} />
    </FormModal>
  );
};

const ended = (what: string): Change => ({ place: 'integrations', what, told: 'Ended, which cannot be undone.' });

/** Ends a service account, after saying what stops with it. */
const EndAccountModal = ({ account, onClose }: AccountProps) => {
  const { may } = useMe();
  const write = useNotedWrite({
    change: () => ended(`Service account ${account.name}`),
    work: useEndAccount(account.uuid),
    check: () => isAccountGone(account.uuid),
    saved: closeWithToast(onClose, {
      title: 'Service account ended',
      message: `The token of “${account.name}” no longer works.`,
    }),
  });
  return (
    <ConfirmModal
      title={`End the service account “${account.name}”`}
      confirmLabel="End service account"
      type={{ text: account.name, what: 'name of the service account' }}
      write={write}
      reason={reasonOf(may.deleteToken)}
      onClose={onClose}
    >
      <p>
        This cannot be undone. Whatever uses its token stops working at once. What it made, also its deliveries, stays
        in its name.
      </p>
      <Facts account={account} />
    </ConfirmModal>
  );
};

/** Ends an OAuth application, after saying what stops with it. */
const EndClientModal = ({ client, onClose }: { client: OauthClient; onClose: () => void }) => {
  const { oauth } = useConfig();
  const { clientId, redirectUris = [], scopes } = client;
  const name = client.clientName ?? clientId;
  const write = useNotedWrite({
    change: () => ended(`OAuth application ${name}`),
    work: useEndClient(clientId),
    check: () => isClientGone(clientId),
    saved: closeWithToast(onClose, {
      title: 'OAuth application ended',
      message: `Nobody signs in through “${name}” any more.`,
    }),
  });
  return (
    <ConfirmModal
      title={`End the OAuth application “${name}”`}
      confirmLabel="End application"
      type={{ text: name, what: 'name of the application' }}
      write={write}
      onClose={onClose}
    >
      <p>
        This cannot be undone. Nobody can sign in through it any more, and whoever is signed in through it loses access
        at once. Lightdash does not tell who uses it.
      </p>
      {oauth?.clientId === clientId && (
        <p>
          <b>This console signs people in with it.</b>
        </p>
      )}
      <ul className={lists.facts}>
        <li>
          Client ID <code>{clientId}</code>
        </li>
        {scopes && scopes.length > 0 && <li>May ask for {listOf(scopes)}</li>}
        {redirectUris.length > 0 && <li>Leads back to {listOf(redirectUris)}</li>}
      </ul>
    </ConfirmModal>
  );
};

type ApplicationDialogsProps = { dialog: OpenApplicationDialog; onClose: () => void };

/** The dialogs about applications, loaded together when the first is opened. */
export const ApplicationDialogs = ({ dialog, onClose }: ApplicationDialogsProps) => {
  const changes = useRecentChanges('integrations');
  if (dialog.kind === 'journal') return <RecentChanges changes={changes} onClose={onClose} />;
  if (dialog.kind === 'end-client') return <EndClientModal client={dialog.client} onClose={onClose} />;
  const Modal = dialog.kind === 'rotate' ? RotateAccountModal : EndAccountModal;
  return <Modal account={dialog.account} onClose={onClose} />;
};
