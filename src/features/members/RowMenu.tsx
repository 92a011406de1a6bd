import { useNavigate } from 'react-router';
import { isInvited, type Member } from '#/domain/members';
import type { permissions } from '#/domain/permissions';
import { ActionMenu } from '#/ui/ActionMenu';
import { copyText } from '#/ui/copy-text';
import { memberLink } from './routes';
import type { OpenDialog } from './MemberDialogs';

type RowMenuProps = {
  member: Member;
  members: readonly Member[];
  may: ReturnType<typeof permissions>;
  onDialog: (dialog: OpenDialog) => void;
};

/** What can be done with one member. */
export const RowMenu = ({ member, members, may, onDialog }: RowMenuProps) => {
  const navigate = useNavigate();
  return (
    <ActionMenu
      inRow
      name={member.name}
      actions={() => [
        { label: 'Open', onClick: () => void navigate(memberLink(member.userUuid)) },
        { label: 'Copy e-mail address', onClick: () => void copyText(member.email, 'E-mail address') },
        'rule',
        {
          label: 'Change role…',
          permission: may.changeRole(member, { members }),
          onClick: () => onDialog({ kind: 'role', members: [member] }),
        },
        ...(isInvited(member)
          ? [
              {
                label: 'Invite again…',
                permission: may.inviteMembers,
                onClick: () => onDialog({ kind: 'again', members: [member] }),
              },
            ]
          : []),
        {
          label: 'Add to a group…',
          permission: may.addToGroup,
          onClick: () => onDialog({ kind: 'group', members: [member] }),
        },
        {
          label: isInvited(member) ? 'Withdraw the invitation…' : 'Remove from the organization…',
          permission: may.removeMember(member, { members }),
          isDestructive: true,
          onClick: () => onDialog({ kind: 'remove', members: [member] }),
        },
      ]}
    />
  );
};
