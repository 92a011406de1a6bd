import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getGetGroupQueryKey, getListGroupMembersQueryKey } from '../api/lightdash/gen/groups/groups';
import { getGetSpaceQueryKey, getListSpacesQueryKey } from '../api/lightdash/gen/spaces/spaces';
import {
  createGroup,
  deleteGroup,
  groupsQuery,
  isGroupGone,
  renameGroup,
  useGroup,
  useGroupsChanged,
  useMembershipCheck,
} from './groups';
import { memberQuery, membersQuery } from './members';
import { projectsQuery } from './projects';
import { projectGrantsQuery } from './roles';
import { createTestClient, ok, refusal, stubServer } from './testing';

const LIST = 'GET /api/v1/org/groups';
const GONE = refusal(404, 'NotFoundError', 'No group found');
const wireGroup = (uuid: string, name: string) => ({
  uuid,
  name,
  organizationUuid: 'org',
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
    const groups = await createTestClient().fetchQuery(groupsQuery);
    expect([...groups.values()].map(({ name }) => name)).toEqual(['Analysts', 'Board', 'Group without a name']);
  });
});

describe('useGroup', () => {
  it('asks no server for an address that is no uuid', async () => {
    const server = stubServer({});
    const { result } = setUp(() => useGroup('nope', true));
    await vi.waitFor(() => expect(result.current.error).toMatchObject({ kind: 'not-found' }));
    expect(server.lines()).toEqual([]);
  });
});

describe('createGroup', () => {
  it('sends the first members along', async () => {
    const server = stubServer({
      'POST /api/v1/org/groups': ok({ ...wireGroup('g', 'Board'), members: [], memberUuids: [] }, 201),
    });
    expect(await createGroup('Board', ['a', 'b'])).toMatchObject({ uuid: 'g', name: 'Board' });
    expect(server.calls[0]?.body).toEqual({ name: 'Board', members: [{ userUuid: 'a' }, { userUuid: 'b' }] });
  });

  it('says when the name is taken', async () => {
    stubServer({ 'POST /api/v1/org/groups': refusal(409, 'AlreadyExistsError', 'Group name already exists') });
    await expect(createGroup('Board', [])).rejects.toMatchObject({ kind: 'conflict' });
  });
});

describe('renameGroup', () => {
  const PATCH = 'PATCH /api/v1/groups/g';

  it('sends the name and never the members, who would be replaced', async () => {
    const server = stubServer({
      [LIST]: ok({ data: [wireGroup('g', 'Board')] }),
      [PATCH]: ok(wireGroup('g', 'Council')),
    });
    await renameGroup('g', 'Council');
    expect(server.lines()).toEqual([LIST, PATCH]);
    expect(server.calls[1]?.body).toEqual({ name: 'Council' });
  });

  it('writes nothing when another group has the name', async () => {
    const server = stubServer({ [LIST]: ok({ data: [wireGroup('g', 'Board'), wireGroup('h', 'Council')] }) });
    await expect(renameGroup('g', 'Council')).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' });
    expect(server.lines()).toEqual([LIST]);
  });
});

describe('deleteGroup', () => {
  it('takes one that is gone already for deleted', async () => {
    stubServer({ 'DELETE /api/v1/groups/g': GONE, 'GET /api/v1/groups/g': GONE });
    await expect(deleteGroup({ uuid: 'g', name: 'Board' })).resolves.toBeUndefined();
    expect(await isGroupGone('g')).toBe(true);
  });

  it('keeps other failures', async () => {
    stubServer({
      'DELETE /api/v1/groups/g': refusal(403, 'ForbiddenError'),
      'GET /api/v1/groups/g': refusal(403, 'ForbiddenError'),
    });
    await expect(deleteGroup({ uuid: 'g', name: 'Board' })).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(isGroupGone('g')).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('deleteGroup by another name', () => {
  it('deletes nothing that somebody has renamed meanwhile, and says how it is called', async () => {
    const server = stubServer({ 'GET /api/v1/groups/g': ok(wireGroup('g', 'Finanzen')) });
    const refused = {
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: expect.stringContaining('It is called “Finanzen” now') as string,
    };
    await expect(deleteGroup({ uuid: 'g', name: 'Board' })).rejects.toMatchObject(refused);
    expect(server.lines()).toEqual(['GET /api/v1/groups/g']);
  });
});

describe('useMembershipCheck', () => {
  it('looks many people up in one reading', async () => {
    const server = stubServer({ 'GET /api/v1/groups/g/members': ok([{ userUuid: 'a' }]) });
    const { result } = setUp(() => useMembershipCheck('g'));
    expect(await Promise.all(['a', 'b', 'c'].map(result.current))).toEqual([true, false, false]);
    expect(server.lines()).toHaveLength(1);
  });
});

describe('useGroupsChanged', () => {
  const KEYS = {
    groups: groupsQuery.queryKey,
    group: getGetGroupQueryKey('g'),
    groupMembers: getListGroupMembersQueryKey('g'),
    members: membersQuery.queryKey,
    member: memberQuery('a').queryKey,
    grants: projectGrantsQuery('p').queryKey,
    grantsElsewhere: projectGrantsQuery('q').queryKey,
    spaces: getListSpacesQueryKey('p'),
    space: getGetSpaceQueryKey('p', 's'),
    projects: projectsQuery.queryKey,
  };
  const prepare = () => {
    const { queryClient, result } = setUp(useGroupsChanged);
    for (const key of Object.values(KEYS)) queryClient.setQueryData(key, {});
    queryClient.setQueryData(KEYS.grants, { users: [], groups: [{ groupUuid: 'g', role: 'viewer' }] });
    const state = (key: readonly unknown[]) => queryClient.getQueryState(key);
    const names = (is: (key: readonly unknown[]) => boolean) =>
      Object.entries(KEYS).flatMap(([name, key]) => (is(key) ? [name] : []));
    return {
      changed: result.current,
      stale: () => names((key) => state(key)?.isInvalidated ?? false),
      gone: () => names((key) => state(key) === undefined),
    };
  };

  it('groups: the groups, and the members, who may have come with it', async () => {
    const { changed, stale, gone } = prepare();
    await changed.groups();
    expect(stale()).toEqual(['groups', 'group', 'members', 'member']);
    expect(gone()).toEqual([]);
  });

  it('deleted: also what was granted to the group, and who reaches spaces; the group itself is forgotten', async () => {
    const { changed, stale, gone } = prepare();
    await changed.deleted('g');
    expect(stale()).toEqual(['groups', 'members', 'member', 'grants', 'space']);
    expect(gone()).toEqual(['group', 'groupMembers']);
  });
});
