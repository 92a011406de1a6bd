import { useQueries, useQueryClient, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { BACKGROUND } from '../api/core/semaphore';
import type { RequestOptions } from '../api/lightdash/client';
import { getGetProjectQueryOptions, useGetProject } from '../api/lightdash/gen/projects/projects';

const zoneOf = ({ schedulerTimezone }: { schedulerTimezone: string }): string => schedulerTimezone;

/** The time zone of schedulers without one of their own, by project. Source: GetProject.ok. Throws ApiFailure. */
export const projectZoneQuery = (projectUuid: string, request?: RequestOptions) => ({
  ...getGetProjectQueryOptions(projectUuid, request && { request }),
  select: zoneOf,
});

/** The same for a component. In: whether to ask yet. */
export const useProjectZone = (projectUuid: string, enabled: boolean) =>
  useGetProject(projectUuid, { query: { select: zoneOf, enabled } });

type Zones = { zones: (string | undefined)[]; failed: boolean[]; done: boolean };
const combineZones = (results: UseQueryResult<string>[]): Zones => ({
  zones: results.map(({ data }) => data),
  failed: results.map(({ data, isError }) => isError && data === undefined),
  done: results.every(({ isPending, isEnabled }) => !isPending || !isEnabled),
});

/**
 * The time zones of projects, as far as they have been read; `done` when none is on its way any more, `failed` how many could not be
 * read, which `retry` asks for again. In: the projects in which one
 * is needed, and whether to ask for them: it is one call each, which a list can do without.
 */
export const useProjectZones = (
  projectUuids: readonly string[],
  enabled: boolean,
): { zones: ReadonlyMap<string, string>; done: boolean; failed: number; retry: () => void } => {
  const queryClient = useQueryClient();
  const { zones, failed, done } = useQueries({
    queries: projectUuids.map((uuid) => ({ ...projectZoneQuery(uuid, BACKGROUND), enabled })),
    combine: combineZones,
  });
  return useMemo(
    () => ({
      zones: new Map(projectUuids.flatMap((uuid, i) => (zones[i] ? [[uuid, zones[i]] as const] : []))),
      done,
      failed: failed.filter(Boolean).length,
      retry: () => {
        for (const uuid of projectUuids.filter((_, i) => failed[i]))
          void queryClient.refetchQueries({ queryKey: projectZoneQuery(uuid).queryKey });
      },
    }),
    [projectUuids, zones, failed, done, queryClient],
  );
};

/** The same once, for a file: those that cannot be read are left out. */
export const readProjectZones = async (
  queryClient: QueryClient,
  projectUuids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const zones = await Promise.all(
    projectUuids.map((uuid) => queryClient.query(projectZoneQuery(uuid, BACKGROUND)).catch(() => null)),
  );
  return new Map(projectUuids.flatMap((uuid, i) => (zones[i] ? [[uuid, zones[i]] as const] : [])));
};
