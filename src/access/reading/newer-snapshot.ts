import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AccessSnapshot } from '../rules';
import type { Space } from '#/domain/spaces';
import { useProjectSnapshot } from './project-snapshot';
import { spacePieceQuery } from './snapshot-pieces';
import { newerSpaceOf, withListedGrants } from './space-snapshot';
import type { SpaceDetail } from '#/data/spaces';

const settled = (results: UseQueryResult<SpaceDetail>[]): (SpaceDetail | null)[] | null =>
  results.every(({ isPending }) => !isPending) ? results.map(({ data }) => data ?? null) : null;

/**
 * What the rules of the newer generation need about one space: besides its project and itself those above it, each with a door
 * and grants of its own, one call each. In: the space; undefined, or one of the older generation: nothing is read. Out: null
 * while it is read. A space above that may not be read stays out, and what depends on it unknown.
 */
export const useNewerSnapshot = (
  projectUuid: string,
  detail: SpaceDetail | undefined,
  listed: readonly Space[] | undefined,
): AccessSnapshot | null => {
  const queryClient = useQueryClient();
  const { snapshot: base } = useProjectSnapshot(projectUuid);
  const own = detail?.isNewer ? detail : undefined;
  const above = useQueries({
    queries: (own?.breadcrumbs.slice(0, -1) ?? []).map(({ uuid }) => spacePieceQuery(queryClient, projectUuid, uuid)),
    combine: settled,
  });
  return useMemo(() => {
    if (!base || !own || !above) return null;
    const chain = [...above.filter((each) => each !== null), own];
    return withListedGrants({ ...base, generation: 'C', spaces: chain.map(newerSpaceOf) }, listed ?? []);
  }, [base, own, above, listed]);
};
