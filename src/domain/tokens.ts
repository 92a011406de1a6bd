import { relativeDate, timeAgo } from '../lib/dates';
import { sortedBy } from '../lib/rows';

/** A personal access token, without its secret. Dates are ISO; null: never. */
export type Token = {
  uuid: string;
  name: string;
  createdAt: string;
  rotatedAt: string | null;
  lastUsedAt: string | null;
  expiresAt: string | null;
};

export type TokenColumn = 'name' | 'expires' | 'used' | 'created';
export type TokenState = 'expired' | 'soon' | 'valid' | 'endless';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** Time enough to renew a token where it is in use. */
const SOON_DAYS = 14;

/** Whether a token still opens anything, and whether it will for long. In: the token, and now in milliseconds. */
export function tokenState({ expiresAt }: Pick<Token, 'expiresAt'>, now: number): TokenState {
  if (expiresAt === null) return 'endless';
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return 'expired';
  return left <= SOON_DAYS * DAY ? 'soon' : 'valid';
}

/** The state in words, with the time: "Expires soon, in 3 days". */
export function describeExpiry(token: Pick<Token, 'expiresAt'>, now: number): string {
  const when = relativeDate(token.expiresAt, now);
  switch (tokenState(token, now)) {
    case 'endless':
      return 'Never expires';
    case 'expired':
      return `Expired ${when}`;
    case 'soon':
      return `Expires soon, ${when}`;
    case 'valid':
      return `Expires ${when}`;
  }
}

/** When a token was last used, in words. The server notes a use at most once in a while, so nothing finer is said. */
export function describeUse({ lastUsedAt }: Pick<Token, 'lastUsedAt'>, now: number): string {
  return lastUsedAt === null ? 'Never used' : timeAgo(lastUsedAt, now);
}

/**
 * Why a token cannot be rotated; null when it can. Source: Rotate-personal-access-token.no-expiry-token and
 * .again-within-hour, both 400.
 */
export function rotationRefusal(
  { expiresAt, rotatedAt }: Pick<Token, 'expiresAt' | 'rotatedAt'>,
  now: number,
): string | null {
  if (expiresAt === null) return 'Lightdash rotates only tokens that expire. Create another one instead.';
  if (rotatedAt !== null && now - Date.parse(rotatedAt) < HOUR)
    return 'It was rotated within the last hour; Lightdash allows it once an hour.';
  return null;
}

/** How long a new secret may live, as one chooses it: days from now, or no end. */
const LIFETIMES = [7, 30, 60, 90, 180, 365] as const;

/** Those that the server allows, the longest one itself among them. In: its limit in days; undefined where it has none. */
export function lifetimesUpTo(limit: number | undefined): readonly number[] {
  return limit === undefined ? LIFETIMES : [...LIFETIMES.filter((days) => days < limit), limit];
}

/** The end of a lifetime that begins now, as ISO. In: days, and now in milliseconds. */
export function expiryAfter(days: number, now: number): string {
  return new Date(now + days * DAY).toISOString();
}

const time = (date: string | null): number | null => (date === null ? null : Date.parse(date));

/** What tokens are sorted by; those without a date in the column come last, whichever the direction. */
export const TOKEN_SORTS = sortedBy<Token, TokenColumn>({
  name: ({ name }) => name,
  expires: ({ expiresAt }) => time(expiresAt),
  used: ({ lastUsedAt }) => time(lastUsedAt),
  created: ({ createdAt }) => time(createdAt),
});
