import type { QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { directGrantsQuery } from '#/data/projects';
import { ownedSchedulersQuery } from '#/data/schedulers';
import { useEachProject } from '#/data/useEachProject';

const readGrants = (queryClient: QueryClient, projectUuid: string) =>
  queryClient.fetchQuery(directGrantsQuery(projectUuid));

/**
 * What hangs on one member, read project by project: their direct project grants and the schedulers they own.
 * In: whose, and whether schedulers may be read at all (developers and up).
 */
export const useMemberBelongings = (userUuid: string, maySeeSchedulers: boolean) => {
  const grantsOf = useEachProject(readGrants);
  const schedulersOf = useEachProject(
    useCallback(
      (queryClient: QueryClient, projectUuid: string) =>
        queryClient.fetchQuery(ownedSchedulersQuery(projectUuid, userUuid)),
      [userUuid],
    ),
    maySeeSchedulers,
  );
  const grants = grantsOf.projects.flatMap((project) => {
    const grant = grantsOf.read.get(project.uuid)?.find((each) => each.userUuid === userUuid);
    return grant ? [{ project, role: grant.role }] : [];
  });
  const schedulers = schedulersOf.projects.flatMap((project) =>
    (schedulersOf.read.get(project.uuid) ?? []).map((scheduler) => ({ project, scheduler })),
  );
  return { grants, grantsOf, schedulers, schedulersOf };
};
