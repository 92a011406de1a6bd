import { Cron } from 'croner';
import { dateFormat } from '../../lib/dates';
import { memoizedText } from '../../lib/memo';
import { FULL, parseCron, type CronFields } from './cron-fields';
import type { Scheduler } from './types';

export { cronInWords } from './cron-words';

/** The most runs that are computed, so that a loop over any rule ends. */
const MOST_RUNS = 100;

/** Days of each month at most. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What to say of a rule for a day that does not exist. */
export const NEVER = 'There is never such a day. Write a day that the month has.';

/** Whether no day of any year fits, like 31 February. Weekdays exclude none: each day of the year falls on all of them. */
export function isImpossible({ days, months, isLastDay }: CronFields): boolean {
  const first = days[0] ?? 1;
  return !isLastDay && months.every((month) => first > (LENGTHS[month - 1] ?? 31));
}

/** Why a stored rule can never run: it can't be read, or there is no such day. Null for one that runs. */
export function whyBroken(cron: string): string | null {
  const fields = parseCron(cron);
  if ('reason' in fields) return fields.reason;
  return isImpossible(fields) ? NEVER : null;
}

/**
 * The next runs after a moment, at most a hundred. None for a rule that can't be read or never applies, and none for an
 * unknown time zone. As on the server, a time that the clocks skip in spring is left out, and one that comes twice in
 * autumn runs twice.
 */
export function nextRuns(cron: string, timezone: string, from: Date, count: number): Date[] {
  const fields = parseCron(cron);
  if ('reason' in fields || !isTimezone(timezone) || Number.isNaN(from.getTime())) return [];
  const key = `${cron}\n${timezone}\n${count}`;
  const last = found.get(key);
  const at = from.getTime();
  // They stay the next ones until the first of them has come.
  if (last && last.from <= at && !(last.runs[0] && last.runs[0] <= at)) return last.runs.map((time) => new Date(time));
  const runs = runsOf(fields, timezone, from, Math.max(0, Math.min(count, MOST_RUNS)));
  if (found.size >= MOST_FOUND) found.clear();
  found.set(key, { from: at, runs: runs.map((date) => date.getTime()) });
  return runs;
}

/** What was found last, and from when on, by rule, time zone and count: to go from run to run takes long in a list that is drawn with each answer. */
const found = new Map<string, { from: number; runs: readonly number[] }>();
const MOST_FOUND = 2_000;

function runsOf(fields: CronFields, timezone: string, from: Date, count: number): Date[] {
  if (count < 1 || isImpossible(fields)) return [];
  const part = (field: keyof typeof FULL) => (fields[field].length === FULL[field] ? '*' : fields[field].join(','));
  // As ranges with a step: else croner moves a single time that the clocks skip to the next hour, and Lightdash does not.
  const hours = fields.hours.map((hour) => `${hour}-${hour}/1`).join(',');
  const days = fields.isLastDay ? 'L' : part('days');
  const pattern = [part('minutes'), hours, days, part('months'), part('weekdays')].join(' ');
  return new Cron(pattern, { mode: '5-part', timezone, domAndDow: true }).nextRuns(count, from);
}

/** The time zone a scheduler runs by: its own, or else the project's, or else UTC as on the server. */
export function timezoneOf(scheduler: Pick<Scheduler, 'timezone'>, projectTimezone: string | null): string {
  return scheduler.timezone || projectTimezone || 'UTC';
}

/** Whether a name is that of a time zone; offsets like +02:00 are none. The server answers 500 to others. */
export const isTimezone = memoizedText((name) => /^[a-z]/i.test(name) && isKnownToIntl(name));

function isKnownToIntl(timeZone: string): boolean {
  try {
    return Boolean(dateFormat('en-GB', { timeZone }));
  } catch {
    return false;
  }
}
