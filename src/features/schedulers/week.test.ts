import { describe, expect, it } from 'vitest';
import type { Run, Scheduler } from '#/domain/schedule/types';
import { inSteps, weekOf } from './week';

// By the reader's clock, whichever that is: Friday, 20 November 2026, half past twelve.
const NOW = new Date(2026, 10, 20, 12, 30);
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const scheduler = (uuid: string, fields: Partial<Scheduler> = {}): Scheduler => ({
  uuid,
  name: uuid,
  projectUuid: 'p1',
  format: 'csv',
  cron: '0 9 * * *',
  timezone: HERE,
  isEnabled: true,
  isAlert: false,
  ownerUuid: 'ana',
  ownerName: 'Ana Silva',
  content: null,
  targets: [],
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  notificationFrequency: 'always',
  ...fields,
});

const run = (status: Run['status']): Run => ({
  id: status,
  schedulerUuid: null,
  status,
  scheduledFor: '2026-11-20T09:00:00.000Z',
  startedAt: null,
  endedAt: null,
  duration: null,
  error: null,
  results: [],
  parts: [],
});

const week = (schedulers: Scheduler[], fields: Partial<Parameters<typeof weekOf>[1]> = {}) =>
  weekOf(schedulers, {
    runs: new Map(),
    ownerStatusOf: (uuid) => (uuid === 'left' ? 'deactivated' : 'active'),
    zones: new Map(),
    now: NOW,
    ...fields,
  });

describe('weekOf', () => {
  it('puts each delivery at its day and hour, from the beginning of today', () => {
    const { days, size, today, next } = week([
      scheduler('daily'),
      scheduler('hourly', { cron: '15 8-16/4 * * *' }),
      scheduler('saturdays', { cron: '0 9 * * 6' }),
    ]);
    expect(days.map(({ day }) => day.getDay())).toEqual([5, 6, 0, 1, 2, 3, 4]);
    expect(days[0]?.hours[9]).toMatchObject({ size: 1 });
    expect(days[1]?.hours[9]?.dues.map((due) => due.scheduler.uuid)).toEqual(['daily', 'saturdays']);
    expect(days[6]?.hours.map((cell) => cell.size).filter(Boolean)).toEqual([1, 1, 1, 1]);
    expect({ size, today }).toEqual({ size: 7 + 21 + 1, today: 4 });
    // What is over is not what comes next.
    expect(next[0]).toMatchObject({
      at: new Date(2026, 10, 20, 16, 15).getTime(),
      due: { scheduler: { uuid: 'hourly' } },
    });
  });

  it('leaves out what is off or belongs to nobody who can sign in, and says how many', () => {
    const found = week([
      scheduler('off', { isEnabled: false }),
      scheduler('left', { ownerUuid: 'left' }),
      scheduler('broken', { cron: 'every morning' }),
    ]);
    expect(found).toMatchObject({ size: 0, skipped: 1, unplaced: 0, next: [] });
  });

  it('goes by the time zone of the project where there is no own one, and never guesses it', () => {
    const own = scheduler('own', { timezone: null });
    expect(week([own])).toMatchObject({ size: 0, unplaced: 1 });
    expect(week([own], { zones: new Map([['p1', HERE]]) })).toMatchObject({ size: 7, unplaced: 0 });
    expect(week([{ ...own, projectZone: HERE }])).toMatchObject({ size: 7, unplaced: 0 });
  });

  it('marks by the last run that is over', () => {
    const runs = new Map([
      ['failed', [run('scheduled'), run('running'), run('failed'), run('completed')]],
      ['partial', [run('partial')]],
      ['mended', [run('completed'), run('failed')]],
    ]);
    const found = week([scheduler('failed'), scheduler('partial'), scheduler('mended'), scheduler('none')], { runs });
    expect(found.days[0]?.hours[9]?.dues.map((due) => due.failure)).toEqual(['failed', 'partial', null, null]);
  });

  it('joins hours where there is no room for each, a scheduler once', () => {
    const [today] = week([scheduler('often', { cron: '0,30 8-9 * * *' })]).days;
    const steps = inSteps(today?.hours ?? [], 2);
    expect(steps).toHaveLength(12);
    expect(steps[4]).toMatchObject({ size: 4, dues: [{ scheduler: { uuid: 'often' } }] });
    expect(steps[4]?.dues).toHaveLength(1);
    expect(steps[4]?.dues[0]?.times).toHaveLength(4);
  });
});
