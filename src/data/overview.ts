import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { isFailure } from '../api/core/failure';
import { BACKGROUND } from '../api/core/semaphore';
import { seeminglyLonely, type Space } from '../domain/spaces';
import { spaceQuery, type SpaceDetail } from './spaces';

/** Private spaces that are granted to one person at most and to no group, and how many could not be read to know it. */
export type LonelySpaces = { spaces: readonly Space[]; failed: number };

const FRESH_FOR = 60_000;

/**
 * Which spaces are shared with nobody: private ones, granted to no second person, whose single read shows no group either.
 * Admins and holders of custom roles may open them all the same. In: all spaces, and whether to begin, which is when they have
 * come in full. Out: undefined while they are read. One call for each candidate, in the background. What is not shown to the
 * person (403, 404) does not count, nor as failed.
 */
export const useLonelySpaces = (spaces: readonly Space[], enabled: boolean): LonelySpaces | undefined => {
  const candidates = useMemo(() => (enabled ? seeminglyLonely(spaces) : []), [spaces, enabled]);
  const combine = useCallback(
    (results: UseQueryResult<SpaceDetail>[]): LonelySpaces | undefined => {
      if (results.some(({ isPending }) => isPending)) return undefined;
      return {
        spaces: candidates.filter((_, i) => results[i]?.data?.groupGrants.length === 0),
        failed: results.filter(({ data, error }) => !data && !isFailure(error, 'forbidden', 'not-found')).length,
      };
    },
    [candidates],
  );
  const found = useQueries({
    queries: candidates.map(({ projectUuid, uuid }) => ({
      ...spaceQuery(projectUuid, uuid, BACKGROUND),
      staleTime: FRESH_FOR,
    })),
    combine,
  });
  return enabled ? found : undefined;
};
