import { type SQL, and, desc, eq, lte, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { apps, charts, dashboards, projects, spaces, sqlCharts } from '../db/schema';
import { schedulerLogs, schedulers } from '../db/schedulers-schema';
import { type Plan, runNow } from '../deliveries/plan';
import { readPlans } from '../deliveries/queue';
import { holdingsOf, scopesIn } from './access';
import { callerOf } from './auth';
import { forbidden, notFound, parameterError, unexpected } from './errors';
import { generationOf, isNewer } from './generation';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, ok, requireUuid } from './http';
import { timezoneOf } from './scheduler-input';
import { targetsOf } from './scheduler-targets';
import { managedSchedulerFor, schedulerFor } from './schedulers';
import { canViewContent } from './spaces';

/** Sending at once, and how far a job is. A job goes from scheduled to its end by the clock, whoever asks. */
export function schedulerSendRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.post('/api/v1/schedulers/send', async (c) => {
    const { user } = callerOf(c);
    const plan = await unsavedPlan(backend, c);
    const owned = { ...plan, scheduler: { ...plan.scheduler, createdBy: user.uuid } };
    return ok({ jobId: await db.write((transaction) => runNow(transaction, owned, now())) });
  });

  app.post('/api/v1/schedulers/:schedulerUuid/send', async (c) => {
    const { scheduler, user } = await sentSchedulerFor(c);
    const jobId = await db.write(async (transaction) => {
      const [found] = await readPlans(transaction, eq(schedulers.uuid, scheduler.uuid));
      if (!found) throw notFound('Scheduler not found');
      // Who sends it is named in the job, not the owner.
      const plan = { ...found.plan, scheduler: { ...found.plan.scheduler, createdBy: user.uuid } };
      return runNow(transaction, plan, now());
    });
    return ok({ jobId });
  });

  /** Since 1.219 whoever may make deliveries and open what is delivered sends it, as themselves. */
  async function sentSchedulerFor(c: ApiContext) {
    if (!isNewer(generationOf(c))) return managedSchedulerFor(backend, c);
    const found = await schedulerFor(backend, c);
    const { scheduler } = found;
    const scopes = scopesIn(await holdingsOf(db.read, callerOf(c)), scheduler.projectUuid);
    const [place] = await db.read
      .select({
        spaceUuid: sql<string>`coalesce(${charts.spaceUuid}, ${dashboards.spaceUuid}, ${sqlCharts.spaceUuid}, ${apps.spaceUuid})`,
      })
      .from(schedulers)
      .leftJoin(charts, eq(charts.uuid, schedulers.savedChartUuid))
      .leftJoin(dashboards, eq(dashboards.uuid, schedulers.dashboardUuid))
      .leftJoin(sqlCharts, eq(sqlCharts.uuid, schedulers.savedSqlUuid))
      .leftJoin(apps, eq(apps.uuid, schedulers.appUuid))
      .where(eq(schedulers.uuid, scheduler.uuid));
    const sees = place && (await canViewContent(backend, c, place.spaceUuid));
    const fills = scheduler.format !== 'gsheets' || scopes.has('manage:GoogleSheets');
    if (!sees || !fills || !scopes.has('create:ScheduledDeliveries')) throw forbidden();
    return found;
  }

  app.get('/api/v1/schedulers/job/:jobId/status', async (c) => {
    const { user, organization } = callerOf(c);
    const [job] = await db.read
      .select({ status: schedulerLogs.status, details: schedulerLogs.details })
      .from(schedulerLogs)
      .where(and(eq(schedulerLogs.jobId, c.req.param('jobId')), lte(schedulerLogs.createdAt, now().toISOString())))
      .orderBy(desc(schedulerLogs.createdAt), desc(schedulerLogs.id))
      .limit(1);
    if (!job) throw notFound('Job not found');
    const { projectUuid, organizationUuid, createdByUserUuid } = job.details;
    const scopes = scopesIn(await holdingsOf(db.read, callerOf(c)), String(projectUuid));
    const isOwn = createdByUserUuid === user.uuid && scopes.has('view:JobStatus@self');
    if (organizationUuid !== organization.uuid || !(isOwn || scopes.has('view:JobStatus'))) throw forbidden();
    return ok(job);
  });

  return app;
}

/** What a body without a stored scheduler asks to be sent (sendScheduler.empty-body says what is looked at first). */
async function unsavedPlan(backend: Backend, c: ApiContext): Promise<Plan> {
  const body = bodyOf(c);
  const { name, targets, format, savedChartUuid, dashboardUuid } = body;
  if (!name) throw parameterError('You must give a name to this scheduled delivery');
  if (!Array.isArray(targets)) throw unexpected();
  if (targets.length === 0 && format !== 'gsheets') {
    throw parameterError('You must specify at least 1 destination before sending a scheduled delivery');
  }
  const timezone = timezoneOf(body.timezone);
  const content = await contentFor(backend, c, savedChartUuid, dashboardUuid);
  return {
    scheduler: {
      uuid: null,
      projectUuid: content.projectUuid,
      cron: String(body.cron),
      format: format === 'gsheets' ? format : 'csv',
      options: typeof body.options === 'object' && body.options !== null ? { ...body.options } : {},
      createdBy: '',
    },
    timezone: timezone ?? 'UTC',
    targets: targetsOf(targets),
    fault: content.fault === null ? null : { error: content.fault, since: content.updatedAt },
    organizationUuid: content.organizationUuid,
    isBatched: isNewer(generationOf(c)),
  };
}

/** The chart or dashboard to be sent, for who may open the space it is in. */
async function contentFor(backend: Backend, c: ApiContext, savedChartUuid: unknown, dashboardUuid: unknown) {
  const { organization } = callerOf(c);
  const [table, uuid, kind] = savedChartUuid
    ? ([charts, requireUuid(savedChartUuid), 'Saved query'] as const)
    : ([dashboards, dashboardUuid ? requireUuid(dashboardUuid) : undefined, 'Dashboard'] as const);
  if (uuid === undefined) throw parameterError('Missing savedChartUuid and dashboardUuid on scheduler');
  const which: SQL = eq(table.uuid, uuid);
  const [content] = await backend.db.read
    .select({
      fault: sql<string | null>`${table.fault}`,
      updatedAt: sql<string>`${table.updatedAt}`,
      spaceUuid: spaces.uuid,
      projectUuid: spaces.projectUuid,
      organizationUuid: projects.organizationUuid,
    })
    .from(table)
    .innerJoin(spaces, eq(spaces.uuid, table.spaceUuid))
    .innerJoin(projects, eq(projects.uuid, spaces.projectUuid))
    .where(which);
  if (content?.organizationUuid !== organization.uuid) throw notFound(`${kind} not found`);
  if (!(await canViewContent(backend, c, content.spaceUuid))) throw forbidden();
  return content;
}
