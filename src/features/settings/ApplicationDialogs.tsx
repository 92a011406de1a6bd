import { useRef, useState } from 'react';
import {
  isAccountGone,
  isClientGone,
  useEndAccount,
  useEndClient,
  useRotateAccount,
  wasAccountRotated,
  type OauthClient,
} from '#/data/applications';
import { useConfig } from '#/data/config';
import { useMe } from '#/data/me';
import { useSecretWrite } from '#/data/useSecretWrite';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { describeAccess, type ServiceAccount } from '#/domain/service-accounts';
import { describeExpiry, describeUse, expiryAfter } from '#/domain/tokens';
import { listOf } from '#/lib/text';
import { ConfirmModal } from '#/ui/ConfirmModal';
import lists from '#/ui/FactList.module.css';
import { FormModal } from '#/ui/FormModal';
import { LifetimeField, type Lifetime } from '#/ui/LifetimeField';
import { SecretDialog } from '#/ui/SecretDialog';
import { toast } from '#/ui/toast';

type NameRole = (uuid: string) => string;
type AccountProps = { account: ServiceAccount; nameRole: NameRole; onClose: () => void };

/** Which dialog about an application is open. */
export type OpenApplicationDialog =
  | { kind: 'rotate' | 'end-account'; account: ServiceAccount }
  | { kind: 'end-client'; client: OauthClient };

/** What hangs on a service account, as far as Lightdash tells. */
const Facts = ({ account, nameRole }: { account: ServiceAccount; nameRole: NameRole }) => {
  const [now] = useState(Date.now);
  return (
    <ul className={lists.facts}>
      <li>{account.lastUsedAt === null ? 'Never used' : `Last used ${describeUse(account, now)}`}</li>
      <li>{describeExpiry(account, now)}</li>
      <li>{describeAccess(account, nameRole)}</li>
    </ul>
  );
};

/** Replaces a service account's secret and shows the new one once. */
const RotateAccountModal = ({ account, nameRole, onClose }: AccountProps) => {
  const rotate = useRotateAccount(account.uuid);
  const [days, setDays] = useState<Lifetime>(90);
  const [now] = useState(Date.now);
  const sent = useRef<string | null>(null);
  const { write, secret } = useSecretWrite({
    work: () => rotate((sent.current = expiryAfter(days ?? 0, Date.now()))),
    check: () => wasAccountRotated(account.uuid, sent.current),
    missed: () => {
      toast({
        title: `“${account.name}” was rotated, but its new token never arrived`,
        message: 'What uses it has no token until it is rotated again, in an hour.',
        bad: true,
      });
      onClose();
    },
  });
  if (secret !== null)
    return <SecretDialog title={`Copy the new token of “${account.name}” now`} secret={secret} onClose={onClose} />;
  return (
    <FormModal title={`Rotate “${account.name}”`} submitLabel="Rotate" write={write} onClose={onClose}>
      <p>
        It gets a new token in place of the one it has, which ends at once. Whatever uses that stops working until it
        has the new one. Lightdash rotates it once an hour.
      </p>
      <Facts account={account} nameRole={nameRole} />
      <LifetimeField value={days} now={now} onChange={setDays} />
    </FormModal>
  );
};

/** Ends a service account, after saying what stops with it. */
const EndAccountModal = ({ account, nameRole, onClose }: AccountProps) => {
  const { may } = useMe();
  const write = useWrite({
    work: useEndAccount(account.uuid),
    check: () => isAccountGone(account.uuid),
    saved: () => {
      toast({ title: 'Service account ended', message: `The token of “${account.name}” no longer works.` });
      onClose();
    },
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
      <Facts account={account} nameRole={nameRole} />
    </ConfirmModal>
  );
};

/** Ends an OAuth application, after saying what stops with it. */
const EndClientModal = ({ client, onClose }: { client: OauthClient; onClose: () => void }) => {
  const { oauth } = useConfig();
  const { clientId, redirectUris = [], scopes } = client;
  const name = client.clientName ?? clientId;
  const write = useWrite({
    work: useEndClient(clientId),
    check: () => isClientGone(clientId),
    saved: () => {
      toast({ title: 'OAuth application ended', message: `Nobody signs in through “${name}” any more.` });
      onClose();
    },
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

type ApplicationDialogsProps = { dialog: OpenApplicationDialog; nameRole: NameRole; onClose: () => void };

/** The dialogs about applications, loaded together when the first is opened. */
const ApplicationDialogs = ({ dialog, nameRole, onClose }: ApplicationDialogsProps) => {
  if (dialog.kind === 'end-client') return <EndClientModal client={dialog.client} onClose={onClose} />;
  const Modal = dialog.kind === 'rotate' ? RotateAccountModal : EndAccountModal;
  return <Modal account={dialog.account} nameRole={nameRole} onClose={onClose} />;
};

export default ApplicationDialogs;
