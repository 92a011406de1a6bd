import type { Groups } from '#/data/groups';
import type { MemberList } from '#/data/members';
import type { Project } from '#/data/projects';
import { CUSTOM_ROLE, type Matrix, type MatrixCell, type MatrixSource, type MatrixSummary, NO_ROLE } from '#/access';
import { heldRole, statusName, type Member } from '#/domain/members';
import { PROJECT_ROLES, roleRank } from '#/domain/roles';
import type { ListSchema, ListView } from '#/lib/list-view';
import { indexRows, matcher, sortRows } from '#/lib/rows';
import { count, listOf } from '#/lib/text';

export type MatrixOf = 'groups' | 'members';
export type MatrixFilter = 'differ' | 'role' | 'group';
export type MatrixSort = 'name' | 'role' | 'grants' | 'project';

/** What the address of the matrix may say. `show` and `project` are written beside it. */
export const MATRIX_LIST: ListSchema<MatrixFilter, MatrixSort> = {
  filters: { differ: ['yes'], role: [...PROJECT_ROLES, CUSTOM_ROLE, NO_ROLE], group: null },
  sorts: ['name', 'role', 'grants', 'project'],
  defaultSort: { column: 'name', descending: false },
};

/** A person, or a group. */
export type MatrixRow = {
  id: string;
  name: string;
  /** The organization role of a person, how many are in a group. */
  detail: string;
  /** What a search looks at besides the name. */
  email: string;
  member: Member | null;
};

/** Everybody, or every group, as rows. Who can't sign in is marked as such. */
export const matrixRows = (
  of: MatrixOf,
  everybody: MemberList,
  groups: Groups,
  nameRole: (role: string) => string,
): MatrixRow[] => {
  if (of === 'members') {
    return everybody.members.map((member) => ({
      id: member.userUuid,
      name: member.name,
      detail:
        member.status === 'active'
          ? nameRole(heldRole(member))
          : `${nameRole(heldRole(member))} · ${statusName(member.status).toLowerCase()}`,
      email: member.email,
      member,
    }));
  }
  const sizes = new Map<string, number>();
  for (const { groupUuids } of everybody.members)
    for (const uuid of groupUuids) sizes.set(uuid, (sizes.get(uuid) ?? 0) + 1);
  return [...groups.values()].map(({ uuid, name }) => ({
    id: uuid,
    name,
    detail: count(sizes.get(uuid) ?? 0, 'person', 'people'),
    email: '',
    member: null,
  }));
};

/** The cell of a row. */
export const cellOf = (matrix: Matrix, row: MatrixRow, projectUuid: string): MatrixCell =>
  row.member ? matrix.ofMember(row.member, projectUuid) : matrix.ofGroup(row.id, projectUuid);

/** How a role compares with others in a column: what is not known comes last, whichever the direction. */
const rankOf = ({ role }: MatrixCell): number | null =>
  role === 'unknown' ? null : role === null ? -1 : Math.max(roleRank(role), 0.5);

const sortKey =
  (matrix: Matrix, summaries: ReadonlyMap<string, MatrixSummary>, column: MatrixSort, project: string | undefined) =>
  (row: MatrixRow): string | number | null => {
    if (column === 'role') return row.member ? roleRank(row.member.role) : null;
    if (column === 'grants') return summaries.get(row.id)?.grants ?? 0;
    if (column === 'project' && project !== undefined) return rankOf(cellOf(matrix, row, project));
    return row.name;
  };

type Narrowing = Pick<ListView<MatrixFilter, MatrixSort>, 'search' | 'filters' | 'sort'>;

/** The rows that an address asks for, in its order. In: the project that is sorted by, where one is chosen. */
export const narrowMatrix = (
  rows: readonly MatrixRow[],
  matrix: Matrix,
  view: Narrowing,
  project: string | undefined,
): MatrixRow[] => {
  const isOfMembers = rows.some(({ member }) => member !== null);
  const needsSummaries =
    view.filters.differ.length > 0 || view.filters.role.length > 0 || view.sort.column === 'grants';
  const summaries: ReadonlyMap<string, MatrixSummary> = needsSummaries
    ? isOfMembers
      ? matrix.members()
      : matrix.groups()
    : new Map();
  const sorted = sortRows(
    sortRows(rows, ({ name }) => name, false),
    sortKey(matrix, summaries, view.sort.column, project),
    view.sort.descending,
  );
  const matches = matcher(
    view.search,
    indexRows(sorted, ({ name, email }) => `${name}\n${email}`),
  );
  const { differ, role, group } = view.filters;
  const groups = new Set(group);
  return sorted.filter((row, place) => {
    const summary = summaries.get(row.id);
    return (
      (differ.length === 0 || (summary !== undefined && (summary.grants > 0 || summary.roles.has(CUSTOM_ROLE)))) &&
      (role.length === 0 || role.some((each) => summary?.roles.has(each))) &&
      (!isOfMembers || groups.size === 0 || row.member?.groupUuids.some((uuid) => groups.has(uuid)) === true) &&
      matches(place)
    );
  });
};

/** What gives a role; `sample` stands in the legend, and in a cell without a role. */
export const SOURCES: Record<MatrixSource, { sample: string; legend: string; spoken: string }> = {
  organization: { sample: 'Editor', legend: 'Organization role', spoken: 'organization role' },
  direct: { sample: 'Editor', legend: 'Granted here', spoken: 'granted here' },
  group: { sample: 'Editor', legend: 'Through a group', spoken: 'through a group' },
  none: { sample: '·', legend: 'None', spoken: '' },
  unknown: { sample: '?', legend: 'Not known', spoken: '' },
};

/** The role of a cell: "Editor", "Finance reader", "None", "Not known"; custom roles beside it are added. */
export const roleInWords = ({ role, beside }: MatrixCell, nameRole: (role: string) => string): string => {
  if (role === 'unknown') return 'Not known';
  if (role === null) return 'None';
  return [role, ...beside].map(nameRole).join(' + ');
};

/** A cell for a reader and for a file: "Editor, through a group". */
export const cellInWords = (cell: MatrixCell, nameRole: (role: string) => string): string =>
  [roleInWords(cell, nameRole), SOURCES[cell.source].spoken].filter(Boolean).join(', ');

const NAMED = 3;

/** That the grants of some projects could not be read, a few of them by name. */
export const unreadInWords = (names: readonly string[]): string => {
  const others = names.length - NAMED;
  const said = others > 0 ? [...names.slice(0, NAMED), count(others, 'other project', 'other projects')] : names;
  return `The grants of ${listOf(said)} could not be read, so roles there are not known.`;
};

/** One column a project. */
export type MatrixColumn = Pick<Project, 'uuid' | 'name'>;
