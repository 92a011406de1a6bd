import { queryOptions, useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { firstThat, supports } from '../api/lightdash/capabilities';
import { isFailure } from '../api/core/failure';
import { BACKGROUND } from '../api/core/semaphore';
import type { RequestOptions } from '../api/lightdash/client';
import {
  getRunLogs,
  getSchedulerJobStatus,
  listSchedulerLogs,
  listSchedulerRuns,
  useListScheduledJobs,
} from '../api/lightdash/gen/schedulers/schedulers';
import type { ScheduledJob } from '../api/lightdash/gen/model/scheduledJob';
import { foldRuns, runsByScheduler } from '../domain/schedule/runs';
import type { LogRow, Run, Scheduler } from '../domain/schedule/types';
import { composedKey } from './keys';
import { toLogRow, toRun } from './scheduler-wire';

/** The runs of the last seven days by scheduler, newest first. */
export type Runs = ReadonlyMap<string, readonly Run[]>;

const RUNS = 'GET /api/v1/schedulers/{projectUuid}/runs';
const LOGS = 'GET /api/v1/schedulers/{projectUuid}/logs';

/** Every page repeats all schedulers, people, charts and dashboards of the project: so one page, if it can be. */
const PAGE_SIZE = 10_000;
/** A job that goes on is looked at again this often, but only while it is this young: a lost one never ends. */
const LOOK_AGAIN = 4_000;
const YOUNG = 10 * 60_000;
const JUST_NOW = 60_000;

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

const isUnderWay = ({ status, scheduledFor }: Pick<Run, 'status' | 'scheduledFor'>): boolean =>
  status === 'running' && Date.now() - Date.parse(scheduledFor) < YOUNG;

/** Newest first. In: the scheduler, or all of the project. */
const readOutcomes = async (
  projectUuid: string,
  schedulerUuids: string | undefined,
  request: RequestOptions | undefined,
  signal: AbortSignal,
): Promise<Runs> => {
  const { data } = await listSchedulerRuns(projectUuid, schedulerUuids ? { schedulerUuids } : {}, request, signal);
  return runsByScheduler(data.map(toRun));
};

/**
 * What ran in a project: the outcomes alone where the server has them (1.219), else its log, all pages merged and folded. Throws
 * ApiFailure; `forbidden` below developer. Sources: getSchedulerRuns.ok, getSchedulerLogs.
 */
export const projectRunsQuery = (projectUuid: string, request?: RequestOptions) =>
  queryOptions({
    queryKey: composedKey('projectRuns', projectUuid),
    queryFn: async ({ signal }): Promise<Runs> =>
      firstThat<Runs>(
        { operation: RUNS, run: () => readOutcomes(projectUuid, undefined, request, signal) },
        {
          operation: LOGS,
          run: async () => runsByScheduler(foldRuns(await readRows(projectUuid, 1, request, signal))),
        },
      ),
    staleTime: JUST_NOW,
    structuralSharing: false,
  });

/**
 * The runs of one scheduler, read again while one of its own goes on; where the server cannot tell them apart, out of those of its
 * project, which may have been read just now. Throws ApiFailure.
 */
export const liveRunsQuery = (projectUuid: string, schedulerUuid: string) => ({
  ...queryOptions({
    queryKey: composedKey('schedulerRuns', projectUuid, schedulerUuid),
    queryFn: ({ signal, client, queryKey }) =>
      firstThat<Runs>(
        { operation: RUNS, run: () => readOutcomes(projectUuid, schedulerUuid, undefined, signal) },
        {
          operation: LOGS,
          run: () =>
            client.query({ ...projectRunsQuery(projectUuid), staleTime: client.getQueryData(queryKey) ? 0 : JUST_NOW }),
        },
      ),
    staleTime: JUST_NOW,
    structuralSharing: false,
  }),
  refetchInterval: ({ state }: { state: { data: Runs | undefined } }) =>
    state.data?.get(schedulerUuid)?.some(isUnderWay) ? LOOK_AGAIN : (false as const),
});

/**
 * How each target of a run fared, of which only the outcome is known; read again with another outcome, and while it runs. Null
 * where the server does not tell, as of data apps. Throws ApiFailure; `forbidden` for whom the scheduler is not theirs and who is
 * no admin of the project. Source: getRunLogs.ok.
 */
export const runDetailsQuery = (run: Pick<Run, 'id' | 'status' | 'scheduledFor'>) => ({
  ...queryOptions({
    queryKey: composedKey('runDetails', run.id, run.status),
    queryFn: async ({ signal }): Promise<Run | null> => {
      try {
        const { logs } = await getRunLogs(run.id, undefined, signal);
        return foldRuns(logs.map(toLogRow))[0] ?? null;
      } catch (error) {
        if (isFailure(error, 'not-found')) return null;
        throw error;
      }
    },
  }),
  refetchInterval: ({ state: { data } }: { state: { data: Run | null | undefined } }) =>
    data !== undefined && isUnderWay(data ?? run) ? LOOK_AGAIN : (false as const),
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

/** Whether the list has told how a scheduler ran last, and that is over: what is under way tells nothing of the one before. */
const isTold = ({ latestRun }: Scheduler): boolean =>
  latestRun !== undefined && latestRun?.status !== 'running' && latestRun?.status !== 'scheduled';

/**
 * How each scheduler ran last, out of the lists where these tell it (1.219); of the projects of the others all runs, one call a
 * project. In: the schedulers, their identity stable, and whether to begin.
 */
export const useLatestRuns = (schedulers: readonly Scheduler[], enabled: boolean): Omit<AllRuns, 'read'> => {
  const untold = useMemo(
    () => [...new Set(schedulers.filter((each) => !isTold(each)).map(({ projectUuid }) => projectUuid))],
    [schedulers],
  );
  const rest = useAllRuns(untold, enabled);
  return useMemo(() => {
    const told = schedulers.map(({ uuid, latestRun }) => [uuid, latestRun ? [latestRun] : []] as const);
    return { ...rest, byScheduler: new Map([...told, ...rest.byScheduler]) };
  }, [schedulers, rest]);
};

/** Whether the server has what came with 1.219: runs, other owners, time rules that move by whole hours only. */
export const isNewerScheduling = (): boolean => supports(RUNS) === true;

const datesOf = (jobs: ScheduledJob[]): string[] => jobs.map(({ date }) => date).toSorted();

/**
 * When a scheduler will still run today, soonest first, as ISO; not asked of servers that have announced to tell it no longer,
 * and unknown there even where it was read before that showed. Source: getScheduledJobs.ok.
 */
export const useQueuedRuns = (schedulerUuid: string, enabled: boolean) => {
  const isNewer = isNewerScheduling();
  const { data, isError } = useListScheduledJobs(schedulerUuid, {
    query: { select: datesOf, enabled: enabled && !isNewer },
  });
  return { data: isNewer ? undefined : data, isError: isError && !isNewer };
};

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
