import { eq } from 'drizzle-orm';
import type { Reader } from '../db/open';
import {
  type ProjectRole,
  type SpaceRole,
  groupMembers,
  projectGroups,
  projectMembers,
  projects,
  roles,
} from '../db/schema';
import { type User, callerOf } from './auth';
import { forbidden, notExists } from './errors';
import { type ApiContext, type Backend, pathUuid } from './http';
import { highest, scopesOf } from './system-roles';

export type Project = typeof projects.$inferSelect;

/** What a person holds in one project (oracle, R1 and R2). */
export type ProjectGrants = {
  organization: ProjectRole | undefined;
  direct: ProjectRole | undefined;
  /** One for each own group with a grant. */
  groups: { groupUuid: string; role: ProjectRole }[];
  /** The highest system role of all of them; custom roles do not enter. */
  top: ProjectRole | undefined;
  /** Scopes of the system role and of every custom role. */
  scopes: Set<string>;
};

/** The grants of a person in all projects where there are any; asking for another project gives those of the organization. */
export async function grantsOf(reader: Reader, user: User): Promise<(projectUuid: string) => ProjectGrants> {
  const direct = await reader
    .select({ projectUuid: projectMembers.projectUuid, role: projectMembers.role, custom: roles.scopes })
    .from(projectMembers)
    .leftJoin(roles, eq(roles.uuid, projectMembers.roleUuid))
    .where(eq(projectMembers.userUuid, user.uuid));
  const byGroup = await reader
    .select({
      projectUuid: projectGroups.projectUuid,
      groupUuid: projectGroups.groupUuid,
      role: projectGroups.role,
      custom: roles.scopes,
    })
    .from(groupMembers)
    .innerJoin(projectGroups, eq(projectGroups.groupUuid, groupMembers.groupUuid))
    .leftJoin(roles, eq(roles.uuid, projectGroups.roleUuid))
    .where(eq(groupMembers.userUuid, user.uuid));
  return (projectUuid) => {
    const own = direct.find((grant) => grant.projectUuid === projectUuid);
    const groups = byGroup.filter((grant) => grant.projectUuid === projectUuid);
    const organization = user.role === 'member' ? undefined : user.role;
    const grants = [...(own ? [own] : []), ...groups];
    const top = highest([organization, ...grants.filter(({ custom }) => !custom).map(({ role }) => role)]);
    const scopes = new Set([...(top ? scopesOf(top) : []), ...grants.flatMap(({ custom }) => custom ?? [])]);
    return { organization, direct: own?.role, groups, top, scopes };
  };
}

/**
 * The project of the path and what the caller holds in it. Throws 404 `NotExistsError` when there is no such project,
 * 403 when the caller lacks the scope (R3: `view:Project` to see it), 500 for a malformed uuid.
 */
export async function projectFor({ db }: Backend, c: ApiContext, scope: string, parameter = 'projectUuid') {
  const { user, organization } = callerOf(c);
  const projectUuid = pathUuid(c, parameter);
  const [project] = await db.read.select().from(projects).where(eq(projects.uuid, projectUuid));
  if (!project) throw notExists(`Cannot find project with id: ${projectUuid}`);
  if (project.organizationUuid !== organization.uuid) throw forbidden();
  const grants = (await grantsOf(db.read, user))(projectUuid);
  if (!grants.scopes.has(scope)) throw forbidden();
  return { project, grants, user, organization };
}

export type SpaceAccess = {
  role: SpaceRole;
  hasDirectAccess: boolean;
  inheritedRole: ProjectRole;
  inheritedFrom: 'organization' | 'project' | 'group' | 'space_group';
  projectRole?: ProjectRole;
};
export type RootSpace = {
  isPrivate: boolean;
  direct: SpaceRole | undefined;
  groups: { groupUuid: string; role: SpaceRole }[];
};

/**
 * The rows of one person in the access list of a space (oracle, R5 and R6): one for each own group with a grant on the
 * root, and one for all the other groups together. `root.groups` are the grants of the person's own groups.
 */
export function spaceRows(grants: Pick<ProjectGrants, 'organization' | 'direct' | 'groups'>, ownGroups: readonly string[], root: RootSpace): SpaceAccess[] {
  const granted = new Set(root.groups.map(({ groupUuid }) => groupUuid));
  const rows = root.groups.map(({ groupUuid, role }) => ({
    groups: [groupUuid],
    spaceGroup: role as SpaceRole | undefined,
  }));
  const rest = ownGroups.filter((groupUuid) => !granted.has(groupUuid));
  if (rest.length > 0 || ownGroups.length === 0) rows.push({ groups: rest, spaceGroup: undefined });
  return rows.flatMap(({ groups, spaceGroup }) => {
    const byGroup = highest(
      grants.groups.filter(({ groupUuid }) => groups.includes(groupUuid)).map(({ role }) => role),
    );
    const sources = {
      organization: grants.organization,
      project: grants.direct,
      group: byGroup,
      space_group: spaceGroup,
    };
    const inheritedRole = highest(Object.values(sources));
    const role = inheritedRole && rowRole(inheritedRole, root.direct ?? spaceGroup, root.isPrivate);
    if (!inheritedRole || !role) return [];
    // A tie goes to the later source.
    const inheritedFrom = (['space_group', 'group', 'project', 'organization'] as const).find(
      (source) => sources[source] === inheritedRole,
    );
    const projectRole = highest([grants.organization, grants.direct]);
    return {
      role,
      hasDirectAccess: Boolean(root.direct ?? spaceGroup),
      inheritedRole,
      inheritedFrom: inheritedFrom ?? 'organization',
      ...(projectRole ? { projectRole } : {}),
    };
  });
}

/** Whether the person may open a space that has these rows (oracle, R8, V). */
export function canViewSpace(
  { top, scopes }: ProjectGrants,
  rows: readonly SpaceAccess[],
  isPrivate: boolean,
): boolean {
  if (scopes.has('view:Space') && (!isPrivate || rows.length > 0)) return true;
  return canManageSpace({ top, scopes }, rows, isPrivate);
}

/** Whether the person may rename, share and delete a space that has these rows (oracle, R8, M). */
export function canManageSpace(
  { top, scopes }: Pick<ProjectGrants, 'top' | 'scopes'>,
  rows: readonly SpaceAccess[],
  isPrivate: boolean,
): boolean {
  if (top === 'admin' || scopes.has('manage:Space')) return true;
  if (scopes.has('manage:Space@public') && !isPrivate) return true;
  return scopes.has('manage:Space@assigned') && rows.some(({ role }) => role === 'admin');
}

function rowRole(inherited: ProjectRole, granted: SpaceRole | undefined, isPrivate: boolean): SpaceRole | undefined {
  if (inherited === 'admin') return 'admin';
  if (granted) return granted;
  if (isPrivate) return undefined;
  return inherited === 'editor' || inherited === 'developer' ? 'editor' : 'viewer';
}

/** The groups of a person. */
export async function groupsOfUser(reader: Reader, userUuid: string): Promise<string[]> {
  const rows = await reader
    .select({ groupUuid: groupMembers.groupUuid })
    .from(groupMembers)
    .where(eq(groupMembers.userUuid, userUuid));
  return rows.map(({ groupUuid }) => groupUuid);
}
