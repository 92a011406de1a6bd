import type { Member } from '#/domain/members';
import { AddToGroupDialog } from './AddToGroupDialog';
import { ChangeRoleModal } from './ChangeRoleModal';
import { ChangeRolesDialog } from './ChangeRolesDialog';
import { InviteAgainModal } from './InviteAgainModal';
import { InviteDialog } from './InviteDialog';
import { RemoveMemberModal } from './RemoveMemberModal';
import { RemoveMembersDialog } from './RemoveMembersDialog';
import { ResendDialog } from './ResendDialog';

/** Which dialog is open, and for whom. */
export type OpenDialog =
  | { kind: 'invite' }
  | { kind: 'role' | 'group' | 'remove' | 'again'; members: readonly Member[] };

type MemberDialogsProps = {
  dialog: OpenDialog;
  everybody: readonly Member[];
  onClose: () => void;
  onRemoved?: () => void;
};

/** The dialogs of the members pages, loaded together when the first is opened. */
export const MemberDialogs = ({ dialog, everybody, onClose, onRemoved }: MemberDialogsProps) => {
  if (dialog.kind === 'invite') return <InviteDialog everybody={everybody} onClose={onClose} />;
  const { kind, members } = dialog;
  const [first] = members;
  if (!first) return null;
  if (kind === 'group') return <AddToGroupDialog members={members} onClose={onClose} />;
  const isMany = members.length > 1;
  if (kind === 'again' && isMany) return <ResendDialog members={members} onClose={onClose} />;
  if (kind === 'again') return <InviteAgainModal member={first} onClose={onClose} />;
  if (kind === 'remove' && isMany)
    return <RemoveMembersDialog members={members} everybody={everybody} onClose={onClose} />;
  if (kind === 'remove')
    return <RemoveMemberModal member={first} everybody={everybody} onClose={onClose} onRemoved={onRemoved} />;
  if (isMany) return <ChangeRolesDialog members={members} everybody={everybody} onClose={onClose} />;
  return <ChangeRoleModal member={first} everybody={everybody} onClose={onClose} />;
};
