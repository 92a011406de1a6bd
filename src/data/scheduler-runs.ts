import { queryOptions, useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { BACKGROUND } from '../api/core/semaphore';
import type { RequestOptions } from '../api/lightdash/client';
import {
  getSchedulerJobStatus,
  listSchedulerLogs,
  useListScheduledJobs,
} from '../api/lightdash/gen/schedulers/schedulers';
import type { ScheduledJob } from '../api/lightdash/gen/model/scheduledJob';
import { foldRuns, runsByScheduler } from '../domain/schedule/runs';
import type { LogRow, Run } from '../domain/schedule/types';
import { composedKey } from './keys';
import { toLogRow } from './scheduler-wire';

/** The runs of the last seven days by scheduler, newest first. */
export type Runs = ReadonlyMap<string, readonly Run[]>;

/** Every page repeats all schedulers, people, charts and dashboards of the project: so one page, if it can be. */
const PAGE_SIZE = 10_000;
/** A job that goes on is looked at again this often, but only while it is this young: a lost one never ends. */
const LOOK_AGAIN = 4_000;
const YOUNG = 10 * 60_000;

const readRows = async (
  projectUuid: string,
  page: number,
  request: RequestOptions | undefined,
  signal: AbortSignal,
): Promise<LogRow[]> => {
  const { data, pagination } = await listSchedulerLogs(projectUuid, { page, pageSize: PAGE_SIZE }, request, signal);
  const rows = data.logs.map(toLogRow);
  return page < (pagination?.totalPageCount ?? 1)
    ? [...rows, ...(await readRows(projectUuid, page + 1, request, signal))]
    : rows;
};

const goesOn = (runs: Runs | undefined): boolean =>
  [...(runs?.values() ?? [])].some((own) =>
    own.some(({ status, scheduledFor }) => status === 'running' && Date.now() - Date.parse(scheduledFor) < YOUNG),
  );

/** What ran in a project, by hand because it is all pages merged. Throws ApiFailure; `forbidden` below developer. Source: getSchedulerLogs. */
export const projectRunsQuery = (projectUuid: string, request?: RequestOptions) =>
  queryOptions({
    queryKey: composedKey('projectRuns', projectUuid),
    queryFn: async ({ signal }): Promise<Runs> =>
      runsByScheduler(foldRuns(await readRows(projectUuid, 1, request, signal))),
    staleTime: 60_000,
    structuralSharing: false,
  });

/** The same, read again while something runs: for the page of one scheduler. */
export const liveRunsQuery = (projectUuid: string) => ({
  ...projectRunsQuery(projectUuid),
  refetchInterval: ({ state }: { state: { data: Runs | undefined } }) =>
    goesOn(state.data) ? LOOK_AGAIN : (false as const),
});

/**
 * The runs of many projects as far as they have come: which projects have been read, how many could not be, how many are
 * under way, and when the last answer came.
 */
export type AllRuns = { byScheduler: Runs; read: ReadonlySet<string>; failed: number; pending: number; readAt: number };

type Logs = { logs: (Runs | undefined)[]; failed: boolean[]; readAt: number };
const combineLogs = (results: UseQueryResult<Runs>[]): Logs => ({
  logs: results.map(({ data }) => data),
  failed: results.map(({ data, isError }) => isError && !data),
  readAt: Math.max(0, ...results.map(({ dataUpdatedAt }) => dataUpdatedAt)),
});

/** The runs of these projects, one call a project. In: the projects, their identity stable, and whether to begin. */
export const useAllRuns = (projectUuids: readonly string[], enabled: boolean): AllRuns => {
  const { logs, failed, readAt } = useQueries({
    queries: projectUuids.map((uuid) => ({ ...projectRunsQuery(uuid, BACKGROUND), enabled })),
    combine: combineLogs,
  });
  return useMemo(
    () => ({
      byScheduler: new Map(logs.flatMap((runs) => [...(runs ?? [])])),
      read: new Set(projectUuids.filter((_, i) => logs[i])),
      failed: failed.filter(Boolean).length,
      pending: logs.filter((runs, i) => !runs && !failed[i]).length,
      readAt,
    }),
    [logs, failed, readAt, projectUuids],
  );
};

const datesOf = (jobs: ScheduledJob[]): string[] => jobs.map(({ date }) => date).toSorted();

/** When a scheduler will still run today, soonest first, as ISO. Source: getScheduledJobs.ok. */
export const useQueuedRuns = (schedulerUuid: string) =>
  useListScheduledJobs(schedulerUuid, { query: { select: datesOf } });

/** How a job stands. `error` is the server's raw text. */
export type Job = { state: 'scheduled' | 'started' | 'completed' } | { state: 'error'; error: string };

const WAITS = [400, 700, 1000, 1500, 2000, 3000];
const WATCHED_FOR = 120_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });

/** How a job stands now. Throws ApiFailure. Source: getSchedulerJobStatus. */
export const readJob = async (jobId: string): Promise<Job> => {
  const { status, details } = await getSchedulerJobStatus(jobId);
  return status === 'error' ? { state: status, error: details?.error ?? '' } : { state: status };
};

/**
 * Follows a job to its end by asking again, ever more rarely, for two minutes at most. In: the job, a signal that ends the
 * watching (the job goes on), and who is told on the way. Out: how it was last seen, so perhaps without an end. Throws ApiFailure.
 */
export const followJob = async (
  jobId: string,
  signal: AbortSignal,
  onStatus: (status: 'scheduled' | 'started') => void,
): Promise<Job> => {
  const until = Date.now() + WATCHED_FOR;
  let job: Job = { state: 'scheduled' };
  for (let round = 0; Date.now() < until && !signal.aborted; round++) {
    job = await readJob(jobId);
    if (job.state === 'completed' || job.state === 'error') break;
    onStatus(job.state);
    await pause(WAITS[Math.min(round, WAITS.length - 1)] ?? 0, signal);
  }
  return job;
};
