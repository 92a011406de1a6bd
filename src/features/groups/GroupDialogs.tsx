import { CreateGroupModal } from './CreateGroupModal';
import { DeleteGroupModal } from './DeleteGroupModal';
import { RenameGroupModal } from './RenameGroupModal';

/** Which dialog about a whole group is open, and for which. */
export type OpenGroupDialog = { kind: 'create' } | { kind: 'rename' | 'delete'; group: { uuid: string; name: string } };

type GroupDialogsProps = { dialog: OpenGroupDialog; onClose: () => void; onDeleted?: () => void };

/** The dialogs about whole groups, loaded together when the first is opened. */
const GroupDialogs = ({ dialog, onClose, onDeleted }: GroupDialogsProps) => {
  if (dialog.kind === 'create') return <CreateGroupModal onClose={onClose} />;
  if (dialog.kind === 'rename') return <RenameGroupModal group={dialog.group} onClose={onClose} />;
  return <DeleteGroupModal group={dialog.group} onClose={onClose} onDeleted={onDeleted} />;
};

export default GroupDialogs;
