import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isFailure } from '#/api/core/failure';
import type { SpaceGrantPage } from '#/api/lightdash/gen/model/spaceGrantPage';
import { getListSpaceAccessQueryKey, listSpaceAccess } from '#/api/lightdash/gen/spaces/spaces';
import { directGrantsFromLists, type AccessSnapshot, type AccessSpace, type SpaceRole } from '../rules';
import { directGrantsOf } from '#/domain/space-grants';
import type { Space } from '#/domain/spaces';
import { useProjectSnapshot } from './project-snapshot';
import { spaceQuery, spacesQuery, toAccessRow, type AccessRow, type SpaceDetail } from '#/data/spaces';

/**
 * A space and those above it as the access rules want them: the one at the top with privacy and grants, which the server
 * reports on each nested one as well (A4 and A6); grants stored on a nested one are shown by nothing.
 */
export const accessSpacesOf = (detail: SpaceDetail, listed: readonly Space[] | undefined): AccessSpace[] => {
  const holders = listed?.find(({ uuid }) => uuid === detail.uuid)?.grantedUserUuids;
  const isPrivate = detail.privacy === 'unknown' ? 'unknown' : detail.privacy === 'private';
  return detail.breadcrumbs.map(({ uuid, name }, place): AccessSpace => {
    const above = detail.breadcrumbs[place - 1];
    const common = {
      spaceUuid: uuid,
      name,
      projectUuid: detail.projectUuid,
      isPrivate,
      parentSpaceUuid: above?.uuid ?? null,
    } as const;
    if (above) return { ...common, directGrants: 'unknown', groupGrants: 'unknown' };
    return {
      ...common,
      directGrants: directGrantsOf(holders, detail.access),
      groupGrants: detail.groupGrants.map(({ groupUuid, role }) => ({ groupUuid, role })),
    };
  });
};

/**
 * One space of the newer generation as its rules want it: each has a door and grants of its own. Who of the people holds a
 * grant is not in it: see `withListedGrants`.
 */
export const newerSpaceOf = ({
  uuid: spaceUuid,
  name,
  projectUuid,
  parentUuid: parentSpaceUuid,
  inherits,
  everybody,
  groupGrants,
}: SpaceDetail): AccessSpace => ({
  spaceUuid,
  name,
  projectUuid,
  parentSpaceUuid,
  isPrivate: 'unknown',
  inheritsParent: inherits ?? 'unknown',
  projectMemberRole: everybody,
  directGrants: 'unknown',
  groupGrants: groupGrants.map(({ groupUuid, role }) => ({ groupUuid, role })),
});

const NO_ROWS: ReadonlyMap<string, SpaceRole> = new Map();

/**
 * Fills in who of the people holds a grant on spaces of the newer generation, counted from the list of spaces (C9), which names
 * also those whom only a grant to a group or to the members of the project reaches. In: a snapshot, and the spaces as listed.
 * Out: the same; grants stay unknown where what else is granted has not been read.
 */
export const withListedGrants = (snapshot: AccessSnapshot, listed: readonly Space[]): AccessSnapshot => {
  const named = new Map(listed.map(({ uuid, grantedUserUuids }) => [uuid, grantedUserUuids]));
  const unread = new Set(
    snapshot.projects.flatMap(({ projectUuid, userGrants }) => (userGrants === 'unknown' ? projectUuid : [])),
  );
  const grantsOf = directGrantsFromLists(snapshot);
  const spaces = snapshot.spaces.map((space): AccessSpace => {
    const { spaceUuid, projectUuid, inheritsParent, projectMemberRole, directGrants, groupGrants } = space;
    const people = named.get(spaceUuid);
    const isCountable =
      groupGrants !== 'unknown' &&
      (!projectMemberRole || (projectMemberRole !== 'unknown' && !unread.has(projectUuid)));
    if (inheritsParent === undefined || directGrants !== 'unknown' || !people || !isCountable) return space;
    return { ...space, directGrants: grantsOf(spaceUuid, { named: people, roles: NO_ROWS }) };
  });
  return { ...snapshot, spaces };
};

const PAGE_SIZE = 500;

/**
 * Everybody with access to a space, as the newest servers list it in pages. null where the server has no such list: then the
 * space itself brings it. Throws ApiFailure. Source: ListSpaceAccess (C7).
 */
const accessListQuery = (projectUuid: string, spaceUuid: string) =>
  queryOptions({
    queryKey: getListSpaceAccessQueryKey(projectUuid, spaceUuid),
    queryFn: async ({ signal }): Promise<AccessRow[] | null> => {
      const rows: AccessRow[] = [];
      try {
        for (let page = 1, pages = 1; page <= pages; page++) {
          const answer: SpaceGrantPage = await listSpaceAccess(
            projectUuid,
            spaceUuid,
            { page, pageSize: PAGE_SIZE },
            undefined,
            signal,
          );
          rows.push(...(answer.data ?? []).map(toAccessRow));
          pages = answer.pagination?.totalPageCount ?? 1;
        }
      } catch (error) {
        if (isFailure(error, 'no-such-operation')) return null;
        throw error;
      }
      return rows;
    },
  });

/**
 * Everything about one space that its page and its dialogs ask for. `snapshot` holds the space for the access rules; null while
 * it is read, and where the server is of a generation that they do not cover (`detail.isNewer`).
 */
export const useSpaceAccess = (projectUuid: string, spaceUuid: string) => {
  const space = useQuery(spaceQuery(projectUuid, spaceUuid));
  const listed = useQuery(spacesQuery(projectUuid));
  const project = useProjectSnapshot(projectUuid);
  const detail = space.data;
  const list = useQuery({ ...accessListQuery(projectUuid, spaceUuid), enabled: detail?.isNewer === true });
  const base = project.snapshot;
  const isListed = listed.data !== undefined || listed.isError;

  const snapshot = useMemo<AccessSnapshot | null>(
    () =>
      base && detail && !detail.isNewer && isListed ? { ...base, spaces: accessSpacesOf(detail, listed.data) } : null,
    [base, detail, isListed, listed.data],
  );

  return {
    detail,
    error: space.error,
    retry: () => void space.refetch(),
    /** The spaces of the project, for what lies above and below; undefined while they are read. */
    listed: listed.data,
    /** They could not be read: then it is not known for certain who holds a grant of their own. */
    isUnlisted: listed.isError && !listed.data,
    snapshot,
    /** Why nothing can be computed, although the space could be read. */
    accessError: project.error ?? list.error,
    retryAccess: () => {
      project.retry();
      if (list.isError) void list.refetch();
    },
    /** The access list in the server's own words. */
    rows: list.data ?? detail?.access ?? [],
  };
};
