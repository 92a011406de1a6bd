import { ApiFailure, isFailure } from '../api/core/failure';

/**
 * Before something is deleted for good: somebody may have made something else of it. In: how its present name is read, and the
 * name that was confirmed. Throws ApiFailure; `conflict` with the present name where it was renamed.
 */
export const stillCalled = async (readName: () => Promise<string>, confirmed: string): Promise<void> => {
  const now = await readName();
  if (now === confirmed) return;
  throw new ApiFailure({
    kind: 'conflict',
    outcome: 'not-sent',
    serverMessage: `It is called “${now}” now. Nothing was deleted: close this and look again`,
  });
};

/** What is gone already is what a deletion wanted. In: a deletion. Throws ApiFailure for any other reason. */
export const unlessGone = async (deletion: Promise<unknown>): Promise<void> => {
  await deletion.catch((error: unknown) => {
    if (!isFailure(error, 'not-found')) throw error;
  });
};

/** Whether something is not there any more. In: a reading of it. Throws ApiFailure when that fails for another reason. */
export const isMissing = (reading: Promise<unknown>): Promise<boolean> =>
  reading.then(
    () => false,
    (error: unknown) => {
      if (isFailure(error, 'not-found')) return true;
      throw error;
    },
  );
