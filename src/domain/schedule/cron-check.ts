import type { Permission } from '../permissions';
import { offsetsOf } from './calendar';
import { isImpossible, isTimezone, NEVER } from './cron';
import { FIELDS, parseCron, upTo, type Field } from './cron-fields';

const HOUR = 3_600_000;

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
  const idle = idleStep(cron);
  if (idle !== null) return { reason: idle };
  if (fields.isLastDay) return { reason: 'Not every Lightdash knows L. Write a day from 1 to 28 instead.' };
  if (isImpossible(fields)) return { reason: NEVER };
  return true;
}

/**
 * Whether schedulers without a time zone of their own can follow their project from one zone to another: true, or why not. 1.219
 * rewrites their time rules by whole hours and fails on anything else, Kathmandu for instance
 * (docs/lightdash/schedulers.md#d6). In: how many have to follow. Of a stored zone that
 * this browser does not know nothing is known, so the server decides.
 */
export function checkZoneChange(from: string, to: string, followers: number, at: Date): Permission {
  const minute = Math.floor(at.getTime() / 60_000) * 60_000;
  if (followers === 0 || !isTimezone(from) || (offsetsOf(to)(minute) - offsetsOf(from)(minute)) % HOUR === 0)
    return true;
  return {
    reason: `Lightdash cannot rewrite the times of schedulers by a part of an hour, as from ${from} to ${to}. Give those without a time zone one of their own first.`,
  };
}

/**
 * The time zones to choose from, UTC first, which engines don't list. In: the one that is stored, which may be one that they list by
 * another name: Asia/Kolkata as Asia/Calcutta.
 */
export function timezones(stored?: string | null): string[] {
  const others = new Set([...Intl.supportedValuesOf('timeZone'), ...(stored ? [stored] : [])]);
  others.delete('UTC');
  return ['UTC', ...[...others].toSorted()];
}

/**
 * What to write instead of a step after a single value. In other dialects it counts on to the end; Lightdash's takes the value alone,
 * 5/2 for 5, which is hardly what was meant. Null for a rule without. In: a rule that can be read.
 */
function idleStep(cron: string): string | null {
  const fields = cron.trim().toLowerCase().split(/\s+/);
  for (const [i, field] of Object.values<Field>(FIELDS).entries()) {
    const [item, first, step] = /(?<![^,])(\w+)\/(\d+)/.exec(fields[i] ?? '') ?? [];
    if (item !== undefined) return `Write ${first}-${upTo(field)}/${step} instead of ${item}.`;
  }
  return null;
}
