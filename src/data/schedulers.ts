import { queryOptions } from '@tanstack/react-query';
import { getListSchedulersQueryKey, listSchedulers } from '../api/lightdash/gen/schedulers/schedulers';

/** A scheduled delivery, or an alert, as lists of other places show it. */
export type OwnedScheduler = { uuid: string; name: string; projectUuid: string; isEnabled: boolean; content: string; contentUrl: string };

/**
 * What one person owns in one project: it dies with their account. Throws ApiFailure; `forbidden` below developer.
 * Source: ListSchedulers, `createdByUserUuids`.
 */
export const ownedSchedulersQuery = (projectUuid: string, userUuid: string) => {
  const params = { createdByUserUuids: userUuid, page: 1, pageSize: 500 };
  return queryOptions({
    queryKey: getListSchedulersQueryKey(projectUuid, params),
    queryFn: async ({ signal }): Promise<OwnedScheduler[]> => {
      const { data } = await listSchedulers(projectUuid, params, undefined, signal);
      return data
        .filter(({ createdBy }) => createdBy === userUuid)
        .map((scheduler) => ({
          uuid: scheduler.schedulerUuid,
          name: scheduler.name,
          projectUuid,
          isEnabled: scheduler.enabled,
          content: scheduler.dashboardName ?? scheduler.savedChartName ?? '',
          contentUrl: scheduler.dashboardUuid
            ? `/projects/${projectUuid}/dashboards/${scheduler.dashboardUuid}`
            : `/projects/${projectUuid}/saved/${scheduler.savedChartUuid ?? ''}`,
        }));
    },
  });
};
