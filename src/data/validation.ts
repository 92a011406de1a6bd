import type { RequestOptions } from '../api/lightdash/client';
import { ApiFailure, isFailure } from '../api/core/failure';
import type { ValidationResult } from '../api/lightdash/gen/model/validationResult';
import {
  dismissValidationResult,
  getListValidationResultsQueryOptions,
  listValidationResults,
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

/** Has a project validated. Out: the job that does it. Throws ApiFailure. */
export const beginValidation = async (projectUuid: string): Promise<string> =>
  (await validateProject(projectUuid, {})).jobId;

/**
 * Waits for the end of a validation. Out: whether it has ended; it goes on where nobody waits for it. Throws ApiFailure; `server`
 * where the validation failed, of outcome `unknown` where its job could not be looked at.
 */
export const followValidation = async (
  jobId: string,
  signal: AbortSignal,
  tell: (note: string) => void,
): Promise<boolean> => {
  const following = followJob(jobId, signal, (status) =>
    tell(status === 'scheduled' ? 'Waiting in the queue.' : 'Under way.'),
  );
  const job = await following.catch((error: unknown) => {
    throw isFailure(error) ? new ApiFailure({ ...error, outcome: 'unknown' }) : error;
  });
  if (job.state === 'error')
    throw new ApiFailure({ kind: 'server', outcome: 'rejected', serverMessage: job.error || 'The validation failed' });
  return job.state === 'completed';
};

/** Dismisses a finding. Out: false where it was gone already, as after a newer validation. Throws ApiFailure. */
export const dismissFinding = async ({ projectUuid, id }: Finding): Promise<boolean> => {
  try {
    await dismissValidationResult(projectUuid, id);
    return true;
  } catch (error) {
    if (isFailure(error, 'not-found')) return false;
    throw error;
  }
};

/** Whether a finding is not among those of its project any more. Throws ApiFailure. */
export const isFindingGone = async ({ projectUuid, id }: Finding): Promise<boolean> =>
  (await listValidationResults(projectUuid)).every((wire) => toFinding(wire).id !== id);
