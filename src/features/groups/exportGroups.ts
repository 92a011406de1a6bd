import type { GroupRow } from '#/domain/groups';
import { statusName, type Member } from '#/domain/members';
import type { CsvColumn } from '#/lib/csv';
import { downloadCsv } from '#/lib/download';

/** Downloads groups as CSV, safe to open in a spreadsheet. In: the rows as shown, and whether their projects were all read. */
export const exportGroups = (groups: readonly GroupRow[], projectsKnown: boolean): void => {
  const columns: CsvColumn<GroupRow>[] = [
    { header: 'Name', value: ({ name }) => name },
    { header: 'Members', value: ({ members }) => members },
    {
      header: projectsKnown ? 'Project grants' : 'Project grants (not read in full)',
      value: ({ uses }) => uses.map(({ projectName, role }) => `${projectName} (${role})`).join('; '),
    },
    { header: 'Created', value: ({ createdAt }) => createdAt },
    { header: 'Group UUID', value: ({ uuid }) => uuid },
  ];
  downloadCsv('groups', columns, groups);
};

/** Downloads members of a group as CSV. In: the group's name, the rows as shown, what their roles are called. */
export const exportGroupMembers = (
  groupName: string,
  members: readonly Member[],
  roleOf: (member: Member) => string,
): void => {
  const columns: CsvColumn<Member>[] = [
    { header: 'Name', value: ({ name }) => name },
    { header: 'E-mail', value: ({ email }) => email },
    { header: 'Role', value: roleOf },
    { header: 'Status', value: ({ status }) => statusName(status) },
    { header: 'User UUID', value: ({ userUuid }) => userUuid },
  ];
  downloadCsv(`members-of-${groupName}`, columns, members);
};
