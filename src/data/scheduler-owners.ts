import { getScheduler, reassignSchedulers } from '../api/lightdash/gen/schedulers/schedulers';

/** Schedulers of one project that shall belong to somebody else. */
export type OwnerChange = { projectUuid: string; schedulerUuids: string[]; newOwnerUserUuid: string };

/**
 * Gives schedulers of one project to somebody else: all of them or none. Throws ApiFailure; `forbidden` when one may not manage
 * one of them, or the new owner could not make it. Source: reassignSchedulerOwner.ok.
 */
export const reassign = ({ projectUuid, ...change }: OwnerChange): Promise<unknown> =>
  reassignSchedulers(projectUuid, change);

/** Whether they belong to the new owner: for a write of which no answer came. Throws ApiFailure. */
export const isReassigned = async ({ schedulerUuids, newOwnerUserUuid }: OwnerChange): Promise<boolean> => {
  // All or nothing, so one tells.
  const [first] = schedulerUuids;
  return first !== undefined && (await getScheduler(first)).createdBy === newOwnerUserUuid;
};
