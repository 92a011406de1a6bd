import { useQuery, useQueryClient } from '@tanstack/react-query';
import { isFailure } from '../api/core/failure';
import { getGetSpaceQueryKey } from '../api/lightdash/gen/spaces/spaces';
import { seeminglyLonely, type Space } from '../domain/spaces';
import { runPool } from '../lib/pool';
import { spaceQuery } from './spaces';

const IN_FLIGHT = 6;

/** Private spaces that are granted to one person at most and to no group, and how many could not be read to know it. */
export type LonelySpaces = { spaces: readonly Space[]; failed: number };

/**
 * Which spaces are shared with nobody: private ones, granted to no second person, whose single read shows no group either.
 * Admins and holders of custom roles may open them all the same. In: all spaces, and whether to begin, which is when they have
 * come in full. Out: undefined while they are read. One call for each candidate, six in flight. What is not shown to the
 * person (403, 404) does not count, nor as failed.
 */
export const useLonelySpaces = (spaces: readonly Space[], enabled: boolean): LonelySpaces | undefined => {
  const queryClient = useQueryClient();
  const candidates = enabled ? seeminglyLonely(spaces) : [];
  const { data } = useQuery({
    // Begins as the single reads do, so that a new grant makes this out of date too.
    queryKey: [getGetSpaceQueryKey('', '')[0], 'lonely', candidates.map(({ uuid }) => uuid)],
    queryFn: async ({ signal }): Promise<LonelySpaces> => {
      const read = await runPool(
        candidates,
        ({ projectUuid, uuid }) => queryClient.fetchQuery(spaceQuery(projectUuid, uuid)),
        { limit: IN_FLIGHT, signal },
      );
      return {
        spaces: candidates.filter((_, i) => read[i]?.status === 'fulfilled' && read[i].value.groupGrants.length === 0),
        failed: read.filter(
          (result) =>
            result.status === 'rejected' &&
            !isFailure(result.reason, 'forbidden') &&
            !isFailure(result.reason, 'not-found'),
        ).length,
      };
    },
    enabled,
    staleTime: 60_000,
  });
  return enabled ? data : undefined;
};
