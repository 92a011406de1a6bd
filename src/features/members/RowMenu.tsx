import { useNavigate } from 'react-router';
import { useMe } from '#/data/me';
import type { Member } from '#/domain/members';
import { ActionMenu } from '#/ui/ActionMenu';
import { toast } from '#/ui/toast';
import { memberLink } from './routes';
import type { OpenDialog } from './MemberDialogs';

type RowMenuProps = { member: Member; members: readonly Member[]; onDialog: (dialog: OpenDialog) => void };

const copy = (text: string) =>
  void navigator.clipboard.writeText(text).then(
    () => toast({ title: 'E-mail address copied' }),
    () => toast({ title: 'Not copied', message: 'The browser did not allow it.', bad: true }),
  );

/** What can be done with one member. */
export const RowMenu = ({ member, members, onDialog }: RowMenuProps) => {
  const { may } = useMe();
  const navigate = useNavigate();
  return (
    <ActionMenu
      inRow
      name={member.name}
      actions={() => [
        { label: 'Open', onClick: () => void navigate(memberLink(member.userUuid)) },
        { label: 'Copy e-mail address', onClick: () => copy(member.email) },
        'rule',
        {
          label: 'Change role…',
          permission: may.changeRole(member, { members }),
          onClick: () => onDialog({ kind: 'role', members: [member] }),
        },
        ...(member.joinedAt === null && member.status !== 'deactivated'
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
          label: 'Remove from the organization…',
          permission: may.removeMember(member, { members }),
          onClick: () => onDialog({ kind: 'remove', members: [member] }),
        },
      ]}
    />
  );
};
