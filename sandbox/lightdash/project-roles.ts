import { and, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { type ProjectRole, groups, projectGroups, projectMembers, roles, users } from '../db/schema';
import { projectFor } from './access';
import { adminOf } from './auth';
import { notFound, parameterError, unexpected } from './errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, pathUuid, requireUuid } from './http';
import { directGrants, grantOfGroup, grantOfUser, groupGrants } from './project-grants';
import { PROJECT_ROLES } from './system-roles';

/** A system role, or the placeholder of a custom one beside its uuid (RULES.md A2). */
type GivenRole = { role: ProjectRole; roleUuid: string | null; roleName: string | null };
type AssigneeType = 'user' | 'group';

/** How the project of these paths is called, and (since 1.219) refused. */
const MANAGED = { parameter: 'projectId' };

/**
 * Grants in a project by the v2 endpoints, which know custom roles. People are granted by the project's admins; groups are
 * granted and everybody's grant is taken away by admins of the organization only.
 */
export function projectRoleRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  const assignment = (
    projectId: string,
    given: GivenRole,
    assigneeType: AssigneeType,
    assigneeId: string,
    assigneeName: string,
  ) => {
    // The dates are those of the answer (docs/lightdash/roles.md#o2).
    const at = now().toISOString();
    return {
      roleId: given.roleUuid ?? given.role,
      roleName: given.roleName ?? given.role,
      ownerType: given.roleUuid ? 'user' : 'system',
      assigneeType,
      assigneeId,
      assigneeName,
      projectId,
      createdAt: at,
      updatedAt: at,
    };
  };

  app.get('/api/v2/projects/:projectId/roles/assignments', async (c) => {
    const { project } = await projectFor(backend, c, 'manage:Project', MANAGED);
    const people = await directGrants(db.read, project.uuid);
    const byGroup = await groupGrants(db.read, project.uuid);
    return ok([
      ...people.map((grant) =>
        assignment(project.uuid, grant, 'user', grant.userUuid, `${grant.firstName} ${grant.lastName}`),
      ),
      ...byGroup.map((grant) => assignment(project.uuid, grant, 'group', grant.groupUuid, grant.name)),
    ]);
  });

  // The answer to a change calls the owner of every role a user (UpsertProjectUserRoleAssignment.ok).
  app.post('/api/v2/projects/:projectId/roles/assignments/user/:userId', async (c) => {
    const { project, organization } = await projectFor(backend, c, 'manage:Project', MANAGED);
    const userUuid = pathUuid(c, 'userId');
    const given = await roleOf(backend, c, organization.uuid);
    const [user] = await db.read
      .select({ firstName: users.firstName, lastName: users.lastName })
      .from(users)
      .where(and(eq(users.organizationUuid, organization.uuid), eq(users.uuid, userUuid)));
    if (!user) throw notFound(`User with uuid ${userUuid} not found`);
    const { role, roleUuid } = given;
    await db.write((transaction) =>
      transaction
        .insert(projectMembers)
        .values({ projectUuid: project.uuid, userUuid, role, roleUuid })
        .onConflictDoUpdate({ target: [projectMembers.projectUuid, projectMembers.userUuid], set: { role, roleUuid } }),
    );
    const name = `${user.firstName} ${user.lastName}`;
    return ok({ ...assignment(project.uuid, given, 'user', userUuid, name), ownerType: 'user' });
  });

  app.delete('/api/v2/projects/:projectId/roles/assignments/user/:userId', async (c) => {
    const { project } = await projectFor(backend, c, 'manage:Project', MANAGED);
    adminOf(c);
    const userUuid = pathUuid(c, 'userId');
    const { rowsAffected } = await db.write((transaction) =>
      transaction.delete(projectMembers).where(grantOfUser(project.uuid, userUuid)),
    );
    if (rowsAffected === 0) throw noAccess(userUuid);
    return done();
  });

  const upsertGroup = async (c: ApiContext) => {
    const { project, organization } = await projectFor(backend, c, 'manage:Project', MANAGED);
    adminOf(c);
    const groupUuid = pathUuid(c, 'groupId');
    const given = await roleOf(backend, c, organization.uuid);
    const [group] = await db.read
      .select({ name: groups.name })
      .from(groups)
      .where(and(eq(groups.organizationUuid, organization.uuid), eq(groups.uuid, groupUuid)));
    // UpsertProjectGroupRoleAssignment.unknown-group
    if (!group) throw unexpected();
    const { role, roleUuid } = given;
    await db.write((transaction) =>
      transaction
        .insert(projectGroups)
        .values({ projectUuid: project.uuid, groupUuid, role, roleUuid })
        .onConflictDoUpdate({ target: [projectGroups.projectUuid, projectGroups.groupUuid], set: { role, roleUuid } }),
    );
    return ok({ ...assignment(project.uuid, given, 'group', groupUuid, group.name), ownerType: 'user' });
  };
  app.post('/api/v2/projects/:projectId/roles/assignments/group/:groupId', upsertGroup);
  // Creates as well: Lightdash's PATCH calls what its POST calls.
  app.patch('/api/v2/projects/:projectId/roles/assignments/group/:groupId', upsertGroup);

  app.delete('/api/v2/projects/:projectId/roles/assignments/group/:groupId', async (c) => {
    const { project } = await projectFor(backend, c, 'manage:Project', MANAGED);
    adminOf(c);
    const groupUuid = pathUuid(c, 'groupId');
    const { rowsAffected } = await db.write((transaction) =>
      transaction.delete(projectGroups).where(grantOfGroup(project.uuid, groupUuid)),
    );
    if (rowsAffected === 0) throw noAccess(groupUuid);
    return done();
  });

  return app;
}

const noAccess = (uuid: string) => notFound(`Access with id ${uuid} not found`);

/**
 * The role that the body names: one of the system, or a custom one of the organization with at least one scope. A name
 * that is neither, `member` included, is 500 (UpsertProjectUserRoleAssignment.bad-role).
 */
async function roleOf({ db }: Backend, c: ApiContext, organizationUuid: string): Promise<GivenRole> {
  const { roleId } = bodyOf(c);
  const system = PROJECT_ROLES.find((candidate) => candidate === roleId);
  if (system) return { role: system, roleUuid: null, roleName: null };
  const roleUuid = requireUuid(roleId);
  const [custom] = await db.read
    .select()
    .from(roles)
    .where(and(eq(roles.organizationUuid, organizationUuid), eq(roles.uuid, roleUuid)));
  if (!custom) throw notFound(`Role with uuid ${roleUuid} not found`);
  if (custom.scopes.length === 0) throw parameterError('Custom role must have at least one scope');
  return { role: 'viewer', roleUuid, roleName: custom.name };
}
