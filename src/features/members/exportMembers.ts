import type { Groups } from '#/data/groups';
import { statusName, type Member } from '#/domain/members';
import type { CsvColumn } from '#/lib/csv';
import { downloadCsv } from '#/lib/download';

/**
 * Downloads members as CSV, safe to open in a spreadsheet. In: the rows as shown, what their roles are called, the groups, and whether group names are
 * hidden from the person: then the column has their number.
 */
export const exportMembers = (
  members: readonly Member[],
  roleOf: (member: Member) => string,
  groups: Groups | undefined,
  groupsHidden: boolean,
): void => {
  const columns: CsvColumn<Member>[] = [
    { header: 'Name', value: ({ name }) => name },
    { header: 'E-mail', value: ({ email }) => email },
    { header: 'Role', value: roleOf },
    {
      header: groupsHidden ? 'Number of groups' : 'Groups',
      value: ({ groupUuids }) =>
        groupsHidden ? groupUuids.length : groupUuids.map((uuid) => groups?.get(uuid)?.name ?? uuid).join('; '),
    },
    { header: 'Status', value: ({ status }) => statusName(status) },
    { header: 'Created', value: ({ joinedAt }) => joinedAt },
    { header: 'Invited', value: ({ invitedAt }) => invitedAt },
    { header: 'User UUID', value: ({ userUuid }) => userUuid },
  ];
  downloadCsv('members', columns, members);
};
