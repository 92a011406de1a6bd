import { QueryClient } from '@tanstack/react-query';
import { isFailure } from '#/api/core/failure';
import { createMutationCache } from '#/data/mutation-cache';

/**
 * How long a failure is shown as it is before a page asks again, in milliseconds. A refusal holds for a while: what a person may do
 * is read once as well. What the server has not is not asked for again as long as that is kept.
 */
const lasts = (error: unknown): number =>
  isFailure(error, 'no-such-operation', 'not-available') ? Infinity : isFailure(error, 'forbidden') ? 60_000 : 5_000;

/** Empties the cache at once and for good: what was given up on the way would still keep its entry for minutes. */
export const dropQueries = (queryClient: QueryClient): void => {
  for (const query of queryClient.getQueryCache().getAll()) query.gcTime = Infinity;
  queryClient.clear();
};

/**
 * The query cache. The fetch layer already repeats what may be repeated, so queries do not; and it, not the browser's
 * guess about being online, decides whether a request can be sent. What a write makes old is read again by data/invalidation.ts.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    mutationCache: createMutationCache(),
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: 'always',
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // What a loader asked for may have failed before its page was there: the page shows that instead of asking again at
        // once. Except for a 401 before the person has signed in.
        retryOnMount: ({ state: { error, errorUpdatedAt } }) =>
          isFailure(error, 'unauthorized') || Date.now() - errorUpdatedAt > lasts(error),
      },
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  });
