import { LOG_STATUSES, type LogRow, type RecipientResult, type Run, type RunStatus, type TargetResult } from './types';

/** The job that makes a delivery; all other jobs of its group bring it to one target each. */
const PARENT = 'handleScheduledDelivery';

/** What is known of one job: its latest state, and what earlier rows have said and the latest one does not. */
type Job = { latest: LogRow; latestAt: number; startedAt: number | null; target: string | null };

/** The jobs by task and id: a parent without a group of its own stands beside the children that name it. */
type Group = { id: string; jobs: Map<string, Job> };

/**
 * The runs that log rows tell of, newest first. A run is all rows of one job group; a row without a group is one by
 * itself. Several rows of one job (attempts, or the same page read twice) count as the latest of them, in whatever
 * order they come. The log holds a week; of a run cut off at its edge, what is missing is taken as done.
 */
export function foldRuns(rows: readonly LogRow[]): Run[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const id = row.jobGroup ?? row.jobId;
    let group = groups.get(id);
    if (!group) groups.set(id, (group = { id, jobs: new Map() }));
    addRow(group.jobs, row);
  }
  return [...groups.values()]
    .map(runOf)
    .map((run) => ({ run, time: Date.parse(run.scheduledFor) || 0 }))
    .sort((a, b) => b.time - a.time || compare(a.run.id, b.run.id))
    .map(({ run }) => run);
}

/** The runs of each scheduler, in the order in which they are given. Runs that belong to none are left out. */
export function runsByScheduler(runs: readonly Run[]): Map<string, Run[]> {
  const byScheduler = new Map<string, Run[]>();
  for (const run of runs) {
    if (!run.schedulerUuid) continue;
    const own = byScheduler.get(run.schedulerUuid);
    if (own) own.push(run);
    else byScheduler.set(run.schedulerUuid, [run]);
  }
  return byScheduler;
}

function addRow(jobs: Map<string, Job>, row: LogRow): void {
  const key = `${row.task} ${row.jobId}`;
  const at = Date.parse(row.createdAt) || 0;
  const startedAt = row.status === 'started' ? at : null;
  const job = jobs.get(key);
  if (!job) {
    jobs.set(key, { latest: row, latestAt: at, startedAt, target: row.target });
    return;
  }
  if (startedAt !== null) job.startedAt = Math.min(startedAt, job.startedAt ?? startedAt);
  job.target ??= row.target;
  if (at > job.latestAt || (at === job.latestAt && rank(row) > rank(job.latest))) {
    job.latest = row;
    job.latestAt = at;
  }
}

function rank({ status }: LogRow): number {
  return LOG_STATUSES.indexOf(status);
}

function runOf({ id, jobs }: Group): Run {
  const all = [...jobs.values()];
  const children = withoutDoubles(all.filter((job) => !isParent(job)));
  const parent = all.find(isParent);
  const parts = parent?.latest.parts ?? [];
  const status = statusOf(parent, children, parts.length > 0);
  const first = parent ?? children[0];
  const isOver = status === 'failed' || status === 'partial' || status === 'completed';
  const scheduledFor = first?.latest.scheduledTime ?? '';
  const begun = startOf(all);
  const startedAt = status === 'scheduled' ? null : (begun ?? (Date.parse(scheduledFor) || null));
  const endedAt = isOver ? Math.max(...all.filter(hasEnded).map((job) => job.latestAt)) : null;
  return {
    id,
    schedulerUuid: all.find((job) => job.latest.schedulerUuid)?.latest.schedulerUuid ?? null,
    status,
    scheduledFor,
    startedAt: iso(startedAt),
    endedAt: iso(endedAt),
    duration: startedAt !== null && endedAt !== null ? Math.max(0, endedAt - startedAt) : null,
    error: parent?.latest.status === 'error' ? parent.latest.error : null,
    results: children.flatMap(resultsOf).sort((a, b) => compare(a.task, b.task) || compare(a.jobId, b.jobId)),
    parts,
  };
}

/** A batch logs its recipients as tasks of their own, too, under its own job (getSchedulerLogs.after-real-send of 1.219). */
function withoutDoubles(jobs: Job[]): Job[] {
  const batches = new Set(jobs.filter(isBatch).map(({ latest }) => latest.jobId));
  return jobs.filter((job) => isBatch(job) || !batches.has(job.latest.jobId));
}

function isBatch({ latest }: Job): boolean {
  return latest.task.includes('Batch');
}

/** A job without a group has nobody above it. */
function isParent({ latest }: Job): boolean {
  return latest.task === PARENT || latest.jobGroup === null;
}

/**
 * As Lightdash itself folds since 2026: the parent decides, a failed target makes a completed run a partial one, and a
 * batch that completed without reaching anybody a failed one. Where the parent is not in the log, it counts as completed
 * as soon as every target has come to an end.
 */
function statusOf(parent: Job | undefined, children: readonly Job[], isIncomplete: boolean): RunStatus {
  const own = parent?.latest.status;
  if (own === 'error') return 'failed';
  if (own === 'completed' || (!parent && children.every(hasEnded))) {
    if (children.some(({ latest }) => latest.status === 'error')) return 'partial';
    const batches = children.flatMap(({ latest }) => (latest.recipients?.length ? [latest.recipients] : []));
    if (batches.some((recipients) => recipients.every(hasFailed))) return 'failed';
    return isIncomplete || batches.some((recipients) => recipients.some(hasFailed)) ? 'partial' : 'completed';
  }
  const isUnderWay = children.some(({ latest }) => latest.status === 'started' || latest.status === 'scheduled');
  return own === 'started' || isUnderWay ? 'running' : 'scheduled';
}

function hasFailed({ error }: RecipientResult): boolean {
  return error !== null;
}

function hasEnded({ latest }: Job): boolean {
  return latest.status === 'completed' || latest.status === 'error';
}

function startOf(jobs: readonly Job[]): number | null {
  return jobs.reduce<number | null>((first, { startedAt }) => {
    if (startedAt === null) return first;
    return first === null ? startedAt : Math.min(first, startedAt);
  }, null);
}

/**
 * Whether each result is that of one recipient, so that they can be counted: a batch tells of each (1.219), of others the log keeps one
 * row a task, whichever of its recipients that was of (docs/lightdash/schedulers.md#d1).
 */
export function tellsOfEach({ results }: Pick<Run, 'results'>): boolean {
  return results.every(({ task, target }) => task.includes('Batch') && target !== null);
}

/** One for each recipient, where the server tells of each. */
function resultsOf({ latest, target }: Job): TargetResult[] {
  const { jobId, task, targetType: kind, recipients } = latest;
  if (recipients?.length) {
    return recipients.map((each) => ({
      jobId,
      task,
      kind,
      target: each.target,
      status: each.error === null ? 'completed' : 'error',
      error: each.error,
    }));
  }
  const error = latest.status === 'error' ? latest.error : null;
  return [{ jobId, task, kind, target, status: latest.status, error }];
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
