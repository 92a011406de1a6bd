import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { BACKGROUND } from '../api/core/semaphore';
import type { ValidationResult } from '../api/lightdash/gen/model/validationResult';
import {
  getListValidationResultsQueryOptions,
  useListValidationResults,
} from '../api/lightdash/gen/validation/validation';
import type { Fault } from '../domain/schedule/ailments';
import { memoized } from '../lib/memo';
import { useMe } from './me';

/** What is wrong with charts and dashboards, by uuid, one sentence each: for whoever delivers them. */
export type Faults = ReadonlyMap<string, Fault>;

/** Of several findings about a chart or dashboard the first says what is wrong. */
const toFaults = memoized((wire: ValidationResult[]): Faults => {
  const faults = new Map<string, Fault>();
  for (const { chartUuid, dashboardUuid, error, createdAt } of wire) {
    const uuid = chartUuid ?? dashboardUuid;
    if (uuid !== undefined && !faults.has(uuid)) faults.set(uuid, { error, foundAt: createdAt });
  }
  return faults;
});

/** What the last validation of a project found. In: whether to ask. */
export const useFaults = (projectUuid: string, enabled: boolean): Faults | undefined =>
  useListValidationResults(projectUuid, undefined, { query: { select: toFaults, enabled } }).data;

const combine = (results: UseQueryResult<Faults>[]) => ({
  faults: new Map(results.flatMap(({ data }) => [...(data ?? [])])) as Faults,
  pending: results.filter(({ isLoading }) => isLoading).length,
  failed: results.filter(({ data, error }) => error && !data).length,
});

/**
 * The same of many projects, one call each in the background. In: the projects, their identity stable. `hidden`: how many of them
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
