import { asc, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { projects } from '../db/schema';
import { type Project, holdingsOf, modelOf, projectFor } from './access';
import { callerOf } from './auth';
import { type ApiEnv, type Backend, ok } from './http';

/** The projects themselves. */
export function projectRoutes(backend: Backend): Hono<ApiEnv> {
  const { db } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/org/projects', async (c) => {
    const { user, organization } = callerOf(c);
    const rows = await db.read
      .select()
      .from(projects)
      .where(eq(projects.organizationUuid, organization.uuid))
      .orderBy(asc(projects.createdAt));
    const model = modelOf(
      await holdingsOf(db.read, user),
      rows.map(({ uuid }) => uuid),
    );
    return ok(rows.filter(({ uuid }) => model.project(user.uuid, uuid).visible === true).map(toListed));
  });

  app.get('/api/v1/projects/:projectUuid', async (c) => {
    const { project } = await projectFor(backend, c, 'view:Project');
    return ok(toProject(project));
  });

  return app;
}

function toListed(project: Project) {
  return {
    name: project.name,
    projectUuid: project.uuid,
    type: project.type,
    createdByUserUuid: project.createdByUserUuid,
    createdAt: project.createdAt,
    upstreamProjectUuid: project.upstreamProjectUuid,
    warehouseType: project.warehouseType,
    requireUserCredentials: false,
    isCustomerUse: false,
  };
}

function toProject(project: Project) {
  return {
    organizationUuid: project.organizationUuid,
    projectUuid: project.uuid,
    name: project.name,
    type: project.type,
    dbtConnection: { type: 'dbt', project_dir: '/usr/app/dbt', profiles_dir: '/usr/app/profiles' },
    warehouseConnection: {
      type: project.warehouseType,
      schema: 'jaffle',
      host: 'warehouse.example.test',
      port: 5432,
      dbname: 'jaffle',
      sslmode: 'prefer',
    },
    isCustomerUse: false,
    pinnedListUuid: null,
    dbtVersion: 'v1.7',
    schedulerTimezone: project.schedulerTimezone,
    createdByUserUuid: project.createdByUserUuid,
    ...(project.upstreamProjectUuid ? { upstreamProjectUuid: project.upstreamProjectUuid } : {}),
  };
}
