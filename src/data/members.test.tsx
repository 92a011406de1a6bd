import { act } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NOT_MAILED } from '../api/core/failure';
import { explainRow } from '../api/core/sentences';
import { groupsQuery } from './groups';
import { hasRole, useChangeRole, useMember } from './member';
import { membersQuery, useMembers } from './members';
import { invite, whoHasAddress } from './invitations';
import { isGone, removeMember, useRemoveMember } from './member-removal';
import { isInvitedAgain } from './invitations';
import { createTestClient, ok, refusal, stubServer, wireMember } from './testing';
import { renderDataHook } from './testing-hooks';

const USERS = 'GET /api/v1/org/users';
const uuidsOf = (members: readonly { userUuid: string }[]) => members.map(({ userUuid }) => userUuid).toSorted();

/** Members in pages as a server without a stable order gives them: `readings` has the pages of each reading. */
const stubPages = (total: number, ...readings: string[][][]) => {
  const seen = new Map<string, number>();
  return stubServer({
    [USERS]: ({ query: { page = '' } }) => {
      const reading = seen.get(page) ?? 0;
      seen.set(page, reading + 1);
      const pages = readings[Math.min(reading, readings.length - 1)] ?? [];
      return ok({
        data: (pages[Number(page) - 1] ?? []).map((uuid) => wireMember(uuid)),
        pagination: { page: Number(page), pageSize: 5000, totalPageCount: pages.length, totalResults: total },
      });
    },
  });
};

const readAll = () => createTestClient().query(membersQuery);
const pagesOf = ({ calls }: ReturnType<typeof stubServer>) => calls.map(({ query }) => query.page);

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('membersQuery', () => {
  it('reads everybody with one call where one page holds them', async () => {
    const server = stubPages(2, [['a', 'b']]);
    const { members, missing } = await readAll();
    expect(uuidsOf(members)).toEqual(['a', 'b']);
    expect(missing).toBe(0);
    expect(server.calls.map(({ query }) => query)).toEqual([{ page: '1', pageSize: '5000', includeGroups: '1000000' }]);
  });

  it.each([
    { pages: [['a', 'b'], ['c']], asked: ['1', '2'] },
    { pages: [['a', 'b'], ['c', 'd'], ['e']], asked: ['1', '2', '3'] },
  ])('reads each page once and puts them together: $asked', async ({ pages, asked }) => {
    const all = pages.flat();
    const server = stubPages(all.length, pages);
    const { members, byUuid, missing } = await readAll();
    expect(uuidsOf(members)).toEqual(all);
    expect([...byUuid.keys()].toSorted()).toEqual(all);
    expect(missing).toBe(0);
    expect(pagesOf(server).toSorted()).toEqual(asked);
  });

  it('reads a second time when a row is missing between two pages, without duplicates', async () => {
    const server = stubPages(
      4,
      [
        ['a', 'b'],
        ['b', 'd'],
      ],
      [
        ['a', 'c'],
        ['b', 'd'],
      ],
    );
    const { members, missing } = await readAll();
    expect(uuidsOf(members)).toEqual(['a', 'b', 'c', 'd']);
    expect(missing).toBe(0);
    expect(pagesOf(server).toSorted()).toEqual(['1', '1', '2', '2']);
  });

  it('says how many it did not get, and looks no third time', async () => {
    const server = stubPages(5, [
      ['a', 'b'],
      ['b', 'c'],
    ]);
    expect(await readAll()).toMatchObject({ missing: 2 });
    expect(server.calls).toHaveLength(4);
  });

  it('does not look again where one page holds all that comes', async () => {
    const server = stubPages(5, [['a', 'b']]);
    expect(await readAll()).toMatchObject({ missing: 3 });
    expect(server.calls).toHaveLength(1);
  });

  it('has four pages in flight at most', async () => {
    let inFlight = 0;
    let most = 0;
    stubServer({
      [USERS]: async ({ query }) => {
        most = Math.max(most, ++inFlight);
        await Promise.resolve().then(() => Promise.resolve());
        inFlight--;
        return ok({
          data: [wireMember(`u${query.page}`)],
          pagination: { page: 1, pageSize: 5000, totalPageCount: 12, totalResults: 12 },
        });
      },
    });
    expect((await readAll()).members).toHaveLength(12);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('understands a server that does not page', async () => {
    stubServer({ [USERS]: ok({ data: [wireMember('a'), wireMember('b')] }) });
    expect(await readAll()).toMatchObject({ missing: 0, members: [{ userUuid: 'a' }, { userUuid: 'b' }] });
  });

  it('takes the groups of a row by uuid and leaves the names, which belong to others', async () => {
    const groups = [
      { uuid: 'g1', name: 'Name of g2' },
      { uuid: 'g2', name: 'Name of g1' },
    ];
    stubServer({
      [USERS]: ok({
        data: [wireMember('a', { groups }), wireMember('b')],
        pagination: { page: 1, pageSize: 5000, totalPageCount: 1, totalResults: 2 },
      }),
      'GET /api/v1/org/groups': ok({
        data: [
          { uuid: 'g2', name: 'Sales' },
          { uuid: 'g1', name: 'Finance' },
        ],
      }),
    });
    const list = await readAll();
    expect(list.byUuid.get('a')?.groupUuids).toEqual(['g1', 'g2']);
    expect(list.byUuid.get('b')?.groupUuids).toEqual([]);
    expect(JSON.stringify(list.members)).not.toContain('Name of');
    const names = await createTestClient().query(groupsQuery);
    expect([...names.values()]).toEqual([
      { uuid: 'g1', name: 'Finance' },
      { uuid: 'g2', name: 'Sales' },
    ]);
  });

  it('knows since when a member has joined, or was invited', async () => {
    const userCreatedAt = '2026-01-01T00:00:00.000Z';
    stubServer({
      [USERS]: ok({
        data: [
          wireMember('active'),
          wireMember('pending', { isPending: true, firstName: '', lastName: '' }),
          wireMember('expired', { isPending: true, isInviteExpired: true }),
          wireMember('left', { isActive: false }),
          wireMember('odd', { role: 'custom' }),
        ],
      }),
    });
    const { byUuid } = await readAll();
    expect(byUuid.get('active')).toMatchObject({ status: 'active', joinedAt: userCreatedAt, invitedAt: null });
    expect(byUuid.get('pending')).toMatchObject({
      status: 'pending',
      joinedAt: null,
      invitedAt: userCreatedAt,
      name: 'pending@jaffle.example',
    });
    expect(byUuid.get('expired')).toMatchObject({ status: 'expired', joinedAt: null });
    expect(byUuid.get('left')).toMatchObject({ status: 'deactivated', joinedAt: userCreatedAt });
    expect(byUuid.get('odd')).toMatchObject({ role: 'member' });
  });

  it.each([
    ['no list', { data: null }],
    ['a row without a uuid', { data: [{ email: 'a@b.example' }] }],
    ['a row that is null', { data: [null] }],
  ])('calls an answer malformed that holds %s', async (_what, results) => {
    stubServer({ [USERS]: ok(results) });
    await expect(readAll()).rejects.toMatchObject({ name: 'ApiFailure', kind: 'malformed' });
  });

  it('fails as the page failed that could not be read', async () => {
    stubServer({
      [USERS]: ({ query }) =>
        query.page === '2'
          ? refusal(403, 'ForbiddenError')
          : ok({
              data: [wireMember('a')],
              pagination: { page: 1, pageSize: 5000, totalPageCount: 3, totalResults: 3 },
            }),
    });
    await expect(readAll()).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('useMember', () => {
  it('finds one of everybody, with the groups', async () => {
    stubServer({ [USERS]: ok({ data: [wireMember('a', { groups: [{ uuid: 'g1', name: '' }] })] }) });
    const { result } = renderDataHook(() => useMember('a'));
    await vi.waitFor(() => expect(result.current.member).toMatchObject({ userUuid: 'a', groupUuids: ['g1'] }));
    expect(result.current.error).toBeNull();
  });

  it.each([
    ['who is not there', { data: [wireMember('a')] }, 'not-found'],
    [
      'whom the unstable paging may have kept from us',
      { data: [wireMember('a')], pagination: { page: 1, pageSize: 5000, totalPageCount: 1, totalResults: 2 } },
      'malformed',
    ],
  ])('finds nobody %s', async (_who, list, kind) => {
    stubServer({ [USERS]: ok(list) });
    const { result } = renderDataHook(() => useMember('nope'));
    await vi.waitFor(() => expect(result.current.error).toMatchObject({ kind }));
  });

  it('keeps other failures as they are', async () => {
    stubServer({ [USERS]: refusal(403, 'ForbiddenError') });
    const { result } = renderDataHook(() => useMember('a'));
    await vi.waitFor(() => expect(result.current.error).toMatchObject({ kind: 'forbidden' }));
  });
});

const ana = { userUuid: 'a', email: 'a@jaffle.example' };

describe('looking after a write of which no answer came', () => {
  it('returns the present role, a custom one by its uuid', async () => {
    stubServer({ [USERS]: ok({ data: [wireMember('a', { role: 'editor' })] }) });
    expect([await hasRole(ana, 'editor'), await hasRole(ana, 'viewer')]).toEqual([true, false]);
    stubServer({ [USERS]: ok({ data: [wireMember('a', { role: 'viewer', roleUuid: 'auditor' })] }) });
    expect([await hasRole(ana, 'auditor'), await hasRole(ana, 'viewer')]).toEqual([true, false]);
  });

  it('finds a member whose address is part of many others and comes on a later page', async () => {
    const server = stubServer({
      [USERS]: ({ query }) =>
        ok({
          data: query.page === '3' ? [wireMember('a', { role: 'editor' })] : [wireMember('other')],
          pagination: { page: Number(query.page), pageSize: 5000, totalPageCount: 3, totalResults: 3 },
        }),
    });
    expect(await hasRole(ana, 'editor')).toBe(true);
    expect(server.calls.map(({ query }) => query.page)).toEqual(['1', '2', '3']);
  });

  it('looks among everybody when the search does not find the person', async () => {
    stubServer({
      [USERS]: ({ query }) => ok({ data: query.searchQuery ? [] : [wireMember('a', { role: 'editor' })] }),
    });
    expect(await hasRole(ana, 'editor')).toBe(true);
  });

  it('says whether a member is gone, and does not take another failure for that', async () => {
    stubServer({ [USERS]: ok({ data: [wireMember('a')] }) });
    expect([await isGone(ana), await isGone({ userUuid: 'gone', email: 'gone@jaffle.example' })]).toEqual([
      false,
      true,
    ]);
    stubServer({ [USERS]: refusal(403, 'ForbiddenError') });
    await expect(isGone(ana)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('says whether an address is known, by the whole address', async () => {
    stubServer({ [USERS]: ok({ data: [wireMember('a', { email: 'Ana@Jaffle.example' })] }) });
    expect([await whoHasAddress('ana@jaffle.example'), await whoHasAddress('ana@jaffle')]).toEqual(['a', undefined]);
  });

  it('finds an address that is part of many others on a later page', async () => {
    stubServer({
      [USERS]: ({ query }) =>
        ok({
          data: [wireMember('a', { email: query.page === '2' ? 'ana@x.example' : 'mariana@x.example' })],
          pagination: { page: Number(query.page), pageSize: 5000, totalPageCount: 2, totalResults: 2 },
        }),
    });
    expect(await whoHasAddress('ana@x.example')).toBe('a');
  });
});

describe('invite', () => {
  it('asks for a link of three days and hands it on', async () => {
    const server = stubServer({
      'POST /api/v1/invite-links': ({ body }) =>
        ok(
          {
            userUuid: 'new',
            inviteUrl: 'https://x.example/invite/c',
            inviteCode: 'c',
            email: 'n@x.example',
            ...(body as { expiresAt: string }),
          },
          201,
        ),
    });
    const before = Date.now();
    const { expiresAt, ...rest } = await invite('n@x.example', 'editor');
    expect(rest).toEqual({ userUuid: 'new', email: 'n@x.example', inviteUrl: 'https://x.example/invite/c' });
    expect(Date.parse(expiresAt) - before).toBeGreaterThanOrEqual(3 * 86_400_000 - 1000);
    expect(server.calls[0]?.body).toMatchObject({ email: 'n@x.example', role: 'editor' });
  });

  it('does not take a failure of the mail server for a refusal: the person is invited, and nobody has the link', async () => {
    stubServer({ 'POST /api/v1/invite-links': refusal(500, 'SmptError', 'Failed to send email after 3 attempts.') });
    const error = await invite('n@x.example', 'editor').catch((each: unknown) => each);
    expect(error).toMatchObject({ kind: 'conflict', detail: NOT_MAILED });
    expect(explainRow(error)).toMatchObject({
      text: expect.stringMatching(/^Invited, but not mailed\. .*no former link works any more/),
      unknown: false,
    });
    stubServer({ 'POST /api/v1/invite-links': refusal(500, 'UnexpectedServerError') });
    await expect(invite('n@x.example', 'editor')).rejects.toMatchObject({ kind: 'server' });
  });
});

describe('useChangeRole', () => {
  it('shows the role at once and does not wait until 2,000 members have been read again', async () => {
    let isWritten = false;
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    stubServer({
      'POST /api/v2/orgs/org/roles/assignments/user/a': () => {
        isWritten = true;
        return ok({ roleId: 'editor' });
      },
      [USERS]: async ({ query }) => {
        if (isWritten && !query.searchQuery) await held;
        return ok({ data: [wireMember('a', { role: isWritten ? 'editor' : 'viewer' })] });
      },
    });
    const member = { userUuid: 'a', email: 'a@jaffle.example' };
    const { result, queryClient } = renderDataHook(() => ({
      members: useMembers(),
      change: useChangeRole({ organizationUuid: 'org', member, from: 'viewer' }),
    }));
    const role = () => result.current.members.data?.byUuid.get('a')?.role;
    await vi.waitFor(() => expect(role()).toBe('viewer'));
    await act(() => result.current.change('editor'));
    expect(role()).toBe('editor');
    await vi.waitFor(() => expect(queryClient.isFetching()).toBe(1));
    await act(async () => answer());
  });
});

describe('useRemoveMember', () => {
  const REMOVE = 'DELETE /api/v1/org/user/a';

  it('looks once more before it removes', async () => {
    const server = stubServer({ [USERS]: ok({ data: [wireMember('a')] }), [REMOVE]: ok() });
    const { result } = renderDataHook(() => useRemoveMember({ ...ana, status: 'active' }));
    await act(() => result.current());
    expect(server.lines()).toEqual([USERS, REMOVE]);
  });

  it('does not remove a member whose address has changed, and says the new one', async () => {
    const server = stubServer({
      [USERS]: ok({ data: [wireMember('a', { email: 'anna@jaffle.example' })] }),
      [REMOVE]: ok(),
    });
    const { result } = renderDataHook(() => useRemoveMember({ ...ana, status: 'active' }));
    await act(() =>
      expect(result.current()).rejects.toMatchObject({
        kind: 'conflict',
        serverMessage: expect.stringContaining('anna@jaffle.example'),
      }),
    );
    expect(server.lines()).not.toContain(REMOVE);
  });

  it('withdraws no invitation of somebody who has joined meanwhile', async () => {
    const server = stubServer({ [USERS]: ok({ data: [wireMember('a')] }), [REMOVE]: ok() });
    await expect(removeMember({ ...ana, status: 'pending' })).rejects.toMatchObject({
      kind: 'conflict',
      serverMessage: expect.stringContaining('Has joined meanwhile'),
    });
    expect(server.lines()).toEqual([USERS]);
  });

  it('counts a member who is gone already as removed', async () => {
    const server = stubServer({ [USERS]: ok({ data: [] }) });
    const { result } = renderDataHook(() => useRemoveMember({ ...ana, status: 'active' }));
    await act(() => result.current());
    expect(server.lines()).not.toContain(REMOVE);
  });
});

describe('isInvitedAgain', () => {
  it.each([
    ['expired', { isPending: true }, true],
    ['pending', { isPending: true }, expect.stringMatching(/^Lightdash does not tell/)],
    ['pending', {}, 'Has joined meanwhile.'],
  ] as const)('knows of an invitation that was %s', async (status, now, found) => {
    stubServer({ [USERS]: ok({ data: [wireMember('a', now)] }) });
    expect(await isInvitedAgain({ ...ana, status })).toEqual(found);
  });
});
