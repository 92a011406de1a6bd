import { queryOptions, useQueries, useQueryClient, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isFailure } from '../api/core/failure';
import { BACKGROUND } from '../api/core/semaphore';
import type { RequestOptions } from '../api/lightdash/client';
import type { Project as WireProject } from '../api/lightdash/gen/model/project';
import type { SchedulerPage } from '../api/lightdash/gen/model/schedulerPage';
import { useGetProject } from '../api/lightdash/gen/projects/projects';
import {
  getGetSchedulerQueryOptions,
  getListSchedulersQueryOptions,
  useGetScheduler,
  useListSchedulers,
} from '../api/lightdash/gen/schedulers/schedulers';
import { permissions } from '../domain/permissions';
import type { Scheduler } from '../domain/schedule/types';
import { memoized, memoizedBy } from '../lib/memo';
import { composedKey } from './keys';
import { meQuery, useMe } from './me';
import { projectsQuery, useProjects, type Project } from './projects';
import { toDetails as toSchedulerDetails, toScheduler } from './scheduler-wire';

const toSchedulers = memoizedBy(({ data }: SchedulerPage, projectUuid): readonly Scheduler[] =>
  data.map((scheduler) => toScheduler(scheduler, projectUuid)),
);

/**
 * What one person owns in one project, for it dies with their account; what others own may be listed beside it. Throws
 * ApiFailure; `forbidden` below developer. Source: ListSchedulers, `createdByUserUuids`.
 */
export const ownedSchedulersQuery = (projectUuid: string, userUuid: string, request?: RequestOptions) => ({
  // Without a page all of them come at once: of an owner of many none is left out of what is lost.
  ...getListSchedulersQueryOptions(projectUuid, { createdByUserUuids: userUuid }, request && { request }),
  select: toSchedulers(projectUuid),
});

/**
 * Where Lightdash itself shows a chart or a dashboard: a path for useLightdashLink. Null where the project is not known, and of SQL
 * charts and data apps, whose address hangs on more than is told here.
 */
export const contentPath = (projectUuid: string, { kind, uuid }: NonNullable<Scheduler['content']>): string | null => {
  if (!projectUuid || (kind !== 'dashboard' && kind !== 'chart')) return null;
  return `/projects/${projectUuid}/${kind === 'dashboard' ? 'dashboards' : 'saved'}/${uuid}`;
};

/** With the last run of each where the server can tell it (1.219): then health needs no call of its own. */
const WITH_RUNS = { includeLatestRun: true } as const;

/** All schedulers of one project. Throws ApiFailure; `forbidden` below developer (ListSchedulers.viewer-403). */
export const projectSchedulersQuery = (projectUuid: string, request?: RequestOptions) => ({
  ...getListSchedulersQueryOptions(projectUuid, WITH_RUNS, request && { request }),
  select: toSchedulers(projectUuid),
});

/** The same for a component. In: whether to ask yet. */
export const useProjectSchedulers = (projectUuid: string, enabled: boolean) =>
  useListSchedulers(projectUuid, WITH_RUNS, { query: { select: toSchedulers(projectUuid), enabled } });

/** What all projects have answered so far. `failed` and `forbidden` are the projects that give no list. */
export type AllSchedulers = {
  projects: readonly Project[];
  schedulers: readonly Scheduler[];
  byUuid: ReadonlyMap<string, Scheduler>;
  done: boolean;
  forbidden: readonly Project[];
  failed: readonly Project[];
  /** Why the first of the failed ones gave none. */
  failure: Error | null;
  /** Why nothing at all can be shown: the projects could not be read. */
  error: Error | null;
  retry: () => void;
};

const NO_PROJECTS: readonly Project[] = [];

type Lists = { lists: (readonly Scheduler[] | undefined)[]; errors: (Error | null)[]; done: boolean };
const combineLists = (results: UseQueryResult<readonly Scheduler[]>[]): Lists => ({
  lists: results.map(({ data }) => data),
  errors: results.map(({ data, error }) => (data ? null : error)),
  // What is not asked for stays pending, but is never waited for.
  done: results.every(({ isPending, isEnabled }) => !isPending || !isEnabled),
});

/**
 * The schedulers of every project that the person may see them of, one call a project, and kept up to date. A project that is
 * known to refuse (ListSchedulers.viewer-403) is not asked.
 */
export const useAllSchedulers = (): AllSchedulers => {
  const queryClient = useQueryClient();
  const { data, error, refetch } = useProjects();
  // A later reading that fails takes nothing away from them.
  const isKnown = data !== undefined;
  const projects = data ?? NO_PROJECTS;
  const { may } = useMe();
  const refusing = projects.filter(({ uuid }) => may.readSchedulersOf(uuid) !== true).map(({ uuid }) => uuid);
  const { lists, errors, done } = useQueries({
    queries: projects.map(({ uuid }) => ({
      ...projectSchedulersQuery(uuid, BACKGROUND),
      enabled: !refusing.includes(uuid),
    })),
    combine: combineLists,
  });
  const refusals = refusing.join();
  return useMemo(() => {
    const schedulers = lists.flatMap((list) => list ?? []);
    const refused = new Set(refusals.split(','));
    const isForbidden = (project: Project, i: number) => refused.has(project.uuid) || isFailure(errors[i], 'forbidden');
    const isFailed = (project: Project, i: number) => errors[i] && !isForbidden(project, i);
    const failed = projects.filter(isFailed);
    return {
      projects,
      schedulers,
      byUuid: new Map(schedulers.map((scheduler) => [scheduler.uuid, scheduler])),
      done: isKnown && done,
      forbidden: projects.filter(isForbidden),
      failed,
      failure: errors[projects.findIndex(isFailed)] ?? null,
      error: isKnown ? null : error,
      retry: () => {
        if (error) void refetch();
        for (const { uuid } of failed)
          void queryClient.invalidateQueries({ queryKey: projectSchedulersQuery(uuid).queryKey });
      },
    };
  }, [projects, lists, errors, done, refusals, isKnown, error, refetch, queryClient]);
};

/** One scheduler, whoever asks: the server demands no permission (getScheduler.as-viewer). Throws ApiFailure. */
export const schedulerQuery = (schedulerUuid: string) => getGetSchedulerQueryOptions(schedulerUuid);

const toDetails = memoized(toSchedulerDetails);

/** The same for a component. */
export const useSchedulerDetails = (schedulerUuid: string) =>
  useGetScheduler(schedulerUuid, { query: { select: toDetails } });

const isAmong = (schedulerUuid: string, list: SchedulerPage | undefined): boolean =>
  list?.data.some((scheduler) => scheduler.schedulerUuid === schedulerUuid) ?? false;

/**
 * The project that a scheduler is in, by hand because its own reading does not say it: the one whose list has it. Lists that
 * were read before are looked at first, then all are read anew, for it may have been made since; none that is known to refuse.
 * Null where no list that the person may see has it. Throws ApiFailure when a project that may have it cannot be read.
 */
export const schedulerProjectQuery = (schedulerUuid: string, queryClient: QueryClient) =>
  queryOptions({
    queryKey: composedKey('schedulerProject', schedulerUuid),
    queryFn: async (): Promise<Project | null> => {
      const me = queryClient.getQueryData(meQuery.queryKey);
      const projects = (await queryClient.query({ ...projectsQuery, staleTime: 'static' })).filter(
        ({ uuid }) => !me || permissions(me).readSchedulersOf(uuid) === true,
      );
      const known = projects.find(({ uuid }) =>
        isAmong(schedulerUuid, queryClient.getQueryData(projectSchedulersQuery(uuid).queryKey)),
      );
      return known ?? findProject(schedulerUuid, projects, queryClient);
    },
    // A scheduler stays in its project. Where it was not found, it may be later.
    staleTime: ({ state }) => (state.data ? Infinity : 0),
  });

/** The first project whose list has it. */
const findProject = async (
  schedulerUuid: string,
  projects: readonly Project[],
  queryClient: QueryClient,
): Promise<Project | null> => {
  const looks = projects.map(async (project) => {
    const list = await queryClient.query({ ...getListSchedulersQueryOptions(project.uuid, WITH_RUNS), staleTime: 0 });
    if (!isAmong(schedulerUuid, list)) throw NOT_HERE;
    return project;
  });
  try {
    return await Promise.any(looks);
  } catch (error) {
    const failures = error instanceof AggregateError ? error.errors : [error];
    const failure: unknown = failures.find((each) => each !== NOT_HERE && !isFailure(each, 'forbidden'));
    if (failure) throw failure;
    return null;
  }
};

const NOT_HERE = new Error('The list of this project does not have it');

const placeOf = ({ projectUuid, name, schedulerTimezone }: WireProject) => ({
  uuid: projectUuid,
  name,
  zone: schedulerTimezone,
});

/** Where a scheduler is: the name of its project, and the time zone of those without one of their own. Throws ApiFailure. */
export const useProjectPlace = (projectUuid: string, enabled: boolean) =>
  useGetProject(projectUuid, { query: { select: placeOf, enabled } });
