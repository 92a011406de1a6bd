import { describe, expect, it } from 'vitest';
import { perDay } from './perDay';

describe('perDay', () => {
  it('counts by days of the calendar, today last', () => {
    const iso = (...[month, day, hour]: [number, number, number]) => new Date(2026, month, day, hour).toISOString();
    // Between the first and the last of these days the clocks change in many places.
    const now = new Date(2026, 9, 27, 1);
    const dates = [iso(9, 27, 0), iso(9, 26, 23), iso(9, 25, 1), iso(9, 24, 23), iso(9, 28, 1), null, 'never'];
    expect(perDay(dates, now, 3)).toEqual([1, 1, 1]);
  });
});
