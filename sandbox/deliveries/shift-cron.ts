import { type CronFields, FULL, parseCron } from '#/domain/schedule/cron-fields';

const DAY = 24 * 60;

/**
 * A time rule for other clocks, so many minutes ahead of the ones it was made for: it runs at the same moments. As in
 * Lightdash, days of the month stay as they are, and a rule that crosses midnight moves all its weekdays.
 */
export function shiftCron(cron: string, minutes: number): string {
  const fields = parseCron(cron);
  if ('reason' in fields || minutes === 0) return cron;
  const minute = (fields.minutes[0] ?? 0) + minutes;
  const carried = Math.floor(minute / 60);
  const hours = fields.hours.map((hour) => hour + carried);
  const days = hours.length === FULL.hours ? 0 : Math.floor(((hours[0] ?? 0) * 60) / DAY);
  return [
    String(wrap(minute, 60)),
    written(
      hours.map((hour) => wrap(hour, 24)),
      'hours',
    ),
    fields.isLastDay ? 'L' : written(fields.days, 'days'),
    written(fields.months, 'months'),
    written(
      fields.weekdays.map((day) => wrap(day + days, 7)),
      'weekdays',
    ),
  ].join(' ');
}

/** By how many minutes the clocks of the one zone are ahead of those of the other at a moment. */
export function minutesAhead(zone: string, other: string, at: Date): number {
  return Math.round((wallClock(zone, at) - wallClock(other, at)) / 60_000);
}

function wallClock(timeZone: string, at: Date): number {
  return Date.parse(`${at.toLocaleString('en-US', { timeZone })} UTC`);
}

/** A field as its shortest text: `*`, single values and ranges. */
function written(values: readonly number[], field: keyof CronFields & keyof typeof FULL): string {
  const sorted = [...new Set(values)].toSorted((a, b) => a - b);
  if (sorted.length === FULL[field]) return '*';
  const ranges: [number, number][] = [];
  for (const value of sorted) {
    const last = ranges.at(-1);
    if (last && last[1] === value - 1) last[1] = value;
    else ranges.push([value, value]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}

function wrap(value: number, size: number): number {
  return ((value % size) + size) % size;
}
