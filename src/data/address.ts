import { ApiFailure } from '../api/core/failure';
import { isUuid } from '../lib/uuid';

/**
 * What is wrong with the address of a page: `not-found` where something in it that ought to be a uuid is none, which
 * Lightdash answers with 500 or 422; null where it is well-formed.
 */
export const wrongAddress = (...uuids: readonly string[]): ApiFailure | null =>
  uuids.every(isUuid) ? null : new ApiFailure({ kind: 'not-found', outcome: 'not-sent' });
