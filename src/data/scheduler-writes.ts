import { ApiFailure, isFailure } from '../api/core/failure';
import { firstThat } from '../api/lightdash/capabilities';
import type { Scheduler as WireScheduler } from '../api/lightdash/gen/model/scheduler';
import type { SchedulerUpdate } from '../api/lightdash/gen/model/schedulerUpdate';
import {
  getScheduler,
  listSchedulerLogs,
  listSchedulerRuns,
  sendScheduler,
  sendUnsavedScheduler,
  setSchedulerEnabled,
  updateScheduler,
  useDeleteScheduler,
  useUpdateScheduler,
  useUpdateSchedulerSettings,
} from '../api/lightdash/gen/schedulers/schedulers';
import { getProject } from '../api/lightdash/gen/projects/projects';
import { replaceTarget, type Replacement } from '../domain/schedule/recipients';
import { useReadFirst } from './invalidation';
import { isMissing, stillCalled, unlessGone } from './still-called';
import { isAsWanted, toUpdate, withEdit, type SchedulerEdit } from './scheduler-update';

/** A scheduler with where its webhooks lead to: an update wants the whole object. */
const readWhole = (schedulerUuid: string): Promise<WireScheduler> => getScheduler(schedulerUuid, { whole: true });

/** Switches a scheduler on or off. What was queued for today is dropped or made anew. Throws ApiFailure. */
export const setEnabled = (schedulerUuid: string, enabled: boolean): Promise<unknown> =>
  setSchedulerEnabled(schedulerUuid, { enabled });

/** Whether a scheduler is on: for a write of which no answer came. Throws ApiFailure. */
export const isOn = async (schedulerUuid: string): Promise<boolean> => (await getScheduler(schedulerUuid)).enabled;

/**
 * Deletes a scheduler for good, by the name that was typed; one that is gone already is what was wanted. In: the scheduler, and
 * what to do before what showed it is read again: its page has to be left. Throws ApiFailure; `conflict` when it has another name
 * now. Source: deleteScheduler.again.
 */
export const useRemoveScheduler = ({ uuid, name }: { uuid: string; name: string }, onRemoved?: () => void) => {
  const { mutateAsync } = useDeleteScheduler({
    mutation: {
      onMutate: () => stillCalled(async () => (await getScheduler(uuid)).name, name),
      onSuccess: () => onRemoved?.(),
    },
  });
  return () => unlessGone(mutateAsync({ schedulerUuid: uuid }));
};

/** Whether there is no such scheduler any more. Throws ApiFailure. */
export const isRemoved = (schedulerUuid: string): Promise<boolean> => isMissing(getScheduler(schedulerUuid));

const unsaved = (wire: WireScheduler) => ({
  ...toUpdate(wire),
  enabled: true,
  savedChartUuid: wire.savedChartUuid,
  dashboardUuid: wire.dashboardUuid,
  ...(wire.savedSqlUuid === undefined ? {} : { savedSqlUuid: wire.savedSqlUuid }),
  createdBy: wire.createdBy,
});

/**
 * Sends a scheduler to all its targets now. Out: the job, for followJob. Where the server cannot send a stored one, its
 * settings are sent instead. Throws ApiFailure. Sources: sendSchedulerByUuid.ok, sendScheduler.ok.
 */
export const sendNow = async (schedulerUuid: string): Promise<string> => {
  try {
    return (await sendScheduler(schedulerUuid)).jobId;
  } catch (error) {
    if (!isFailure(error, 'no-such-operation')) throw error;
    return (await sendUnsavedScheduler(unsaved(await readWhole(schedulerUuid)))).jobId;
  }
};

/** Clocks of browser and server differ a little; some differ much. */
const CLOCKS_DIFFER = 30_000;
const CLOCKS_DIFFER_MUCH = 3_600_000;

/** What became of a sending: `waiting`, its job is in the queue; `unclear`, one was sent about then, by this call or another. */
type Sent = boolean | 'waiting' | 'unclear';

type ParentRow = { status: string; scheduledTime: string; createdAt: string };

const sentIn = (rows: readonly ParentRow[], since: number): Sent => {
  // What is due by a time rule is due at a whole minute; what is sent by hand at the moment at which it was sent.
  const byHand = rows.filter(({ scheduledTime }) => Date.parse(scheduledTime) % 60_000 !== 0);
  const from = (moment: number) =>
    byHand.filter((row) => Date.parse(row.scheduledTime) > moment && Date.parse(row.createdAt) > moment);
  const own = from(since - CLOCKS_DIFFER);
  if (own.some(({ status }) => status !== 'scheduled')) return true;
  if (own.length > 0) return 'waiting';
  return from(since - CLOCKS_DIFFER_MUCH).length > 0 && 'unclear';
};

/**
 * Whether a scheduler was sent since a moment: for a sending of which no answer came. In: the moment by the browser's clock. Throws
 * ApiFailure; `forbidden` below developer. What it rests on: docs/lightdash/schedulers.md#d15.
 */
export const wasSent = async (
  { uuid, name, projectUuid }: { uuid: string; name: string; projectUuid: string },
  since: number,
): Promise<Sent> =>
  firstThat(
    {
      operation: 'GET /api/v1/schedulers/{projectUuid}/runs',
      run: async () => sentIn((await listSchedulerRuns(projectUuid, { schedulerUuids: uuid })).data, since),
    },
    {
      operation: 'GET /api/v1/schedulers/{projectUuid}/logs',
      run: async () => {
        const { data } = await listSchedulerLogs(projectUuid, { page: 1, pageSize: 100, searchQuery: name });
        const own = data.logs.filter((row) => row.schedulerUuid === uuid && row.task === 'handleScheduledDelivery');
        return sentIn(own, since);
      },
    },
  );

/** The scheduler as it was when it was put on the screen, and what it shall be. */
export type SchedulerChange = { uuid: string; updatedAt: string; edit: SchedulerEdit };

const readUnchanged = async (uuid: string, updatedAt: string): Promise<WireScheduler> => {
  const present = await readWhole(uuid);
  if (present.updatedAt === updatedAt) return present;
  throw new ApiFailure({
    kind: 'conflict',
    outcome: 'not-sent',
    serverMessage: 'Somebody has changed this scheduler meanwhile. Close this, look at it again, and then edit it',
  });
};

/**
 * Writes an edit, keeping everything that was not edited: the update wants the whole object, and deletes targets that are not
 * listed. Throws ApiFailure: `conflict` when somebody changed it since it was read. Source: updateScheduler.ok.
 */
export const useSaveScheduler = ({ uuid: schedulerUuid, updatedAt, edit }: SchedulerChange) => {
  const { mutateAsync } = useUpdateScheduler();
  const readFirst = useReadFirst('updateScheduler', { schedulerUuid });
  return async () => {
    const present = await readFirst(readUnchanged(schedulerUuid, updatedAt));
    return mutateAsync({ schedulerUuid, data: withEdit(present, edit) });
  };
};

/** Whether an edit is in place: for a write of which no answer came. Throws ApiFailure. */
export const isSaved = async ({ uuid, edit }: SchedulerChange): Promise<boolean> => {
  const present = await readWhole(uuid);
  return isAsWanted(present, withEdit(present, edit));
};

const withReplaced = (present: WireScheduler, replacement: Replacement): SchedulerUpdate => {
  const whole = toUpdate(present);
  return { ...whole, targets: replaceTarget(whole.targets, replacement) };
};

/** Puts one target in the place of another. Out: whether there was anything to replace. Throws ApiFailure. */
export const replaceInScheduler = async (schedulerUuid: string, replacement: Replacement): Promise<boolean> => {
  const present = await readWhole(schedulerUuid);
  const wanted = withReplaced(present, replacement);
  if (isAsWanted(present, wanted)) return false;
  await updateScheduler(schedulerUuid, wanted);
  return true;
};

/** Whether a target is no longer among the targets: for a replacement of which no answer came. Throws ApiFailure. */
export const isReplaced = async (schedulerUuid: string, replacement: Replacement): Promise<boolean> => {
  const present = await readWhole(schedulerUuid);
  return isAsWanted(present, withReplaced(present, replacement));
};

/** Sets the time zone of a project's schedulers that have none of their own. Throws ApiFailure. Source: updateSchedulerSettings.ok. */
export const useSetProjectZone = () => {
  const { mutateAsync } = useUpdateSchedulerSettings();
  return (projectUuid: string, schedulerTimezone: string) => mutateAsync({ projectUuid, data: { schedulerTimezone } });
};

/** Whether a project has a time zone: for a write of which no answer came. Throws ApiFailure. */
export const hasProjectZone = async (projectUuid: string, zone: string): Promise<boolean> =>
  (await getProject(projectUuid)).schedulerTimezone === zone;
