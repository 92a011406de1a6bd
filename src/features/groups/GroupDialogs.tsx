import { CreateGroupModal } from './CreateGroupModal';
import { DeleteGroupModal } from './DeleteGroupModal';
import type { OpenGroupDialog } from './GroupsPage';
import { RenameGroupModal } from './RenameGroupModal';

type GroupDialogsProps = { dialog: OpenGroupDialog; onClose: () => void; onDeleted?: () => void };

/** The dialogs about whole groups, loaded together when the first is opened. */
const GroupDialogs = ({ dialog, onClose, onDeleted }: GroupDialogsProps) => {
  if (dialog.kind === 'create') return <CreateGroupModal onClose={onClose} />;
  if (dialog.kind === 'rename') return <RenameGroupModal group={dialog.group} onClose={onClose} />;
  return <DeleteGroupModal group={dialog.group} onClose={onClose} onDeleted={onDeleted} />;
};

export default GroupDialogs;
