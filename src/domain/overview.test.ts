import { describe, expect, it } from 'vitest';
import type { Member } from './members';
import { ailing, announcedByOperation, longPending, onlyAdmin, sendingBroken, withoutAnything } from './overview';
import { brokenInWords } from './schedule/broken';
import type { Scheduler } from './schedule/types';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const member = (userUuid: string, part: Partial<Member> = {}): Member => ({
  userUuid,
  firstName: userUuid,
  lastName: '',
  name: userUuid,
  email: `${userUuid}@example.com`,
  role: 'viewer',
  status: 'active',
  joinedAt: '2025-01-01T00:00:00Z',
  invitedAt: null,
  groupUuids: [],
  ...part,
});
const names = (members: readonly Member[]) => members.map(({ userUuid }) => userUuid);

describe('longPending', () => {
  it('names who has been invited for more than a week, also when the link has expired', () => {
    const invited = (userUuid: string, invitedAt: string, status: Member['status'] = 'pending') =>
      member(userUuid, { status, invitedAt, joinedAt: null });
    const members = [
      invited('week', '2026-11-13T11:59:00Z'),
      invited('days', '2026-11-14T12:00:00Z'),
      invited('expired', '2026-10-01T00:00:00Z', 'expired'),
      invited('gone', '2026-10-01T00:00:00Z', 'deactivated'),
      member('here'),
    ];
    expect(names(longPending(members, NOW))).toEqual(['week', 'expired']);
  });
});

describe('onlyAdmin', () => {
  it('counts only admins who can sign in', () => {
    const ana = member('ana', { role: 'admin' });
    expect(onlyAdmin([ana, member('bo', { role: 'admin', status: 'pending' })])?.userUuid).toBe('ana');
    expect(onlyAdmin([ana, member('bo', { role: 'admin' })])).toBeNull();
    expect(onlyAdmin([member('bo')])).toBeNull();
  });
});

describe('withoutAnything', () => {
  it('names active members without role, group or grant', () => {
    const members = [
      member('nothing', { role: 'member' }),
      member('granted', { role: 'member' }),
      member('grouped', { role: 'member', groupUuids: ['g'] }),
      member('viewer'),
      member('pending', { role: 'member', status: 'pending' }),
    ];
    expect(names(withoutAnything(members, new Set(['granted'])))).toEqual(['nothing']);
  });
});

describe('ailing', () => {
  const scheduler = {
    uuid: 's',
    name: 'Daily',
    cron: '0 9 * * *',
    isEnabled: true,
    ownerUuid: 'ana',
    ownerName: 'Ana',
    targets: [],
  } as unknown as Scheduler;
  const context = (status: 'active' | 'deactivated' | null) => ({
    runs: new Map(),
    ownerStatusOf: () => status,
    now: new Date(NOW),
  });
  it('finds skipped ones by the state of the owner, and says nothing of an owner who is not known', () => {
    expect(ailing([scheduler], 'skipped', context('deactivated'))).toEqual([scheduler]);
    expect(ailing([scheduler], 'skipped', context('active'))).toEqual([]);
    expect(ailing([scheduler], 'skipped', context(null))).toEqual([]);
  });

  it('finds those that send what a validation found broken, and none where that was not asked', () => {
    const sent = { ...scheduler, content: { kind: 'chart', uuid: 'chart' } } as Scheduler;
    const faults = new Map([['chart', { error: 'gone', foundAt: new Date(NOW).toISOString() }]]);
    expect(ailing([sent, scheduler], 'broken-content', { ...context('active'), faults })).toEqual([sent]);
    expect(ailing([sent], 'broken-content', context('active'))).toEqual([]);
  });

  it('tells those that will fail or lack a part from those that have failed already or were sent since', () => {
    const ago = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();
    const sends = (uuid: string, kind: 'chart' | 'dashboard', parts = {}) =>
      ({ ...scheduler, uuid, content: { kind, uuid: kind }, ...parts }) as Scheduler;
    const run = (status: 'failed' | 'completed', hours: number) =>
      [{ status, scheduledFor: ago(hours), endedAt: ago(hours), error: 'gone', results: [], parts: [] }] as never;
    const by = {
      ...context('active'),
      faults: new Map([
        ['chart', { error: 'gone', foundAt: ago(72) }],
        ['dashboard', { error: 'gone', foundAt: ago(48) }],
      ]),
      runs: new Map([
        ['failed', run('failed', 2)],
        ['ran', run('completed', 2)],
        ['before', run('completed', 90)],
      ]),
    };
    const all = [
      sends('new', 'chart'),
      sends('before', 'chart'),
      sends('board', 'dashboard'),
      sends('failed', 'chart'),
      sends('ran', 'chart'),
      sends('off', 'chart', { isEnabled: false }),
      scheduler,
    ];
    const broken = sendingBroken(all, by);
    expect(broken.map(({ scheduler: { uuid }, state }) => `${uuid} ${state}`)).toEqual([
      'new fails',
      'before fails',
      'board lacks',
      'failed failed',
      'ran ran',
    ]);
    expect(brokenInWords(broken, new Date(NOW))).toBe(
      '2 will fail, 1 may lack a part, 1 has failed already, 1 has been sent since. The oldest finding is by a validation 3 days ago.',
    );
    expect(brokenInWords(broken.slice(3, 4), new Date(NOW))).toBe(
      '1 has failed already. Found by a validation 3 days ago.',
    );
  });
});

describe('announcedByOperation', () => {
  it('says each text once, operation by operation', () => {
    const groups = { method: 'GET', path: '/api/v1/org/groups' };
    const users = { method: 'PATCH', path: '/api/v1/org/users/…' };
    expect(
      announcedByOperation([
        { ...groups, text: 'Deprecated.' },
        { ...users, text: 'Deprecated.' },
        { ...groups, text: 'Use v2.' },
        { ...groups, text: 'Use v2.' },
      ]),
    ).toEqual([
      { operation: 'GET /api/v1/org/groups', texts: ['Deprecated.', 'Use v2.'] },
      { operation: 'PATCH /api/v1/org/users/…', texts: ['Deprecated.'] },
    ]);
    expect(announcedByOperation([])).toEqual([]);
  });
});
