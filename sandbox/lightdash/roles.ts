import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { roles, users } from '../db/schema';
import { adminOf } from './auth';
import { forbidden, notFound, unexpected } from './errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, ok, pathUuid } from './http';
import { changeRole } from './members';
import { PROJECT_ROLES, scopesOf } from './system-roles';

/** Roles of the organization by the v2 endpoints: for its admins only (GetOrganizationRoles.other-org). */
export function roleRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v2/orgs/:orgUuid/roles', async (c) => {
    const { organization } = adminOfPath(c);
    const filter = c.req.query('roleTypeFilter');
    const custom = await db.read.select().from(roles).where(eq(roles.organizationUuid, organization.uuid));
    const withScopes = c.req.query('load') === 'scopes';
    return ok([
      ...(filter === 'user' ? [] : PROJECT_ROLES.map(systemRole)),
      ...(filter === 'system' ? [] : custom.map((role) => customRole(role, withScopes))),
    ]);
  });

  app.get('/api/v2/orgs/:orgUuid/roles/assignments', async (c) => {
    const { organization } = adminOfPath(c);
    const members = await db.read
      .select({ uuid: users.uuid, role: users.role, createdAt: users.createdAt })
      .from(users)
      .where(eq(users.organizationUuid, organization.uuid))
      .orderBy(users.position);
    // No name here, unlike in the answer to a change (docs/lightdash/roles.md#o2).
    return ok(members.map(({ uuid, role, createdAt }) => assignment(organization.uuid, uuid, role, createdAt)));
  });

  app.post('/api/v2/orgs/:orgUuid/roles/assignments/user/:userId', async (c) => {
    const { organization } = adminOfPath(c);
    const { roleId } = bodyOf(c);
    // System roles only, `member` not among them: 500 like UpsertProjectUserRoleAssignment.bad-role.
    const role = PROJECT_ROLES.find((candidate) => candidate === roleId);
    const userUuid = pathUuid(c, 'userId');
    if (!role) throw unexpected();
    const found = await db.write((transaction) => changeRole(transaction, organization.uuid, userUuid, role));
    if (!found) throw notFound(`User with uuid ${userUuid} not found`);
    const [user] = await db.read
      .select({ firstName: users.firstName, lastName: users.lastName })
      .from(users)
      .where(eq(users.uuid, userUuid));
    const assigneeName = user ? `${user.firstName} ${user.lastName}` : '';
    return ok({ ...assignment(organization.uuid, userUuid, role, now().toISOString()), assigneeName });
  });

  return app;
}

export function adminOfPath(c: ApiContext) {
  const caller = adminOf(c);
  if (caller.organization.uuid !== pathUuid(c, 'orgUuid')) throw forbidden();
  return caller;
}

function assignment(organizationId: string, assigneeId: string, role: string, at: string) {
  return {
    roleId: role,
    roleName: role,
    ownerType: 'system',
    assigneeType: 'user',
    assigneeId,
    organizationId,
    createdAt: at,
    updatedAt: at,
  };
}

export function systemRole(role: (typeof PROJECT_ROLES)[number]) {
  return {
    roleUuid: role,
    name: role,
    description: role,
    ownerType: 'system',
    scopes: scopesOf(role, '0.2110'),
    organizationUuid: null,
    createdAt: null,
    updatedAt: null,
    createdBy: null,
  };
}

export function customRole(role: typeof roles.$inferSelect, withScopes: boolean) {
  const { uuid, name, description, organizationUuid, createdBy, createdAt, updatedAt, scopes } = role;
  const row = {
    roleUuid: uuid,
    name,
    description,
    organizationUuid,
    createdBy,
    createdAt,
    updatedAt,
    ownerType: 'user',
  };
  return withScopes ? { ...row, scopes } : row;
}
