import { QueryClient } from '@tanstack/react-query';

/**
 * The query cache. The fetch layer already repeats what may be repeated, so queries do not; and it, not the browser's
 * guess about being online, decides whether a request can be sent.
 */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', staleTime: 30_000, refetchOnWindowFocus: false },
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  });
