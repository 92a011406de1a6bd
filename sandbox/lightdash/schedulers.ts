import { type SQL, and, asc, desc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { charts, dashboards, schedulerTargets, schedulers, users } from '../db/schema';
import { projectFor } from './access';
import { unexpected, validateError } from './errors';
import { type ApiContext, type ApiEnv, type Backend, ok, pageOf, paginationOf, searchWords } from './http';

type Target = typeof schedulerTargets.$inferSelect;

/** Scheduled deliveries, for those who may change the project (ListSchedulers.viewer-403). */
export function schedulerRoutes(backend: Backend): Hono<ApiEnv> {
  const { db } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/schedulers/:projectUuid/list', async (c) => {
    const page = pageOf(c);
    const order = orderOf(c);
    const { project } = await projectFor(backend, c, 'update:Project');
    const rows = await db.read
      .select({
        scheduler: schedulers,
        createdByName: sql<string>`trim(${users.firstName} || ' ' || ${users.lastName})`,
        savedChartName: charts.name,
        dashboardName: dashboards.name,
      })
      .from(schedulers)
      .innerJoin(users, eq(users.uuid, schedulers.createdBy))
      .leftJoin(charts, eq(charts.uuid, schedulers.savedChartUuid))
      .leftJoin(dashboards, eq(dashboards.uuid, schedulers.dashboardUuid))
      .where(and(eq(schedulers.projectUuid, project.uuid), ...filtersOf(c)))
      .orderBy(order);
    const shown = page ? rows.slice((page.page - 1) * page.pageSize, page.page * page.pageSize) : rows;
    const targets = await db.read
      .select()
      .from(schedulerTargets)
      .where(
        inArray(
          schedulerTargets.schedulerUuid,
          shown.map(({ scheduler }) => scheduler.uuid),
        ),
      );
    const data = shown.map((row) =>
      toScheduler(
        row,
        targets.filter(({ schedulerUuid }) => schedulerUuid === row.scheduler.uuid),
      ),
    );
    return ok(page ? { pagination: paginationOf(page, rows.length), data } : { data });
  });

  return app;
}

/** By name; `createdAt` names a column that does not exist: 500; anything else 422 (ListSchedulers.sort-*, bad-sort). */
function orderOf(c: ApiContext): SQL {
  const sortBy = c.req.query('sortBy');
  if (sortBy === 'createdAt') throw unexpected();
  if (sortBy !== undefined && sortBy !== 'name') {
    const issues = ['name', 'createdAt'].map((name) => ({
      sortBy: { message: `should be one of the following; ['${name}']`, value: sortBy },
    }));
    const message = `Could not match the union against any of the items. Issues: ${JSON.stringify(issues)}`;
    throw validateError({ sortBy: { message, value: sortBy } });
  }
  return c.req.query('sortDirection') === 'desc' ? desc(schedulers.name) : asc(schedulers.name);
}

function filtersOf(c: ApiContext): (SQL | undefined)[] {
  const list = (name: string) => c.req.query(name)?.split(',').filter(Boolean);
  const formats = list('formats');
  const owners = list('createdByUserUuids');
  const resources = list('resourceUuids');
  const destinations = list('destinations');
  const type = c.req.query('resourceType');
  const words = searchWords(c).map((word) => sql`instr(lower(${schedulers.name}), ${word}) > 0`);
  return [
    words.length > 0 ? or(...words) : undefined,
    formats && sql`${schedulers.format} in ${formats}`,
    owners && inArray(schedulers.createdBy, owners),
    resources && or(inArray(schedulers.savedChartUuid, resources), inArray(schedulers.dashboardUuid, resources)),
    type === 'chart' ? isNotNull(schedulers.savedChartUuid) : undefined,
    type === 'dashboard' ? isNotNull(schedulers.dashboardUuid) : undefined,
    destinations &&
      sql`exists (select 1 from ${schedulerTargets} where scheduler_uuid = ${schedulers.uuid} and kind in ${destinations})`,
  ];
}

type SchedulerRow = {
  scheduler: typeof schedulers.$inferSelect;
  createdByName: string;
  savedChartName: string | null;
  dashboardName: string | null;
};

/** Absent values are null, but thresholds and time zone are left out (ListSchedulers.default). */
function toScheduler({ scheduler, createdByName, savedChartName, dashboardName }: SchedulerRow, targets: Target[]) {
  return {
    schedulerUuid: scheduler.uuid,
    name: scheduler.name,
    message: scheduler.message,
    createdAt: scheduler.createdAt,
    updatedAt: scheduler.updatedAt,
    createdBy: scheduler.createdBy,
    createdByName,
    cron: scheduler.cron,
    ...(scheduler.timezone ? { timezone: scheduler.timezone } : {}),
    savedChartUuid: scheduler.savedChartUuid,
    savedChartName,
    dashboardUuid: scheduler.dashboardUuid,
    dashboardName,
    format: scheduler.format,
    options: scheduler.options,
    filters: null,
    parameters: null,
    customViewportWidth: null,
    ...(scheduler.thresholds ? { thresholds: scheduler.thresholds } : {}),
    enabled: scheduler.enabled,
    notificationFrequency: scheduler.notificationFrequency,
    selectedTabs: null,
    includeLinks: scheduler.includeLinks,
    targets: targets.map(toTarget),
  };
}

function toTarget({ uuid, kind, value, schedulerUuid, createdAt, updatedAt }: Target) {
  const row = { createdAt, updatedAt, schedulerUuid };
  if (kind === 'email') return { schedulerEmailTargetUuid: uuid, ...row, recipient: value };
  if (kind === 'slack') return { schedulerSlackTargetUuid: uuid, ...row, channel: value };
  return { schedulerMsTeamsTargetUuid: uuid, ...row, webhook: value };
}
