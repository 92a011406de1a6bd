import { ApiFailure } from './failure';
import { LONGEST_WAIT_S } from './retry';

/** What a refusal for too many calls says: seconds to wait, calls a minute that are permitted; null where it does not say. */
export type Limit = { retryAfter: number | null; permittedPerMinute: number | null };

export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

const MINUTE_MS = 60_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 20_000;

/**
 * Makes all calls to one API wait for their turn once it has said that there are too many: none goes out before the time it
 * named, and where it says how many a minute are permitted, for a minute no more than these. A bare refusal is answered with
 * a pause that doubles with each further one. In: the clock in milliseconds, and how to wait.
 */
export const createPace = (now: () => number, wait: Wait) => {
  let closedUntil = 0;
  let strikes = 0;
  /** Milliseconds between two calls, for as long as the limit is remembered. */
  let interval = 0;
  let intervalUntil = 0;
  let nextSlot = 0;

  return {
    /**
     * Resolves when a call may go out. Rejects with the signal's reason when it is aborted, with an ApiFailure of kind
     * `rate-limited` when the API wants more patience than anybody has.
     */
    turn: async ({
      signal,
      ...place
    }: {
      method: string;
      path: string;
      api: string;
      signal: AbortSignal;
    }): Promise<void> => {
      const at = now();
      if (at >= intervalUntil) interval = 0;
      const slot = Math.max(at, closedUntil, interval > 0 ? nextSlot : 0);
      if (slot - at > LONGEST_WAIT_S * 1000) {
        throw new ApiFailure({ kind: 'rate-limited', outcome: 'not-sent', retryAfter: (slot - at) / 1000, ...place });
      }
      nextSlot = slot + interval;
      if (slot > at) await wait(slot - at, signal);
    },
    /** The API refused a call because there were too many. */
    slowDown: ({ retryAfter, permittedPerMinute }: Limit): void => {
      const at = now();
      strikes += 1;
      if (permittedPerMinute !== null && permittedPerMinute > 0) {
        interval = MINUTE_MS / permittedPerMinute;
        intervalUntil = at + MINUTE_MS;
      }
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (strikes - 1));
      closedUntil = Math.max(closedUntil, at + (retryAfter !== null ? retryAfter * 1000 : interval || pause));
    },
    /** The API has answered a call. */
    carryOn: (): void => {
      strikes = 0;
    },
  };
};
