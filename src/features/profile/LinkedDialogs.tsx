import { ConnectModal } from './ConnectModal';
import { DisconnectModal } from './DisconnectModal';
import { EditAccountModal } from './EditAccountModal';
import type { LinkedDialog } from './LinkedSection';
import { RecordDialog } from './RecordDialog';

/** The dialogs of the linked accounts, loaded together when the first is opened. */
const LinkedDialogs = ({ dialog, onClose }: { dialog: LinkedDialog; onClose: () => void }) => {
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

export default LinkedDialogs;
