import { groupsByUuid, groupsQuery } from '#/data/groups';
import { meQuery } from '#/data/me';
import { firstMembers } from '#/data/members';
import { memberRole } from '#/data/role-names';
import { MEMBER_LIST, type Member } from '#/domain/members';
import { permissions } from '#/domain/permissions';
import { shortDate } from '#/lib/dates';
import { element } from '#/lib/element';
import { firstOf } from '#/lib/first-of';
import { classes } from '#/lib/text';
import { drawFirstRows } from '#/ui/first-rows';
import { loadGrowingTable } from '#/ui/growing';
import { statusText } from '#/ui/MemberStatus';
import status from '#/ui/MemberStatus.module.css';
import type { DrawFirstRows } from '#/ui/place';
import { groupsText } from './cells';
import styles from './cells.module.css';
import { managesMembers, memberColumns } from './columns';
import { members as place } from './routes';

const { role, status: statusFilter, group } = MEMBER_LIST.filters;

/** Draws the first members into the picture of their place, as cells.tsx has them. */
export const drawFirstMembers: DrawFirstRows = async (lines, queryClient, signal) => {
  const first = await firstMembers(queryClient, signal);
  // Asked by the shell, which tells where that fails.
  const me = queryClient.getQueryData(meQuery.queryKey);
  if (!first || !me) return;
  const { members, isPart } = first;
  const may = permissions(me);
  const manages = managesMembers(may);
  const now = Date.now();
  const read = queryClient.getQueryData(groupsQuery.queryKey);
  const context = {
    me,
    groups: read && groupsByUuid(read),
    groupsHidden: may.readGroups !== true,
    now,
    roleOf: (member: Member) => memberRole(member),
  };
  const cells = (member: Member) => ({
    name: element(
      'span',
      styles.name,
      element('bdi', '', member.name),
      ...(member.userUuid === me.userUuid ? [element('span', styles.you, 'you')] : []),
    ),
    email: element('bdi', '', member.email),
    role: element('span', classes(member.role === 'admin' && styles.admin), context.roleOf(member)),
    groups: element(
      'span',
      classes(member.groupUuids.length === 0 && styles.faint, context.groupsHidden && styles.soft),
      groupsText(member, context.groups, context.groupsHidden),
    ),
    status: element(
      'span',
      classes(status.status, status[member.status]),
      element('span', status.dot),
      element('span', '', statusText(member, now)),
    ),
    joined: element(
      'span',
      member.joinedAt ? styles.soft : styles.faint,
      member.joinedAt ? shortDate(member.joinedAt) : '–',
    ),
  });
  drawFirstRows(lines, place.path, {
    label: MEMBER_LIST.label,
    columns: memberColumns(context),
    rows: (count) => firstOf(members, MEMBER_LIST.compare({ column: 'name', descending: false }), count),
    measured: members,
    hasSelection: manages,
    toolbar: {
      search: `Search by ${MEMBER_LIST.searched}`,
      filters: [role.name, statusFilter.name, ...(context.groups && !context.groupsHidden ? [group.name] : [])],
      hasMore: manages,
      actions: ['Views', 'Export'],
    },
    cells,
    lines: [
      ['name', 'role'],
      ['email', 'status'],
    ],
  });
  // Without it the table would begin as a skeleton.
  if (isPart) await loadGrowingTable();
};
