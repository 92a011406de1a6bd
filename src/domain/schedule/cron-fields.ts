import { memoizedText } from '../../lib/memo';

/** A time rule as the sets of values that its fields stand for. It applies where all fields do. */
export type CronFields = {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly number[];
  readonly months: readonly number[];
  /** Sunday is 0. */
  readonly weekdays: readonly number[];
  /** The last day of the month instead of `days`. */
  readonly isLastDay: boolean;
};

export type Field = { name: string; min: number; max: number; names?: readonly string[] };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** In the order of a rule. */
export const FIELDS = {
  minutes: { name: 'minute', min: 0, max: 59 },
  hours: { name: 'hour', min: 0, max: 23 },
  days: { name: 'day', min: 1, max: 31 },
  months: { name: 'month', min: 1, max: 12, names: MONTHS },
  weekdays: { name: 'weekday', min: 0, max: 7, names: WEEKDAYS },
} satisfies Record<string, Field>;
const NICKNAMES = new Map([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
]);

/** How many values a field can have at most, to tell a restricted one from `*`. */
export const FULL = { minutes: 60, hours: 24, days: 31, months: 12, weekdays: 7 } as const;

/**
 * Reads the dialect that Lightdash's own parser (cron-converter) understands: numbers, names of months and weekdays, `*`,
 * lists, ranges and steps, which do nothing after a single value; and `L` as the day, which only newer servers know. Out: the values, or the sentence that says
 * what to write instead. Each rule is read once: a list asks for each of its rows, whenever an answer comes.
 */
export const parseCron = memoizedText(readCron);

function readCron(cron: string): CronFields | { reason: string } {
  const parts = cron.trim().toLowerCase().split(/\s+/);
  const nickname = NICKNAMES.get(parts[0] ?? '');
  if (nickname) return { reason: `Write ${nickname} instead of ${parts[0]}.` };
  const [minute, hour, day, month, weekday] = parts;
  if (!minute || !hour || !day || !month || !weekday || parts.length > 5) {
    return { reason: 'Write five fields: minute, hour, day, month, weekday. “0 9 * * 1” is every Monday at 09:00.' };
  }
  const isLastDay = day === 'l';
  try {
    return {
      minutes: valuesOf(minute, FIELDS.minutes),
      hours: valuesOf(hour, FIELDS.hours),
      days: isLastDay ? [] : valuesOf(day, FIELDS.days),
      months: valuesOf(month, FIELDS.months),
      // Sunday is 0 and 7.
      weekdays: unique(valuesOf(weekday, FIELDS.weekdays).map((value) => value % 7)),
      isLastDay,
    };
  } catch (error) {
    if (error instanceof Unreadable) return { reason: error.message };
    throw error;
  }
}

class Unreadable extends Error {}

function valuesOf(text: string, field: Field): number[] {
  return unique(text.split(',').flatMap((item) => itemValues(item, field)));
}

function itemValues(item: string, field: Field): number[] {
  const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(item);
  if (!match) throw notUnderstood(item, field);
  const [, star, first, last, step] = match;
  if (step !== undefined && Number(step) === 0) throw new Unreadable(`A step has to be 1 or more, not ${item}.`);
  const from = star ? field.min : numberOf(first ?? '', item, field);
  const to = star ? upTo(field) : last === undefined ? from : numberOf(last, item, field);
  if (to < from) {
    throw new Unreadable(`Write the smaller ${field.name} first in ${item}, or write two ranges with a comma.`);
  }
  const every = Number(step ?? 1);
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => from + i * every);
}

function numberOf(text: string, item: string, field: Field): number {
  const name = field.names?.indexOf(text) ?? -1;
  if (name >= 0) return name + field.min;
  if (!/^\d+$/.test(text)) throw notUnderstood(item, field);
  const value = Number(text);
  if (value < field.min || value > field.max) {
    throw new Unreadable(`The ${field.name} goes from ${field.min} to ${upTo(field)}; ${text.slice(0, 6)} is none.`);
  }
  return value;
}

function notUnderstood(item: string, field: Field): Unreadable {
  const text = item.length > 20 ? `${item.slice(0, 20)}…` : item;
  return new Unreadable(
    `“${text}” is no ${field.name}. Write a number, a list (1,5), a range (1-5), a step (*/2) or *.`,
  );
}

/** The greatest value, without the second name of Sunday. */
export function upTo({ max }: Field): number {
  return max === 7 ? 6 : max;
}

function unique(values: number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
