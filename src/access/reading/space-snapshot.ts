import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isFailure } from '#/api/core/failure';
import type { SpaceGrantPage } from '#/api/lightdash/gen/model/spaceGrantPage';
import { listSpaceAccess } from '#/api/lightdash/gen/spaces/spaces';
import type { AccessSnapshot } from '../rules';
import { accessSpacesOf } from './access-spaces';
import { useProjectSnapshot } from './project-snapshot';
import { composedKey } from '#/data/keys';
import { toAccessRow, useSpace, useSpaces, type AccessRow } from '#/data/spaces';

const PAGE_SIZE = 500;

/**
 * Everybody with access to a space, by hand because it is all pages merged. null where the server has no such list, as before
 * the newest: then the space itself brings it. Throws ApiFailure. Source: ListSpaceAccess (C7).
 */
const accessListQuery = (projectUuid: string, spaceUuid: string) =>
  queryOptions({
    queryKey: composedKey('spaceAccess', projectUuid, spaceUuid),
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
  const space = useSpace(projectUuid, spaceUuid);
  const listed = useSpaces(projectUuid);
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
