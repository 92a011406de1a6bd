import { comparable, highest, type SpaceRole, type SystemRole } from '#/domain/access-roles';
import { projectRoleOf, type ProjectSource } from './sources';
import type { Completion } from './completions';

/** Where the inherited role of a row comes from, in the order in which ties are settled: the later one is named (A6, C7). */
export type InheritedFrom = 'organization' | 'project' | 'group' | 'space_group' | 'parent_space';

/** One of the rows a person has in a space, in C the only one, as Lightdash lists it (A5 and A6, C6 and C7). */
export type SpaceRow = {
  role: SpaceRole;
  /** What decided about the role. `admin` in C: no row of their own, listed as admin in the lists of who has access. */
  by: 'admin' | 'spaceGrant' | 'groupSpaceGrant' | 'projectMembersGrant' | 'publicSpace';
  /** The group the row is for; null for the rest row, of all groups without a grant on the space. */
  groupUuid: string | null;
  hasDirectAccess: boolean;
  inheritedRole: SystemRole;
  inheritedFrom: InheritedFrom;
  /** The highest of organization role and own grant in the project. */
  projectRole: SystemRole | null;
};

/** Everything the rows are made of, sorted out. */
type Grants = {
  organization: SystemRole | null;
  direct: SystemRole | null;
  /** The project role of each group. */
  groups: Map<string, SystemRole>;
  spaceDirect: SpaceRole | null;
  /** The space role of each group. */
  spaceGroups: Map<string, SpaceRole>;
  isPublic: boolean;
};

/** A5: a row for each of the own groups that holds a grant on the space, and the rest row for all the others. */
export function spaceRows(completion: Completion): SpaceRow[] {
  const grants = sortOut(completion);
  const rest = completion.groupUuids.filter((group) => !grants.spaceGroups.has(group));
  const rows = [...grants.spaceGroups].map(([group, role]) => spaceRow(grants, group, [group], role));
  if (rest.length > 0 || grants.spaceGroups.size === 0) rows.push(spaceRow(grants, null, rest, null));
  return rows.filter((row) => row !== null);
}

/** Whether a source of a project role counts in a row: the person's own count in all, a group's in that of the group. */
export function countsIn(
  row: SpaceRow,
  source: ProjectSource,
  hasRowOfItsOwn: (groupUuid: string) => boolean,
): boolean {
  if (source.kind !== 'groupProjectGrant') return true;
  const { groupUuid } = source.group;
  return row.groupUuid === null ? !hasRowOfItsOwn(groupUuid) : row.groupUuid === groupUuid;
}

function sortOut({ sources }: Completion): Grants {
  const grants: Grants = {
    organization: null,
    direct: null,
    groups: new Map(),
    spaceDirect: null,
    spaceGroups: new Map(),
    isPublic: false,
  };
  for (const source of sources) {
    const projectRole = projectRoleOf(source);
    const role = projectRole && comparable(projectRole);
    if (source.kind === 'organizationRole') grants.organization = highest([grants.organization, role]);
    if (source.kind === 'projectGrant') grants.direct = role;
    if (source.kind === 'groupProjectGrant' && role) grants.groups.set(source.group.groupUuid, role);
    if (source.kind === 'spaceGrant') grants.spaceDirect = source.role;
    if (source.kind === 'groupSpaceGrant') grants.spaceGroups.set(source.group.groupUuid, source.role);
    if (source.kind === 'publicSpace') grants.isPublic = true;
  }
  return grants;
}

/** One row; null when it does not exist. In: the groups whose project roles count in it, and its space group role. */
function spaceRow(
  grants: Grants,
  groupUuid: string | null,
  members: readonly string[],
  granted: SpaceRole | null,
): SpaceRow | null {
  const ofGroups = grants.groups.size === 0 ? null : highest(members.map((group) => grants.groups.get(group) ?? null));
  const inheritedRole = highest([grants.organization, grants.direct, ofGroups, granted]);
  if (!inheritedRole) return null;
  const inheritedFrom = originOf(inheritedRole, grants, ofGroups, granted);
  const decided = decide(grants, inheritedRole, granted);
  return (
    decided && {
      ...decided,
      groupUuid,
      hasDirectAccess: grants.spaceDirect !== null || granted !== null,
      inheritedRole,
      inheritedFrom,
      projectRole: highest([grants.organization, grants.direct]),
    }
  );
}

/** A6: where the role comes from; the later one is named. */
function originOf(
  role: SystemRole,
  { direct }: Grants,
  ofGroups: SystemRole | null,
  granted: SpaceRole | null,
): InheritedFrom {
  if (granted === role) return 'space_group';
  if (ofGroups === role) return 'group';
  return direct === role ? 'project' : 'organization';
}

/** The order of A5: admin, the direct grant, the group's grant, publicness. */
function decide(
  { spaceDirect, isPublic }: Grants,
  inherited: SystemRole,
  granted: SpaceRole | null,
): Pick<SpaceRow, 'role' | 'by'> | null {
  if (inherited === 'admin') return { role: 'admin', by: 'admin' };
  if (spaceDirect) return { role: spaceDirect, by: 'spaceGrant' };
  if (granted) return { role: granted, by: 'groupSpaceGrant' };
  if (!isPublic) return null;
  const edits = inherited === 'editor' || inherited === 'developer';
  return { role: edits ? 'editor' : 'viewer', by: 'publicSpace' };
}
