import { type SQL, and, asc, desc, eq, gt, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { projects } from '../db/schema';
import { schedulerLogs, schedulerTargets, schedulers } from '../db/schedulers-schema';
import { catchUp, requeue } from '../deliveries/queue';
import { holdingsOf, projectFor, scopesIn } from './access';
import { callerOf } from './auth';
import { forbidden, notFound, unexpected, validateError } from './errors';
import { generationOf, isNewer } from './generation';
import {
  type ApiContext,
  type ApiEnv,
  type Backend,
  bodyOf,
  done,
  ok,
  pageOf,
  paginationOf,
  pathUuid,
  searchWords,
} from './http';
import { schedulerInput } from './scheduler-input';
import { readSchedulers, withoutProject } from './scheduler-rows';
import { replaceTargets } from './scheduler-targets';

/** Scheduled deliveries: the list for those who may change the project, changes for those who manage the deliveries. */
export function schedulerRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/schedulers/:projectUuid/list', async (c) => {
    const page = pageOf(c);
    const order = orderOf(c);
    const { project } = await projectFor(backend, c, 'update:Project');
    const all = await readSchedulers(
      db.read,
      generationOf(c),
      and(eq(schedulers.projectUuid, project.uuid), ...filtersOf(c)),
      order,
    );
    if (!page) return ok({ data: all });
    const data = all.slice((page.page - 1) * page.pageSize, page.page * page.pageSize);
    return ok({ pagination: paginationOf(page, all.length), data });
  });

  // Whoever knows the uuid reads it, recipients and all (getScheduler.as-viewer).
  app.get('/api/v1/schedulers/:schedulerUuid', async (c) => {
    const { scheduler } = await schedulerFor(backend, c);
    return ok(await readOne(c, scheduler.uuid));
  });

  app.patch('/api/v1/schedulers/:schedulerUuid', async (c) => {
    callerOf(c);
    const { settings, targets } = schedulerInput(bodyOf(c), generationOf(c));
    const { scheduler } = await managedSchedulerFor(backend, c);
    const at = now();
    const updatedAt = at.toISOString();
    await db.write(async (transaction) => {
      await transaction
        .update(schedulers)
        .set({ ...settings, updatedAt })
        .where(eq(schedulers.uuid, scheduler.uuid));
      await replaceTargets(transaction, scheduler.uuid, targets, updatedAt);
      await requeue(transaction, scheduler.uuid, at);
    });
    return ok(await readOne(c, scheduler.uuid));
  });

  app.patch('/api/v1/schedulers/:schedulerUuid/enabled', async (c) => {
    callerOf(c);
    const { enabled } = bodyOf(c);
    if (typeof enabled !== 'boolean') {
      const issue =
        enabled === undefined
          ? { message: "'enabled' is required" }
          : { message: 'invalid boolean value', value: enabled };
      throw validateError({ 'body.enabled': issue });
    }
    const { scheduler } = await managedSchedulerFor(backend, c);
    const at = now();
    await db.write(async (transaction) => {
      await transaction
        .update(schedulers)
        .set({ enabled, updatedAt: at.toISOString() })
        .where(eq(schedulers.uuid, scheduler.uuid));
      await requeue(transaction, scheduler.uuid, at);
    });
    return ok(await readOne(c, scheduler.uuid));
  });

  app.delete('/api/v1/schedulers/:schedulerUuid', async (c) => {
    const { scheduler } = await managedSchedulerFor(backend, c);
    await db.write((transaction) => transaction.delete(schedulers).where(eq(schedulers.uuid, scheduler.uuid)));
    return done();
  });

  // Only what is queued today (getScheduledJobs.ok: a monthly one has none).
  app.get('/api/v1/schedulers/:schedulerUuid/jobs', async (c) => {
    const { scheduler } = await managedSchedulerFor(backend, c);
    await catchUp(backend, scheduler.projectUuid);
    const jobs = await db.read
      .select({ date: schedulerLogs.scheduledTime, id: schedulerLogs.jobId })
      .from(schedulerLogs)
      .where(
        and(
          eq(schedulerLogs.schedulerUuid, scheduler.uuid),
          eq(schedulerLogs.jobId, schedulerLogs.jobGroup),
          eq(schedulerLogs.status, 'scheduled'),
          gt(schedulerLogs.scheduledTime, now().toISOString()),
        ),
      )
      .orderBy(asc(schedulerLogs.scheduledTime));
    return ok(jobs);
  });

  async function readOne(c: ApiContext, schedulerUuid: string) {
    const [scheduler] = await readSchedulers(db.read, generationOf(c), eq(schedulers.uuid, schedulerUuid));
    return scheduler && withoutProject(scheduler);
  }

  return app;
}

/** The scheduler of the path. 404 when it is unknown, or another organization's. */
export async function schedulerFor({ db }: Backend, c: ApiContext) {
  const { user, organization } = callerOf(c);
  const [scheduler] = await db.read
    .select()
    .from(schedulers)
    .innerJoin(projects, eq(projects.uuid, schedulers.projectUuid))
    .where(eq(schedulers.uuid, pathUuid(c, 'schedulerUuid')));
  // Of another organization it is 404 in 0.2110 (not recorded), 403 in 1.219 (getScheduler.another-organization).
  if (scheduler && scheduler.projects.organizationUuid !== organization.uuid && isNewer(organization.generation)) {
    throw forbidden();
  }
  if (scheduler?.projects.organizationUuid !== organization.uuid) throw notFound('Scheduler not found');
  return { scheduler: scheduler.schedulers, user, organization };
}

/** The same for who may change it: editors and up, owners their own; sheets need a power of their own (docs/lightdash/schedulers.md#d4). */
export async function managedSchedulerFor(backend: Backend, c: ApiContext) {
  const found = await schedulerFor(backend, c);
  const { scheduler, user } = found;
  const scopes = scopesIn(await holdingsOf(backend.db.read, callerOf(c)), scheduler.projectUuid);
  const isOwn = scheduler.createdBy === user.uuid && scopes.has('create:ScheduledDeliveries');
  if (!isOwn && !scopes.has('manage:ScheduledDeliveries')) throw forbidden();
  if (scheduler.format === 'gsheets' && !scopes.has('manage:GoogleSheets')) throw forbidden();
  return found;
}

/** By name; `createdAt` names a column that does not exist: 500; anything else 422 (ListSchedulers.sort-*, bad-sort). */
export function orderOf(c: ApiContext): SQL {
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

/** What list and log have in common: the search in names, owners, destinations; and what only the list knows. */
export function filtersOf(c: ApiContext): (SQL | undefined)[] {
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
    resources &&
      sql`coalesce(schedulers.saved_chart_uuid, schedulers.dashboard_uuid, schedulers.saved_sql_uuid, schedulers.app_uuid) in ${resources}`,
    type === 'chart' ? isNotNull(schedulers.savedChartUuid) : undefined,
    type === 'dashboard' ? isNotNull(schedulers.dashboardUuid) : undefined,
    destinations &&
      sql`exists (select 1 from ${schedulerTargets} where scheduler_uuid = ${schedulers.uuid} and kind in ${destinations})`,
  ];
}
