import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { BACKGROUND } from '../api/core/semaphore';
import { getListValidationResultsQueryOptions } from '../api/lightdash/gen/validation/validation';
import { toFaults, type Faults } from './faults';
import { useMe } from './me';

const combine = (results: UseQueryResult<Faults>[]) => ({
  faults: new Map(results.flatMap(({ data }) => [...(data ?? [])])) as Faults,
  pending: results.filter(({ isLoading }) => isLoading).length,
  failed: results.filter(({ data, error }) => error && !data).length,
});

/**
 * What the last validations of many projects found, one call each in the background. In: the projects, their identity stable. `hidden`: how many of them
 * the person may not know it of (GetLatestValidationResults.viewer-403); those are not asked.
 */
export const useAllFaults = (projectUuids: readonly string[], enabled: boolean) => {
  const { may } = useMe();
  const open = projectUuids.filter((uuid) => may.validate(uuid) === true);
  const read = useQueries({
    queries: open.map((uuid) => ({
      ...getListValidationResultsQueryOptions(uuid, undefined, { request: BACKGROUND }),
      select: toFaults,
      enabled,
    })),
    combine,
  });
  const hidden = projectUuids.length - open.length;
  const asked = open.length;
  return useMemo(() => ({ ...read, isAsked: enabled, asked, hidden }), [read, enabled, asked, hidden]);
};

export type AllFaults = ReturnType<typeof useAllFaults>;
