import { useCallback } from 'react';
import type { BACKGROUND } from '#/api/core/semaphore';
import { directGrantsQuery } from '#/data/projects';
import { ownedSchedulersQuery } from '#/data/schedulers';
import { useEachProject } from '#/data/useEachProject';

/**
 * What hangs on one member, read project by project: their direct project grants and the schedulers they own.
 * In: whose, and whether schedulers may be read at all (developers and up).
 */
export const useMemberBelongings = (userUuid: string, maySeeSchedulers: boolean) => {
  const grantsOf = useEachProject(directGrantsQuery);
  const schedulersOf = useEachProject(
    useCallback(
      (projectUuid: string, request: typeof BACKGROUND) => ownedSchedulersQuery(projectUuid, userUuid, request),
      [userUuid],
    ),
    maySeeSchedulers,
  );
  const grants = grantsOf.projects.flatMap((project) => {
    const grant = grantsOf.read.get(project.uuid)?.find((each) => each.userUuid === userUuid);
    return grant ? [{ project, role: grant.role, hasMoreRoles: grant.hasMoreRoles }] : [];
  });
  const schedulers = schedulersOf.projects.flatMap((project) =>
    (schedulersOf.read.get(project.uuid) ?? []).flatMap((scheduler) =>
      scheduler.ownerUuid === userUuid ? { project, scheduler } : [],
    ),
  );
  return { grants, grantsOf, schedulers, schedulersOf };
};
