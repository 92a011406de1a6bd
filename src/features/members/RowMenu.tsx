import { isInvited, STILL_READING, type Member } from '#/domain/members';
import type { Permission, permissions } from '#/domain/permissions';
import { ActionMenu } from '#/ui/ActionMenu';
import { copyText } from '#/ui/copy-text';
import type { OpenDialog } from './MemberDialogs';

type RowMenuProps = {
  member: Member;
  /** Everybody; absent while not all have been read. */
  members: readonly Member[] | undefined;
  may: ReturnType<typeof permissions>;
  onOpen: (member: Member) => void;
  onDialog: (dialog: OpenDialog) => void;
};

/** What can be done with one member. One in each row: whatever asks React for something is asked by the page, once. */
export const RowMenu = ({ member, members, may, onOpen, onDialog }: RowMenuProps) => {
  const whenRead = (permission: (everybody: { members: readonly Member[] }) => Permission): Permission =>
    members ? permission({ members }) : { reason: STILL_READING };
  return (
    <ActionMenu
      inRow
      name={member.name}
      actions={() => [
        { label: 'Open', onClick: () => onOpen(member) },
        { label: 'Copy e-mail address', onClick: () => void copyText(member.email, 'E-mail address') },
        'rule',
        {
          label: 'Change role…',
          permission: whenRead((everybody) => may.changeRole(member, everybody)),
          onClick: () => onDialog({ kind: 'role', members: [member] }),
        },
        ...(isInvited(member)
          ? [
              {
                label: 'Invite again…',
                permission: whenRead(() => may.inviteMembers),
                onClick: () => onDialog({ kind: 'again', members: [member] }),
              },
            ]
          : []),
        {
          label: 'Add to a group…',
          permission: whenRead(() => may.addToGroup),
          onClick: () => onDialog({ kind: 'group', members: [member] }),
        },
        {
          label: isInvited(member) ? 'Withdraw the invitation…' : 'Remove from the organization…',
          permission: whenRead((everybody) => may.removeMember(member, everybody)),
          isDestructive: true,
          onClick: () => onDialog({ kind: 'remove', members: [member] }),
        },
      ]}
    />
  );
};
