import { and, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { type RoleLevel, groups, projectGroups, projectMembers, roles, users } from '../../db/schema';
import { ORGANIZATION_ROLES, type OrganizationRole } from '#/domain/roles';
import { projectFor } from '../access';
import { adminOf, callerOf, requireDelegable } from '../auth';
import { forbidden, notFound, parameterError, validateError } from '../errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, requireUuid, validUuid } from '../http';
import { changeRole } from '../members';
import { directGrants, grantOfGroup, grantOfUser, groupGrants } from '../project-grants';
import { PROJECT_ROLES, scopesOf } from '../system-roles';
import { NO_MANAGER, adminOfPath, titleOf } from './roles';

type GivenRole = { roleId: string; roleName: string; ownerType: 'system' | 'user' };
type Custom = typeof roles.$inferSelect;
const MANAGED = { parameter: 'projectId', refusal: 'You do not have permission to manage this project' };

/** Who holds which role, in the organization and in projects: the v2 endpoints of 1.219. */
export function newerRoleAssignmentRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v2/orgs/:orgUuid/roles/assignments', async (c) => {
    const { organization } = await adminOfPath(backend, c);
    const members = await db.read
      .select({ uuid: users.uuid, role: users.role, createdAt: users.createdAt, custom: roles })
      .from(users)
      .leftJoin(roles, eq(roles.uuid, users.roleUuid))
      .where(eq(users.organizationUuid, organization.uuid))
      .orderBy(users.position);
    // No name here, unlike in the answer to a change.
    return ok(
      members.map(({ uuid, role, createdAt, custom }) => ({
        ...given(custom, role),
        assigneeType: 'user',
        assigneeId: uuid,
        organizationId: organization.uuid,
        createdAt,
        updatedAt: createdAt,
        hasMultipleRoles: false,
      })),
    );
  });

  // The role given counts alone: a custom one that was there goes (system-after-custom).
  app.post('/api/v2/orgs/:orgUuid/roles/assignments/user/:userId', async (c) => {
    const userUuid = validUuid(c, 'userId');
    const roleId = requireRoleId(c);
    const caller = await adminOfPath(backend, c, NO_MANAGER);
    const organizationUuid = caller.organization.uuid;
    const system = ORGANIZATION_ROLES.find((role) => role === roleId);
    const custom = system ? null : await customRole(organizationUuid, roleId, 'organization');
    requireDelegable(caller, custom?.scopes ?? scopesOfOrganizationRole(system ?? 'member'));
    const found = await db.write((transaction) =>
      changeRole(transaction, organizationUuid, userUuid, system ?? 'member', custom?.uuid ?? null),
    );
    if (!found) throw notFound(`Cannot find user with uuid ${userUuid}`);
    const at = now().toISOString();
    return ok({
      ...given(custom, system ?? 'member'),
      assigneeType: 'user',
      assigneeId: userUuid,
      assigneeName: (await nameOf(organizationUuid, userUuid)) ?? '',
      organizationId: organizationUuid,
      createdAt: at,
      updatedAt: at,
    });
  });

  app.get('/api/v2/projects/:projectId/roles/assignments', async (c) => {
    const { project } = await projectFor(backend, c, 'manage:Project', MANAGED);
    const people = await directGrants(db.read, project.uuid);
    const byGroup = await groupGrants(db.read, project.uuid);
    const row = (
      { role, roleUuid, roleName }: { role: string; roleUuid: string | null; roleName: string | null },
      assigneeType: 'user' | 'group',
      assigneeId: string,
      assigneeName: string,
    ) => {
      const ownerType = roleUuid ? 'user' : 'system';
      const own = { roleId: roleUuid ?? role, roleName: roleName ?? role, ownerType } as const;
      return { ...assignment(project.uuid, own, assigneeType, assigneeId, assigneeName), hasMultipleRoles: false };
    };
    return ok([
      ...people.map((grant) => row(grant, 'user', grant.userUuid, `${grant.firstName} ${grant.lastName}`)),
      ...byGroup.map((grant) => row(grant, 'group', grant.groupUuid, grant.name)),
    ]);
  });

  app.post('/api/v2/projects/:projectId/roles/assignments/user/:userId', async (c) => {
    const userUuid = validUuid(c, 'userId');
    const roleId = requireRoleId(c);
    const { project, organization } = await projectFor(backend, c, 'manage:Project', MANAGED);
    const { role, roleUuid, ...shown } = await projectRole(organization.uuid, roleId);
    const name = await nameOf(organization.uuid, userUuid);
    if (name === undefined) throw notFound(`Cannot find user with uuid ${userUuid}`);
    await db.write((transaction) =>
      transaction
        .insert(projectMembers)
        .values({ projectUuid: project.uuid, userUuid, role, roleUuid })
        .onConflictDoUpdate({ target: [projectMembers.projectUuid, projectMembers.userUuid], set: { role, roleUuid } }),
    );
    return ok(assignment(project.uuid, shown, 'user', userUuid, name));
  });

  app.delete('/api/v2/projects/:projectId/roles/assignments/user/:userId', async (c) => {
    const userUuid = validUuid(c, 'userId');
    const project = await projectForOrganizationAdmin(c);
    const { rowsAffected } = await db.write((transaction) =>
      transaction.delete(projectMembers).where(grantOfUser(project.uuid, userUuid)),
    );
    if (rowsAffected === 0) throw notFound(`Access with id ${userUuid} not found`);
    return done();
  });

  // PATCH creates as well (UpdateProjectGroupRoleAssignment.not-granted).
  app.on(['POST', 'PATCH'], '/api/v2/projects/:projectId/roles/assignments/group/:groupId', async (c) => {
    const groupUuid = validUuid(c, 'groupId');
    const roleId = requireRoleId(c);
    const project = await projectForOrganizationAdmin(c);
    const { organization } = callerOf(c);
    const { role, roleUuid, ...shown } = await projectRole(organization.uuid, roleId);
    const [group] = await db.read
      .select({ name: groups.name })
      .from(groups)
      .where(and(eq(groups.organizationUuid, organization.uuid), eq(groups.uuid, groupUuid)));
    if (!group) throw notFound('No group found');
    await db.write((transaction) =>
      transaction
        .insert(projectGroups)
        .values({ projectUuid: project.uuid, groupUuid, role, roleUuid })
        .onConflictDoUpdate({ target: [projectGroups.projectUuid, projectGroups.groupUuid], set: { role, roleUuid } }),
    );
    return ok(assignment(project.uuid, shown, 'group', groupUuid, group.name));
  });

  // Of a group that has none it is 200 as well, unlike of a person.
  app.delete('/api/v2/projects/:projectId/roles/assignments/group/:groupId', async (c) => {
    const groupUuid = validUuid(c, 'groupId');
    const project = await projectForOrganizationAdmin(c);
    await db.write((transaction) => transaction.delete(projectGroups).where(grantOfGroup(project.uuid, groupUuid)));
    return done();
  });

  // Sets need a licence, which is asked for before any right (GetOrganizationUserRoleSet.not-licensed).
  for (const path of [
    '/api/v2/orgs/:orgUuid/roles/assignments/user/:userId/set',
    '/api/v2/projects/:projectId/roles/assignments/user/:userId/set',
    '/api/v2/projects/:projectId/roles/assignments/group/:groupId/set',
  ]) {
    app.on(['GET', 'PUT'], path, (c) => {
      callerOf(c);
      const body = bodyOf(c);
      for (const field of c.req.method === 'PUT' ? ['systemRole', 'customRoleUuids'] : []) {
        if (!(field in body)) throw validateError({ [`body.${field}`]: { message: `'${field}' is required` } });
      }
      throw forbidden('Custom roles require a Lightdash Enterprise license');
    });
  }

  /** Groups are granted, and grants by v2 taken away, by admins of the organization only. */
  async function projectForOrganizationAdmin(c: ApiContext) {
    const { project } = await projectFor(backend, c, 'view:Project', { ...MANAGED, refusal: NO_MANAGER });
    adminOf(c, 'manage:Organization', NO_MANAGER);
    return project;
  }

  async function projectRole(organizationUuid: string, roleId: string) {
    const system = PROJECT_ROLES.find((role) => role === roleId);
    // The answer to a change calls the owner of every role a user.
    const shown = { ownerType: 'user' as const, roleId };
    if (system) return { ...shown, role: system, roleUuid: null, roleName: titleOf(system) };
    const custom = await customRole(organizationUuid, roleId, 'project');
    return { ...shown, role: 'viewer' as const, roleUuid: custom.uuid, roleName: custom.name };
  }

  /** A custom role that can be given at a level: 500 for what is no uuid (bad-role), 404 unknown, 400 when it does not fit. */
  async function customRole(organizationUuid: string, roleId: string, level: RoleLevel): Promise<Custom> {
    const roleUuid = requireUuid(roleId);
    const [custom] = await db.read
      .select()
      .from(roles)
      .where(and(eq(roles.organizationUuid, organizationUuid), eq(roles.uuid, roleUuid)));
    if (!custom) throw notFound(`Role with uuid ${roleUuid} not found`);
    if (custom.level !== level) {
      throw parameterError(`Custom role "${custom.name}" can only be assigned at ${custom.level} level`);
    }
    if (custom.scopes.length === 0) throw parameterError('Custom role must have at least one scope');
    return custom;
  }

  async function nameOf(organizationUuid: string, userUuid: string): Promise<string | undefined> {
    const [user] = await db.read
      .select({ firstName: users.firstName, lastName: users.lastName })
      .from(users)
      .where(and(eq(users.organizationUuid, organizationUuid), eq(users.uuid, userUuid)));
    return user && `${user.firstName} ${user.lastName}`;
  }

  function assignment(
    projectId: string,
    role: GivenRole,
    assigneeType: 'user' | 'group',
    assigneeId: string,
    assigneeName: string,
  ) {
    const at = now().toISOString();
    return { ...role, assigneeType, assigneeId, assigneeName, projectId, createdAt: at, updatedAt: at };
  }

  return app;
}

function given(custom: Custom | null, role: OrganizationRole): GivenRole {
  return custom
    ? { roleId: custom.uuid, roleName: custom.name, ownerType: 'user' }
    : { roleId: role, roleName: role, ownerType: 'system' };
}

function scopesOfOrganizationRole(role: OrganizationRole): string[] {
  return role === 'member' ? [] : scopesOf(role, '1.219');
}

function requireRoleId(c: ApiContext): string {
  const { roleId } = bodyOf(c);
  if (roleId === undefined) throw validateError({ 'body.roleId': { message: "'roleId' is required" } });
  return String(roleId);
}
