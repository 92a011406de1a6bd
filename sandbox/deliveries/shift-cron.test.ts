import { expect, test } from 'vitest';
import { nextRuns } from '#/domain/schedule/cron';
import { minutesAhead, shiftCron } from './shift-cron';

test.each([
  ['0 9 * * 1', 60, '0 10 * * 1'],
  ['30 6 * * *', -60, '30 5 * * *'],
  ['0 9 * * 1-5', 330, '30 14 * * 1-5'],
  ['0 23 * * 5', 120, '0 1 * * 6'],
  ['0 1 * * 0', -120, '0 23 * * 6'],
  ['0 * * * *', 120, '0 * * * *'],
  ['0 */6 * * *', 60, '0 1,7,13,19 * * *'],
  ['0 8 1 * *', 0, '0 8 1 * *'],
])('%s for clocks %i minutes ahead is %s', (cron, minutes, expected) => {
  expect(shiftCron(cron, minutes)).toBe(expected);
});

test('the moments stay the same', () => {
  const at = new Date('2026-11-20T12:00:00Z');
  for (const [from, to] of [
    ['UTC', 'Asia/Tokyo'],
    ['Europe/Berlin', 'America/New_York'],
    ['UTC', 'Asia/Kolkata'],
  ] as const) {
    for (const cron of ['0 9 * * 1', '30 22 * * *', '0 7 * * 1-5']) {
      const shifted = shiftCron(cron, minutesAhead(to, from, at));
      expect(nextRuns(shifted, to, at, 5)).toEqual(nextRuns(cron, from, at, 5));
    }
  }
});
