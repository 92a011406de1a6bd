import type { ApiFailure, FailureKind } from './failure';

/** At most this many sends of one GET, the first included. */
export const MAX_ATTEMPTS = 3;
const BASE_MS = 300;
const CAP_MS = 20_000;
/** A server that asks for more patience than this is not waited for: the person is told instead. */
export const LONGEST_WAIT_S = 30;

/** Failures that may pass in a moment. After a timeout nothing is sent again, since the server may still be working on it. */
const PASSING: readonly FailureKind[] = ['network', 'offline', 'unavailable', 'rate-limited'];

/**
 * Seconds to wait from a Retry-After header: a number of seconds or an HTTP date (RFC 9110, 10.2.3).
 * Out: seconds ≥ 0, or null when absent or unreadable.
 */
export const readRetryAfter = (value: string | null, now: number): number | null => {
  if (value === null || value.trim() === '') return null;
  if (/^\s*\d+\s*$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, (at - now) / 1000);
};

/**
 * How long to wait before sending a GET again: full jitter over a doubling bound, never less than Retry-After.
 * In: the failure, the number of sends so far (1 = the first failed), a random number in [0, 1).
 * Out: milliseconds, or null when it should not be sent again. A write is never sent again (docs/lightdash/server.md#s2).
 */
export const retryDelay = (failure: ApiFailure, sends: number, random: number): number | null => {
  if (failure.method !== 'GET' || sends >= MAX_ATTEMPTS || !PASSING.includes(failure.kind)) return null;
  const { retryAfter, permittedPerMinute } = failure;
  if (retryAfter !== null && retryAfter > LONGEST_WAIT_S) return null;
  const jitter = random * Math.min(CAP_MS, BASE_MS * 2 ** sends);
  // A number of calls a minute is a time to wait as well (`total_permitted` in src/api/katapult/openapi.yaml).
  const least = retryAfter ?? 60 / (permittedPerMinute || Infinity);
  return Math.max(jitter, least * 1000);
};
