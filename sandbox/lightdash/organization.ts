import { eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { projects, users } from '../db/schema';
import { callerOf, sessionCallerOf } from './auth';
import { type ApiEnv, type Backend, ok } from './http';

/** The organization itself. */
export function organizationRoutes({ db }: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/org', async (c) => {
    const { organization } = callerOf(c);
    const some = await db.read
      .select({ uuid: projects.uuid })
      .from(projects)
      .where(eq(projects.organizationUuid, organization.uuid))
      .limit(1);
    return ok({
      organizationUuid: organization.uuid,
      name: organization.name,
      createdAt: organization.createdAt,
      needsProject: some.length === 0,
    });
  });

  // Every role may read them, a token may not (ListOrganizationEmailDomains.viewer; lightdash.md, trap 10). Nothing is stored:
  // they are the domains of the members, but for those of partner agencies.
  app.get('/api/v1/org/allowedEmailDomains', async (c) => {
    const { organization } = sessionCallerOf(c);
    const domain = sql<string>`lower(substr(${users.email}, instr(${users.email}, '@') + 1))`;
    const rows = await db.read.selectDistinct({ domain }).from(users).where(eq(users.organizationUuid, organization.uuid)).orderBy(domain);
    const emailDomains = rows.map((row) => row.domain).filter((name) => !name.startsWith('partner-agency.'));
    return ok({ organizationUuid: organization.uuid, emailDomains, role: 'viewer', projects: [] });
  });

  return app;
}
