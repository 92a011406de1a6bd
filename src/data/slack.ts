import { ApiFailure, isFailure } from '../api/core/failure';
import type { SlackInstallation } from '../api/lightdash/gen/model/slackInstallation';
import type { SlackSettings } from '../api/lightdash/gen/model/slackSettings';
import { getSlackInstallation, useUpdateSlackSettings } from '../api/lightdash/gen/integrations/integrations';
import { SLACK_SET, type WithUnknown } from '../api/lightdash/scrub';
import { useMadeOld, useReadFirst } from './invalidation';
import { readBack } from './read-back';

export type { SlackInstallation };

/** What of it people set in the console; `unfurlsEnabled` since 1.219. */
export type SlackChange = Partial<Pick<SlackSettings, 'notificationChannel' | 'appProfilePhotoUrl' | 'unfurlsEnabled'>>;

const settingsOf = (installation: SlackInstallation): SlackSettings => ({
  notificationChannel: null,
  appProfilePhotoUrl: null,
  ...Object.fromEntries(SLACK_SET.flatMap((name) => (name in installation ? [[name, installation[name]]] : []))),
});

const textOf = (settings: SlackSettings): string => JSON.stringify(Object.entries(settings).toSorted());

/** Whether what is set is as wanted: for a write of which no answer came. Throws ApiFailure. */
export const isSlackSet = async (wanted: SlackChange): Promise<boolean> => {
  const present = await getSlackInstallation();
  return present !== null && textOf({ ...settingsOf(present), ...wanted }) === textOf(settingsOf(present));
};

const readUnchanged = async (before: SlackInstallation): Promise<SlackInstallation> => {
  const present: (SlackInstallation & WithUnknown) | null = await getSlackInstallation();
  if (present?.unknownFields)
    throw new ApiFailure({
      kind: 'not-available',
      outcome: 'not-sent',
      serverMessage:
        'This Lightdash has settings for Slack that the console does not know, and would lose. Change them in Lightdash',
    });
  if (present === null || textOf(settingsOf(present)) !== textOf(settingsOf(before)))
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: 'Somebody else has changed what is set for Slack meanwhile. Close this and look at it again',
    });
  return present;
};

/**
 * Sets what is wanted, and sends back all else as it is: the server replaces everything. In: what is wanted, and what that was decided
 * on. Out: whether the server could write to the new channel, which it tries after it has stored all
 * (docs/lightdash/server.md#s18). Throws ApiFailure: `conflict` where somebody else has changed it since, or Lightdash did not keep
 * it; `not-available` where more is set than the console knows.
 */
export const useSaveSlack = () => {
  const { mutateAsync } = useUpdateSlackSettings();
  const readFirst = useReadFirst('updateSlackSettings', undefined);
  const madeOld = useMadeOld();
  return async (wanted: SlackChange, before: SlackInstallation): Promise<boolean> => {
    const present = await readFirst(readUnchanged(before));
    try {
      await mutateAsync({ data: { ...settingsOf(present), ...wanted } });
    } catch (error) {
      if (!isFailure(error) || error.outcome !== 'rejected' || [401, 403, 422].includes(error.status)) throw error;
      const isStored = await isSlackSet(wanted).catch(() => {
        throw new ApiFailure({ ...error, outcome: 'unknown' });
      });
      if (!isStored) throw error;
      await madeOld('updateSlackSettings', undefined);
      return false;
    }
    await readBack(isSlackSet(wanted));
    return true;
  };
};
