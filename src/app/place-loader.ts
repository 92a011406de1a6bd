import type { QueryClient } from '@tanstack/react-query';
import type { LoaderFunctionArgs } from 'react-router';
import { ApiFailure } from '#/api/core/failure';
import { ensureMe } from '#/data/me';
import { permissions } from '#/domain/permissions';
import { hasUuids } from '#/lib/address';
import type { Place } from '#/ui/place';

/**
 * The loader of a place: starts its first readings and waits for none of them. Out: nothing; what is read is in the cache.
 * Throws ApiFailure, `not-found`, for an address with a malformed uuid, which is asked of no server.
 */
export const placeLoader =
  ({ allows, load }: Place, queryClient: QueryClient) =>
  async ({ params }: Pick<LoaderFunctionArgs, 'params'>): Promise<null> => {
    if (!hasUuids(params)) throw new ApiFailure({ kind: 'not-found', outcome: 'not-sent' });
    if (allows) {
      // That the person could not be read is shown in place of the shell.
      const me = await ensureMe(queryClient).catch(() => null);
      if (!me || allows(permissions(me)) !== true) return null;
    }
    await load({ params, read: (query) => void queryClient.prefetchQuery(query) });
    return null;
  };
