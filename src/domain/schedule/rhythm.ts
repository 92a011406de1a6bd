import { FULL, parseCron, type CronFields } from './cron-fields';

type Clock = { hour: number; minute: number };
/** No hour: of every one. */
type TimeOfDay = { hour?: number; minute: number };

/** A time rule as people say it: what a form can show field by field. Weekdays as in cron, Sunday is 0. */
export type Rhythm =
  | { kind: 'hourly'; minute: number }
  | ({ kind: 'hours'; every: number } & Clock)
  | ({ kind: 'daily' | 'weekdays' } & Clock)
  | ({ kind: 'weekly'; weekdays: readonly number[] } & Clock)
  | ({ kind: 'monthly'; day: number } & Clock);

/** Steps that go round within a day, so that the distance over midnight is the same. */
export const HOUR_STEPS: readonly number[] = [2, 3, 4, 6, 8, 12];

const WORKDAYS = '1-5';

const isFull = (fields: CronFields, field: keyof typeof FULL): boolean => fields[field].length === FULL[field];

/** The step of hours that go round the day evenly; null for others. */
const stepOf = (hours: readonly number[]): number | null => {
  const every = FULL.hours / hours.length;
  const [first = 0] = hours;
  return HOUR_STEPS.includes(every) && hours.every((hour, i) => hour === first + i * every) ? every : null;
};

/**
 * What a time rule says, where a form can show it whole; null for every other rule, which stays as it is written. `cronOf` of the
 * answer applies at the same times.
 */
export const rhythmOf = (cron: string): Rhythm | null => {
  const fields = parseCron(cron);
  if ('reason' in fields || fields.isLastDay || fields.minutes.length > 1 || !isFull(fields, 'months')) return null;
  const [minute = 0] = fields.minutes;
  const [hour = 0] = fields.hours;
  const anyDay = isFull(fields, 'days');
  const anyWeekday = isFull(fields, 'weekdays');
  if (fields.hours.length > 1) {
    if (!anyDay || !anyWeekday) return null;
    if (isFull(fields, 'hours')) return { kind: 'hourly', minute };
    const every = stepOf(fields.hours);
    return every === null ? null : { kind: 'hours', every, hour, minute };
  }
  if (!anyDay) {
    const [day = 1] = fields.days;
    return anyWeekday && fields.days.length === 1 ? { kind: 'monthly', day, hour, minute } : null;
  }
  if (anyWeekday) return { kind: 'daily', hour, minute };
  const isWorkdays = fields.weekdays.join() === '1,2,3,4,5';
  return isWorkdays ? { kind: 'weekdays', hour, minute } : { kind: 'weekly', weekdays: fields.weekdays, hour, minute };
};

/** The rule as cron; each has one minute in its first field, which Lightdash wants (checkCron). */
export const cronOf = (rhythm: Rhythm): string => {
  const { kind, minute } = rhythm;
  switch (kind) {
    case 'hourly':
      return `${minute} * * * *`;
    case 'hours': {
      const { every, hour } = rhythm;
      return `${minute} ${hour === 0 ? `*/${every}` : `${hour}-23/${every}`} * * *`;
    }
    case 'daily':
      return `${minute} ${rhythm.hour} * * *`;
    case 'weekdays':
      return `${minute} ${rhythm.hour} * * ${WORKDAYS}`;
    case 'weekly':
      return `${minute} ${rhythm.hour} * * ${rhythm.weekdays.toSorted((a, b) => a - b).join()}`;
    case 'monthly':
      return `${minute} ${rhythm.hour} ${rhythm.day} * *`;
  }
};

/** When a rule first applies in a day, also one that no form shows; without an hour where it is every hour. Null for what is no rule. */
export const clockOf = (cron: string): TimeOfDay | null => {
  const fields = parseCron(cron);
  if ('reason' in fields) return null;
  const [minute = 0] = fields.minutes;
  const [hour = 0] = fields.hours;
  return isFull(fields, 'hours') ? { minute } : { hour, minute };
};

/** Another kind of rule at the same time of day, as far as the new one has it. In: null where there was no rule. */
export const inKind = (kind: Rhythm['kind'], before: Rhythm | TimeOfDay | null): Rhythm => {
  const { hour = 9, minute = 0 }: Partial<TimeOfDay> = before ?? {};
  switch (kind) {
    case 'hourly':
      return { kind, minute };
    case 'hours':
      return { kind, every: 6, hour: hour % 6, minute };
    case 'daily':
    case 'weekdays':
      return { kind, hour, minute };
    case 'weekly':
      return { kind, weekdays: [1], hour, minute };
    case 'monthly':
      return { kind, day: 1, hour, minute };
  }
};
