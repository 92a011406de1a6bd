import type { ValidationResult } from '../api/lightdash/gen/model/validationResult';
import { useListValidationResults } from '../api/lightdash/gen/validation/validation';
import type { Fault } from '../domain/schedule/ailments';
import type { WARNING } from '../domain/validation';
import { memoized } from '../lib/memo';

/** What is wrong with charts, dashboards and data apps, by uuid, one sentence each: for whoever delivers them. */
export type Faults = ReadonlyMap<string, Fault>;

/** By its type alone: a page of one scheduler does without the rules of findings. */
const NO_FAULT: typeof WARNING = 'chart configuration';

/** Of several findings about one of them the first says what is wrong; what is only a warning fails nothing. */
export const toFaults = memoized((wire: ValidationResult[]): Faults => {
  const faults = new Map<string, Fault>();
  for (const { chartUuid, dashboardUuid, appUuid, error, errorType, createdAt } of wire) {
    const uuid = chartUuid ?? dashboardUuid ?? appUuid;
    if (uuid !== undefined && errorType !== NO_FAULT && !faults.has(uuid))
      faults.set(uuid, { error, foundAt: createdAt });
  }
  return faults;
});

/** What the last validation of a project found. In: whether to ask. */
export const useFaults = (projectUuid: string, enabled: boolean): Faults | undefined =>
  useListValidationResults(projectUuid, undefined, { query: { select: toFaults, enabled } }).data;
