import { ApiFailure, isFailure } from '../api/core/failure';

/**
 * After something was written: reads it again. In: a reading that says whether it is as wanted. Throws ApiFailure; `conflict` where
 * it is not, of outcome `unknown` where it could not be read.
 */
export const readBack = async (reading: Promise<boolean>): Promise<void> => {
  const isKept = await reading.catch((error: unknown) => {
    throw isFailure(error) ? new ApiFailure({ ...error, outcome: 'unknown' }) : error;
  });
  if (!isKept)
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'rejected',
      serverMessage: 'It was written, but Lightdash shows something else now. Look at it again',
    });
};
