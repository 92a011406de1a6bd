import type { Connection, LinkedAccount } from '#/data/accounts';
import type { AccountConfig } from '#/data/config';
import { ConnectModal } from './ConnectModal';
import { DisconnectModal } from './DisconnectModal';
import { EditAccountModal } from './EditAccountModal';
import { RecordDialog } from './RecordDialog';

/** Which dialog about a linked account is open. */
export type LinkedDialog =
  | { kind: 'connect'; account: AccountConfig }
  | { kind: 'disconnect'; account: AccountConfig; by: Connection['by'] }
  | { kind: 'edit'; account: AccountConfig; by: Connection['by']; read: LinkedAccount }
  | { kind: 'record'; account: AccountConfig; read: LinkedAccount };

/** The dialogs of the linked accounts, loaded together when the first is opened. */
export const LinkedDialogs = ({ dialog, onClose }: { dialog: LinkedDialog; onClose: () => void }) => {
  switch (dialog.kind) {
    case 'connect':
      return <ConnectModal account={dialog.account} onClose={onClose} />;
    case 'disconnect':
      return <DisconnectModal account={dialog.account} by={dialog.by} onClose={onClose} />;
    case 'edit':
      return <EditAccountModal account={dialog.account} by={dialog.by} read={dialog.read} onClose={onClose} />;
    case 'record':
      return <RecordDialog account={dialog.account} read={dialog.read} onClose={onClose} />;
  }
};
