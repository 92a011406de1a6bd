import { ApiFailure } from './failure';
import { LONGEST_WAIT_S } from './retry';

/** What a refusal for too many calls says: seconds to wait, calls a minute that are permitted; null where it does not say. */
export type Limit = { retryAfter: number | null; permittedPerMinute: number | null };

export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** The calls that went out between two refusals: they are refused together, for the same reason. */
export type Round = number;

const MINUTE_MS = 60_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 20_000;

/**
 * Holds back all calls to one API once it has said that there are too many: none goes out before the time it named, and where
 * it says how many a minute are permitted, for a minute no more than these. A refusal that names nothing (bare) is answered
 * with a pause, which doubles with each further round of calls that is refused. In: the clock in milliseconds, and how to wait.
 */
export const createRateLimiter = (now: () => number, wait: Wait) => {
  let closedUntil = 0;
  let round: Round = 0;
  /** How many rounds in a row were refused. */
  let strikes = 0;
  /** Milliseconds between two calls, for as long as the limit is remembered. */
  let interval = 0;
  let intervalUntil = 0;
  let nextSlot = 0;

  return {
    /**
     * Resolves when a call may go out, with the round that it belongs to. Rejects with the signal's reason when it is aborted,
     * with an ApiFailure of kind `rate-limited` when the API wants more patience than a person has.
     */
    waitForTurn: async ({
      signal,
      ...place
    }: {
      method: string;
      path: string;
      api: string;
      signal: AbortSignal;
    }): Promise<Round> => {
      do {
        const at = now();
        if (at >= intervalUntil) interval = 0;
        const slot = Math.max(at, closedUntil, interval > 0 ? nextSlot : 0);
        if (slot - at > LONGEST_WAIT_S * 1000) {
          throw new ApiFailure({ kind: 'rate-limited', outcome: 'not-sent', retryAfter: (slot - at) / 1000, ...place });
        }
        nextSlot = slot + interval;
        if (slot > at) await wait(slot - at, signal);
        // Calls that were under way may have been refused meanwhile.
      } while (now() < closedUntil);
      return round;
    },
    /** The API refused a call of this round because there were too many. */
    refused: ({ retryAfter, permittedPerMinute }: Limit, ofRound: Round): void => {
      const at = now();
      if (permittedPerMinute !== null && permittedPerMinute > 0) {
        interval = MINUTE_MS / permittedPerMinute;
        intervalUntil = at + MINUTE_MS;
      }
      const isFirstOfRound = ofRound === round;
      if (isFirstOfRound) {
        round += 1;
        strikes += 1;
      } else if (retryAfter === null) return;
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (strikes - 1));
      closedUntil = Math.max(closedUntil, at + (retryAfter !== null ? retryAfter * 1000 : interval || pause));
    },
    /** The API has answered a call of this round. What went out before the last refusal does not say that it is over. */
    answered: (ofRound: Round): void => {
      if (ofRound === round) strikes = 0;
    },
  };
};
