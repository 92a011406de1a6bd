import { and, eq, inArray } from 'drizzle-orm';
import type { Reader } from '../db/open';
import { groupMembers, projectGroups, projectMembers, projects, roles } from '../db/schema';
import { type AccessCustomRole, type AccessModel, type AccessSpace, buildAccessModel } from '#/access/rules';
import { callerOf } from './auth';
import type { Caller, User } from './identity';
import { forbidden, notExists } from './errors';
import { type Generation, isNewer } from './generation';
import { type ApiContext, type Backend, pathUuid } from './http';
import { PROJECT_ROLES, scopesOf } from './system-roles';

export type Project = typeof projects.$inferSelect;
type Grant = { projectUuid: string; role: string };

/** Everything that one person holds in projects, alone and through groups; a role by its name, a custom one by its uuid. */
export type Holdings = {
  user: User;
  generation: Generation;
  groupUuids: string[];
  own: Grant[];
  ofGroups: (Grant & { groupUuid: string })[];
  customRoles: AccessCustomRole[];
  /** The preview projects that the person made: only there do `@self` scopes count (RULES.md C8). */
  previews: ReadonlyMap<string, string>;
};

/** Reads what a person holds: a handful of rows, however large the organization. */
export async function holdingsOf(
  reader: Reader,
  { user, organization: { generation } }: Pick<Caller, 'user' | 'organization'>,
): Promise<Holdings> {
  const memberships = await reader
    .select({ groupUuid: groupMembers.groupUuid })
    .from(groupMembers)
    .where(eq(groupMembers.userUuid, user.uuid));
  const own = await reader
    .select({ projectUuid: projectMembers.projectUuid, role: projectMembers.role, roleUuid: projectMembers.roleUuid })
    .from(projectMembers)
    .where(eq(projectMembers.userUuid, user.uuid));
  const ofGroups = await reader
    .select({
      projectUuid: projectGroups.projectUuid,
      groupUuid: projectGroups.groupUuid,
      role: projectGroups.role,
      roleUuid: projectGroups.roleUuid,
    })
    .from(groupMembers)
    .innerJoin(projectGroups, eq(projectGroups.groupUuid, groupMembers.groupUuid))
    .where(eq(groupMembers.userUuid, user.uuid));
  const custom = [user, ...own, ...ofGroups].flatMap(({ roleUuid }) => roleUuid ?? []);
  const customRoles =
    custom.length === 0
      ? []
      : await reader
          .select({ roleUuid: roles.uuid, name: roles.name, scopes: roles.scopes })
          .from(roles)
          .where(and(eq(roles.organizationUuid, user.organizationUuid), inArray(roles.uuid, custom)));
  const made = await reader
    .select({ uuid: projects.uuid })
    .from(projects)
    .where(and(eq(projects.createdByUserUuid, user.uuid), eq(projects.type, 'PREVIEW')));
  return {
    user,
    generation,
    previews: new Map(made.map(({ uuid }) => [uuid, user.uuid])),
    groupUuids: memberships.map(({ groupUuid }) => groupUuid),
    own: own.map(({ projectUuid, role, roleUuid }) => ({ projectUuid, role: roleUuid ?? role })),
    ofGroups: ofGroups.map(({ projectUuid, groupUuid, role, roleUuid }) => ({
      projectUuid,
      groupUuid,
      role: roleUuid ?? role,
    })),
    customRoles,
  };
}

/** Who made a project, where it is a preview. */
export function previewCreatorOf({ type, createdByUserUuid }: Project): string | null {
  return type === 'PREVIEW' ? createdByUserUuid : null;
}

/** The rules of the field over what one person holds; the spaces need only this person's grants in them. */
export function modelOf(
  { user, generation, groupUuids, own, ofGroups, customRoles, previews }: Holdings,
  projectUuids: readonly string[],
  spaces: readonly AccessSpace[] = [],
): AccessModel {
  return buildAccessModel({
    generation: isNewer(generation) ? 'C' : 'A',
    members: [{ userUuid: user.uuid, role: user.role, roleUuid: user.roleUuid, status: 'active', groupUuids }],
    groups: [],
    customRoles,
    projects: projectUuids.map((projectUuid) => ({
      projectUuid,
      userGrants: own.flatMap((grant) =>
        grant.projectUuid === projectUuid ? { userUuid: user.uuid, role: grant.role } : [],
      ),
      groupGrants: ofGroups.filter((grant) => grant.projectUuid === projectUuid),
      previewCreator: previews.get(projectUuid) ?? null,
    })),
    spaces,
  });
}

/** What a person may do in a project: the scopes of the highest system role and of every custom one (RULES.md A1 and A2). */
export function scopesIn(holdings: Holdings, projectUuid: string): Set<string> {
  const { role } = modelOf(holdings, [projectUuid]).project(holdings.user.uuid, projectUuid);
  const system = PROJECT_ROLES.find((each) => each === role);
  const held = [...holdings.own, ...holdings.ofGroups].filter((grant) => grant.projectUuid === projectUuid);
  const custom = holdings.customRoles.filter(
    ({ roleUuid }) => roleUuid === holdings.user.roleUuid || held.some((grant) => grant.role === roleUuid),
  );
  return new Set([
    ...(system ? scopesOf(system, holdings.generation) : []),
    ...custom.flatMap(({ scopes }) => (scopes === 'unknown' ? [] : scopes)),
  ]);
}

/** Whether a scope is held in a project. Since 1.219 who manages a project sees it too (RULES.md C3). */
function mayIn(holdings: Holdings, projectUuid: string, scope: string): boolean {
  const scopes = scopesIn(holdings, projectUuid);
  return (
    scopes.has(scope) || (isNewer(holdings.generation) && scope === 'view:Project' && scopes.has('manage:Project'))
  );
}

/**
 * The project of the path, for a caller with the scope in it. Throws 404 `NotExistsError` when there is no such project,
 * 403 in the words given when the caller lacks the scope (RULES.md A3: `view:Project` to see it), 500 for a malformed uuid.
 */
export async function projectFor(
  { db }: Backend,
  c: ApiContext,
  scope: string,
  { parameter = 'projectUuid', refusal }: { parameter?: string; refusal?: string } = {},
) {
  const caller = callerOf(c);
  const { user, organization } = caller;
  const projectUuid = pathUuid(c, parameter);
  const [project] = await db.read.select().from(projects).where(eq(projects.uuid, projectUuid));
  if (!project) throw notExists(`Cannot find project with id: ${projectUuid}`);
  if (project.organizationUuid !== organization.uuid) throw forbidden(refusal);
  const holdings = await holdingsOf(db.read, caller);
  if (!mayIn(holdings, projectUuid, scope)) throw forbidden(refusal);
  return { project, holdings, user, organization };
}
