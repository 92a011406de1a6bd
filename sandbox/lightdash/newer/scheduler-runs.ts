import { type SQL, eq, sql } from 'drizzle-orm';
import { selectJson } from '../../db/bulk';
import type { Reader } from '../../db/open';
import { type RunStatus, schedulers } from '../../db/schedulers-schema';
import { readSchedulers } from '../scheduler-rows';

export const RUN_STATUSES = ['completed', 'partial_failure', 'failed', 'running', 'scheduled'] as const;
type RunOutcome = (typeof RUN_STATUSES)[number];
type Log = {
  id: number;
  schedulerUuid: string;
  task: string;
  jobId: string;
  jobGroup: string;
  status: RunStatus;
  scheduledTime: string;
  createdAt: string;
  target: string | null;
  targetType: string | null;
  details: Record<string, unknown> & { batchResult?: { total: number; failed: number } };
};
export type Run = ReturnType<typeof toRun>;
type Scheduler = Awaited<ReturnType<typeof readSchedulers>>[number];

/** Runs go back so far, and never into the future. */
const WEEK = 7 * 24 * 60 * 60 * 1000;

/** The runs of the last week of the chosen schedulers, latest first: each its parent and how its children went. */
export async function readRuns(reader: Reader, which: SQL | undefined, now: Date): Promise<Run[]> {
  const found = new Map((await readSchedulers(reader, '1.219', which)).map((each) => [each.schedulerUuid, each]));
  const since = new Date(now.getTime() - WEEK).toISOString();
  const logs = await readLogs(
    reader,
    sql`scheduler_uuid in (select value from json_each(${JSON.stringify([...found.keys()])}))
      and scheduled_time between ${since} and ${now.toISOString()}`,
    now,
  );
  return runsOf(logs).flatMap((run) => {
    const scheduler = found.get(run.parent.schedulerUuid);
    return scheduler ? [toRun(scheduler, run)] : [];
  });
}

/** The latest run of each scheduler, by its uuid. */
export async function latestRuns(reader: Reader, which: SQL | undefined, now: Date): Promise<Map<string, Run>> {
  const runs = await readRuns(reader, which, now);
  // Latest first: the last to be set is the oldest, so the other way round.
  return new Map(runs.toReversed().map((run) => [run.schedulerUuid, run]));
}

/** One run with all its rows; undefined when there is none of that name. */
export async function readRunLogs(reader: Reader, runId: string, now: Date) {
  const logs = await readLogs(reader, sql`job_group = ${runId} and scheduler_uuid is not null`, now);
  const [run] = runsOf(logs);
  if (!run) return undefined;
  const [scheduler] = await readSchedulers(reader, '1.219', eq(schedulers.uuid, run.parent.schedulerUuid));
  if (!scheduler) return undefined;
  const { schedulerUuid, schedulerName, scheduledTime, ...rest } = toRun(scheduler, run);
  const { resourceType, resourceUuid, resourceName, createdByUserUuid, createdByUserName } = rest;
  return {
    runId,
    schedulerUuid,
    schedulerName,
    scheduledTime,
    logs: logs.map(({ id: _id, schedulerUuid: _uuid, ...log }) => ({ ...log, isParent: log.jobId === log.jobGroup })),
    resourceType,
    resourceUuid,
    resourceName,
    createdByUserUuid,
    createdByUserName,
  };
}

async function readLogs(reader: Reader, which: SQL, now: Date): Promise<Log[]> {
  const rows = await selectJson<Omit<Log, 'details'> & { details: string }>(
    reader,
    sql`select json_object('id', id, 'schedulerUuid', scheduler_uuid, 'task', task, 'jobId', job_id, 'jobGroup', job_group,
        'status', status, 'scheduledTime', scheduled_time, 'createdAt', created_at, 'target', target,
        'targetType', target_type, 'details', details) as item
      from scheduler_logs where ${which} and created_at <= ${now.toISOString()} order by id`,
  );
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) as Log['details'] }));
}

type RunLogs = { parent: Log; children: Log[] };

/** Runs with the latest row of each job, the latest run first. */
function runsOf(logs: readonly Log[]): RunLogs[] {
  const groups = new Map<string, Map<string, Log>>();
  for (const log of logs) {
    const jobs = groups.get(log.jobGroup) ?? new Map<string, Log>();
    groups.set(log.jobGroup, jobs.set(log.jobId, log));
  }
  return [...groups]
    .flatMap(([jobGroup, jobs]) => {
      const parent = jobs.get(jobGroup);
      return parent ? [{ parent, children: [...jobs.values()].filter((log) => log !== parent) }] : [];
    })
    .toSorted(
      (a, b) =>
        compare(b.parent.scheduledTime, a.parent.scheduledTime) || Number(b.parent.jobId) - Number(a.parent.jobId),
    );
}

function toRun(scheduler: Scheduler, { parent, children }: RunLogs) {
  const count = (status: RunStatus) => children.filter((child) => child.status === status).length;
  return {
    runId: parent.jobId,
    schedulerUuid: scheduler.schedulerUuid,
    schedulerName: scheduler.name,
    scheduledTime: parent.scheduledTime,
    status: parent.status,
    runStatus: outcomeOf(parent, children),
    createdAt: parent.createdAt,
    details: parent.details,
    logCounts: {
      total: children.length,
      scheduled: count('scheduled'),
      started: count('started'),
      completed: count('completed'),
      error: count('error'),
    },
    ...resourceOf(scheduler),
    createdByUserUuid: scheduler.createdBy,
    createdByUserName: scheduler.createdByName,
    format: scheduler.format,
  };
}

/** A batch that reports completed may still have failed for one of its targets; one that failed for all fails the run. */
function outcomeOf(parent: Log, children: readonly Log[]): RunOutcome {
  if (parent.status === 'error') return 'failed';
  if (parent.status === 'scheduled') return 'scheduled';
  if (parent.status === 'started') return 'running';
  const batches = children.flatMap(({ details }) => details.batchResult ?? []);
  if (batches.some(({ total, failed }) => total > 0 && failed === total)) return 'failed';
  const isPartly = children.some(({ status }) => status === 'error') || batches.some(({ failed }) => failed > 0);
  return isPartly ? 'partial_failure' : 'completed';
}

/** What is delivered. Of an app no name is told. */
function resourceOf(scheduler: Scheduler) {
  const { savedChartUuid, savedChartName, dashboardUuid, dashboardName } = scheduler;
  if (savedChartUuid) return { resourceType: 'chart', resourceUuid: savedChartUuid, resourceName: savedChartName };
  if (dashboardUuid) return { resourceType: 'dashboard', resourceUuid: dashboardUuid, resourceName: dashboardName };
  const { savedSqlUuid, savedSqlName, appUuid } = scheduler as Scheduler & Record<string, string | null>;
  return savedSqlUuid
    ? { resourceType: 'sqlChart', resourceUuid: savedSqlUuid, resourceName: savedSqlName ?? null }
    : { resourceType: 'app', resourceUuid: appUuid ?? null, resourceName: null };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
