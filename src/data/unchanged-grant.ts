import { ApiFailure } from '../api/core/failure';

const conflict = (serverMessage: string) => new ApiFailure({ kind: 'conflict', outcome: 'not-sent', serverMessage });

/**
 * Throws `conflict` where a grant is not what it was when its change was asked for. In: its role now and then; null for no grant;
 * `not-shown` where the server does not show whether there is one: that is no sign that somebody has granted it meanwhile.
 */
export const checkUnchanged = (present: string | boolean | null, from: string | boolean | null): void => {
  if (from === 'unknown' || present === from || (from === null && present === 'not-shown')) return;
  if (from !== null && (present === 'unknown' || present === 'not-shown')) {
    throw conflict(
      'The server does not show the role of this grant any more, so it is not known whether somebody else has changed it. Look again before you change it',
    );
  }
  throw conflict(
    `Somebody else has ${present === null ? 'taken this grant away' : from === null ? 'granted this' : 'changed this grant'} meanwhile. Look again before you change it`,
  );
};
