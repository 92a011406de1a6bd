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
import { memoized } from '../lib/memo';
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
export type ProjectSettingsChange = { upstream?: string | null; failure?: FailureNotice };

const toNotice = ({ recipients, withContact, contact }: FailureNotice) => ({
  schedulerFailureNotifyRecipients: recipients,
  schedulerFailureIncludeContact: withContact,
  schedulerFailureContactOverride: contact || null,
});

/** Writes the project that content is promoted to, and who hears of failures. Throws ApiFailure. */
export const useSaveProjectSettings = (projectUuid: string) => {
  const metadata = useUpdateProjectMetadata();
  const schedulers = useUpdateSchedulerSettings();
  return async ({ upstream, failure }: ProjectSettingsChange): Promise<void> => {
    if (upstream !== undefined) await metadata.mutateAsync({ projectUuid, data: { upstreamProjectUuid: upstream } });
    if (failure) await schedulers.mutateAsync({ projectUuid, data: toNotice(failure) });
  };
};

/** Whether a project is set as wanted: for a write of which no answer came. Throws ApiFailure. */
export const isProjectSet = async (
  projectUuid: string,
  { upstream, failure }: ProjectSettingsChange,
): Promise<boolean> => {
  const present = toSettings(await getProject(projectUuid));
  return (
    (upstream === undefined || present.upstream === upstream) &&
    (!failure || JSON.stringify(present.failure) === JSON.stringify(failure))
  );
};

const UPSTREAM = 'Promotes to';
const CONTACT = 'Whom to ask';
const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');

/** Of what a change concerns, how it is set; no part for no project to promote to. */
const stateOf = ({ upstream, failure }: ProjectSettings, concerned: ProjectSettingsChange): State =>
  new Map([
    ...(concerned.upstream === undefined || upstream === null ? [] : [[UPSTREAM, upstream] as const]),
    ...(!concerned.failure || !failure
      ? []
      : ([
          ['Recipients hear of failures', yesOrNo(failure.recipients)],
          ['They are told whom to ask', yesOrNo(failure.withContact)],
          [CONTACT, failure.contact],
        ] as const)),
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
    after: stateOf({ ...seen, ...wanted }, wanted),
    read: async () => stateOf(toSettings(await getProject(projectUuid)), wanted),
    write: async (client) => {
      if (wanted.upstream !== undefined) {
        const data = { upstreamProjectUuid: seen.upstream };
        await writeWith(client, getUpdateProjectMetadataMutationOptions(), { projectUuid, data });
      }
      if (wanted.failure && seen.failure) {
        const data = toNotice(seen.failure);
        await writeWith(client, getUpdateSchedulerSettingsMutationOptions(), { projectUuid, data });
      }
    },
    say: (part, value) => {
      if (part === UPSTREAM) return `${part}: ${value === undefined ? 'no project' : nameOf(value)}.`;
      return `${part}: ${part === CONTACT ? value || 'the owner' : value}.`;
    },
  },
});
