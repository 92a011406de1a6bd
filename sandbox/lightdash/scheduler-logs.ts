import { type SQL, and, eq, inArray, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { selectJson } from '../db/bulk';
import { charts, dashboards, users } from '../db/schema';
import { schedulers } from '../db/schedulers-schema';
import { catchUp } from '../deliveries/queue';
import { projectFor } from './access';
import { generationOf } from './generation';
import { type ApiContext, type ApiEnv, type Backend, ok, pageOf, paginationOf } from './http';
import { readSchedulers } from './scheduler-rows';
import { filtersOf } from './schedulers';

const WEEK = 7 * 24 * 60 * 60 * 1000;
const DEFAULT_PAGE = { page: 1, pageSize: 10 };

type Log = { [key: string]: unknown; details: string; schedulerUuid: string };

/**
 * What ran in the last seven days and is queued for today: the latest status of each task of each job group. Only the rows
 * are paged; every page repeats what they refer to, of all the project's schedulers (docs/lightdash/schedulers.md#d3).
 */
export function schedulerLogRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;

  return new Hono<ApiEnv>().get('/api/v1/schedulers/:projectUuid/logs', async (c) => {
    const page = pageOf(c) ?? DEFAULT_PAGE;
    const { project } = await projectFor(backend, c, 'update:Project');
    await catchUp(backend, project.uuid);
    const found = await readSchedulers(
      db.read,
      generationOf(c),
      and(eq(schedulers.projectUuid, project.uuid), ...filtersOf(c)),
    );
    const uuids = found.map(({ schedulerUuid }) => schedulerUuid);
    const logs = await selectJson<Log>(db.read, latest(uuids, statusesOf(c), now()));
    const shown = logs.slice((page.page - 1) * page.pageSize, page.page * page.pageSize);
    return ok({
      pagination: paginationOf(page, logs.length),
      data: {
        schedulers: found,
        users: await db.read
          .select({ firstName: users.firstName, lastName: users.lastName, userUuid: users.uuid })
          .from(users)
          .where(inArray(users.uuid, unique(found.map(({ createdBy }) => createdBy)))),
        charts: await db.read
          .select({ name: charts.name, savedChartUuid: charts.uuid })
          .from(charts)
          .where(inArray(charts.uuid, unique(found.map(({ savedChartUuid }) => savedChartUuid)))),
        dashboards: await db.read
          .select({ name: dashboards.name, dashboardUuid: dashboards.uuid })
          .from(dashboards)
          .where(inArray(dashboards.uuid, unique(found.map(({ dashboardUuid }) => dashboardUuid)))),
        logs: shown.map((log) => present({ ...log, details: JSON.parse(log.details) })),
      },
    });
  });
}

/** The newest row of each group and task (two mails of one run are one row), as far as it has happened. */
function latest(uuids: string[], statuses: string[] | undefined, now: Date): SQL {
  const since = new Date(now.getTime() - WEEK).toISOString();
  return sql`select json_object('task', task, 'scheduledTime', scheduled_time, 'createdAt', created_at,
      'schedulerUuid', scheduler_uuid, 'jobGroup', job_group, 'jobId', job_id, 'status', status, 'target', target,
      'targetType', target_type, 'details', details) as item
    from (
      select *, row_number() over (partition by job_group, task order by created_at desc, id desc) as age
      from scheduler_logs
      where scheduler_uuid in (select value from json_each(${JSON.stringify(uuids)}))
        and scheduled_time >= ${since} and created_at <= ${now.toISOString()}
    ) where age = 1 ${statuses ? sql`and status in ${statuses}` : sql``}
    order by scheduled_time desc, job_group desc, created_at desc`;
}

function statusesOf(c: ApiContext): string[] | undefined {
  return c.req.query('statuses')?.split(',').filter(Boolean);
}

/** Without what is null: a parent task has no target. */
function present(log: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(log).filter(([, value]) => value !== null));
}

function unique(uuids: readonly (string | null)[]): string[] {
  return [...new Set(uuids.filter((uuid) => uuid !== null))];
}
