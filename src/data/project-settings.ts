import type { RequestOptions } from '../api/lightdash/client';
import {
  getGetProjectQueryOptions,
  getProject,
  getUpdateProjectMetadataMutationOptions,
  useUpdateProjectMetadata,
} from '../api/lightdash/gen/projects/projects';
import {
  getUpdateSchedulerSettingsMutationOptions,
  useUpdateSchedulerSettings,
} from '../api/lightdash/gen/schedulers/schedulers';
import type { Project as WireProject } from '../api/lightdash/gen/model/project';
import { ApiFailure, isFailure, HALF_WRITTEN } from '../api/core/failure';
import { memoized } from '../lib/memo';
import { useReadFirst } from './invalidation';
import { writeWith, type Change, type State } from './journal';

/** Who hears that a delivery has failed. `contact`: whom to ask, instead of the owner; empty for the owner. */
export type FailureNotice = { recipients: boolean; withContact: boolean; contact: string };

/** What is set for one project; `failure` is null before 1.219. */
export type ProjectSettings = { upstream: string | null; zone: string; failure: FailureNotice | null };

const toSettings = memoized((project: WireProject): ProjectSettings => ({
  upstream: project.upstreamProjectUuid ?? null,
  zone: project.schedulerTimezone,
  failure:
    project.schedulerFailureNotifyRecipients === undefined
      ? null
      : {
          recipients: project.schedulerFailureNotifyRecipients,
          withContact: project.schedulerFailureIncludeContact ?? false,
          contact: project.schedulerFailureContactOverride ?? '',
        },
}));

/** The settings of a project. Throws ApiFailure. Sources: GetProject.ok, GetProject.failure-settings. */
export const projectSettingsQuery = (projectUuid: string, request?: RequestOptions) => ({
  ...getGetProjectQueryOptions(projectUuid, request && { request }),
  select: toSettings,
});

/** What of a project's settings is to be written; what is missing stays. */
export type ProjectSettingsChange = { upstream?: string | null; failure?: Partial<FailureNotice> };

const toNotice = ({ recipients, withContact, contact }: Partial<FailureNotice>) => ({
  ...(recipients !== undefined && { schedulerFailureNotifyRecipients: recipients }),
  ...(withContact !== undefined && { schedulerFailureIncludeContact: withContact }),
  ...(contact !== undefined && { schedulerFailureContactOverride: contact || null }),
});

const hasNotice = (present: ProjectSettings, wanted: Partial<FailureNotice>): boolean =>
  (Object.keys(wanted) as (keyof FailureNotice)[]).every((field) => present.failure?.[field] === wanted[field]);

/** Of a notice, the fields that a change is about. */
const noticeOf = (notice: FailureNotice, concerned: Partial<FailureNotice>): Partial<FailureNotice> =>
  Object.fromEntries((Object.keys(concerned) as (keyof FailureNotice)[]).map((field) => [field, notice[field]]));

const HALF = 'Where it promotes to is saved; who hears of failures';

/** What is to be changed, as it is now. Throws ApiFailure; `conflict` where it is neither as it was seen nor as wanted. */
const readUnchanged = async (
  projectUuid: string,
  seen: ProjectSettings,
  { upstream, failure }: ProjectSettingsChange,
): Promise<ProjectSettings> => {
  const present = toSettings(await getProject(projectUuid));
  const isUpstreamOld = upstream !== undefined && ![seen.upstream, upstream].includes(present.upstream);
  const isNoticeOld =
    failure && seen.failure && !hasNotice(present, failure) && !hasNotice(present, noticeOf(seen.failure, failure));
  if (isUpstreamOld || isNoticeOld)
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: 'The settings have been changed since you opened this. Close this and look at them again',
    });
  return present;
};

/**
 * Writes the project that content is promoted to, and who hears of failures: two writes. In: what is wanted, what that was decided
 * on, and what is called when the first was written and the second was not. Throws ApiFailure; `conflict` where somebody else has
 * changed it since, or where only the first was written.
 */
export const useSaveProjectSettings = (projectUuid: string) => {
  const metadata = useUpdateProjectMetadata();
  const schedulers = useUpdateSchedulerSettings();
  const readFirst = useReadFirst('updateProjectMetadata', { projectUuid, data: {} });
  return async (wanted: ProjectSettingsChange, seen: ProjectSettings, half: () => void): Promise<void> => {
    const { upstream, failure } = wanted;
    const present = await readFirst(readUnchanged(projectUuid, seen, wanted));
    const isFirst = upstream !== undefined && present.upstream !== upstream;
    if (isFirst) await metadata.mutateAsync({ projectUuid, data: { upstreamProjectUuid: upstream } });
    if (!failure || hasNotice(present, failure)) return;
    try {
      await schedulers.mutateAsync({ projectUuid, data: toNotice(failure) });
    } catch (error) {
      if (!isFirst || !isFailure(error)) throw error;
      half();
      if (error.outcome === 'unknown') throw error;
      throw new ApiFailure({
        kind: 'conflict',
        outcome: 'rejected',
        detail: HALF_WRITTEN,
        serverMessage: `${HALF} could not be`,
      });
    }
  };
};

/** Whether a project is set as wanted: for a write of which no answer came. Throws ApiFailure; `conflict` where half of it is. */
export const isProjectSet = async (
  projectUuid: string,
  { upstream, failure }: ProjectSettingsChange,
): Promise<boolean> => {
  const present = toSettings(await getProject(projectUuid));
  const isPromoted = upstream === undefined || present.upstream === upstream;
  const isNoticed = !failure || hasNotice(present, failure);
  if (upstream !== undefined && isPromoted && !isNoticed)
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'rejected',
      detail: HALF_WRITTEN,
      serverMessage: `${HALF} is not`,
    });
  return isPromoted && isNoticed;
};

const UPSTREAM = 'Promotes to';
const CONTACT = 'Whom to ask';
const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');

/** Of what a change concerns, how it is set; no part for no project to promote to. */
const stateOf = ({ upstream, failure }: ProjectSettings, concerned: ProjectSettingsChange): State =>
  new Map([
    ...(concerned.upstream === undefined || upstream === null ? [] : [[UPSTREAM, upstream] as const]),
    ...(failure && concerned.failure?.recipients !== undefined
      ? [['Recipients hear of failures', yesOrNo(failure.recipients)] as const]
      : []),
    ...(failure && concerned.failure?.withContact !== undefined
      ? [['They are told whom to ask', yesOrNo(failure.withContact)] as const]
      : []),
    ...(failure && concerned.failure?.contact !== undefined ? [[CONTACT, failure.contact] as const] : []),
  ]);

/** A change of a project's settings, for the journal. In: how they were when it was begun, and how projects are called. */
export const projectSettingsChange = (
  { uuid: projectUuid, name }: { uuid: string; name: string },
  seen: ProjectSettings,
  wanted: ProjectSettingsChange,
  nameOf: (projectUuid: string) => string,
): Change => ({
  place: 'projects',
  what: `Settings of ${name}`,
  back: {
    before: stateOf(seen, wanted),
    after: stateOf({ ...seen, ...wanted, failure: seen.failure && { ...seen.failure, ...wanted.failure } }, wanted),
    read: async () => stateOf(toSettings(await getProject(projectUuid)), wanted),
    write: async (client) => {
      if (wanted.upstream !== undefined) {
        const data = { upstreamProjectUuid: seen.upstream };
        await writeWith(client, getUpdateProjectMetadataMutationOptions(), { projectUuid, data });
      }
      if (wanted.failure && seen.failure) {
        const data = toNotice(noticeOf(seen.failure, wanted.failure));
        await writeWith(client, getUpdateSchedulerSettingsMutationOptions(), { projectUuid, data });
      }
    },
    say: (part, value) => {
      if (part === UPSTREAM) return `${part}: ${value === undefined ? 'no project' : nameOf(value)}.`;
      return `${part}: ${part === CONTACT ? value || 'the owner' : value}.`;
    },
  },
});
