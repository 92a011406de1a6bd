import { ApiFailure, isFailure } from '../api/core/failure';

/**
 * Deletes something for good, unless it is called otherwise by now than when its name was typed: somebody may have made
 * something else of it. In: how its present name is read; the name that was confirmed; how it is deleted. What is gone already
 * is what was wanted. Throws ApiFailure; `conflict` with the present name where it was renamed.
 */
export const deleteIfStillCalled = async (
  readName: () => Promise<string>,
  confirmed: string,
  remove: () => Promise<unknown>,
): Promise<void> => {
  try {
    const now = await readName();
    if (now !== confirmed) {
      throw new ApiFailure({
        kind: 'conflict',
        outcome: 'not-sent',
        serverMessage: `It is called “${now}” now. Nothing was deleted: close this and look again`,
      });
    }
    await remove();
  } catch (error) {
    if (!isFailure(error, 'not-found')) throw error;
  }
};
