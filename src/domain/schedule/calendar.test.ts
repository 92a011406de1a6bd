import { describe, expect, test } from 'vitest';
import { calendar } from './calendar';
import { nextRuns } from './cron';

const DAYS = 8 * 86_400_000;
const at = (iso: string) => Date.parse(iso);

describe('calendar', () => {
  // A week without a change of clocks, two with one in Europe, and one in which Lord Howe Island moves by half an hour.
  const WEEKS = ['2026-11-30T00:00:00Z', '2026-03-25T23:00:00Z', '2026-10-21T22:00:00Z', '2026-10-02T00:00:00Z'];
  const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Asia/Tokyo'];
  const RULES = ['0 9 * * 1', '30 2 * * *', '15,45 */6 * * 1-5', '0 0 1 * *', '0 8 L * *', '7 23 25-31 3,10,11 0,6'];

  test.each(WEEKS.flatMap((week) => ZONES.map((zone) => [week, zone] as const)))(
    'finds in the days from %s in %s what running from one time to the next finds',
    (week, zone) => {
      const due = calendar(at(week), at(week) + DAYS);
      for (const rule of RULES) {
        const expected = nextRuns(rule, zone, new Date(at(week) - 1), 100)
          .map((date) => date.getTime())
          .filter((time) => time < at(week) + DAYS);
        expect([rule, due(rule, zone)]).toEqual([rule, expected]);
      }
    },
  );

  test('has nothing to say of a rule or a time zone that nobody understands', () => {
    const due = calendar(at('2026-11-30T00:00:00Z'), at('2026-12-01T00:00:00Z'));
    expect(due('every morning', 'UTC')).toEqual([]);
    expect(due('0 9 * * *', 'Mars/Olympus')).toEqual([]);
    expect(due('0 9 31 2 *', 'UTC')).toEqual([]);
    expect(calendar(0, 0)('0 9 * * *', 'UTC')).toEqual([]);
  });
});
