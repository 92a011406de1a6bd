import { and, eq, inArray, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { projects, users } from '../../db/schema';
import { schedulerLogs, schedulers } from '../../db/schedulers-schema';
import { catchUp } from '../../deliveries/queue';
import { type Holdings, holdingsOf, projectFor, scopesIn } from '../access';
import { callerOf } from '../auth';
import { forbidden, notFound, parameterError, validateError } from '../errors';
import {
  type ApiContext,
  type ApiEnv,
  type Backend,
  bodyOf,
  ok,
  pageOf,
  paginationOf,
  pathUuid,
  requireUuid,
} from '../http';
import { readSchedulers } from '../scheduler-rows';
import { filtersOf, orderOf } from '../schedulers';
import { RUN_STATUSES, latestRuns, readRunLogs, readRuns } from './scheduler-runs';

/** What 1.219 adds to deliveries: their runs, one's own over all projects, and another owner for them. */
export function newerSchedulerRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/schedulers/:projectUuid/list', async (c) => {
    const page = pageOf(c);
    const order = orderOf(c);
    requireResourceType(c);
    const { project } = await projectFor(backend, c, 'update:Project');
    const which = and(eq(schedulers.projectUuid, project.uuid), ...filtersOf(c));
    return ok(
      paged(await withLatestRuns(c, await readSchedulers(db.read, '1.219', which, order), [project.uuid]), page),
    );
  });

  app.get('/api/v1/schedulers/user-schedulers', async (c) => {
    const page = pageOf(c);
    const order = orderOf(c);
    const caller = callerOf(c);
    const holdings = await holdingsOf(db.read, caller);
    const rows = await db.read
      .select({ uuid: projects.uuid })
      .from(projects)
      .where(eq(projects.organizationUuid, caller.organization.uuid));
    if (!rows.some(({ uuid }) => scopesIn(holdings, uuid).has('create:ScheduledDeliveries'))) throw forbidden();
    const own = await readSchedulers(
      db.read,
      '1.219',
      and(eq(schedulers.createdBy, caller.user.uuid), ...filtersOf(c)),
      order,
    );
    return ok(
      paged(
        await withLatestRuns(
          c,
          own,
          rows.map(({ uuid }) => uuid),
        ),
        page,
      ),
    );
  });

  app.get('/api/v1/schedulers/:projectUuid/runs', async (c) => {
    const page = pageOf(c);
    const { by, direction } = sortingOf(c);
    const statuses = statusesOf(c);
    requireResourceType(c);
    const { project } = await projectFor(backend, c, 'update:Project');
    await catchUp(backend, project.uuid);
    const chosen = c.req.query('schedulerUuids')?.split(',').filter(Boolean);
    const which = and(
      eq(schedulers.projectUuid, project.uuid),
      chosen ? inArray(schedulers.uuid, chosen.map(requireUuid)) : undefined,
      ...filtersOf(c),
    );
    const runs = (await readRuns(db.read, which, now()))
      .filter(({ runStatus }) => !statuses || statuses.includes(runStatus))
      // Latest first already; a sort that keeps the order of equals turns it round for the other direction.
      .toSorted((a, b) => (a[by] < b[by] ? -direction : a[by] > b[by] ? direction : 0));
    return ok(paged(runs, page));
  });

  // For who manages it, the owner included; a developer lists the runs of others, and may not look into them.
  app.get('/api/v1/schedulers/runs/:runId/logs', async (c) => {
    const caller = callerOf(c);
    const runId = c.req.param('runId');
    const [job] = await db.read
      .select({ projectUuid: schedulers.projectUuid, owner: schedulers.createdBy })
      .from(schedulerLogs)
      .innerJoin(schedulers, eq(schedulers.uuid, schedulerLogs.schedulerUuid))
      .innerJoin(projects, eq(projects.uuid, schedulers.projectUuid))
      .where(and(eq(schedulerLogs.jobGroup, runId), eq(projects.organizationUuid, caller.organization.uuid)))
      .limit(1);
    const run = job && (await readRunLogs(db.read, runId, now()));
    // Of an app's deliveries there is none (docs/lightdash/schedulers.md#d3).
    if (!job || !run || run.resourceType === 'app') throw notFound(`Run with ID ${runId} not found`);
    if (!manages(await holdingsOf(db.read, caller), job)) throw forbidden();
    return ok(run);
  });

  // All or nothing, and all kinds of content (reassignSchedulerOwner.*).
  app.patch('/api/v1/schedulers/:projectUuid/reassign-owner', async (c) => {
    const { schedulerUuids, newOwnerUserUuid } = requireFields(c, ['newOwnerUserUuid', 'schedulerUuids']);
    const { project } = await projectFor(backend, c, 'view:Project');
    const uuids = Array.isArray(schedulerUuids) ? schedulerUuids.map(requireUuid) : [];
    if (uuids.length === 0) throw parameterError('At least one scheduler UUID is required');
    const which = and(eq(schedulers.projectUuid, project.uuid), inArray(schedulers.uuid, uuids));
    const found = await db.read.select().from(schedulers).where(which);
    const missing = uuids.filter((uuid) => !found.some((each) => each.uuid === uuid));
    if (missing.length > 0) throw notFound(`Schedulers not found or not in project: ${missing.join(', ')}`);
    const holdings = await holdingsOf(db.read, callerOf(c));
    if (found.some(({ createdBy }) => !manages(holdings, { projectUuid: project.uuid, owner: createdBy })))
      throw forbidden();
    const owner = await memberOf(c, newOwnerUserUuid);
    const held = scopesIn(owner.holdings, project.uuid);
    if (!held.has('create:ScheduledDeliveries')) {
      throw forbidden('New owner does not have permission to create scheduled deliveries');
    }
    if (found.some(({ format }) => format === 'gsheets') && !held.has('manage:GoogleSheets')) {
      throw forbidden('New owner does not have permission to create Google Sheets syncs');
    }
    await setOwner(uuids, owner.uuid);
    return ok(await readSchedulers(db.read, '1.219', which));
  });

  // Both know charts and dashboards only: deliveries of SQL charts and apps are neither counted nor moved, and go with their
  // owner (docs/lightdash/members.md#m5).
  app.get('/api/v1/org/user/:userUuid/schedulers-summary', async (c) => {
    const { uuid } = await memberOf(c, pathUuid(c, 'userUuid'));
    const own = await ownedBy(uuid);
    await requireManagerOfAll(c, own, 'You do not have permission to view scheduled deliveries in: ');
    const counted = own.filter(({ isCounted }) => isCounted);
    const byProject = [...new Set(counted.map(({ projectUuid }) => projectUuid))].map((projectUuid) => {
      const inProject = counted.filter((each) => each.projectUuid === projectUuid);
      return { projectUuid, projectName: inProject[0]?.projectName ?? '', count: inProject.length };
    });
    const hasGsheetsSchedulers = counted.some(({ format }) => format === 'gsheets');
    return ok({ totalCount: counted.length, hasGsheetsSchedulers, byProject });
  });

  app.patch('/api/v1/org/user/:userUuid/reassign-schedulers', async (c) => {
    const { newOwnerUserUuid } = requireFields(c, ['newOwnerUserUuid']);
    const { uuid } = await memberOf(c, pathUuid(c, 'userUuid'));
    const own = await ownedBy(uuid);
    await requireManagerOfAll(c, own, 'You do not have permission to reassign scheduled deliveries in: ');
    const owner = await memberOf(c, newOwnerUserUuid);
    const counted = own.filter(({ isCounted }) => isCounted);
    const refused = counted.filter(
      ({ projectUuid }) => !scopesIn(owner.holdings, projectUuid).has('create:ScheduledDeliveries'),
    );
    if (refused.length > 0) {
      throw forbidden(`New owner does not have permission to create scheduled deliveries in: ${namesOf(refused)}`);
    }
    await setOwner(
      counted.map((each) => each.uuid),
      owner.uuid,
    );
    return ok({ reassignedCount: counted.length });
  });

  async function withLatestRuns<T extends { schedulerUuid: string }>(c: ApiContext, rows: T[], projectUuids: string[]) {
    if (c.req.query('includeLatestRun') !== 'true') return rows;
    for (const projectUuid of projectUuids) await catchUp(backend, projectUuid);
    const uuids = rows.map(({ schedulerUuid }) => schedulerUuid);
    const latest = await latestRuns(db.read, inArray(schedulers.uuid, uuids), now());
    return rows.map((row) => ({ ...row, latestRun: latest.get(row.schedulerUuid) ?? null }));
  }

  /** A member of the caller's organization with what they hold. 404 for anybody else. */
  async function memberOf(c: ApiContext, userUuid: unknown) {
    const { organization } = callerOf(c);
    const [user] = await db.read
      .select()
      .from(users)
      .where(and(eq(users.uuid, requireUuid(userUuid)), eq(users.organizationUuid, organization.uuid)));
    if (!user) throw notFound('User not found or not a member of the organization');
    return { uuid: user.uuid, holdings: await holdingsOf(db.read, { user, organization }) };
  }

  function ownedBy(userUuid: string) {
    return db.read
      .select({
        uuid: schedulers.uuid,
        projectUuid: schedulers.projectUuid,
        projectName: projects.name,
        format: schedulers.format,
        owner: schedulers.createdBy,
        isCounted: sql<boolean>`coalesce(saved_chart_uuid, dashboard_uuid) is not null`.mapWith(Boolean),
      })
      .from(schedulers)
      .innerJoin(projects, eq(projects.uuid, schedulers.projectUuid))
      .where(eq(schedulers.createdBy, userUuid));
  }

  async function requireManagerOfAll(c: ApiContext, own: Awaited<ReturnType<typeof ownedBy>>, refusal: string) {
    const holdings = await holdingsOf(db.read, callerOf(c));
    const foreign = own.filter((each) => !scopesIn(holdings, each.projectUuid).has('manage:ScheduledDeliveries'));
    if (foreign.length > 0) throw forbidden(`${refusal}${namesOf(foreign)}`);
  }

  async function setOwner(uuids: string[], createdBy: string): Promise<void> {
    const updatedAt = now().toISOString();
    await db.write((transaction) =>
      transaction.update(schedulers).set({ createdBy, updatedAt }).where(inArray(schedulers.uuid, uuids)),
    );
  }

  return app;
}

function manages(holdings: Holdings, { projectUuid, owner }: { projectUuid: string; owner: string }): boolean {
  const scopes = scopesIn(holdings, projectUuid);
  if (scopes.has('manage:ScheduledDeliveries')) return true;
  return owner === holdings.user.uuid && scopes.has('manage:ScheduledDeliveries@self');
}

function paged<T>(rows: T[], page: ReturnType<typeof pageOf>) {
  if (!page) return { data: rows };
  const data = rows.slice((page.page - 1) * page.pageSize, page.page * page.pageSize);
  return { pagination: paginationOf(page, rows.length), data };
}

function namesOf(rows: readonly { projectName: string }[]): string {
  return [...new Set(rows.map(({ projectName }) => projectName))].join(', ');
}

/** All that is missing is told at once. */
function requireFields(c: ApiContext, fields: readonly string[]): Record<string, unknown> {
  const body = bodyOf(c);
  const missing = fields.filter((field) => body[field] === undefined);
  if (missing.length === 0) return body;
  throw validateError(
    Object.fromEntries(missing.map((field) => [`body.${field}`, { message: `'${field}' is required` }])),
  );
}

/** Deliveries of SQL charts and apps cannot be asked for (docs/lightdash/schedulers.md#d11). */
function requireResourceType(c: ApiContext): void {
  const value = c.req.query('resourceType');
  if (value === undefined || value === 'chart' || value === 'dashboard') return;
  throw unionError('resourceType', ['chart', 'dashboard'], value);
}

function sortingOf(c: ApiContext): { by: 'scheduledTime' | 'createdAt'; direction: 1 | -1 } {
  const value = c.req.query('sortBy') ?? 'scheduledTime';
  if (value !== 'scheduledTime' && value !== 'createdAt')
    throw unionError('sortBy', ['scheduledTime', 'createdAt'], value);
  return { by: value, direction: c.req.query('sortDirection') === 'asc' ? 1 : -1 };
}

function unionError(field: string, allowed: readonly string[], value: string) {
  const issues = allowed.map((each) => ({
    [field]: { message: `should be one of the following; ['${each}']`, value },
  }));
  const message = `Could not match the union against any of the items. Issues: ${JSON.stringify(issues)}`;
  return validateError({ [field]: { message, value } });
}

function statusesOf(c: ApiContext): readonly string[] | undefined {
  const asked = c.req.query('statuses')?.split(',').filter(Boolean);
  const bad = asked?.find((status) => !RUN_STATUSES.some((known) => known === status));
  if (bad !== undefined) {
    throw parameterError(`Invalid statuses value: ${bad}. Must be one of: ${RUN_STATUSES.join(', ')}`);
  }
  return asked;
}
