import type { Permission } from '../permissions';
import { isImpossible, NEVER } from './cron';
import { parseCron } from './cron-fields';

/**
 * Whether Lightdash takes this time rule: true, or the sentence that says what to write. The server answers every fault
 * with "Frequency not allowed, custom input is limited to hourly" (CreateChartScheduler.bad-cron, .every-minute): it
 * wants five fields with one space between, and one minute in the first. What it takes and then never runs is refused too.
 */
export function checkCron(cron: string): Permission {
  if (cron.trim() === '') return { reason: 'Write a time rule, such as “0 9 * * 1” for every Monday at 09:00.' };
  const fields = parseCron(cron);
  if ('reason' in fields) return fields;
  if (/\s{2}|[^\S ]/.test(cron.trim())) return { reason: 'Put exactly one space between the fields.' };
  if (!/^\d+$/.test(cron.trim().split(' ')[0] ?? '')) {
    return { reason: 'Once an hour is the most. Write one minute from 0 to 59 in the first field, such as 0 or 30.' };
  }
  if (fields.isLastDay) return { reason: 'Not every Lightdash knows L. Write a day from 1 to 28 instead.' };
  if (isImpossible(fields)) return { reason: NEVER };
  return true;
}

/** By how many minutes the clocks of one zone are ahead of UTC at a moment. */
const offsetOf = (timeZone: string, at: Date): number =>
  // oxlint-disable-next-line no-restricted-properties -- In another time zone, and only while one is chosen.
  Math.round((Date.parse(`${at.toLocaleString('en-US', { timeZone })} UTC`) - at.getTime()) / 60_000);

/**
 * Whether schedulers without a time zone of their own can follow their project from one zone to another: true, or why not. 1.219
 * rewrites their time rules by whole hours and fails on anything else, Kathmandu for instance
 * (docs/lightdash/schedulers.md#d6). In: how many have to follow.
 */
export function checkZoneChange(from: string, to: string, followers: number, at: Date): Permission {
  if (followers === 0 || (offsetOf(to, at) - offsetOf(from, at)) % 60 === 0) return true;
  return {
    reason: `Lightdash cannot rewrite the times of schedulers by a part of an hour, as from ${from} to ${to}. Give those without a time zone one of their own first.`,
  };
}

/** The time zones to choose from, UTC first, which engines don't list. */
export function timezones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];
}
