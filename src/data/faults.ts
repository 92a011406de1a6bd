import type { ValidationResult } from '../api/lightdash/gen/model/validationResult';
import { useListValidationResults } from '../api/lightdash/gen/validation/validation';
import { memoized } from '../lib/memo';

/** Of several findings about a chart or dashboard the first says what is wrong. */
const toFaults = memoized((wire: ValidationResult[]): ReadonlyMap<string, string> => {
  const faults = new Map<string, string>();
  for (const { chartUuid, dashboardUuid, error } of wire) {
    const uuid = chartUuid ?? dashboardUuid;
    if (uuid !== undefined && !faults.has(uuid)) faults.set(uuid, error);
  }
  return faults;
});

/** What is wrong with the charts and dashboards of a project, by uuid, one sentence each: for whoever delivers them. In: whether to ask. */
export const useFaults = (projectUuid: string, enabled: boolean): ReadonlyMap<string, string> | undefined =>
  useListValidationResults(projectUuid, undefined, { query: { select: toFaults, enabled } }).data;
