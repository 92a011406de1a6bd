import type { Groups } from '#/data/groups';
import type { Member, MemberColumn } from '#/domain/members';
import type { permissions } from '#/domain/permissions';
import { widestDate } from '#/lib/dates';
import type { Column } from '#/ui/DataTable';
import { statusColumn } from '#/ui/MemberStatus';
import { GroupsCell, JoinedCell, NameCell, RoleCell } from './cells';

/** What the columns of the list of members go by. */
export type MemberColumnsOf = {
  me: { userUuid: string };
  /** Absent until they are read. */
  groups: Groups | undefined;
  groupsHidden: boolean;
  /** In milliseconds. */
  now: number;
  /** What somebody's role is called. */
  roleOf: (member: Member) => string;
};

/** Whether somebody may do anything with members, so that they are chosen and have menus. */
export const managesMembers = (may: ReturnType<typeof permissions>): boolean =>
  may.inviteMembers === true || may.addToGroup === true;

/** The columns of the list of members. */
export const memberColumns = ({
  me,
  groups,
  groupsHidden,
  now,
  roleOf,
}: MemberColumnsOf): Column<Member, MemberColumn>[] => [
  {
    id: 'name',
    header: 'Name',
    sortBy: 'name',
    isStrong: true,
    text: ({ name }) => name,
    cell: (member) => <NameCell member={member} isMe={member.userUuid === me.userUuid} />,
  },
  { id: 'email', header: 'E-mail', sortBy: 'email', isQuiet: true, text: ({ email }) => email },
  {
    id: 'role',
    header: 'Role',
    sortBy: 'role',
    text: roleOf,
    cell: (member) => <RoleCell member={member} role={roleOf(member)} />,
  },
  {
    id: 'groups',
    header: 'Groups',
    sortBy: 'groups',
    isFlexible: true,
    cell: (member) => <GroupsCell member={member} groups={groups} hidden={groupsHidden} />,
  },
  statusColumn(now),
  {
    id: 'joined',
    header: 'Created',
    sortBy: 'joined',
    isQuiet: true,
    text: widestDate,
    cell: (member) => <JoinedCell member={member} />,
  },
];
