import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isFailure } from '#/api/core/failure';
import type { SpaceGrantPage } from '#/api/lightdash/gen/model/spaceGrantPage';
import { listSpaceAccess, useListSpaceAccess } from '#/api/lightdash/gen/spaces/spaces';
import type { AccessSnapshot } from '../rules';
import { accessSpacesOf } from './access-spaces';
import { useNewerSnapshot } from './newer-snapshot';
import { useProjectSnapshot } from './project-snapshot';
import { composedKey } from '#/data/keys';
import { toAccessRow, useSpace, useSpaces, type AccessRow } from '#/data/spaces';

/** The first page of people, shown before anything else is read. */
const FIRST = { page: 1, pageSize: 50 };
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

const NO_ROWS: readonly AccessRow[] = [];

/** What of one space is wanted besides itself. */
type Wanted = {
  /** The server's own list of who has access: its first page, which then comes before all else, or all of it. */
  list?: 'first' | 'all' | 'none';
  /** What the list is searched by. As long as it has not been read whole, the server searches it. */
  search?: string;
  /** What the access rules need. */
  rules?: boolean;
};

/**
 * Everything about one space that its page and its dialogs ask for. `snapshot` holds the space for the access rules, and since
 * spaces inherit those above it; null while it is read. In: what is wanted; only the rules where nothing is said.
 */
export const useSpaceAccess = (
  projectUuid: string,
  spaceUuid: string,
  { list: wantsList = 'none', search = '', rules: wantsRules = true }: Wanted = {},
) => {
  const space = useSpace(projectUuid, spaceUuid);
  // It was deleted in the meantime, so what was read before is out of date.
  const detail = isFailure(space.error, 'not-found') ? undefined : space.data;
  const isNewer = detail?.isNewer === true;
  const first = useListSpaceAccess(projectUuid, spaceUuid, FIRST, {
    query: { enabled: isNewer && wantsList !== 'none' },
  });
  // People first: what the rules need of a large organization is a hundred times as much.
  const isFirstShown = detail !== undefined && (!isNewer || wantsList === 'none' || !first.isPending);
  const total = first.data?.pagination?.totalResults ?? 0;
  const listed = useSpaces(isFirstShown ? projectUuid : null);
  const project = useProjectSnapshot(projectUuid, isFirstShown && (wantsRules || !isNewer));
  const newer = useNewerSnapshot(projectUuid, detail, listed.data, isFirstShown && wantsRules);
  const base = project.snapshot;
  const isListed = listed.data !== undefined || listed.isError;
  const isSearched = search !== '' && isNewer && wantsList !== 'none' && total > FIRST.pageSize;
  const found = useListSpaceAccess(
    projectUuid,
    spaceUuid,
    { page: 1, pageSize: PAGE_SIZE, searchQuery: search },
    { query: { enabled: isSearched && (wantsList === 'all' || !newer), placeholderData: keepPreviousData } },
  );
  const isFound = isSearched && found.isSuccess && !found.isPlaceholderData;
  const isFoundInPart = isFound && (found.data.pagination?.totalResults ?? 0) > PAGE_SIZE;
  const whole = useQuery({
    ...accessListQuery(projectUuid, spaceUuid),
    enabled:
      isNewer && wantsList === 'all' && total > FIRST.pageSize && (!isSearched || found.isError || isFoundInPart),
  });

  const older = useMemo<AccessSnapshot | null>(
    () =>
      base && detail && !detail.isNewer && isListed
        ? { ...base, generation: 'A', spaces: accessSpacesOf(detail, listed.data) }
        : null,
    [base, detail, isListed, listed.data],
  );
  const firstRows = useMemo(() => first.data?.data?.map(toAccessRow), [first.data]);
  const withFound = useMemo(() => {
    if (!isSearched || !found.data) return firstRows;
    const known = new Set(firstRows?.map(({ userUuid }) => userUuid));
    return [
      ...(firstRows ?? []),
      ...(found.data.data ?? []).map(toAccessRow).filter((row) => !known.has(row.userUuid)),
    ];
  }, [isSearched, found.data, firstRows]);

  return {
    detail,
    error: space.error,
    retry: () => void space.refetch(),
    /** Whether the space, and the first page of people, are there. */
    isFirstShown,
    /** The spaces of the project, for what lies above and below; undefined while they are read. */
    listed: listed.data,
    /** The list could not be read; then it is not certain who holds a grant of their own. */
    isUnlisted: listed.isError && !listed.data,
    snapshot: older ?? newer,
    /** Why nothing can be computed, although the space could be read. */
    accessError:
      project.error ??
      (isFailure(first.error, 'no-such-operation') ? null : first.error) ??
      whole.error ??
      // Where spaces inherit the rules need those around it; before, the space itself says enough.
      (isNewer && wantsRules && !listed.data ? listed.error : null),
    retryAccess: () => {
      project.retry();
      for (const query of [first, whole, listed]) if (query.isError) void query.refetch();
    },
    /** The access list in the server's own words, as far as it has come, and how long it is. */
    rows:
      whole.data ??
      withFound ??
      (isNewer && first.isPending && wantsList !== 'none' ? NO_ROWS : (detail?.access ?? NO_ROWS)),
    total,
    /** The rows have everybody who fits the search, although the list has not been read whole. */
    isSearched: isFound && !isFoundInPart && !whole.data,
  };
};
