import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cronInWords, isTimezone, nextRuns, timezoneOf, whyBroken } from './cron';
import { checkCron, checkZoneChange, timezones } from './cron-check';
import { RUNS } from '#/lib/testing-runs';

const runs = (cron: string, timezone: string, from: string, count = 3) =>
  nextRuns(cron, timezone, new Date(from), count).map((date) => date.toISOString().slice(0, 16));

const reason = (cron: string) => {
  const check = checkCron(cron);
  return check === true ? null : check.reason;
};

/** One field of a time rule that is fine, as text. */
const field = (min: number, max: number) => {
  const value = fc.integer({ min, max });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc
    .tuple(fc.oneof(fc.constant('*'), range), fc.integer({ min: 1, max: 40 }))
    .map(([a, b]) => `${a}/${b}`);
  const item = fc.oneof(value.map(String), range, step);
  return fc.oneof(
    fc.constant('*'),
    item,
    fc.array(item, { minLength: 1, maxLength: 4 }).map((items) => items.join(',')),
  );
};
const minute = fc.integer({ min: 0, max: 59 }).map(String);
const rest = fc.tuple(field(0, 23), field(1, 31), field(1, 12), field(0, 6));
const hourly = fc.tuple(minute, rest).map(([first, others]) => [first, ...others].join(' '));

describe('checkZoneChange', () => {
  const at = new Date('2026-11-20T12:00:00.000Z');
  it('refuses a zone at a part of an hour’s distance, unless no scheduler has to follow', () => {
    expect(checkZoneChange('UTC', 'Europe/Berlin', 3, at)).toBe(true);
    expect(checkZoneChange('Asia/Kolkata', 'Asia/Colombo', 3, at)).toBe(true);
    expect(checkZoneChange('UTC', 'Asia/Kathmandu', 0, at)).toBe(true);
    for (const [from, to] of [
      ['UTC', 'Asia/Kathmandu'],
      ['Asia/Kolkata', 'Europe/Berlin'],
    ] as const)
      expect(checkZoneChange(from, to, 1, at)).toMatchObject({ reason: expect.stringContaining(to) });
    expect(checkZoneChange('Mars/Olympus', 'Europe/Berlin', 1, at)).toBe(true);
  });
});

describe('cronInWords', () => {
  it.each([
    ['0 9 * * 1', 'Every Monday at 09:00'],
    ['30 6 * * *', 'Every day at 06:30'],
    ['05 09 * * *', 'Every day at 09:05'],
    ['0 7 * * 1-5', 'Monday to Friday at 07:00'],
    ['0 7 * * mon-FRI', 'Monday to Friday at 07:00'],
    ['0 9 * * 0,6', 'Every Saturday and Sunday at 09:00'],
    ['0 9 * * 1,3,5', 'Every Monday, Wednesday and Friday at 09:00'],
    ['0 9 * * 7', 'Every Sunday at 09:00'],
    ['0 8 1 * *', 'On the 1st of every month at 08:00'],
    ['0 12 1,15 * *', 'On the 1st and 15th of every month at 12:00'],
    ['0 9 2,3,22 * *', 'On the 2nd, 3rd and 22nd of every month at 09:00'],
    ['0 9 11,12,13 * *', 'On the 11th to 13th of every month at 09:00'],
    ['0 9 */2 * *', 'On every 2nd day from the 1st of every month at 09:00'],
    ['0 9 L * *', 'On the last day of every month at 09:00'],
    ['0 9 1 1 *', 'On the 1st of January at 09:00'],
    ['0 9 1 */3 *', 'On the 1st of January, April, July and October at 09:00'],
    ['0 9 1 6-8 *', 'On the 1st of every month from June to August at 09:00'],
    ['0 9 * 6-8 *', 'Every day from June to August at 09:00'],
    ['0 9 * jan mon', 'Every Monday in January at 09:00'],
    ['0 */6 * * *', 'Every 6 hours from 00:00'],
    ['30 1-23/2 * * *', 'Every 2 hours from 01:30'],
    ['5 9-17/2 * * *', 'Every 2 hours from 09:05 to 17:05'],
    ['0 */12 * * *', 'Every day at 00:00 and 12:00'],
    ['0 */23 * * *', 'Every day at 00:00 and 23:00'],
    ['0 */24 * * *', 'Every day at 00:00'],
    ['0 8/2 * * *', 'Every day at 08:00'],
    ['0 6,8/2 * * mon/2', 'Every Monday at 06:00 and 08:00'],
    ['0 9,18 * * *', 'Every day at 09:00 and 18:00'],
    ['0 9-17 * * 1-5', 'Every hour from 09:00 to 17:00, Monday to Friday'],
    ['0 * * * *', 'Every hour'],
    ['0 * * * 1', 'Every hour, every Monday'],
    ['1 * * * *', 'Every hour at 1 minute past'],
    ['15 * * * *', 'Every hour at 15 minutes past'],
    ['* * * * *', 'Every minute'],
    ['*/30 * * * *', 'Every 30 minutes'],
    ['0,10,40 * * * *', 'At minutes 0, 10 and 40 of every hour'],
    ['*/30 9,10 * * *', 'Every 30 minutes of the hours 09:00 and 10:00'],
    ['  0  9 * * 1 ', 'Every Monday at 09:00'],
  ])('%s → %s', (cron, words) => {
    expect(cronInWords(cron)).toBe(words);
  });

  it('says that day and weekday have to fit both, as in Lightdash and unlike in Unix', () => {
    expect(cronInWords('0 9 1 * 1')).toBe('On the 1st of every month if that is a Monday, at 09:00');
    expect(cronInWords('0 9 1-7 * 1,2')).toBe(
      'On the 1st to 7th of every month if that is a Monday or Tuesday, at 09:00',
    );
  });

  it.each([
    '',
    'every day',
    'x',
    '0 9 * *',
    '0 0 9 * * *',
    '60 9 * * *',
    '0 24 * * *',
    '0 9 0 * *',
    '0 9 * 13 *',
    '0 9 * * 8',
  ])('has no words for %j', (cron) => {
    expect(cronInWords(cron)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (cron) => {
        cronInWords(cron);
      }),
    );
  });

  it('has a sentence for every rule, without gaps', () => {
    fc.assert(
      fc.property(hourly, (cron) => {
        const words = cronInWords(cron) ?? '';
        expect(words).toMatch(/^(Every|On|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b/);
        expect(words).not.toMatch(/undefined|null|NaN| {2}|!/);
      }),
    );
  });
});

describe('checkCron', () => {
  it.each(['0 9 * * 1', '30 6 * * *', '59 */6 1,15 1-6 mon-fri', ' 0 9 * * * ', '0 9 29 2 *', '0 9 31 2,3 *'])(
    'takes %j',
    (cron) => {
      expect(checkCron(cron)).toBe(true);
    },
  );

  it.each([
    ['', 'Write a time rule'],
    ['every day', 'Write five fields'],
    ['x', 'Write five fields'],
    ['0 9 * * * *', 'Write five fields'],
    ['@daily', 'Write 0 0 * * * instead of @daily.'],
    ['* * * * *', 'Once an hour is the most.'],
    ['*/60 * * * *', 'Once an hour is the most.'],
    ['0,30 9 * * 1', 'Once an hour is the most.'],
    ['0-0 9 * * 1', 'Once an hour is the most.'],
    ['0  9 * * 1', 'Put exactly one space'],
    ['0\t9 * * 1', 'Put exactly one space'],
    ['60 9 * * 1', 'The minute goes from 0 to 59; 60 is none.'],
    ['0 24 * * 1', 'The hour goes from 0 to 23; 24 is none.'],
    ['0 5/2 * * 1', 'Write 5-23/2 instead of 5/2.'],
    ['0 1,15/2 1-7/2 * 1', 'Write 15-23/2 instead of 15/2.'],
    ['0 9 * * mon/2', 'Write mon-6/2 instead of mon/2.'],
    ['0 */0 * * 1', 'A step has to be 1 or more'],
    ['0 17-9 * * 1', 'Write the smaller hour first in 17-9'],
    ['0 9 * * fri-sun', 'Write the smaller weekday first'],
    ['0 9 * * 5#2', '“5#2” is no weekday.'],
    ['0 9 15W * *', '“15w” is no day.'],
    ['0 9 ? * *', '“?” is no day.'],
    ['0 9 * * monday', '“monday” is no weekday.'],
    ['0 9 L * *', 'Not every Lightdash knows L.'],
    ['0 9 31 2 *', 'There is never such a day.'],
    ['0 9 31 4,6,9,11 *', 'There is never such a day.'],
  ])('refuses %j', (cron, start) => {
    expect(reason(cron)).toContain(start);
  });

  it('takes only what the server takes, and gives a sentence otherwise', () => {
    const often = fc.tuple(field(0, 59), rest).map(([first, others]) => [first, ...others].join(' '));
    fc.assert(
      fc.property(fc.oneof(hourly, often, fc.string()), (cron) => {
        const fault = reason(cron);
        if (fault === null) {
          // The server's own test, as its 400s show it.
          const parts = cron.trim().split(' ');
          expect(parts).toHaveLength(5);
          expect(parts[0]).toMatch(/^\d+$/);
          expect(nextRuns(cron, 'UTC', new Date('2026-01-01'), 1)).toHaveLength(1);
        } else {
          expect(fault).toMatch(/^.+\.$/s);
        }
      }),
    );
  });
});

describe('nextRuns', () => {
  it('are those after each moment that is asked for, in whatever order', () => {
    const hour = fc.integer({ min: 0, max: 24 * 9 });
    fc.assert(
      fc.property(fc.array(hour, { minLength: 2, maxLength: 12 }), (hours) => {
        for (const after of hours) {
          const from = new Date(Date.UTC(2026, 2, 25, after, 30));
          // Every sixth hour, by a clock that is set forward on the 29th.
          const [first, second] = nextRuns('0 */6 * * *', 'Europe/Berlin', from, 2);
          expect(first?.getTime()).toBeGreaterThan(from.getTime());
          expect(Number(first) - Number(from)).toBeLessThanOrEqual(7 * 3_600_000);
          expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(5 * 3_600_000);
        }
      }),
    );
    expect(runs('0 */6 * * *', 'Europe/Berlin', '2026-03-28T23:30', 2)).toEqual([
      '2026-03-29T04:00',
      '2026-03-29T10:00',
    ]);
    // Asked at the moment of a run, the next one is meant.
    expect(runs('0 */6 * * *', 'Europe/Berlin', '2026-03-29T04:00', 2)).toEqual([
      '2026-03-29T10:00',
      '2026-03-29T16:00',
    ]);
  });

  it('are the asker’s own', () => {
    const from = new Date('2026-11-20T00:00:00Z');
    const taken = [nextRuns('5 4 * * *', 'UTC', from, 3), nextRuns('5 4 * * *', 'UTC', from, 3)].flat();
    for (const date of taken) date.setUTCFullYear(1999);
    expect(runs('5 4 * * *', 'UTC', from.toISOString(), 1)).toEqual(['2026-11-20T04:05']);
  });

  it('keeps the clock of the place when the clocks change', () => {
    expect(runs('0 9 * * *', 'Europe/Berlin', '2026-03-27T12:00:00Z')).toEqual([
      '2026-03-28T08:00',
      '2026-03-29T07:00',
      '2026-03-30T07:00',
    ]);
    expect(runs('0 9 * * 1', 'America/New_York', '2026-10-25T00:00:00Z', 2)).toEqual([
      '2026-10-26T13:00',
      '2026-11-02T14:00',
    ]);
    expect(runs('30 6 * * *', 'Asia/Kolkata', '2026-11-20T12:00:00Z', 1)).toEqual(['2026-11-21T01:00']);
  });

  it('leaves out what the clocks skip, and runs twice what comes twice, as the server does', () => {
    expect(runs('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', 1)).toEqual(['2026-03-30T00:30']);
    expect(runs('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-10-25T01:30',
    ]);
  });

  it('wants day and weekday both', () => {
    expect(runs('0 9 1 * 1', 'UTC', '2026-11-20T00:00:00Z', 2)).toEqual(['2027-02-01T09:00', '2027-03-01T09:00']);
  });

  it('begins after the moment, and ends', () => {
    expect(runs('0 9 * * *', 'UTC', '2026-11-20T09:00:00Z', 1)).toEqual(['2026-11-21T09:00']);
    expect(runs('0 9 L * *', 'UTC', '2026-11-20T09:00:00Z', 1)).toEqual(['2026-11-30T09:00']);
    expect(nextRuns('0 * * * *', 'UTC', new Date(), 1e9)).toHaveLength(100);
    for (const count of [0, -1]) expect(nextRuns('0 * * * *', 'UTC', new Date(), count)).toEqual([]);
  });

  it.each([
    ['0 9 31 2 *', 'UTC'],
    ['every day', 'UTC'],
    ['0 9 * * *', 'Mars/Olympus'],
    ['0 9 * * *', ''],
  ])('has none for %s in %j', (cron, timezone) => {
    expect(nextRuns(cron, timezone, new Date(), 3)).toEqual([]);
  });

  it('has none after a date that is none', () => {
    expect(nextRuns('0 9 * * *', 'UTC', new Date('x'), 3)).toEqual([]);
  });

  it('only gives times that fit, in order', () => {
    fc.assert(
      fc.property(hourly, (cron) => {
        const dates = nextRuns(cron, 'UTC', new Date('2026-11-20T00:00:00Z'), 4);
        expect(dates.length).toBe(whyBroken(cron) ? 0 : 4);
        expect(dates).toEqual(dates.toSorted((a, b) => Number(a) - Number(b)));
        for (const date of dates) expect(String(date.getUTCMinutes())).toBe(cron.split(' ')[0]);
      }),
      RUNS,
    );
  });
});

describe('time zones', () => {
  it('is the scheduler’s own, the project’s, or UTC', () => {
    expect(timezoneOf({ timezone: 'Asia/Tokyo' }, 'Europe/Berlin')).toBe('Asia/Tokyo');
    expect(timezoneOf({ timezone: null }, 'Europe/Berlin')).toBe('Europe/Berlin');
    expect(timezoneOf({ timezone: '' }, null)).toBe('UTC');
  });

  it('knows them by name', () => {
    for (const name of ['UTC', 'Europe/Berlin', 'Asia/Kolkata']) expect(isTimezone(name)).toBe(true);
    for (const name of ['', 'Mars/Olympus', '+02:00', 'Berlin', '__proto__']) expect(isTimezone(name)).toBe(false);
  });

  it('lists each once, UTC first', () => {
    const list = timezones();
    expect(list[0]).toBe('UTC');
    expect(new Set(list).size).toBe(list.length);
    expect(list.every(isTimezone)).toBe(true);
    expect(timezones('UTC')).toEqual(list);
    // Engines list one name of each.
    for (const stored of ['Asia/Kolkata', 'Asia/Calcutta', 'Mars/Olympus'])
      expect(timezones(stored).filter((name) => name === stored)).toEqual([stored]);
  });
});
