import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { projects } from '../db/schema';
import { callerOf } from './auth';
import { type ApiEnv, type Backend, ok } from './http';

/** The organization itself. */
export function organizationRoutes({ db }: Backend): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get('/api/v1/org', async (c) => {
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
}
