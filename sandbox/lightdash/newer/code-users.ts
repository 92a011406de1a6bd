import { asc, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { roles, users } from '../../db/schema';
import { callerOf } from '../auth';
import { forbidden } from '../errors';
import { type ApiEnv, type Backend, ok, pathUuid } from '../http';

/** Everybody by e-mail and name of role, for any member (GetCodeOrganizationUsers.as-viewer). Nobody here has several roles. */
export function codeUserRoutes({ db }: Backend): Hono<ApiEnv> {
  return new Hono<ApiEnv>().on(
    'GET',
    ['/api/v2/orgs/:orgUuid/code/users', '/api/v2/orgs/:orgUuid/users/code'],
    async (c) => {
      const { organization } = callerOf(c);
      if (pathUuid(c, 'orgUuid') !== organization.uuid) throw forbidden();
      const rows = await db.read
        .select({ email: users.email, isActive: users.isActive, role: users.role, custom: roles.name })
        .from(users)
        .leftJoin(roles, eq(roles.uuid, users.roleUuid))
        .where(eq(users.organizationUuid, organization.uuid))
        .orderBy(asc(users.email));
      return ok({
        users: rows.map(({ email, isActive, role, custom }) => ({
          version: 1,
          email,
          disabled: !isActive,
          role: custom === null ? { type: 'system', name: role } : { type: 'custom', name: custom },
        })),
      });
    },
  );
}
