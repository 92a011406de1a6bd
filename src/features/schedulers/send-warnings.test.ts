import { describe, expect, it } from 'vitest';
import type { OwnerStatus, Scheduler } from '#/domain/schedule/types';
import { sendWarnings, whyNeverRuns } from './send-warnings';

const scheduler = (uuid: string, ownerUuid: string, recipient: string): Scheduler => ({
  uuid,
  name: `Report ${uuid}`,
  projectUuid: 'p',
  format: 'csv',
  cron: '0 9 * * *',
  timezone: null,
  isEnabled: true,
  isAlert: false,
  ownerUuid,
  ownerName: 'Ana Díaz',
  content: null,
  targets: [{ kind: 'email', recipient }],
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  notificationFrequency: 'always',
});

const statuses: Readonly<Record<string, OwnerStatus>> = { ana: 'active', bo: 'deactivated', cy: 'pending' };
const known = {
  ownerStatusOf: (uuid: string) => statuses[uuid] ?? null,
  domains: ['shop.example'],
  now: new Date('2026-11-20T12:00:00Z'),
};
const all = [
  scheduler('1', 'ana', 'a@shop.example'),
  scheduler('2', 'bo', 'a@shop.example'),
  scheduler('3', 'cy', 'a@else.example'),
  scheduler('4', 'nobody', 'a@shop.example'),
];

describe('sendWarnings', () => {
  it('finds those whose times are skipped, and those that go outside', () => {
    const { skipped, outside } = sendWarnings(all, known);
    expect(skipped.map(({ uuid }) => uuid)).toEqual(['2', '3']);
    expect([...outside.keys()]).toEqual(['3']);
    expect(outside.get('3')?.sentence).toContain('else.example');
  });

  it('says nothing of what is not known', () => {
    const { skipped, outside } = sendWarnings(all, { ...known, ownerStatusOf: () => null, domains: null });
    expect([skipped, outside.size]).toEqual([[], 0]);
  });
});

describe('whyNeverRuns', () => {
  it('tells what is switched on for nothing, as far as it is known', () => {
    expect(whyNeverRuns({ cron: '0 9 31 2 *' }, 'active')).toMatch(
      /^It never runs, because of its time rule\. .*such a day/,
    );
    expect(whyNeverRuns({ cron: '0 9 * * *' }, 'deactivated')).toMatch(/^Its times are skipped/);
    for (const status of ['active', null] as const) expect(whyNeverRuns({ cron: '0 9 * * *' }, status)).toBeNull();
  });
});
