import type { Member } from '#/domain/members';
import { AddMembersDialog } from './AddMembersDialog';
import { CreateGroupModal } from './CreateGroupModal';
import { DeleteGroupModal } from './DeleteGroupModal';
import { RemoveMembersDialog } from './RemoveMembersDialog';
import { RenameGroupModal } from './RenameGroupModal';

type NamedGroup = { uuid: string; name: string };

/** Which dialog about groups is open, for which group, and for which of its members. */
export type OpenGroupDialog =
  | { kind: 'create' }
  | { kind: 'rename' | 'delete'; group: NamedGroup }
  | { kind: 'add'; group: NamedGroup; everybody: readonly Member[] }
  | { kind: 'remove'; group: NamedGroup; members: readonly Member[] };

type GroupDialogsProps = { dialog: OpenGroupDialog; onClose: () => void; onDeleted?: () => void };

/** The dialogs about groups and who is in them, loaded together when the first is opened. */
export const GroupDialogs = ({ dialog, onClose, onDeleted }: GroupDialogsProps) => {
  if (dialog.kind === 'create') return <CreateGroupModal onClose={onClose} />;
  if (dialog.kind === 'add')
    return <AddMembersDialog group={dialog.group} everybody={dialog.everybody} onClose={onClose} />;
  if (dialog.kind === 'remove')
    return <RemoveMembersDialog group={dialog.group} members={dialog.members} onClose={onClose} />;
  if (dialog.kind === 'rename') return <RenameGroupModal group={dialog.group} onClose={onClose} />;
  return <DeleteGroupModal group={dialog.group} onClose={onClose} onDeleted={onDeleted} />;
};
