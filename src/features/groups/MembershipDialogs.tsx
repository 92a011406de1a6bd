import type { Group } from '#/data/groups';
import type { Member } from '#/domain/members';
import { AddMembersDialog } from './AddMembersDialog';
import { RemoveMembersDialog } from './RemoveMembersDialog';

/** Which dialog about the members of a group is open, and for whom. */
export type OpenMembershipDialog = { kind: 'add' } | { kind: 'remove'; members: readonly Member[] };

type MembershipDialogsProps = {
  dialog: OpenMembershipDialog;
  group: Group;
  everybody: readonly Member[];
  onClose: () => void;
};

/** The dialogs about the members of a group, loaded together when the first is opened. */
const MembershipDialogs = ({ dialog, group, everybody, onClose }: MembershipDialogsProps) =>
  dialog.kind === 'add' ? (
    <AddMembersDialog group={group} everybody={everybody} onClose={onClose} />
  ) : (
    <RemoveMembersDialog group={group} members={dialog.members} onClose={onClose} />
  );

export default MembershipDialogs;
