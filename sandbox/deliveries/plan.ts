import { sql } from 'drizzle-orm';
import { insertRows } from '../db/bulk';
import type { Transaction } from '../db/open';
import { type RunStatus, type TargetKind, schedulerLogs, type schedulers } from '../db/schedulers-schema';
import { nextRuns } from '#/domain/schedule/cron';
import { failureOf, receiversOf } from './outcome';

type Log = typeof schedulerLogs.$inferInsert;
type Scheduler = typeof schedulers.$inferSelect;

/** What has to be known of a scheduler to tell how its runs go. */
export type Plan = {
  scheduler: Pick<Scheduler, 'projectUuid' | 'cron' | 'format' | 'options' | 'createdBy'> & {
    /** Null for a delivery that is not stored. */
    uuid: string | null;
  };
  /** Its own time zone or the project's. */
  timezone: string;
  targets: readonly { uuid?: string | undefined; kind: TargetKind; value: string }[];
  /** Whether all targets of a kind are one child, which tells of each (1.219). */
  isBatched: boolean;
  /** What is wrong with the chart or dashboard, and since when. */
  fault: { error: string; since: string } | null;
  organizationUuid: string;
};
/** A run at a moment; `mishap` makes it fail whatever the plan says. */
export type Moment = { time: number; mishap?: string | undefined };
/** How long after its moment each step of a run comes, in milliseconds. */
type Pace = { started: number; done: number; sent: number; perTarget: number };

const ON_TIME: Pace = { started: 900, done: 3500, sent: 4000, perTarget: 2500 };
/** Somebody is waiting for it. */
const AT_ONCE: Pace = { started: 300, done: 1200, sent: 1500, perTarget: 250 };
const CHILD_TASKS: Record<TargetKind | 'gsheets', string> = {
  email: 'sendEmailNotification',
  slack: 'sendSlackNotification',
  msteams: 'sendMsTeamsNotification',
  googlechat: 'sendGoogleChatNotification',
  gsheets: 'uploadGsheets',
};
const CHANNELS: Record<TargetKind, string> = {
  email: 'Email',
  slack: 'Slack',
  msteams: 'MsTeams',
  googlechat: 'GoogleChat',
};
/** As many as `nextRuns` gives. */
const MOST_AT_ONCE = 100;
const DAY = 24 * 60 * 60 * 1000;

/** The moments of a time rule after the one and up to the other. */
export function momentsBetween(cron: string, timezone: string, after: Date, until: Date): number[] {
  const moments: number[] = [];
  let cursor = after;
  // Few at first: of a weekly rule the second run is too late already.
  for (let count = 2; ; count = Math.min(2 * count, MOST_AT_ONCE)) {
    const batch = nextRuns(cron, timezone, cursor, count);
    moments.push(...batch.map((date) => date.getTime()).filter((time) => time <= until.getTime()));
    const last = batch.at(-1);
    if (!last || batch.length < count || last > until) return moments;
    cursor = last;
  }
}

/** The end of the day (UTC): up to there runs are queued, and at its end the next day's are. */
export function endOfDay(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY) * DAY + DAY);
}

/** Writes runs as they will go, step by step; steps that lie ahead show when their time has come. */
export async function planRuns(
  transaction: Transaction,
  runs: readonly { plan: Plan; moments: readonly Moment[] }[],
  plannedAt: Date,
): Promise<void> {
  const nextJob = await jobNumbers(transaction);
  const logs = runs.flatMap(({ plan, moments }) =>
    moments.flatMap((moment) => {
      // A day's runs are queued when it begins.
      const queued = Math.max(Math.floor(moment.time / DAY) * DAY, Math.min(plannedAt.getTime(), moment.time));
      return logsOf(plan, moment, queued, ON_TIME, nextJob);
    }),
  );
  await insertRows(transaction, schedulerLogs, logs);
}

/** Begins a run now and says which job it is. */
export async function runNow(transaction: Transaction, plan: Plan, now: Date): Promise<string> {
  const logs = logsOf(plan, { time: now.getTime() }, now.getTime(), AT_ONCE, await jobNumbers(transaction));
  await insertRows(transaction, schedulerLogs, logs);
  return logs[0]?.jobGroup ?? '';
}

function logsOf(plan: Plan, moment: Moment, queued: number, pace: Pace, nextJob: () => string): Log[] {
  const { scheduler, organizationUuid, fault } = plan;
  const { time } = moment;
  const jobGroup = nextJob();
  const details = { projectUuid: scheduler.projectUuid, organizationUuid, createdByUserUuid: scheduler.createdBy };
  const row = (task: string, jobId: string, status: RunStatus, at: number, more: Partial<Log> = {}): Log => ({
    schedulerUuid: scheduler.uuid,
    task,
    jobId,
    jobGroup,
    scheduledTime: new Date(time).toISOString(),
    createdAt: new Date(at).toISOString(),
    status,
    target: null,
    targetType: null,
    details,
    ...more,
  });
  const parent = (status: RunStatus, at: number, error?: string) =>
    row('handleScheduledDelivery', jobGroup, status, at, error ? { details: { ...details, error } } : {});
  const begun = [parent('scheduled', queued), parent('started', time + pace.started)];
  const broken = fault && time >= Date.parse(fault.since) ? fault.error : undefined;
  const error = moment.mishap ?? broken;
  if (error !== undefined) return [...begun, parent('error', time + pace.done, error)];
  if (plan.isBatched && scheduler.format !== 'gsheets') {
    return [...begun, parent('completed', time + pace.done), ...batchesOf(plan, nextJob, row, time, pace)];
  }
  const children = receiversOf(scheduler, plan.targets).flatMap((receiver, i) => {
    const failure = failureOf(receiver, scheduler);
    const task = CHILD_TASKS[receiver.kind];
    const jobId = nextJob();
    const where = { target: receiver.value, targetType: receiver.kind };
    return [
      row(task, jobId, 'started', time + pace.done + 100, where),
      row(task, jobId, failure ? 'error' : 'completed', time + pace.sent + i * pace.perTarget, {
        ...where,
        ...(failure ? { details: { ...details, error: failure } } : {}),
      }),
    ];
  });
  return [...begun, parent('completed', time + pace.done), ...children];
}

type RowOf = (task: string, jobId: string, status: RunStatus, at: number, more?: Partial<Log>) => Log;

/**
 * One child for all targets of a kind: it fails when all of them do, else it is completed, and only its details say which did
 * not get it (getSchedulerLogs.after-real-send of 1.219).
 */
function batchesOf(
  { scheduler, targets, organizationUuid }: Plan,
  nextJob: () => string,
  row: RowOf,
  time: number,
  pace: Pace,
) {
  const { projectUuid, createdBy } = scheduler;
  const details = { projectUuid, organizationUuid, createdByUserUuid: createdBy };
  const kinds = [...new Set(targets.map(({ kind }) => kind))];
  return kinds.flatMap((kind, i) => {
    const ofKind = targets.filter((target) => target.kind === kind);
    const results = ofKind.map(({ uuid, value }) => {
      const error = failureOf({ kind, value }, scheduler);
      return { target: value, ...(uuid ? { targetUuid: uuid } : {}), success: !error, ...(error ? { error } : {}) };
    });
    const failed = results.filter(({ success }) => !success).length;
    const batchResult = { type: kind, total: results.length, succeeded: results.length - failed, failed, results };
    const hasFailed = failed === results.length;
    const task = `send${CHANNELS[kind]}BatchNotification`;
    const jobId = nextJob();
    return [
      row(task, jobId, 'started', time + pace.done + 100, { targetType: kind }),
      row(task, jobId, hasFailed ? 'error' : 'completed', time + pace.sent + i * pace.perTarget, {
        targetType: kind,
        details: {
          ...details,
          ...(hasFailed ? { error: `All ${CHANNELS[kind]} deliveries failed` } : {}),
          batchResult,
        },
      }),
    ];
  });
}

/** Numbers that no job has had: a run has more rows than jobs, so counting on from the rows never meets an old one. */
export async function jobNumbers(transaction: Transaction): Promise<() => string> {
  const row = await transaction.get<{ last: number }>(
    sql`select coalesce((select seq from sqlite_sequence where name = 'scheduler_logs'), 0) as last`,
  );
  let number = row.last;
  return () => {
    number += 1;
    return String(number);
  };
}
