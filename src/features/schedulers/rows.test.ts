import { describe, expect, it } from 'vitest';
import type { Project } from '#/data/projects';
import { ailmentsOf } from '#/domain/schedule/ailments';
import type { Run, Scheduler } from '#/domain/schedule/types';
import { readListView } from '#/lib/list-view';
import { narrowRows } from '#/lib/rows';
import { hiddenOf, rowOf, SCHEDULERS, statesOf, type RowContext } from './rows';

const NOW = new Date('2026-11-20T12:00:00.000Z');

const scheduler = (fields: Partial<Scheduler> = {}): Scheduler => ({
  uuid: 's1',
  name: 'Weekly',
  projectUuid: 'p1',
  format: 'csv',
  cron: '0 9 * * *',
  timezone: 'UTC',
  isEnabled: true,
  isAlert: false,
  ownerUuid: 'ana',
  ownerName: 'Ana Silva',
  content: { kind: 'chart', uuid: 'c1', name: 'Revenue' },
  targets: [{ kind: 'email', uuid: 't1', recipient: 'bo@jaffle.example' }],
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  notificationFrequency: 'always',
  ...fields,
});

const run = (schedulerUuid: string, status: Run['status']): Run => ({
  id: `r-${schedulerUuid}`,
  schedulerUuid,
  status,
  scheduledFor: '2026-11-20T09:00:00.000Z',
  startedAt: null,
  endedAt: '2026-11-20T09:00:05.000Z',
  duration: null,
  error: status === 'failed' ? 'Query timed out' : null,
  results: [],
  parts: [],
});

const context = (fields: Partial<RowContext> = {}): RowContext => ({
  projectNames: new Map([['p1', 'Jaffle shop']]),
  ownerStatusOf: (uuid) => (uuid === 'ana' ? 'active' : 'expired'),
  runs: new Map(),
  projectsRead: new Set(['p1']),
  isSettled: true,
  zones: new Map(),
  domains: ['jaffle.example'],
  now: NOW,
  ailmentsOf,
  ...fields,
});

const view = (search: string) => readListView(SCHEDULERS.schema, new URLSearchParams(search));

describe('rowOf', () => {
  it('shows the next three runs, and none of what is off or skipped', () => {
    expect(rowOf(scheduler(), context()).next.map((date) => date.toISOString())).toEqual([
      '2026-11-21T09:00:00.000Z',
      '2026-11-22T09:00:00.000Z',
      '2026-11-23T09:00:00.000Z',
    ]);
    expect(rowOf(scheduler({ isEnabled: false }), context()).next).toEqual([]);
    expect(rowOf(scheduler(), context({ ownerStatusOf: () => 'deactivated' })).next).toEqual([]);
  });

  it('does not guess the time zone of a project that is not read', () => {
    expect(rowOf(scheduler({ timezone: null }), context())).toMatchObject({ zone: null, next: [] });
    const queued = (hour: string): Run => ({
      ...run('s1', 'scheduled'),
      scheduledFor: `2026-11-20T${hour}:00:00.000Z`,
    });
    const runs = new Map([['s1', [queued('20'), queued('15'), queued('11'), run('s1', 'completed')]]]);
    // What the server has queued for today needs no time zone.
    expect(rowOf(scheduler({ timezone: null }), context({ runs })).next.map((date) => date.getUTCHours())).toEqual([
      15, 20,
    ]);
    expect(rowOf(scheduler({ timezone: null, isEnabled: false }), context({ runs })).next).toEqual([]);
    expect(
      rowOf(scheduler({ timezone: null }), context({ zones: new Map([['p1', 'Asia/Tokyo']]) })).next[0]?.toISOString(),
    ).toBe('2026-11-21T00:00:00.000Z');
    // Lists of 1.219 tell it beside each scheduler.
    expect(rowOf(scheduler({ timezone: null, projectZone: 'Asia/Tokyo' }), context()).zone).toBe('Asia/Tokyo');
  });

  it('says of an owner only what is known', () => {
    expect(rowOf(scheduler({ ownerUuid: 'x' }), context()).ownerStatus).toBe('expired');
    expect(rowOf(scheduler(), context({ ownerStatusOf: () => null })).ownerStatus).toBeNull();
  });

  it('tells runs that are not read from none at all, and lets none hurt before all are in', () => {
    const runs = new Map([['s1', [run('s1', 'failed')]]]);
    expect(rowOf(scheduler(), context({ projectsRead: new Set() })).runs).toBeNull();
    expect(rowOf(scheduler(), context()).runs).toEqual([]);
    expect(rowOf(scheduler(), context({ runs, isSettled: false })).ailments).toEqual([]);
    expect(rowOf(scheduler(), context({ runs })).ailments.map(({ kind }) => kind)).toEqual(['failing']);
  });

  it('calls well only what has been looked at: runs and owner', () => {
    expect(statesOf(rowOf(scheduler(), context()))).toEqual(['well']);
    for (const unread of [{ projectsRead: new Set<string>() }, { ownerStatusOf: () => null }]) {
      expect(statesOf(rowOf(scheduler(), context(unread)))).toEqual(['on']);
    }
  });
});

describe('the list', () => {
  const runs = new Map([['failing', [run('failing', 'failed')]]]);
  const rows = [
    scheduler({ uuid: 'well', name: 'Well' }),
    scheduler({ uuid: 'off', name: 'A quiet one', isEnabled: false, format: 'gsheets', targets: [] }),
    scheduler({
      uuid: 'outside',
      name: 'Outside',
      targets: [{ kind: 'email', recipient: 'eve@audit.example' }],
      isAlert: true,
    }),
    scheduler({ uuid: 'failing', name: 'Failing', ownerUuid: 'bo', ownerName: 'Bo Li' }),
  ].map((each) => rowOf(each, context({ runs, ownerStatusOf: (uuid) => (uuid === 'ana' ? 'active' : null) })));
  const uuids = (list: readonly { scheduler: Scheduler }[]) => list.map((row) => row.scheduler.uuid);

  it('puts what hurts first and what is quietly off last', () => {
    expect(uuids(SCHEDULERS.sort(rows, view('').sort))).toEqual(['failing', 'outside', 'well', 'off']);
    expect(uuids(SCHEDULERS.sort(rows, view('sort=-state').sort))).toEqual(['off', 'well', 'outside', 'failing']);
  });

  it('says nothing of how it stands before all is in, and changes places once', () => {
    const of = (isSettled: boolean) =>
      [
        scheduler({ uuid: 'zoe', name: 'Zoe', targets: [{ kind: 'email', recipient: 'eve@audit.example' }] }),
        scheduler({ uuid: 'ana', name: 'Ana' }),
        scheduler({ uuid: 'off', name: 'A quiet one', isEnabled: false }),
      ].map((each) => rowOf(each, context({ isSettled })));
    expect(of(false).map(statesOf)).toEqual([[], [], ['off']]);
    expect(uuids(SCHEDULERS.sort(of(false), view('').sort))).toEqual(['ana', 'zoe', 'off']);
    expect(uuids(SCHEDULERS.sort(of(true), view('').sort))).toEqual(['zoe', 'ana', 'off']);
  });

  it('sorts by what a column shows, rows without it last', () => {
    expect(uuids(SCHEDULERS.sort(rows, view('sort=name').sort))).toEqual(['off', 'failing', 'outside', 'well']);
    expect(uuids(SCHEDULERS.sort(rows, view('sort=-last').sort))[0]).toBe('failing');
    expect(uuids(SCHEDULERS.sort(rows, view('sort=next').sort)).at(-1)).toBe('off');
  });

  it('filters by state, format, kind of target, owner and kind', () => {
    const fit = (search: string) => uuids(narrowRows(rows, SCHEDULERS, view(search)));
    expect(fit('state=failing,off')).toEqual(['off', 'failing']);
    expect(fit('state=well')).toEqual(['well']);
    expect(fit('format=gsheets')).toEqual(['off']);
    expect(fit('target=gsheets')).toEqual(['off']);
    expect(fit('target=email')).toEqual(['well', 'outside', 'failing']);
    expect(fit('owner=bo')).toEqual(['failing']);
    expect(fit('kind=alert')).toEqual(['outside']);
    expect(fit('project=p2')).toEqual([]);
  });

  it('searches name, content, project, owner and recipients', () => {
    const found = (search: string) => uuids(narrowRows(rows, SCHEDULERS, view(`q=${search}`)));
    expect(found('audit')).toEqual(['outside']);
    expect(found('bo+li')).toEqual(['failing']);
    expect(found('revenue+shop')).toHaveLength(4);
  });

  it('is both off and hurting when the server has switched it off', () => {
    const broken: Run = { ...run('s1', 'failed'), error: 'Failed to reference field "x" that does not exist' };
    const row = rowOf(scheduler({ isEnabled: false }), context({ runs: new Map([['s1', [broken]]]) }));
    expect(statesOf(row)).toEqual(['switched-off', 'off']);
  });
});

describe('hiddenOf', () => {
  it('tells whether other projects may have schedulers that the reader does not see', () => {
    const projects = ['p1', 'p2'].map((uuid) => ({ uuid }) as Project);
    const [first] = projects;
    expect(hiddenOf({ projects, forbidden: [] })).toBe('none');
    expect(hiddenOf({ projects, forbidden: first ? [first] : [] })).toBe('some');
    expect(hiddenOf({ projects, forbidden: projects })).toBe('all');
    expect(hiddenOf({ projects: [], forbidden: [] })).toBe('none');
  });
});
