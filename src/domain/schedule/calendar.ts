import { dateFormat } from '../../lib/dates';
import { isTimezone } from './cron';
import { parseCron } from './cron-fields';

/** In milliseconds. The clocks of all time zones differ by whole quarters of an hour. */
const QUARTER = 15 * 60_000;

/** What the clock of a time zone shows at the beginning of a quarter. */
type Clock = { minute: number; hour: number; day: number; month: number; weekday: number; isLastDay: boolean };

/** How far the clock of a time zone is ahead of UTC, in milliseconds. In: the zone, then a moment at which a minute begins. */
export const offsetsOf = (timeZone: string) => {
  const format = dateFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    ...({ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const),
  });
  return (at: number): number => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - at;
  };
};

const clockAt = (wall: Date): Clock => ({
  minute: wall.getUTCMinutes(),
  hour: wall.getUTCHours(),
  day: wall.getUTCDate(),
  month: wall.getUTCMonth() + 1,
  weekday: wall.getUTCDay(),
  isLastDay: new Date(wall.getTime() + 86_400_000).getUTCDate() === 1,
});

/** The quarters of a span as a time zone sees them; where its clock changes is found by halving. */
const clocksOf = (timeZone: string, from: number, size: number): Clock[] => {
  const offsetAt = offsetsOf(timeZone);
  const clocks: Clock[] = [];
  const fill = (first: number, end: number, offset: number, last: number) => {
    if (offset === last || end - first === 1) {
      for (let i = first; i < end; i++) clocks.push(clockAt(new Date(from + i * QUARTER + offset)));
      return;
    }
    const middle = (first + end) >> 1;
    const there = offsetAt(from + middle * QUARTER);
    fill(first, middle, offset, there);
    fill(middle, end, there, last);
  };
  if (size > 0) fill(0, size, offsetAt(from), offsetAt(from + size * QUARTER));
  return clocks;
};

/**
 * When rules apply within a span of some days, for a picture of many of them: what `nextRuns` says, without going from run to run.
 * In: the span, its beginning at a quarter of an hour; then a rule and its time zone. Out: the times in milliseconds, in order; none
 * for a rule that cannot be read, and for an unknown time zone.
 */
export function calendar(from: number, to: number): (cron: string, timezone: string) => number[] {
  const size = Math.ceil((to - from) / QUARTER);
  const known = new Map<string, Clock[]>();
  return (cron, timezone) => {
    const fields = parseCron(cron);
    if ('reason' in fields || !isTimezone(timezone)) return [];
    const clocks = known.get(timezone) ?? clocksOf(timezone, from, size);
    known.set(timezone, clocks);
    const [hours, days, months, weekdays] = [fields.hours, fields.days, fields.months, fields.weekdays].map(
      (values) => new Set(values),
    );
    return clocks.flatMap(({ minute, hour, day, month, weekday, isLastDay }, i) =>
      hours?.has(hour) &&
      (fields.isLastDay ? isLastDay : days?.has(day)) &&
      months?.has(month) &&
      weekdays?.has(weekday)
        ? fields.minutes
            .filter((each) => each >= minute && each < minute + 15)
            .map((each) => from + i * QUARTER + (each - minute) * 60_000)
        : [],
    );
  };
}
