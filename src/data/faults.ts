import type { ValidationResult } from '../api/lightdash/gen/model/validationResult';
import { useListValidationResults } from '../api/lightdash/gen/validation/validation';
import type { Fault } from '../domain/schedule/ailments';
import { memoized } from '../lib/memo';

/** What is wrong with charts and dashboards, by uuid, one sentence each: for whoever delivers them. */
export type Faults = ReadonlyMap<string, Fault>;

/** Of several findings about a chart or dashboard the first says what is wrong. */
export const toFaults = memoized((wire: ValidationResult[]): Faults => {
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
