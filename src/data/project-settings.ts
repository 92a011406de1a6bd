import type { RequestOptions } from '../api/lightdash/client';
import {
  getGetProjectQueryOptions,
  getProject,
  useUpdateProjectMetadata,
} from '../api/lightdash/gen/projects/projects';
import { useUpdateSchedulerSettings } from '../api/lightdash/gen/schedulers/schedulers';
import type { Project as WireProject } from '../api/lightdash/gen/model/project';
import { memoized } from '../lib/memo';

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

/** Writes the project that content is promoted to, and who hears of failures. Throws ApiFailure. */
export const useSaveProjectSettings = (projectUuid: string) => {
  const metadata = useUpdateProjectMetadata();
  const schedulers = useUpdateSchedulerSettings();
  return async ({ upstream, failure }: ProjectSettingsChange): Promise<void> => {
    if (upstream !== undefined) await metadata.mutateAsync({ projectUuid, data: { upstreamProjectUuid: upstream } });
    if (failure)
      await schedulers.mutateAsync({
        projectUuid,
        data: {
          schedulerFailureNotifyRecipients: failure.recipients,
          schedulerFailureIncludeContact: failure.withContact,
          schedulerFailureContactOverride: failure.contact || null,
        },
      });
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
