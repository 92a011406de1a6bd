import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isFailure } from '../api/core/failure';
import type { SpaceSummary } from '../api/lightdash/gen/model/spaceSummary';
import { getSpace, listSpaces } from '../api/lightdash/gen/spaces/spaces';
import { composedKey } from './keys';
import { useEachProject } from './useEachProject';

/** A grant of a space to a group. */
type SpaceGroupGrant = { spaceUuid: string; spaceName: string; groupUuid: string; role: string };

/** The grants of one project's spaces; `unread` counts spaces that gave no answer. */
type ProjectSpaceGrants = { grants: readonly SpaceGroupGrant[]; unread: number };

/** Up to 0.2110 only root spaces carry grants; where spaces inherit, each may (lightdash.md, versions A and B). */
const mayCarryGrants = ({ parentSpaceUuid, inheritParentPermissions }: SpaceSummary): boolean =>
  parentSpaceUuid === null || inheritParentPermissions !== undefined;

const readSpaces = async (projectUuid: string, signal: AbortSignal): Promise<ProjectSpaceGrants> => {
  const spaces = (await listSpaces(projectUuid, undefined, signal)).filter(mayCarryGrants);
  const grants: SpaceGroupGrant[] = [];
  let unread = 0;
  // One after another: several projects are under way at the same time.
  for (const { uuid, name } of spaces) {
    signal.throwIfAborted();
    try {
      const { groupsAccess } = await getSpace(projectUuid, uuid, undefined, signal);
      grants.push(
        ...groupsAccess.map(({ groupUuid, spaceRole }) => ({
          spaceUuid: uuid,
          spaceName: name,
          groupUuid,
          role: spaceRole,
        })),
      );
    } catch (error) {
      // Deleted since the list was read: nothing to tell.
      if (isFailure(error, 'unauthorized', 'aborted')) throw error;
      if (!isFailure(error, 'not-found')) unread++;
    }
  }
  return { grants, unread };
};

/**
 * Which groups the spaces of a project are granted to. One call a space, because the list of spaces tells of people only
 * (ListSpacesInProject.ok): to be read when somebody asks. Throws ApiFailure.
 */
const spaceGroupGrantsQuery = (projectUuid: string) =>
  queryOptions({
    queryKey: composedKey('spaceGroupGrants', projectUuid),
    queryFn: ({ signal }) => readSpaces(projectUuid, signal),
    staleTime: 60_000,
  });

const readGrants = (queryClient: QueryClient, projectUuid: string) =>
  queryClient.fetchQuery(spaceGroupGrantsQuery(projectUuid));

/** The spaces granted to one group, read project by project. In: whose; whether somebody has asked. */
export const useGroupSpaces = (groupUuid: string, enabled: boolean) => {
  const each = useEachProject(readGrants, enabled);
  const { projects, read } = each;
  const found = useMemo(() => {
    const all = projects.map((project) => ({ project, ...(read.get(project.uuid) ?? { grants: [], unread: 0 }) }));
    return {
      spaces: all.flatMap(({ project, grants }) =>
        grants.filter((grant) => grant.groupUuid === groupUuid).map((grant) => ({ ...grant, project })),
      ),
      unread: all.reduce((sum, { unread }) => sum + unread, 0),
    };
  }, [projects, read, groupUuid]);
  return { ...each, ...found };
};
