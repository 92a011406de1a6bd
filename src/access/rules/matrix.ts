import { once } from '#/lib/memo';
import { isSystemRole } from '#/domain/access-roles';
import type { AccessMember, AccessModel, AccessSnapshot, Unknown } from '.';

/** What gives the role of a cell. `direct`: a grant to the row itself. */
export type MatrixSource = 'organization' | 'direct' | 'group' | 'none' | 'unknown';

/** Who is what in a project. `role`: a system role by its name, a custom one by its uuid; null: none. */
export type MatrixCell = {
  role: string | null | Unknown;
  source: MatrixSource;
  /** Custom roles held beside `role`. */
  beside: readonly string[];
};

/** What a row says over all projects that could be read, for filters and sorting. */
export type MatrixSummary = {
  /** In how many projects somebody is more than the organization role says, or a group is granted anything. */
  grants: number;
  /** The roles that occur: system roles by name, `custom`, `none`. */
  roles: ReadonlySet<string>;
};

/** The values of the filter by role that are no system roles. */
export const CUSTOM_ROLE = 'custom';
export const NO_ROLE = 'none';

type Person = Pick<AccessMember, 'userUuid' | 'role' | 'roleUuid' | 'groupUuids'>;
type Grants = { users: ReadonlyMap<string, string> | Unknown; groups: ReadonlyMap<string, string> | Unknown };

const NONE: MatrixCell = { role: null, source: 'none', beside: [] };
const OPEN: MatrixCell = { role: 'unknown', source: 'unknown', beside: [] };

/** The questions of a matrix of projects over one snapshot: cells are answered one by one, summaries in one pass over the grants. */
export type Matrix = {
  ofMember: (person: Person, projectUuid: string) => MatrixCell;
  /** What a group itself is granted. */
  ofGroup: (groupUuid: string, projectUuid: string) => MatrixCell;
  /** By person; who is not in it is in every project what the organization role says. */
  members: () => ReadonlyMap<string, MatrixSummary>;
  /** By group. */
  groups: () => ReadonlyMap<string, MatrixSummary>;
};

/** In: the access rules over what has been read. Out: its matrix. Throws nothing. */
export function matrixOf(model: AccessModel): Matrix {
  const { snapshot } = model;
  const grants = new Map(snapshot.projects.map((project) => [project.projectUuid, grantsOf(project)]));

  const ofMember = (person: Person, projectUuid: string): MatrixCell => {
    const { role, customRoles } = model.decide(person.userUuid, { projectUuid });
    if (role === 'unknown') return OPEN;
    const users = grants.get(projectUuid)?.users;
    const own = users === undefined || users === 'unknown' ? undefined : users.get(person.userUuid);
    if (role === null) {
      const [first, ...others] = customRoles;
      if (first === undefined) return NONE;
      const beside = (shown: string) => customRoles.filter((each) => each !== shown);
      const { roleUuid } = person;
      if (roleUuid && customRoles.includes(roleUuid))
        return { role: roleUuid, source: 'organization', beside: beside(roleUuid) };
      const isOwn = own !== undefined && customRoles.includes(own);
      return isOwn
        ? { role: own, source: 'direct', beside: beside(own) }
        : { role: first, source: 'group', beside: others };
    }
    // To an admin of the project a custom role gives nothing (A8).
    const beside = role === 'admin' ? [] : customRoles;
    return { role, source: role === person.role ? 'organization' : role === own ? 'direct' : 'group', beside };
  };

  const ofGroup = (groupUuid: string, projectUuid: string): MatrixCell => {
    const groups = grants.get(projectUuid)?.groups;
    if (groups === undefined || groups === 'unknown') return OPEN;
    const role = groups.get(groupUuid);
    return role === undefined ? NONE : { role, source: 'direct', beside: [] };
  };

  return {
    ofMember,
    ofGroup,
    members: once(() => membersIn(snapshot, grants, ofMember)),
    groups: once(() => groupsIn(snapshot, grants)),
  };
}

/** Whether a cell says more than the organization role alone would. */
export function differs({ source, beside }: MatrixCell): boolean {
  return source === 'direct' || source === 'group' || beside.length > 0;
}

/** The role of a cell as the filter by role calls it; null where it is not known. */
export function roleKind(role: MatrixCell['role']): string | null {
  if (role === 'unknown') return null;
  if (role === null) return NO_ROLE;
  return isSystemRole(role) ? role : CUSTOM_ROLE;
}

function grantsOf({ userGrants, groupGrants }: AccessSnapshot['projects'][number]): Grants {
  return {
    users: userGrants === 'unknown' ? userGrants : new Map(userGrants.map(({ userUuid, role }) => [userUuid, role])),
    groups:
      groupGrants === 'unknown' ? groupGrants : new Map(groupGrants.map(({ groupUuid, role }) => [groupUuid, role])),
  };
}

/** Only those whom a grant names are looked at: of the others the organization role says all. */
function membersIn(
  { members }: AccessSnapshot,
  grants: ReadonlyMap<string, Grants>,
  ofMember: Matrix['ofMember'],
): ReadonlyMap<string, MatrixSummary> {
  const people = new Map(members.map((member) => [member.userUuid, member]));
  const inGroup = new Map<string, AccessMember[]>();
  for (const member of members) {
    for (const groupUuid of member.groupUuids === 'unknown' ? [] : member.groupUuids) push(inGroup, groupUuid, member);
  }
  const read = [...grants].filter(([, { users, groups }]) => users !== 'unknown' && groups !== 'unknown');
  const found = new Map<AccessMember, { grants: number; roles: Set<string> }>();
  for (const [projectUuid, { users, groups }] of read) {
    const named = new Set<AccessMember>();
    for (const userUuid of users === 'unknown' ? [] : users.keys()) {
      const member = people.get(userUuid);
      if (member) named.add(member);
    }
    for (const groupUuid of groups === 'unknown' ? [] : groups.keys())
      for (const member of inGroup.get(groupUuid) ?? []) named.add(member);
    for (const member of named) {
      const cell = ofMember(member, projectUuid);
      if (!differs(cell)) continue;
      const summary = found.get(member) ?? { grants: 0, roles: new Set<string>() };
      if (cell.source !== 'organization') summary.grants++;
      for (const role of [cell.role, ...cell.beside]) summary.roles.add(roleKind(role) ?? '');
      found.set(member, summary);
    }
  }
  const summaries = new Map<string, MatrixSummary>();
  for (const member of members) {
    const summary = found.get(member) ?? { grants: 0, roles: new Set<string>() };
    const ofOrganization = member.roleUuid ?? (member.role === 'member' ? null : member.role);
    if (summary.grants < read.length) summary.roles.add(roleKind(ofOrganization) ?? NO_ROLE);
    summaries.set(member.userUuid, summary);
  }
  return summaries;
}

function groupsIn({ groups }: AccessSnapshot, grants: ReadonlyMap<string, Grants>): ReadonlyMap<string, MatrixSummary> {
  const found = new Map(groups.map(({ groupUuid }) => [groupUuid, { grants: 0, roles: new Set<string>() }]));
  let read = 0;
  for (const { groups: granted } of grants.values()) {
    if (granted === 'unknown') continue;
    read++;
    for (const [groupUuid, role] of granted) {
      const summary = found.get(groupUuid);
      if (!summary) continue;
      summary.grants++;
      summary.roles.add(roleKind(role) ?? '');
    }
  }
  for (const summary of found.values()) if (summary.grants < read) summary.roles.add(NO_ROLE);
  return found;
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
