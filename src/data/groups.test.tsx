import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getGetGroupQueryKey } from '../api/lightdash/gen/groups/groups';
import {
  groupsQuery,
  isGroupGone,
  useCreateGroup,
  useDeleteGroup,
  useGroup,
  useGroups,
  addToGroup,
  removeFromGroup,
  useMembershipCheck,
  useRenameGroup,
} from './groups';
import { createTestClient, ok, refusal, stubServer } from './testing';

const UUID = '00000000-0000-4000-8000-000000000001';
const LIST = 'GET /api/v1/org/groups';
const GONE = refusal(404, 'NotFoundError', 'No group found');
const wireGroup = (uuid: string, name: string) => ({
  uuid,
  name,
  organizationUuid: 'org',
  createdByUserUuid: null,
  updatedByUserUuid: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
});

const setUp = <T,>(hook: () => T) => {
  const queryClient = createTestClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  return { queryClient, ...renderHook(hook, { wrapper }) };
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('groupsQuery', () => {
  it('sorts by name and calls a group without one something', async () => {
    stubServer({ [LIST]: ok({ data: [wireGroup('b', 'Board'), wireGroup('x', ''), wireGroup('a', 'Analysts')] }) });
    const groups = await createTestClient().query(groupsQuery);
    expect([...groups.values()].map(({ name }) => name)).toEqual(['Analysts', 'Board', 'Group without a name']);
  });
});

describe('useGroup', () => {
  it('shows what the list has of a group until it is read itself', async () => {
    stubServer({ [`GET /api/v1/groups/${UUID}`]: ok(wireGroup(UUID, 'Council')) });
    let uuid = 'other';
    const { queryClient, result, rerender } = setUp(() => useGroup(uuid));
    queryClient.setQueryData(groupsQuery.queryKey, { data: [wireGroup(UUID, 'Board')] });
    uuid = UUID;
    rerender();
    expect(result.current.data).toMatchObject({ name: 'Board' });
    await vi.waitFor(() => expect(result.current.data).toMatchObject({ name: 'Council' }));
  });
});

describe('useCreateGroup', () => {
  it('sends the first members along', async () => {
    const server = stubServer({
      'POST /api/v1/org/groups': ok({ ...wireGroup('g', 'Board'), members: [], memberUuids: [] }, 201),
    });
    const { result } = setUp(useCreateGroup);
    expect(await act(() => result.current('Board', ['a', 'b']))).toMatchObject({ uuid: 'g', name: 'Board' });
    expect(server.calls[0]?.body).toEqual({ name: 'Board', members: [{ userUuid: 'a' }, { userUuid: 'b' }] });
  });

  it('says when the name is taken', async () => {
    stubServer({ 'POST /api/v1/org/groups': refusal(409, 'AlreadyExistsError', 'Group name already exists') });
    const { result } = setUp(useCreateGroup);
    await act(() => expect(result.current('Board', [])).rejects.toMatchObject({ kind: 'conflict' }));
  });
});

describe('useRenameGroup', () => {
  const PATCH = 'PATCH /api/v1/groups/g';

  it('sends the name and never the members, who would be replaced', async () => {
    const server = stubServer({
      [LIST]: ok({ data: [wireGroup('g', 'Board')] }),
      [PATCH]: ok(wireGroup('g', 'Council')),
    });
    const { result } = setUp(() => useRenameGroup('g'));
    await act(() => result.current('Council'));
    expect(server.lines()).toEqual([LIST, PATCH]);
    expect(server.calls[1]?.body).toEqual({ name: 'Council' });
  });

  it('writes nothing when another group has the name, and reads the groups again', async () => {
    const server = stubServer({ [LIST]: ok({ data: [wireGroup('g', 'Board'), wireGroup('h', 'Council')] }) });
    const { result, queryClient } = setUp(() => useRenameGroup('g'));
    queryClient.setQueryData(groupsQuery.queryKey, { data: [wireGroup('g', 'Board')] });
    await act(() => expect(result.current('Council')).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' }));
    expect(server.lines()).toEqual([LIST]);
    expect(queryClient.getQueryState(groupsQuery.queryKey)?.isInvalidated).toBe(true);
  });

  it('shows the new name at once and does not wait until the groups have been read again', async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    const server = stubServer({
      [LIST]: async () => {
        if (server.lines().includes(PATCH)) await held;
        return ok({ data: [wireGroup('g', server.lines().includes(PATCH) ? 'Council' : 'Board')] });
      },
      [PATCH]: ok(wireGroup('g', 'Council')),
    });
    const { result, queryClient } = setUp(() => ({ groups: useGroups(), rename: useRenameGroup('g') }));
    const name = () => result.current.groups.data?.get('g')?.name;
    await vi.waitFor(() => expect(name()).toBe('Board'));
    await act(() => result.current.rename('Council'));
    expect(name()).toBe('Council');
    expect(queryClient.isFetching()).toBe(1);
    await act(async () => answer());
  });
});

describe('useDeleteGroup', () => {
  const group = { uuid: 'g', name: 'Board' };

  it('takes one that is gone already for deleted', async () => {
    stubServer({ 'DELETE /api/v1/groups/g': GONE, 'GET /api/v1/groups/g': GONE });
    const { result } = setUp(() => useDeleteGroup(group));
    await act(() => expect(result.current()).resolves.toBeUndefined());
    expect(await isGroupGone('g')).toBe(true);
  });

  it('keeps other failures', async () => {
    stubServer({
      'DELETE /api/v1/groups/g': refusal(403, 'ForbiddenError'),
      'GET /api/v1/groups/g': refusal(403, 'ForbiddenError'),
    });
    const { result } = setUp(() => useDeleteGroup(group));
    await act(() => expect(result.current()).rejects.toMatchObject({ kind: 'forbidden' }));
    await expect(isGroupGone('g')).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('does not delete what was renamed in the meantime, and says its new name', async () => {
    const server = stubServer({ 'GET /api/v1/groups/g': ok(wireGroup('g', 'Finanzen')) });
    const { result } = setUp(() => useDeleteGroup(group));
    const refused = {
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: expect.stringContaining('It is called “Finanzen” now') as string,
    };
    await act(() => expect(result.current()).rejects.toMatchObject(refused));
    expect(server.lines()).toEqual(['GET /api/v1/groups/g']);
  });

  it('has its page left before what it showed is forgotten', async () => {
    stubServer({ 'DELETE /api/v1/groups/g': ok(), 'GET /api/v1/groups/g': ok(wireGroup('g', 'Board')) });
    const key = getGetGroupQueryKey('g');
    const known: boolean[] = [];
    const { result, queryClient } = setUp(() =>
      useDeleteGroup(group, () => known.push(queryClient.getQueryData(key) !== undefined)),
    );
    queryClient.setQueryData(key, {});
    await act(() => result.current());
    expect(known).toEqual([true]);
    expect(queryClient.getQueryData(key)).toBeUndefined();
  });
});

describe('useMembershipCheck', () => {
  it('looks many people up in one reading', async () => {
    const server = stubServer({ 'GET /api/v1/groups/g': ok({ ...wireGroup('g', 'G'), members: [{ userUuid: 'a' }] }) });
    const { result } = setUp(() => useMembershipCheck('g'));
    expect(await Promise.all(['a', 'b', 'c'].map(result.current))).toEqual([true, false, false]);
    expect(server.lines()).toHaveLength(1);
  });
});

describe('addToGroup and removeFromGroup', () => {
  const READ = 'GET /api/v1/groups/g';
  const WRITE = 'PATCH /api/v1/groups/g';
  /** A server without the single operations; `meddle` is what somebody else makes of a write. */
  const stubWhole = (members: string[], meddle = (written: string[]) => written) => {
    let present = members;
    return stubServer({
      [READ]: () => ok({ ...wireGroup('g', 'G'), members: present.map((userUuid) => ({ userUuid })) }),
      [WRITE]: ({ body }) => {
        present = meddle((body as { members: { userUuid: string }[] }).members.map(({ userUuid }) => userUuid));
        return ok(wireGroup('g', 'G'));
      },
    });
  };
  const written = ({ calls }: ReturnType<typeof stubServer>) =>
    calls.flatMap(({ method, body }) =>
      method === 'PATCH' ? [(body as { members: { userUuid: string }[] }).members.map(({ userUuid }) => userUuid)] : [],
    );

  it('use the single operations as long as the server has them', async () => {
    const server = stubServer({ 'PUT /api/v1/groups/g/members/b': ok(), 'DELETE /api/v1/groups/g/members/a': ok() });
    await addToGroup('g', 'b');
    await removeFromGroup('g', 'a');
    expect(server.calls).toHaveLength(2);
  });

  it('write the whole membership from a fresh reading where it has not, one after another', async () => {
    const server = stubWhole(['a']);
    await Promise.all([addToGroup('g', 'b'), addToGroup('g', 'c'), removeFromGroup('g', 'a')]);
    expect(written(server)).toEqual([
      ['a', 'b'],
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  it('write nothing where it is so already', async () => {
    const server = stubWhole(['a']);
    await addToGroup('g', 'a');
    expect(written(server)).toEqual([]);
  });

  it('reports a conflict when another write has replaced it', async () => {
    stubWhole(['a'], () => ['a', 'x']);
    await expect(addToGroup('g', 'b')).rejects.toMatchObject({ kind: 'conflict', outcome: 'rejected' });
  });

  it('write nothing and check nothing from an answer that does not tell the members', async () => {
    const server = stubServer({ [READ]: ok(wireGroup('g', 'G')), [WRITE]: ok(wireGroup('g', 'G')) });
    const malformed = { kind: 'malformed', outcome: 'rejected' };
    await expect(addToGroup('g', 'b')).rejects.toMatchObject(malformed);
    expect(written(server)).toEqual([]);
    const { result } = setUp(() => useMembershipCheck('g'));
    await expect(result.current('a')).rejects.toMatchObject(malformed);
  });
});
