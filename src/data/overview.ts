import { useQuery, useQueryClient } from '@tanstack/react-query';
import { seeminglyLonely } from '../domain/overview';
import type { Space } from '../domain/spaces';
import { runPool } from '../lib/pool';
import { spaceQuery } from './spaces';

const IN_FLIGHT = 6;

/**
 * Private spaces that nobody can open but their creator and admins: those whose single read shows no group either. In: all
 * spaces, and whether they have come in full. Out: undefined while they are read. One call for each candidate, six in flight.
 */
export const useLonelySpaces = (spaces: readonly Space[], done: boolean): Space[] | undefined => {
  const queryClient = useQueryClient();
  const candidates = seeminglyLonely(spaces);
  const { data } = useQuery({
    queryKey: ['lonelySpaces', candidates.map(({ uuid }) => uuid)],
    queryFn: async ({ signal }) => {
      const read = await runPool(candidates, ({ projectUuid, uuid }) => queryClient.fetchQuery(spaceQuery(projectUuid, uuid)), { limit: IN_FLIGHT, signal });
      return candidates.filter((_, i) => read[i]?.status === 'fulfilled' && read[i].value.groupGrants.length === 0);
    },
    enabled: done,
    staleTime: 60_000,
  });
  return data;
};
