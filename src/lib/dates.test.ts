import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockTime,
  dateIn,
  dayOfYear,
  exactDate,
  relativeDate,
  shortDate,
  shortWeekday,
  timeAgo,
  weekday,
} from './dates';

const now = new Date(2026, 10, 20, 12, 0);
const at = (...[year, month, day, hour = 12, minute = 0]: [number, number, number, number?, number?]) =>
  new Date(year, month - 1, day, hour, minute).toISOString();

describe('dateIn', () => {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

  it('says when by the clock there, and by that of the reader where it is another', () => {
    const date = new Date('2026-11-20T03:00:00.000Z');
    const mine = exactDate(date.toISOString());
    expect(dateIn(date, here)).toBe(mine);
    expect(dateIn(date, null)).toBe(mine);
    // Nobody's computer stands there.
    expect(dateIn(date, 'Pacific/Marquesas')).toMatch(/^19 November 2026 at 17:30 GMT-9:30 \(.+ for you\)$/);
  });
});

describe('relativeDate', () => {
  it.each([
    [at(2026, 11, 20), 'just now'],
    [at(2026, 11, 20, 11, 59), '1 minute ago'],
    [at(2026, 11, 20, 11, 1), '59 minutes ago'],
    [at(2026, 11, 20, 9), '3 hours ago'],
    [at(2026, 11, 20, 0, 1), '11 hours ago'],
    [at(2026, 11, 20, 15), 'in 3 hours'],
    [at(2026, 11, 19, 23), 'yesterday'],
    [at(2026, 11, 18, 23), '2 days ago'],
    [at(2026, 11, 21, 9), 'tomorrow'],
    [at(2026, 11, 8), '12 days ago'],
    [at(2026, 11, 1), '2 weeks ago'],
    [at(2026, 8, 20), '3 months ago'],
    [at(2025, 11, 20), '11 months ago'],
    [at(2023, 11, 1), '3 years ago'],
    [at(2028, 12, 1), 'in 2 years'],
    [at(2026, 12, 4), 'in 14 days'],
    [at(2027, 2, 18), 'in 90 days'],
    [at(2027, 3, 20), 'in 4 months'],
    [at(2027, 5, 19), 'in 6 months'],
  ])('%s → %s', (iso, words) => {
    expect(relativeDate(iso, now)).toBe(words);
    expect(relativeDate(iso, now.getTime())).toBe(words);
  });

  it('speaks of last night by the hour as long as it is near', () => {
    expect(relativeDate(at(2026, 11, 19, 22), new Date(2026, 10, 20, 7))).toBe('9 hours ago');
  });

  it('is never 0 of anything', () => {
    const date = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(date, date, (then, today) => {
        expect(relativeDate(then.toISOString(), today)).toMatch(/^(just now|yesterday|tomorrow|(in )?[1-9].*)$/);
      }),
    );
  });
});

it('never puts what is over into the future', () => {
  expect(timeAgo(at(2026, 11, 20, 12, 2), now)).toBe('just now');
  expect(timeAgo(at(2026, 11, 20, 11, 58), now)).toBe('2 minutes ago');
  expect(timeAgo(null, now)).toBe('');
});

it('says the exact date with its time zone', () => {
  expect(exactDate(at(2026, 11, 20, 9, 5))).toMatch(/^20 November 2026 at 09:05 \S+/);
  expect(exactDate(at(2026, 11, 20, 9, 5), 'de')).toMatch(/^20\. November 2026 um 09:05 \S+/);
  expect(exactDate(at(2026, 11, 20, 9, 5), 'de')).toMatch(/^20\. November/);
});

it('says the day', () => {
  expect(shortDate(at(2026, 11, 20))).toBe('20 Nov 2026');
  const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  for (let month = 1; month <= 12; month++)
    expect(shortDate(at(2027, month, 9))).toBe(short.format(new Date(at(2027, month, 9))));
});

it.each(['', 'soon', '2026-13-45', null, undefined])('says nothing about %j', (iso) => {
  expect([relativeDate(iso, now), exactDate(iso), shortDate(iso)]).toEqual(['', '', '']);
});

it('says times, days and their names as Intl does', () => {
  const as = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options);
  const clock = as({ hour: '2-digit', minute: '2-digit' });
  const [long, short] = [as({ weekday: 'long' }), as({ weekday: 'short' })];
  const day = as({ day: 'numeric', month: 'long' });
  const date = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(date, (moment) => {
      expect([clockTime, weekday, shortWeekday, dayOfYear].map((say) => say(moment))).toEqual(
        [clock, long, short, day].map((format) => format.format(moment)),
      );
      expect(weekday(moment.getTime())).toBe(weekday(moment));
    }),
  );
});
