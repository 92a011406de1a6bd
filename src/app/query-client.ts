import { QueryClient } from '@tanstack/react-query';
import { isFailure } from '#/api/core/failure';
import { createMutationCache } from '#/data/mutation-cache';

/** A failure of a loader is shown as it is for this long, in milliseconds, before the page asks again. */
const NEWS = 5_000;

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
        retryOnMount: ({ state }) => isFailure(state.error, 'unauthorized') || Date.now() - state.errorUpdatedAt > NEWS,
      },
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  });
