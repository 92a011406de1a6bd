import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getGetSpaceQueryKey } from '../api/lightdash/gen/spaces/spaces';
import { madeOld } from './invalidation';
import { replaceProjectGrant, useGroupGrants } from './group-grants';
import { useGroupSpaces } from './group-spaces';
import { projectGrantsQuery } from './roles';
import { createTestClient, ok, refusal, stubServer } from './testing';

const PROJECTS = 'GET /api/v1/org/projects';
const grantsOf = (project: string) => `GET /api/v2/projects/${project}/roles/assignments`;
const WRITE = 'POST /api/v2/projects/p1/roles/assignments/group/g';
const project = (projectUuid: string, name: string) => ({
  projectUuid,
  name,
  type: 'DEFAULT',
  createdAt: '2026-01-01T00:00:00.000Z',
});
const assignment = (assigneeId: string, roleId: string) => ({ assigneeType: 'group', assigneeId, roleId });

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

describe('useGroupGrants', () => {
  const projects = ok([project('p2', 'Sales'), project('p1', 'Finance'), project('p3', 'Closed')]);

  it('gathers the grants of each group with one call a project, sorted by project', async () => {
    const server = stubServer({
      [PROJECTS]: projects,
      [grantsOf('p1')]: ok([assignment('g', 'editor'), assignment('h', 'viewer')]),
      [grantsOf('p2')]: ok([{ ...assignment('g', 'custom'), hasMultipleRoles: true }]),
      [grantsOf('p3')]: refusal(403, 'ForbiddenError'),
    });
    const { result } = setUp(() => useGroupGrants(true));
    await vi.waitFor(() => expect(result.current.done).toBe(true));
    expect(
      result.current.byGroup.get('g')?.map((grant) => [grant.project.name, grant.role, grant.hasMoreRoles]),
    ).toEqual([
      ['Finance', 'editor', undefined],
      ['Sales', 'custom', true],
    ]);
    expect(result.current).toMatchObject({ forbidden: 1, failed: 0 });
    expect(server.lines()).toHaveLength(4);
  });

  it('reads again what was changed, and keeps the rest on the screen meanwhile', async () => {
    let role = 'editor';
    const server = stubServer({
      [PROJECTS]: ok([project('p1', 'Finance'), project('p2', 'Sales')]),
      [grantsOf('p1')]: () => ok([assignment('g', role)]),
      [grantsOf('p2')]: ok([assignment('g', 'viewer')]),
    });
    const { result, queryClient } = setUp(() => useGroupGrants(true));
    queryClient.setDefaultOptions({ queries: { ...queryClient.getDefaultOptions().queries, staleTime: 30_000 } });
    await vi.waitFor(() => expect(result.current.done).toBe(true));
    role = 'admin';
    await act(() => madeOld(queryClient, 'upsertProjectUserRole', { projectUuid: 'p1' }));
    expect(result.current.byGroup.get('g')).toHaveLength(2);
    await vi.waitFor(() =>
      expect(result.current.byGroup.get('g')?.map((grant) => grant.role)).toEqual(['admin', 'viewer']),
    );
    expect(server.lines().filter((line) => line === grantsOf('p1'))).toHaveLength(2);
    expect(server.lines().filter((line) => line === grantsOf('p2'))).toHaveLength(1);
  });

  it('asks once more for what could not be read, and for nothing else', async () => {
    let isDown = true;
    const server = stubServer({
      [PROJECTS]: ok([project('p1', 'Finance'), project('p2', 'Sales')]),
      [grantsOf('p1')]: () => (isDown ? refusal(500, 'UnexpectedServerError') : ok([assignment('g', 'editor')])),
      [grantsOf('p2')]: ok([assignment('g', 'viewer')]),
    });
    const { result } = setUp(() => useGroupGrants(true));
    await vi.waitFor(() => expect(result.current).toMatchObject({ done: true, failed: 1 }));
    isDown = false;
    act(() => result.current.retry());
    await vi.waitFor(() => expect(result.current).toMatchObject({ done: true, failed: 0 }));
    expect(result.current.byGroup.get('g')).toHaveLength(2);
    expect(server.lines().filter((line) => line === grantsOf('p2'))).toHaveLength(1);
  });

  it('waits until it may', () => {
    const server = stubServer({ [PROJECTS]: projects });
    setUp(() => useGroupGrants(false));
    expect(server.lines()).toEqual([]);
  });
});

describe('replaceProjectGrant', () => {
  const write = (from: string | null, to: string) =>
    replaceProjectGrant(createTestClient(), { projectUuid: 'p1', assignee: { kind: 'group', uuid: 'g' }, from, to });

  it('looks first and writes then', async () => {
    const server = stubServer({ [grantsOf('p1')]: ok([]), [WRITE]: ok({}) });
    await write(null, 'custom-role-uuid');
    expect(server.lines()).toEqual([grantsOf('p1'), WRITE]);
    expect(server.calls[1]?.body).toEqual({ roleId: 'custom-role-uuid', sendEmail: false });
  });

  it.each([
    ['is so already', 'editor', 'viewer', 'editor', null],
    ['somebody else has changed it', 'admin', 'viewer', 'editor', 'Somebody else has changed this grant meanwhile'],
    ['somebody else has taken it away', null, 'viewer', 'editor', 'Somebody else has taken this grant away meanwhile'],
  ])('writes nothing when it %s', async (_, present, from, to, message) => {
    const server = stubServer({ [grantsOf('p1')]: ok(present ? [assignment('g', present)] : []) });
    const result = write(from, to);
    if (message)
      await expect(result).rejects.toMatchObject({ kind: 'conflict', serverMessage: expect.stringContaining(message) });
    else await result;
    expect(server.lines()).toEqual([grantsOf('p1')]);
  });

  it('afterwards the grants of these projects and what spaces tell are old, nothing else', async () => {
    const queryClient = createTestClient();
    const keys = [projectGrantsQuery('p1').queryKey, projectGrantsQuery('p2').queryKey, getGetSpaceQueryKey('p1', 's')];
    for (const key of keys) queryClient.setQueryData(key, {} as never);
    await madeOld(queryClient, 'upsertProjectUserRole', { projectUuid: 'p1' });
    expect(keys.map((key) => queryClient.getQueryState(key)?.isInvalidated)).toEqual([true, false, true]);
  });
});

describe('useGroupSpaces', () => {
  const space = (uuid: string, more: object = {}) => ({
    uuid,
    name: uuid,
    parentSpaceUuid: null,
    isPrivate: true,
    ...more,
  });
  const groupsAccess = (groupUuid: string, spaceRole: string) =>
    ok({ groupsAccess: [{ groupUuid, groupName: '', spaceRole }] });
  const answers = (spaces: object[]) => ({
    [PROJECTS]: ok([project('p1', 'Finance')]),
    'GET /api/v1/projects/p1/spaces': ok(spaces),
    'GET /api/v1/projects/p1/spaces/root': groupsAccess('g', 'editor'),
    'GET /api/v1/projects/p1/spaces/child': groupsAccess('g', 'viewer'),
    'GET /api/v1/projects/p1/spaces/other': groupsAccess('h', 'admin'),
    'GET /api/v1/projects/p1/spaces/broken': refusal(500, 'UnexpectedServerError'),
    'GET /api/v1/projects/p1/spaces/gone': refusal(404, 'NotFoundError'),
  });
  const read = async (spaces: object[]) => {
    const server = stubServer(answers(spaces));
    const { result } = setUp(() => useGroupSpaces('g', true));
    await vi.waitFor(() => expect(result.current.done).toBe(true), { timeout: 4_000 });
    return { ...result.current, lines: server.lines() };
  };

  it('looks at root spaces only where nested ones have their root’s access', async () => {
    const { spaces, unread, lines } = await read([
      space('root'),
      space('child', { parentSpaceUuid: 'root' }),
      space('other'),
      space('gone'),
    ]);
    expect(spaces.map(({ spaceUuid, role }) => [spaceUuid, role])).toEqual([['root', 'editor']]);
    expect(unread).toBe(0);
    expect(lines).not.toContain('GET /api/v1/projects/p1/spaces/child');
  });

  it('looks at all of them where spaces inherit', async () => {
    const { spaces } = await read([
      space('root', { inheritParentPermissions: true }),
      space('child', { parentSpaceUuid: 'root', inheritParentPermissions: false }),
    ]);
    expect(spaces.map(({ spaceUuid }) => spaceUuid)).toEqual(['root', 'child']);
  });

  it('counts those that gave no answer', async () => {
    const { spaces, unread } = await read([space('broken'), space('root')]);
    expect([spaces.length, unread]).toEqual([1, 1]);
  });

  it('reads nothing before it is asked to', () => {
    const server = stubServer({});
    setUp(() => useGroupSpaces('g', false));
    expect(server.lines()).toEqual([]);
  });
});
