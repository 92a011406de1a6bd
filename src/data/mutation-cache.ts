import { MutationCache, type QueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '../api/core/failure';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiFailure;
    mutationMeta: { patch?: Patch };
  }
}

/** Puts what was written into the cache at once, so that it shows before it has been read again. */
export type Patch = (queryClient: QueryClient, variables: never, answer: never) => void;

/** What writes make old is a long table: no part of the first load, it comes while the first write is under way. */
const table = () => import('./invalidation');

/**
 * Has read again what each mutation with a generated key has made old (invalidation.ts). One with a `patch` in its `meta` is not
 * waited for: the row shows what was written, and the list is read again behind it. Where the table does not come (a server that was
 * replaced meanwhile), everything is read again: the write itself is done, and must not be told as failed.
 */
export const createMutationCache = (): MutationCache =>
  new MutationCache({
    onMutate: () => void table().catch(() => undefined),
    // After the mutation's own onSuccess, which may leave the page of what does not exist any more.
    onSettled: async (answer, error, variables, _result, { options, meta }, { client }) => {
      const write = options.mutationKey?.[0];
      if (!error) meta?.patch?.(client, variables as never, answer as never);
      const read = table().then(
        ({ afterWrite }) => afterWrite(client, write, variables, error),
        () => client.invalidateQueries(),
      );
      if (error || !meta?.patch) await read;
    },
  });
