import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCron } from './cron-check';
import { parseCron } from './cron-fields';
import { clockOf, cronOf, HOUR_STEPS, inKind, rhythmOf, type Rhythm } from './rhythm';

const minute = fc.integer({ min: 0, max: 59 });
const hour = fc.integer({ min: 0, max: 23 });
const rhythms: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.record({ kind: fc.constant('hourly' as const), minute }),
  fc.record({ kind: fc.constantFrom('daily' as const, 'weekdays' as const), hour, minute }),
  fc.record({
    kind: fc.constant('weekly' as const),
    weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }),
    hour,
    minute,
  }),
  fc.record({ kind: fc.constant('monthly' as const), day: fc.integer({ min: 1, max: 31 }), hour, minute }),
  fc
    .tuple(fc.constantFrom(...HOUR_STEPS), hour, minute)
    .map(([every, first, at]) => ({ kind: 'hours' as const, every, hour: first % every, minute: at })),
);

describe('rhythmOf', () => {
  it.each<[string, Rhythm]>([
    ['30 * * * *', { kind: 'hourly', minute: 30 }],
    ['0 */6 * * *', { kind: 'hours', every: 6, hour: 0, minute: 0 }],
    ['15 1,13 * * *', { kind: 'hours', every: 12, hour: 1, minute: 15 }],
    ['05 09 * * *', { kind: 'daily', hour: 9, minute: 5 }],
    ['0 7 * * mon-FRI', { kind: 'weekdays', hour: 7, minute: 0 }],
    ['0 9 * * 1', { kind: 'weekly', weekdays: [1], hour: 9, minute: 0 }],
    ['0 9 * * 6,7', { kind: 'weekly', weekdays: [0, 6], hour: 9, minute: 0 }],
    ['0 8 31 * *', { kind: 'monthly', day: 31, hour: 8, minute: 0 }],
  ])('shows %s', (cron, rhythm) => expect(rhythmOf(cron)).toEqual(rhythm));

  it.each([
    '*/15 * * * *',
    '0 9 L * *',
    '0 9 1,15 * *',
    '0 9 1 * 1',
    '0 9 * 1-6 *',
    '0 */5 * * *',
    '0 9-17 * * *',
    '0 */6 * * 1',
    '0 9,18 * * *',
    'every day',
    '',
  ])('leaves “%s” as it is written', (cron) => expect(rhythmOf(cron)).toBeNull());

  it('applies at the same times as the rule it was read from, which Lightdash takes', () => {
    const field = (max: number) =>
      fc.oneof(fc.constant('*'), fc.constant('*/2'), fc.integer({ min: 1, max }).map(String));
    const crons = fc
      .tuple(minute, field(23), field(28), fc.constantFrom('*', '3'), fc.constantFrom('*', '1-5', '0-6', '2', '6,7'))
      .map((fields) => fields.join(' '));
    fc.assert(
      fc.property(crons, (cron) => {
        const rhythm = rhythmOf(cron);
        if (rhythm) expect(parseCron(cronOf(rhythm))).toEqual(parseCron(cron));
      }),
    );
    fc.assert(
      fc.property(rhythms, (rhythm) => {
        expect(checkCron(cronOf(rhythm))).toBe(true);
        expect(parseCron(cronOf(rhythmOf(cronOf(rhythm)) ?? { kind: 'hourly', minute: -1 }))).toEqual(
          parseCron(cronOf(rhythm)),
        );
      }),
    );
  });
});

describe('inKind', () => {
  it('keeps the time of day, and begins at nine where there was none', () => {
    const before: Rhythm = { kind: 'monthly', day: 3, hour: 14, minute: 45 };
    expect(inKind('weekdays', before)).toEqual({ kind: 'weekdays', hour: 14, minute: 45 });
    expect(inKind('hours', before)).toEqual({ kind: 'hours', every: 6, hour: 2, minute: 45 });
    expect(inKind('daily', { kind: 'hourly', minute: 20 })).toEqual({ kind: 'daily', hour: 9, minute: 20 });
    expect(inKind('weekly', null)).toEqual({ kind: 'weekly', weekdays: [1], hour: 9, minute: 0 });
  });

  it('keeps the first time of day of a rule that no form shows', () => {
    expect(inKind('daily', clockOf('30 14,18 1-7 * 1'))).toEqual({ kind: 'daily', hour: 14, minute: 30 });
    expect(inKind('daily', clockOf('30 * 1 * *'))).toEqual({ kind: 'daily', hour: 9, minute: 30 });
    expect(clockOf('every day')).toBeNull();
  });

  it('gives a rule of that kind, whatever it was', () => {
    fc.assert(
      fc.property(rhythms, rhythms, ({ kind }, before) => {
        expect(rhythmOf(cronOf(inKind(kind, before)))?.kind).toBe(kind);
      }),
    );
  });
});
