import { describe, expect, it } from 'vitest';
import created from '../../recordings/1.219/CreateDashboardScheduler.json';
import listed from '../../recordings/1.219/ListSchedulers.json';
import olderCreated from '../../recordings/0.2110/CreateDashboardScheduler.json';
import olderListed from '../../recordings/0.2110/ListSchedulers.json';
import olderOne from '../../recordings/0.2110/getScheduler.json';
import one from '../../recordings/1.219/getScheduler.json';
import updated from '../../recordings/1.219/updateScheduler.json';
import type { Scheduler } from '../api/lightdash/gen/model/scheduler';
import { toUpdate, withEdit, type SchedulerEdit } from './scheduler-update';

/** Every scheduler in an answer, wherever it stands. */
const schedulersIn = (value: unknown): Scheduler[] => {
  if (Array.isArray(value)) return value.flatMap(schedulersIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('schedulerUuid' in value && 'cron' in value && 'targets' in value) return [value as Scheduler];
  return Object.values(value).flatMap(schedulersIn);
};

/** What says what is delivered and how; alike schedulers are one kind. */
const kindOf = (wire: Scheduler): string =>
  [
    wire.appUuid ? 'app' : wire.savedSqlUuid ? 'SQL chart' : wire.dashboardUuid ? 'dashboard' : 'chart',
    wire.format,
    wire.thresholds ? 'alert' : 'delivery',
    'slug' in wire ? 'of 1.219' : 'of 0.2110',
    'to',
    wire.targets.map((target) => Object.keys(target).findLast((key) => !/^(created|updated)At$/.test(key))).join(),
  ].join(' ');

const [recorded] = schedulersIn(one.ok);
if (!recorded) throw new Error('getScheduler.ok has no scheduler');
const dates = { createdAt: recorded.createdAt, updatedAt: recorded.updatedAt, schedulerUuid: recorded.schedulerUuid };

/** Kinds that nobody recorded, with what only they have, beside fields that servers may add one day. */
const MADE: Scheduler[] = [
  {
    ...recorded,
    savedChartUuid: null,
    savedChartName: null,
    savedSqlUuid: '00000000-0000-4000-8000-000000000001',
    savedSqlName: 'Revenue in SQL',
    plainTextEmail: true,
    message: 'Hi',
  },
  {
    ...recorded,
    savedChartUuid: null,
    savedChartName: null,
    appUuid: '00000000-0000-4000-8000-000000000002',
    appName: 'Planner',
    appState: { page: 2 },
    format: 'pdf',
    options: { pagePerTab: true },
  },
  {
    ...recorded,
    filters: { dimensions: { id: 'root', and: [] } },
    parameters: { region: 'EU' },
    thresholds: [{ operator: 'greaterThan', fieldId: 'orders_total', value: 3 }],
    notificationFrequency: 'once',
    includeLinks: false,
    targets: [{ schedulerGoogleChatTargetUuid: 'g1', ...dates, googleChatWebhook: 'https://chat.example.test/secret' }],
  },
  {
    ...recorded,
    savedChartUuid: null,
    dashboardUuid: '00000000-0000-4000-8000-000000000003',
    filters: [{ id: 'f', operator: 'equals', target: { fieldId: 'x' }, values: ['EU'] }],
    selectedTabs: ['t1', 't2'],
    customViewportWidth: 1200,
    timezone: null,
    ...({ addedOneDay: { by: 'the server' } } as object),
  },
];

const KINDS = new Map(
  [created, listed, one, updated, olderCreated, olderListed, olderOne, MADE]
    .flatMap(schedulersIn)
    .map((wire) => [kindOf(wire) + (MADE.includes(wire) ? ', made' : ''), wire] as const),
);

/** What no update sets: what is delivered, by whom, and when it was made. Null and absent are the same, but for the app. */
const isUnset = ([field, value]: [string, unknown]): boolean =>
  /^(slug|schedulerUuid|createdAt|updatedAt|createdBy|createdByName|enabled|latestRun|projectSchedulerTimezone)$/.test(
    field,
  ) ||
  /^(savedChart|dashboard|savedSql|project)(Uuid|Name)$/.test(field) ||
  (value === null && !field.startsWith('app'));

/** What has to go back, target by target without the dates and the scheduler. */
const expected = (wire: Scheduler) => ({
  ...Object.fromEntries(Object.entries(wire).filter((entry) => !isUnset(entry))),
  targets: wire.targets.map((target) =>
    Object.fromEntries(Object.entries(target).filter(([field]) => !(field in dates))),
  ),
});

const sameAs = (wire: Scheduler): SchedulerEdit => ({
  name: wire.name,
  cron: wire.cron,
  timezone: wire.timezone ?? null,
  format: wire.format,
  targets: wire.targets.map((target) =>
    'recipient' in target
      ? { kind: 'email', uuid: target.schedulerEmailTargetUuid, recipient: target.recipient }
      : 'channel' in target
        ? { kind: 'slack', uuid: target.schedulerSlackTargetUuid, channel: target.channel }
        : 'googleChatWebhook' in target
          ? { kind: 'googlechat', uuid: target.schedulerGoogleChatTargetUuid }
          : { kind: 'msteams', uuid: target.schedulerMsTeamsTargetUuid },
  ),
});

describe('an update sends what was read, but for what was changed', () => {
  it('of many kinds', () => expect(KINDS.size).toBeGreaterThan(15));

  it.each([...KINDS])('%s', (_kind, wire) => {
    expect(toUpdate(wire)).toEqual(expected(wire));
    expect(withEdit(wire, { ...sameAs(wire), name: 'Renamed' })).toEqual({ ...expected(wire), name: 'Renamed' });
    expect(withEdit(wire, { ...sameAs(wire), cron: '0 7 * * *' })).toEqual({ ...expected(wire), cron: '0 7 * * *' });
    expect(withEdit(wire, { ...sameAs(wire), timezone: 'Asia/Tokyo' })).toEqual({
      ...expected(wire),
      timezone: 'Asia/Tokyo',
    });
  });
});
