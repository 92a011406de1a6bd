import type { Groups } from '#/data/groups';
import { statusName, type Member } from '#/domain/members';
import { roleName } from '#/domain/roles';
import { CSV_BOM, csvFileName, toCsv, type CsvColumn } from '#/lib/csv';
import { download } from '#/lib/download';

/**
 * Downloads members as CSV, safe to open in a spreadsheet. In: the rows as shown, the groups, and whether group names are
 * hidden from the person: then their number stands in the column.
 */
export const exportMembers = (members: readonly Member[], groups: Groups | undefined, groupsHidden: boolean): void => {
  const columns: CsvColumn<Member>[] = [
    { header: 'Name', value: ({ name }) => name },
    { header: 'E-mail', value: ({ email }) => email },
    { header: 'Role', value: ({ role }) => roleName(role) },
    {
      header: groupsHidden ? 'Number of groups' : 'Groups',
      value: ({ groupUuids }) =>
        groupsHidden ? groupUuids.length : groupUuids.map((uuid) => groups?.get(uuid)?.name ?? uuid).join('; '),
    },
    { header: 'Status', value: ({ status }) => statusName(status) },
    { header: 'Joined', value: ({ joinedAt }) => joinedAt },
    { header: 'Invited', value: ({ invitedAt }) => invitedAt },
    { header: 'User UUID', value: ({ userUuid }) => userUuid },
  ];
  download(csvFileName('members', new Date()), CSV_BOM + toCsv(columns, members), 'text/csv;charset=utf-8');
};
