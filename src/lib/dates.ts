import { count } from './text';

/** British English: its dates can't be misread (20 Nov 2026), and the console's sentences are English anyway. */
const LANGUAGE = 'en-GB';
const DAY = 86_400_000;

/*
 * Names are as `Intl` has them. Before a browser formats its first date or number by that, it reads what it knows of languages, which
 * takes some 20 ms: longer than to draw a list of them. So it is asked where a time zone is to be named, and for nothing else.
 */
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const MONTHS = [
  ...(['January', 'February', 'March', 'April', 'May', 'June'] as const),
  ...(['July', 'August', 'September', 'October', 'November', 'December'] as const),
];

type Iso = string | null | undefined;

/**
 * How long ago, or how long until, as people say it: "5 minutes ago", "yesterday", "in 90 days". What is yet to come is counted
 * in days up to a hundred, as ends are given. Beyond half a day, days are those of the reader's calendar. Empty for a date that is none.
 */
export function relativeDate(iso: Iso, now: Date | number): string {
  const then = parse(iso);
  if (!then) return '';
  const milliseconds = then.getTime() - Number(now);
  const minutes = Math.trunc(milliseconds / 60_000);
  if (minutes === 0) return 'just now';
  if (Math.abs(minutes) < 60) return inUnits(minutes, 'minute');
  const days = Math.round((midnight(then) - midnight(new Date(now))) / DAY);
  if (days === 0 || Math.abs(milliseconds) < DAY / 2) return inUnits(Math.trunc(minutes / 60), 'hour');
  if (Math.abs(days) < 14 || (days > 0 && days <= 100)) return inDays(days);
  if (Math.abs(days) < 60) return inUnits(Math.trunc(days / 7), 'week');
  if (Math.abs(days) < 730) return inUnits(days > 0 ? Math.round(days / 30.44) : Math.trunc(days / 30.44), 'month');
  return inUnits(Math.trunc(days / 365.25), 'year');
}

/** How long ago something was that is over: where the server's clock is ahead, or the page older than the event, "just now". */
export function timeAgo(iso: Iso, now: Date | number): string {
  return relativeDate(iso, Math.max(Number(now), parse(iso)?.getTime() ?? 0));
}

/** Day and time by the reader's clock: "20 November 2026 at 19:29". Empty for a date that is none. */
export function dateAndTime(iso: Iso): string {
  const date = parse(iso);
  return date ? `${dayOfYear(date)} ${date.getFullYear()} at ${clockTime(date)}` : '';
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What writes dates by the rules of a language and the clock of a time zone, each kind made once. Throws a RangeError for an unknown zone. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions = {}): Intl.DateTimeFormat {
  const kind = `${locale} ${JSON.stringify(options)}`;
  // oxlint-disable-next-line no-restricted-properties -- The one place that time zones are asked for.
  const format = formats.get(kind) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(kind, format);
  return format;
}

const EXACT: Intl.DateTimeFormatOptions = {
  ...({ day: 'numeric', month: 'long', year: 'numeric' } as const),
  ...({ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const),
};

/** The same with the time zone: "20 November 2026 at 19:29 CET". Empty for a date that is none. */
export function exactDate(iso: Iso, locale: string = LANGUAGE): string {
  const date = parse(iso);
  return date ? dateFormat(locale, EXACT).format(date) : '';
}

/**
 * Day and time where something happens, and by the reader's clock where that is another one: "20 November 2026 at 19:29 JST
 * (11:29 CET for you)". In: the name of a time zone; null for one that is not known.
 */
export function dateIn(date: Date, zone: string | null): string {
  const mine = exactDate(date.toISOString());
  if (zone === null) return mine;
  const there = dateFormat(LANGUAGE, { ...EXACT, timeZone: zone }).format(date);
  if (there === mine) return mine;
  const [day = '', time = ''] = mine.split(' at ');
  return `${there} (${there.startsWith(`${day} at `) ? time : mine} for you)`;
}

/** The day: "20 Nov 2026". Empty for a date that is none. */
export function shortDate(iso: Iso): string {
  const date = parse(iso);
  return date ? `${date.getDate()} ${shortMonth(date)} ${date.getFullYear()}` : '';
}

/** The time of day: "09:05". */
export function clockTime(date: Date | number): string {
  const at = new Date(date);
  return [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':');
}

/** The day of the week: "Monday". */
export function weekday(date: Date | number): string {
  return WEEKDAYS[new Date(date).getDay()] ?? '';
}

/** The same for where there is little room: "Mon". */
export function shortWeekday(date: Date | number): string {
  return weekday(date).slice(0, 3);
}

/** A day without its year: "20 November". */
export function dayOfYear(date: Date | number): string {
  const at = new Date(date);
  const month = MONTHS[at.getMonth()];
  return month ? `${at.getDate()} ${month}` : '';
}

/** Three letters of each month, of September four. */
function shortMonth(date: Date): string {
  return MONTHS[date.getMonth()]?.slice(0, date.getMonth() === 8 ? 4 : 3) ?? '';
}

/** "5 minutes ago", "in 1 hour". */
function inUnits(n: number, unit: string): string {
  const many = count(Math.abs(n), unit, `${unit}s`);
  return n > 0 ? `in ${many}` : `${many} ago`;
}

function inDays(days: number): string {
  if (Math.abs(days) > 1) return inUnits(days, 'day');
  return days > 0 ? 'tomorrow' : 'yesterday';
}

function parse(iso: Iso): Date | null {
  const date = new Date(iso ?? '');
  return Number.isNaN(date.getTime()) ? null : date;
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** A short date as wide as any: for columns of them. */
export const widestDate = (): string => '30 Sept 2026';
