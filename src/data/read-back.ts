import { ApiFailure, isFailure, WRITTEN } from '../api/core/failure';

/** Whether something was written and is not shown as it was written. */
export const wasWritten = (error: unknown): boolean => isFailure(error, 'conflict') && error.detail === WRITTEN;

/**
 * After something was written: reads it again. In: a reading that says whether it is as wanted. Throws ApiFailure; `conflict` where
 * it is not, which `wasWritten` tells from others, of outcome `unknown` where it could not be read.
 */
export const readBack = async (reading: Promise<boolean>): Promise<void> => {
  const isKept = await reading.catch((error: unknown) => {
    throw isFailure(error) ? new ApiFailure({ ...error, outcome: 'unknown' }) : error;
  });
  if (!isKept)
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'rejected',
      detail: WRITTEN,
      serverMessage: 'It was written, but Lightdash shows something else now. Look at it again',
    });
};
