import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isFailure } from '../api/core/failure';
import type { RequestOptions } from '../api/lightdash/client';
import type { SpaceSummary } from '../api/lightdash/gen/model/spaceSummary';
import { getSpace, listSpaces } from '../api/lightdash/gen/spaces/spaces';
import { composedKey } from './keys';
import { useEachProject } from './useEachProject';

/** A grant of a space to a group. */
type SpaceGroupGrant = { spaceUuid: string; spaceName: string; groupUuid: string; role: string };

/** The grants of one project's spaces; `unread` counts spaces that gave no answer. */
type ProjectSpaceGrants = { grants: readonly SpaceGroupGrant[]; unread: number };

/** Up to 0.2110 only root spaces carry grants; where spaces inherit, each may (docs/lightdash/spaces.md#p1). */
const mayCarryGrants = ({ parentSpaceUuid, inheritParentPermissions }: SpaceSummary): boolean =>
  parentSpaceUuid === null || inheritParentPermissions !== undefined;

const readSpaces = async (
  projectUuid: string,
  request: RequestOptions | undefined,
  signal: AbortSignal,
): Promise<ProjectSpaceGrants> => {
  const spaces = (await listSpaces(projectUuid, request, signal)).filter(mayCarryGrants);
  let unread = 0;
  const grants = await Promise.all(
    spaces.map(async ({ uuid, name }): Promise<SpaceGroupGrant[]> => {
      try {
        const { groupsAccess } = await getSpace(projectUuid, uuid, request, signal);
        return groupsAccess.map(({ groupUuid, spaceRole }) => ({
          spaceUuid: uuid,
          spaceName: name,
          groupUuid,
          role: spaceRole,
        }));
      } catch (error) {
        if (isFailure(error, 'unauthorized', 'aborted')) throw error;
        // Deleted since the list was read: it has no grants.
        if (!isFailure(error, 'not-found')) unread++;
        return [];
      }
    }),
  );
  return { grants: grants.flat(), unread };
};

/**
 * Which groups the spaces of a project are granted to, by hand because it takes one call a space: the list of spaces tells of
 * people only (ListSpacesInProject.ok). Read only on demand. Throws ApiFailure.
 */
const spaceGroupGrantsQuery = (projectUuid: string, request?: RequestOptions) =>
  queryOptions({
    queryKey: composedKey('spaceGroupGrants', projectUuid),
    queryFn: ({ signal }) => readSpaces(projectUuid, request, signal),
    staleTime: 60_000,
  });

/** The spaces granted to one group, read project by project. In: whose; whether somebody has asked. */
export const useGroupSpaces = (groupUuid: string, enabled: boolean) => {
  const each = useEachProject(spaceGroupGrantsQuery, enabled);
  const { projects, read, retry } = each;
  const queryClient = useQueryClient();
  const found = useMemo(() => {
    const all = projects.map((project) => ({ project, ...(read.get(project.uuid) ?? { grants: [], unread: 0 }) }));
    return {
      spaces: all.flatMap(({ project, grants }) =>
        grants.filter((grant) => grant.groupUuid === groupUuid).map((grant) => ({ ...grant, project })),
      ),
      unread: all.reduce((sum, { unread }) => sum + unread, 0),
    };
  }, [projects, read, groupUuid]);
  return {
    ...each,
    ...found,
    /** Asks once more for what could not be read, single spaces among it. */
    retry: () => {
      retry();
      for (const [uuid, { unread }] of read)
        if (unread > 0) void queryClient.refetchQueries({ queryKey: spaceGroupGrantsQuery(uuid).queryKey });
    },
  };
};
