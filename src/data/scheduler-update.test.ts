import { describe, expect, it } from 'vitest';
import type { Scheduler as WireScheduler } from '../api/lightdash/gen/model/scheduler';
import { isAsWanted, toUpdate, withEdit, type SchedulerEdit } from './scheduler-update';
import { WEBHOOK, wireScheduler } from './testing-schedulers';

const wire = (fields: Partial<WireScheduler> = {}): WireScheduler => ({ ...wireScheduler('s1'), ...fields });
const edit = (fields: Partial<SchedulerEdit> = {}): SchedulerEdit => ({
  name: 'Weekly',
  cron: '0 9 * * 1',
  timezone: 'Europe/Berlin',
  format: 'csv',
  targets: [],
  ...fields,
});

describe('the whole object of an update', () => {
  it('keeps everything that is set and leaves out what is not', () => {
    const full = wire({
      message: 'Hi',
      filters: [{ id: 'f', operator: 'equals', target: { fieldId: 'x' } }],
      parameters: { p: 1 },
      customViewportWidth: 1200,
      selectedTabs: ['t'],
    });
    expect(toUpdate(full)).toEqual({
      name: 'Weekly',
      message: 'Hi',
      cron: '0 9 * * 1',
      timezone: 'Europe/Berlin',
      format: 'csv',
      options: { formatted: true, limit: 'table' },
      includeLinks: true,
      filters: full.filters,
      parameters: { p: 1 },
      customViewportWidth: 1200,
      selectedTabs: ['t'],
      targets: [
        { schedulerEmailTargetUuid: 't1', recipient: 'ana@jaffle.example' },
        { schedulerSlackTargetUuid: 't2', channel: 'C1' },
        { schedulerMsTeamsTargetUuid: 't3', webhook: WEBHOOK },
      ],
    });
    expect(Object.keys(toUpdate(wire({ timezone: null })))).toEqual([
      'name',
      'cron',
      'format',
      'options',
      'includeLinks',
      'targets',
    ]);
  });

  it('sends the webhook of a kept Teams target back unchanged, and drops what is not listed', () => {
    const { targets } = withEdit(
      wire(),
      edit({
        targets: [
          { kind: 'msteams', uuid: 't3' },
          { kind: 'email', recipient: 'bo@jaffle.example' },
        ],
      }),
    );
    expect(targets).toEqual([
      { schedulerMsTeamsTargetUuid: 't3', webhook: WEBHOOK },
      { recipient: 'bo@jaffle.example' },
    ]);
  });

  it('names a Teams target that is gone meanwhile not at all', () => {
    expect(withEdit(wire(), edit({ targets: [{ kind: 'msteams', uuid: 'gone' }] })).targets).toEqual([]);
  });

  it('leaves the time zone out when it shall be the project’s', () => {
    expect(withEdit(wire(), edit({ timezone: null }))).not.toHaveProperty('timezone');
  });

  it('keeps the options of a format, also from CSV to Excel, and resets them for another kind', () => {
    expect(withEdit(wire(), edit({ format: 'xlsx' })).options).toEqual({ formatted: true, limit: 'table' });
    expect(withEdit(wire(), edit({ format: 'image' })).options).toEqual({ withPdf: false });
    expect(withEdit(wire({ format: 'image', options: { withPdf: true } }), edit({ format: 'csv' })).options).toEqual({
      formatted: true,
      limit: 'table',
    });
  });

  it('is in place when name, times, format and targets are, in whatever order', () => {
    const wanted = withEdit(
      wire(),
      edit({
        targets: [
          { kind: 'slack', uuid: 't2', channel: 'C1' },
          { kind: 'email', uuid: 't1', recipient: 'ana@jaffle.example' },
          { kind: 'msteams', uuid: 't3' },
        ],
      }),
    );
    expect(isAsWanted(wire(), wanted)).toBe(true);
    expect(isAsWanted(wire({ name: 'Daily' }), wanted)).toBe(false);
    expect(isAsWanted(wire({ targets: wire().targets.slice(1) }), wanted)).toBe(false);
  });
});
