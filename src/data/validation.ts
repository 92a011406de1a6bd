import type { RequestOptions } from '../api/lightdash/client';
import { ApiFailure } from '../api/core/failure';
import type { ValidationResult } from '../api/lightdash/gen/model/validationResult';
import {
  dismissValidationResult,
  getListValidationResultsQueryOptions,
  validateProject,
} from '../api/lightdash/gen/validation/validation';
import type { Finding } from '../domain/validation';
import { memoized } from '../lib/memo';
import { followJob } from './scheduler-runs';

const KINDS: Readonly<Record<string, Finding['kind']>> = { chart: 'chart', dashboard: 'dashboard', data_app: 'app' };

const toFinding = (wire: ValidationResult): Finding => ({
  id: wire.validationUuid ?? String(wire.validationId ?? ''),
  projectUuid: wire.projectUuid,
  kind: KINDS[wire.source ?? ''] ?? (wire.chartUuid ? 'chart' : wire.dashboardUuid ? 'dashboard' : 'table'),
  contentUuid: wire.chartUuid ?? wire.dashboardUuid ?? wire.appUuid ?? null,
  name: wire.name?.trim() || 'Without a name',
  error: wire.error,
  errorType: wire.errorType,
  fieldName: wire.fieldName ?? '',
  views: wire.chartViews ?? wire.dashboardViews ?? null,
  changedBy: wire.lastUpdatedBy ?? '',
  foundAt: wire.createdAt,
});

const toFindings = memoized((wire: ValidationResult[]): readonly Finding[] => wire.map(toFinding));

/**
 * What the last validation of a project found: none also where it was never validated. Throws ApiFailure; `forbidden` below
 * developer (GetLatestValidationResults.viewer-403).
 */
export const findingsQuery = (projectUuid: string, request?: RequestOptions) => ({
  ...getListValidationResultsQueryOptions(projectUuid, undefined, request && { request }),
  select: toFindings,
});

/**
 * Validates a project and waits for the end of the job. Out: whether it has ended; it goes on where nobody waits for it. Throws
 * ApiFailure; `server` with what the job says where it failed.
 */
export const validate = async (
  projectUuid: string,
  signal: AbortSignal,
  tell: (note: string) => void,
): Promise<boolean> => {
  const { jobId } = await validateProject(projectUuid, {});
  const job = await followJob(jobId, signal, (status) =>
    tell(status === 'scheduled' ? 'Waiting in the queue.' : 'Under way.'),
  );
  if (job.state === 'error')
    throw new ApiFailure({ kind: 'server', outcome: 'rejected', serverMessage: job.error || 'The validation failed' });
  return job.state === 'completed';
};

/** Dismisses a finding. One that is gone already is no error. Throws ApiFailure. */
export { dismissValidationResult as dismissFinding };
