import {
  useQueries,
  useQueryClient,
  type DefaultError,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { isFailure } from '#/api/core/failure';

/** One thing to read, by the uuid of what it is about. */
export type Piece<T> = { uuid: string; query: UseQueryOptions<T> };

/** What may not be read, or is not there, or is nothing that this server has, is not asked for again. */
const isRefused = (error: unknown): boolean =>
  isFailure(error, 'forbidden', 'not-found', 'no-such-operation', 'not-available');

/** In: its query, whose data is kept until a write makes it old (data/invalidation.ts), however long ago it was read. */
export const piece = <Wire, T, Key extends QueryKey>(
  uuid: string,
  query: UseQueryOptions<Wire, DefaultError, T, Key>,
): Piece<T> => ({
  uuid,
  query: {
    ...(query as unknown as UseQueryOptions<T>),
    staleTime: Infinity,
    retryOnMount: ({ state }) => !isRefused(state.error),
  },
});

/** All things of one kind, as far as they have come. */
export type Part<T> = {
  /** By uuid. */
  read: ReadonlyMap<string, T>;
  refused: ReadonlySet<string>;
  all: number;
  /** How many of them have been answered, one way or the other. */
  settled: number;
  failed: number;
  isFetching: boolean;
  /** When the oldest was read, in milliseconds; null before anything is. */
  asOf: number | null;
  /** Asks once more for what gave no answer. */
  retry: () => void;
  /** Asks once more for everything. */
  again: () => void;
};

const partOf = <T>(
  all: number,
  pieces: readonly Piece<T>[],
  results: readonly UseQueryResult<unknown>[],
  isOld: (piece: Piece<T>) => boolean,
): Part<T> => {
  const read = new Map<string, T>();
  const refused = new Set<string>();
  const failed: UseQueryResult<unknown>[] = [];
  let asOf: number | null = null;
  for (const [place, result] of results.entries()) {
    const its = pieces[place];
    if (!its || isOld(its)) continue;
    const { uuid } = its;
    if (result.data !== undefined) {
      read.set(uuid, result.data as T);
      asOf = Math.min(asOf ?? Infinity, result.dataUpdatedAt);
    } else if (isRefused(result.error)) refused.add(uuid);
    else if (result.isError) failed.push(result);
  }
  return {
    read,
    refused,
    all,
    settled: read.size + refused.size + failed.length,
    failed: failed.length,
    isFetching: results.some(({ isFetching }) => isFetching),
    asOf,
    retry: () => {
      for (const { refetch } of failed) void refetch();
    },
    again: () => {
      for (const { refetch } of results) void refetch();
    },
  };
};

/**
 * Reads some things, all at once: the fetch layer lets a few through at a time. In: the things, their identity stable;
 * `reading`, or `stopped`: what has not come is given up, or `watching`: only what others read is taken in.
 */
export const usePart = <T>(pieces: readonly Piece<T>[], mode: 'reading' | 'stopped' | 'watching'): Part<T> => {
  const queryClient = useQueryClient();
  // Calls without an observer are aborted.
  const shown = useMemo(
    () =>
      mode === 'stopped'
        ? pieces.filter(({ query }) => (queryClient.getQueryState(query.queryKey)?.status ?? 'pending') !== 'pending')
        : pieces,
    [pieces, mode, queryClient],
  );
  const all = pieces.length;
  const combine = useCallback(
    (results: UseQueryResult<unknown>[]) =>
      // After a write, only what is read here is read again, not what is only watched.
      partOf(
        all,
        shown,
        results,
        ({ query }) => mode === 'watching' && queryClient.getQueryState(query.queryKey)?.isInvalidated === true,
      ),
    [all, shown, mode, queryClient],
  );
  return useQueries({
    queries: shown.map(({ query }) => ({ ...(query as UseQueryOptions), enabled: mode !== 'watching' })),
    combine,
  });
};
