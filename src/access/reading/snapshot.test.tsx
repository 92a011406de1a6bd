import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getListSpacesQueryKey } from '#/api/lightdash/gen/spaces/spaces';
import { buildAccessModel } from '../rules';
import { madeOld } from '#/data/invalidation';
import { composedKey } from '#/data/keys';
import { meQuery, type SignedIn } from '#/data/me';
import { useOrganizationSnapshot } from './snapshot';
import { createTestClient, noSuchOperation, ok, refusal, stubServer, wireMember } from '#/data/testing';

const PROJECTS = ['p1', 'p2', 'p3'];
/** Each project has two spaces at the top, and one nested in the first of them. */
const SPACES = PROJECTS.flatMap((project) => [
  { uuid: `${project}-a`, projectUuid: project, parentSpaceUuid: null },
  { uuid: `${project}-b`, projectUuid: project, parentSpaceUuid: null },
  { uuid: `${project}-c`, projectUuid: project, parentSpaceUuid: `${project}-a` },
]);
const ROOTS = SPACES.filter(({ parentSpaceUuid }) => parentSpaceUuid === null);

const wireSpace = (space: (typeof SPACES)[number]) => ({
  ...space,
  name: space.uuid,
  isPrivate: true,
  access: ['bo'],
  chartCount: '0',
  dashboardCount: '0',
});
const wireDetail = (space: (typeof SPACES)[number]) => ({
  ...wireSpace(space),
  breadcrumbs: [{ uuid: space.uuid, name: space.uuid }],
  access: [
    { userUuid: 'bo', role: 'editor', hasDirectAccess: true, inheritedRole: 'viewer', inheritedFrom: 'organization' },
    { userUuid: 'ana', role: 'admin', hasDirectAccess: false, inheritedRole: 'admin', inheritedFrom: 'organization' },
  ],
  groupsAccess: [],
  childSpaces: [],
  queries: [],
  dashboards: [],
});

type Operations = Parameters<typeof stubServer>[0];
type Call = Parameters<Extract<Operations[string], (...parameters: never[]) => unknown>>[0];

/** The operations of an organization, as the console calls them. */
const organization = (changed: Operations = {}): Operations => ({
  'GET /api/v1/org/users': ok({
    data: [wireMember('ana', { role: 'admin', groups: [] }), wireMember('bo', { groups: [] })],
    pagination: { totalPageCount: 1, totalResults: 2 },
  }),
  'GET /api/v1/org/groups': ok({ data: [] }),
  'GET /api/v1/org/projects': ok(
    PROJECTS.map((projectUuid) => ({
      projectUuid,
      name: projectUuid,
      type: 'DEFAULT',
      warehouseType: 'postgres',
      createdAt: '',
    })),
  ),
  'GET /api/v2/orgs/org/roles': ok([]),
  ...Object.fromEntries(PROJECTS.map((project) => [`GET /api/v2/projects/${project}/roles/assignments`, ok([])])),
  ...Object.fromEntries(
    PROJECTS.map((project) => [
      `GET /api/v1/projects/${project}/spaces`,
      ok(SPACES.filter(({ projectUuid }) => projectUuid === project).map(wireSpace)),
    ]),
  ),
  ...Object.fromEntries(
    ROOTS.map((space) => [`GET /api/v1/projects/${space.projectUuid}/spaces/${space.uuid}`, ok(wireDetail(space))]),
  ),
  ...changed,
});

const setUp = (operations = organization(), role: SignedIn['role'] = 'admin') => {
  const server = stubServer(operations);
  const queryClient = createTestClient();
  queryClient.setDefaultOptions({ queries: { retry: false, networkMode: 'always', staleTime: 30_000 } });
  queryClient.setQueryData(meQuery.queryKey, {
    userUuid: 'ana',
    organizationUuid: 'org',
    role,
    credential: 'session',
  } as SignedIn);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  const start = () => renderHook(() => useOrganizationSnapshot(true), { wrapper });
  return { server, queryClient, start };
};

const done = (hook: { current: ReturnType<typeof useOrganizationSnapshot> }) =>
  vi.waitFor(() => expect(hook.current.reading.state).toBe('done'), { timeout: 10_000 });

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('useOrganizationSnapshot', () => {
  it('reads each thing once: 4 calls, 2 a project, 1 a space at the top, at most six in flight', async () => {
    let inFlight = 0;
    let most = 0;
    const slowly = Object.fromEntries(
      Object.entries(organization()).map(([operation, answer]) => [
        operation,
        async (call: Call) => {
          most = Math.max(most, ++inFlight);
          await Promise.resolve();
          inFlight -= 1;
          return typeof answer === 'function' ? answer(call) : answer;
        },
      ]),
    );
    const { server, start } = setUp(slowly);
    const { result } = start();
    await done(result);
    const lines = server.lines();
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines).toHaveLength(4 + 2 * PROJECTS.length + ROOTS.length);
    expect(most).toBeLessThanOrEqual(6);
    expect(result.current.reading).toMatchObject({
      read: 12,
      all: 12,
      unread: { projects: 0, unlisted: 0, spaces: 0 },
      failed: 0,
    });
  });

  it('without v2 roles asks twice for the grants of a project, and only once whether there are any', async () => {
    vi.resetModules();
    const fresh = await import('./snapshot');
    const me = await import('#/data/me');
    const none = Object.fromEntries(
      Object.entries(organization()).map(([operation, answer]) => [
        operation,
        operation.includes('/api/v2/') ? noSuchOperation : answer,
      ]),
    );
    const v1 = Object.fromEntries(
      PROJECTS.flatMap((project) => [
        [`GET /api/v1/projects/${project}/access`, ok([])],
        [`GET /api/v1/projects/${project}/groupAccesses`, ok([])],
      ]),
    );
    const { server, queryClient } = setUp({ ...none, ...v1 });
    queryClient.setQueryData(me.meQuery.queryKey, {
      userUuid: 'ana',
      organizationUuid: 'org',
      role: 'admin',
      credential: 'session',
    } as SignedIn);
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    );
    const { result } = renderHook(() => fresh.useOrganizationSnapshot(true), { wrapper });
    await done(result);
    expect(server.lines()).toHaveLength(4 + 3 * PROJECTS.length + ROOTS.length);
    expect(result.current.snapshot?.projects[0]).toEqual({ projectUuid: 'p1', userGrants: [], groupGrants: [] });
  });

  it('answers from what it read', async () => {
    const { start } = setUp();
    const { result } = start();
    await done(result);
    const { snapshot } = result.current;
    const model = snapshot && buildAccessModel(snapshot);
    expect(model?.space('bo', 'p1-a')).toMatchObject({ view: true, role: 'editor' });
    // Follows the space at its top.
    expect(model?.space('bo', 'p1-c')).toMatchObject({ view: true, root: { spaceUuid: 'p1-a' } });
  });

  it('asks nothing of what the cache has', async () => {
    const { server, start } = setUp();
    const first = start();
    await done(first.result);
    first.unmount();
    const before = server.calls.length;
    const second = start();
    await done(second.result);
    expect(server.calls).toHaveLength(before);
    expect(second.result.current.snapshot?.spaces).toHaveLength(SPACES.length);
  });

  it('stops, says what is not read, and goes on with the rest', async () => {
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const LIST = 'GET /api/v1/projects/p1/spaces';
    const { server, start } = setUp({
      ...organization(),
      [LIST]: async () => {
        await answered;
        return ok(SPACES.filter(({ projectUuid }) => projectUuid === 'p1').map(wireSpace));
      },
      // No space at all: malformed.
      'GET /api/v1/projects/p3/spaces/p3-b': ok({}),
    });
    const { result } = start();
    await vi.waitFor(() => expect(result.current.reading.read).toBe(9));
    act(() => result.current.stop());
    expect(result.current.reading).toMatchObject({
      state: 'stopped',
      read: 9,
      all: 10,
      unread: { projects: 0, unlisted: 1, spaces: 1 },
    });
    // What has come is there.
    expect(result.current.snapshot?.spaces).toHaveLength(6);
    // What was under way has been taken back: its answer changes nothing, and nothing new begins.
    const before = server.lines();
    answer();
    await act(() => answered);
    expect(server.lines()).toEqual(before);
    expect(result.current.reading).toMatchObject({ state: 'stopped', read: 9 });
    act(() => result.current.resume());
    await done(result);
    expect(result.current.reading).toMatchObject({
      all: 12,
      failed: 1,
      unread: { projects: 0, unlisted: 0, spaces: 1 },
    });
    expect(server.lines().slice(before.length).toSorted()).toEqual([
      LIST,
      `${LIST}/p1-a`,
      `${LIST}/p1-b`,
      'GET /api/v1/projects/p3/spaces/p3-b',
    ]);
    expect(result.current.snapshot?.spaces.find(({ spaceUuid }) => spaceUuid === 'p3-b')).toMatchObject({
      directGrants: 'unknown',
      groupGrants: 'unknown',
    });
  });

  it('follows a write: reads again what it made old, and nothing else', async () => {
    let isGranted = false;
    const { server, start, queryClient } = setUp(
      organization({
        'GET /api/v2/projects/p2/roles/assignments': () =>
          ok(isGranted ? [{ assigneeType: 'user', assigneeId: 'bo', roleId: 'developer' }] : []),
      }),
    );
    const { result } = start();
    await done(result);
    const before = server.calls.length;
    const spaces = result.current.snapshot?.spaces;
    isGranted = true;
    await act(() => madeOld(queryClient, 'upsertProjectUserRole', { projectUuid: 'p2' }));
    await vi.waitFor(() =>
      expect(result.current.snapshot?.projects[1]).toMatchObject({
        userGrants: [{ userUuid: 'bo', role: 'developer' }],
      }),
    );
    await done(result);
    expect(server.lines().slice(before)).toEqual(['GET /api/v2/projects/p2/roles/assignments']);
    expect(result.current.snapshot?.spaces).toEqual(spaces);
  });

  it('reads one space again when only that was written to', async () => {
    const { server, start, queryClient } = setUp();
    const { result } = start();
    await done(result);
    const before = server.calls.length;
    await act(async () => {
      await queryClient.invalidateQueries({ queryKey: composedKey('spaceGrants', 'p1', 'p1-b') });
    });
    await vi.waitFor(() => expect(server.calls.length).toBe(before + 1));
    await done(result);
    expect(server.lines().slice(before)).toEqual(['GET /api/v1/projects/p1/spaces/p1-b']);
  });

  it('reads no grants again when somebody joins or leaves a group', async () => {
    const { server, start, queryClient } = setUp();
    const { result } = start();
    await done(result);
    const before = server.calls.length;
    await act(() => madeOld(queryClient, 'addGroupMember', { groupUuid: 'g' }));
    await done(result);
    expect(server.lines().slice(before)).toEqual(['GET /api/v1/org/users']);
  });

  it('reads again what named a group that was deleted, and no other project or space', async () => {
    const { server, start, queryClient } = setUp(
      organization({
        'GET /api/v2/projects/p2/roles/assignments': ok([{ assigneeType: 'group', assigneeId: 'g', roleId: 'viewer' }]),
        'GET /api/v1/projects/p3/spaces/p3-a': ok({
          ...wireDetail(SPACES.find(({ uuid }) => uuid === 'p3-a') as (typeof SPACES)[number]),
          groupsAccess: [{ groupUuid: 'g', groupName: 'G', spaceRole: 'viewer' }],
        }),
      }),
    );
    const { result } = start();
    await done(result);
    const before = server.calls.length;
    await act(() => madeOld(queryClient, 'deleteGroup', { groupUuid: 'g' }));
    await vi.waitFor(() => expect(server.calls.length).toBe(before + 4));
    await done(result);
    expect(server.lines().slice(before).toSorted()).toEqual([
      'GET /api/v1/org/groups',
      'GET /api/v1/org/users',
      'GET /api/v1/projects/p3/spaces/p3-a',
      'GET /api/v2/projects/p2/roles/assignments',
    ]);
  });

  it('finds the space that was made meanwhile', async () => {
    let isMade = false;
    const made = { uuid: 'p2-new', projectUuid: 'p2', parentSpaceUuid: null };
    const ofProject = SPACES.filter(({ projectUuid }) => projectUuid === 'p2').map(wireSpace);
    const { start, queryClient } = setUp(
      organization({
        'GET /api/v1/projects/p2/spaces': () => ok(isMade ? [...ofProject, wireSpace(made)] : ofProject),
        'GET /api/v1/projects/p2/spaces/p2-new': ok(wireDetail(made)),
      }),
    );
    const { result } = start();
    await done(result);
    isMade = true;
    await act(async () => {
      await queryClient.invalidateQueries({ queryKey: getListSpacesQueryKey('p2') });
    });
    await vi.waitFor(() =>
      expect(result.current.snapshot?.spaces.find(({ spaceUuid }) => spaceUuid === 'p2-new')).toMatchObject({
        directGrants: [{ userUuid: 'bo', role: 'editor' }],
      }),
    );
  });

  it('does not ask for grants that would be refused: below admin they are unknown', async () => {
    const { server, start } = setUp(organization(), 'developer');
    const { result } = start();
    await done(result);
    expect(server.lines().some((line) => line.includes('roles/assignments'))).toBe(false);
    expect(result.current.snapshot?.projects[0]).toEqual({
      projectUuid: 'p1',
      userGrants: 'unknown',
      groupGrants: 'unknown',
    });
  });

  it('takes what is refused for unknown, without asking twice', async () => {
    const path = 'GET /api/v1/projects/p1/spaces/p1-b';
    const { server, start } = setUp(organization({ [path]: refusal(403, 'ForbiddenError') }));
    const { result } = start();
    await done(result);
    act(() => result.current.resume());
    await done(result);
    expect(server.lines().filter((line) => line === path)).toHaveLength(1);
    expect(result.current.reading.failed).toBe(0);
    expect(result.current.snapshot?.spaces.find(({ spaceUuid }) => spaceUuid === 'p1-b')).toMatchObject({
      directGrants: 'unknown',
    });
  });

  it('reads everything again when asked to', async () => {
    const { server, start } = setUp();
    const { result } = start();
    await done(result);
    const before = server.lines();
    await new Promise((resolve) => setTimeout(resolve, 2));
    act(() => result.current.again());
    await vi.waitFor(() => expect(server.calls).toHaveLength(2 * before.length));
    expect(server.lines().slice(before.length).toSorted()).toEqual(before.toSorted());
  });

  it('asks nothing before it is wanted', async () => {
    const { server, queryClient } = setUp();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    );
    const { result } = renderHook(() => useOrganizationSnapshot(false), { wrapper });
    expect(result.current.reading.state).toBe('idle');
    expect(server.calls).toEqual([]);
  });
});
