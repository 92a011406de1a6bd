import { asc, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { projects, users } from '../db/schema';
import { type Project, holdingsOf, modelOf, projectFor } from './access';
import { callerOf } from './auth';
import { generationOf, isNewer } from './generation';
import { type ApiEnv, type Backend, ok } from './http';

/** The projects themselves. */
export function projectRoutes(backend: Backend): Hono<ApiEnv> {
  const { db } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/org/projects', async (c) => {
    const { user, organization } = callerOf(c);
    const rows = await db.read
      .select({ project: projects, firstName: users.firstName, lastName: users.lastName })
      .from(projects)
      .leftJoin(users, eq(users.uuid, projects.createdByUserUuid))
      .where(eq(projects.organizationUuid, organization.uuid))
      .orderBy(asc(projects.createdAt));
    const model = modelOf(
      await holdingsOf(db.read, callerOf(c)),
      rows.map(({ project }) => project.uuid),
    );
    const visible = rows.filter(({ project }) => model.project(user.uuid, project.uuid).visible === true);
    return ok(
      visible.map(({ project, firstName, lastName }) =>
        isNewer(organization.generation)
          ? { ...toListed(project), createdByUserName: firstName && `${firstName} ${lastName}`, ...NO_PREVIEW }
          : { ...toListed(project), requireUserCredentials: false, isCustomerUse: false },
      ),
    );
  });

  app.get('/api/v1/projects/:projectUuid', async (c) => {
    const { project } = await projectFor(backend, c, 'view:Project');
    return ok({
      ...toProject(project),
      ...(isNewer(generationOf(c)) ? newerSettings(project) : { isCustomerUse: false }),
    });
  });

  return app;
}

/** Nothing here was made by provisioning, and nothing expires. */
const NO_PREVIEW = { expiresAt: null, provisioningSource: null };

/** What 1.219 says of a project besides (GetProject.ok). */
function newerSettings({ failureNotice, hasDefaultUserSpaces }: Project) {
  return {
    ...failureNotice,
    ...NO_PREVIEW,
    hasDefaultUserSpaces,
    queryTimezone: null,
    useProjectTimezoneInFilters: false,
    colorPaletteUuid: null,
    agentSqlScope: null,
  };
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
    pinnedListUuid: null,
    dbtVersion: 'v1.7',
    schedulerTimezone: project.schedulerTimezone,
    createdByUserUuid: project.createdByUserUuid,
    ...(project.upstreamProjectUuid ? { upstreamProjectUuid: project.upstreamProjectUuid } : {}),
  };
}
