import { MONTHS, WEEKDAYS } from '../../lib/dates';
import { memoizedText } from '../../lib/memo';
import { listOf } from '../../lib/text';
import { FULL, parseCron, type CronFields } from './cron-fields';

/** What makes a number an ordinal, by its last digit; of others, and of the eleventh to the thirteenth, it is the first. */
const ENDINGS = ['th', 'st', 'nd', 'rd'];

/** From this many values on, evenly spaced ones are described by their step and range. */
const MANY = 4;

/**
 * The time rule as a phrase in sentence case, on a clock of 24 hours: "Every Monday at 09:00". Says what Lightdash does:
 * day and weekday have to fit both, unlike in Unix. Null for a rule that can't be read.
 */
export const cronInWords = memoizedText(wordsOf);

function wordsOf(cron: string): string | null {
  const fields = parseCron(cron);
  if ('reason' in fields) return null;
  const days = daysOf(fields);
  const rhythm = rhythmOf(fields);
  const isEveryDay = days === 'every day';
  if (rhythm) return sentence(isEveryDay ? rhythm : `${rhythm}, ${days}`);
  const comma = days.includes(' if ') ? ',' : '';
  return sentence(`${days}${comma} at ${listOf(fields.hours.map((hour) => clock(hour, fields.minutes[0])))}`);
}

/** What returns within the day, rather than happening at a few times of it; null when it does not. */
function rhythmOf({ minutes, hours }: CronFields): string | null {
  const [minute = 0] = minutes;
  const first = hours[0] ?? 0;
  const last = hours.at(-1) ?? 0;
  if (minutes.length > 1) {
    const step = stepOf(minutes);
    const isEven = step !== null && minute === 0 && minutes.length * step === FULL.minutes;
    const even = step === 1 ? 'every minute' : `every ${step} minutes`;
    const within = isEven ? even : `at minutes ${listOf(minutes.map(String))}`;
    if (hours.length === FULL.hours) return isEven ? within : `${within} of every hour`;
    return `${within} of the hours ${listOf(hours.map((hour) => clock(hour, 0)))}`;
  }
  if (hours.length === FULL.hours) {
    return minute === 0 ? 'every hour' : `every hour at ${minute} ${minute === 1 ? 'minute' : 'minutes'} past`;
  }
  const step = stepOf(hours);
  if (step === null || hours.length < MANY) return null;
  const every = step === 1 ? 'every hour' : `every ${step} hours`;
  const goesRound = first < step && hours.length * step === FULL.hours;
  return `${every} from ${clock(first, minute)}${goesRound ? '' : ` to ${clock(last, minute)}`}`;
}

/** On which days: "every day", "Monday to Friday", "on the 1st and 15th of every month". */
function daysOf({ days, months, weekdays, isLastDay }: CronFields): string {
  const isAnyDay = !isLastDay && days.length === FULL.days;
  const isAnyWeekday = weekdays.length === FULL.weekdays;
  const monday = [...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  const names = monday.map((day) => WEEKDAYS[day] ?? '');
  if (isAnyDay) {
    const inMonths = months.length === FULL.months ? '' : ` ${isRow(months) ? 'from' : 'in'} ${monthNames(months)}`;
    if (isAnyWeekday) return `every day${inMonths}`;
    const isWorkdays = isRow(monday.map((day) => (day + 6) % 7));
    return `${isWorkdays ? `${names[0]} to ${names.at(-1)}` : `every ${listOf(names)}`}${inMonths}`;
  }
  const named = isRow(months) ? `of every month from ${monthNames(months)}` : `of ${monthNames(months)}`;
  const ofMonths = months.length === FULL.months ? 'of every month' : named;
  const condition = isAnyWeekday ? '' : ` if that is a ${listOf(names, 'or')}`;
  return `on ${isLastDay ? 'the last day' : dayNames(days)} ${ofMonths}${condition}`;
}

function dayNames(days: readonly number[]): string {
  const step = stepOf(days);
  const [first = 1] = days;
  if (isRow(days)) return `the ${ordinal(first)} to ${ordinal(days.at(-1) ?? first)}`;
  const isToTheEnd = step !== null && days.length >= MANY && (days.at(-1) ?? 0) + step > FULL.days;
  return isToTheEnd ? `every ${ordinal(step)} day from the ${ordinal(first)}` : `the ${listOf(days.map(ordinal))}`;
}

function monthNames(months: readonly number[]): string {
  const names = months.map((month) => MONTHS[month - 1] ?? '');
  return isRow(months) ? `${names[0]} to ${names.at(-1)}` : listOf(names);
}

/** The distance of the values when it is the same everywhere, else null. */
function stepOf(values: readonly number[]): number | null {
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  return step > 0 && values.every((value, i) => value === (values[0] ?? 0) + i * step) ? step : null;
}

/** At least three values, each one more than the one before. */
function isRow(values: readonly number[]): boolean {
  return values.length > 2 && stepOf(values) === 1;
}

function clock(hour: number, minute = 0): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function ordinal(n: number): string {
  const digit = n > 10 && n < 14 ? 0 : n % 10;
  return `${n}${ENDINGS[digit] ?? ENDINGS[0]}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
