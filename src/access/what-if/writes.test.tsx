import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { Suspense, type ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AccessChange } from '../rules';
import type { Present, StagedChange } from './staged';
import { meQuery } from '#/data/me';
import type { PreviewOf } from './gathering';
import { membersQuery } from '#/data/members';
import { projectGrantsQuery } from '#/data/roles';
import { spacesQuery } from '#/data/spaces';
import { createTestClient, ok, stubServer, wireMember } from '#/data/testing';
import { useStagedWrites } from './writes';
import { useAccessPreview } from './preview';

const me = {
  userUuid: 'me',
  organizationUuid: 'org',
  organizationName: 'Jaffle',
  role: 'admin' as const,
  abilityRules: undefined,
  credential: 'session' as const,
  name: 'Me',
  firstName: 'Me',
  lastName: '',
  email: 'me@jaffle.example',
};
const assignment = (assigneeType: 'user' | 'group', assigneeId: string, roleId: string) => ({
  assigneeType,
  assigneeId,
  roleId,
});
const GRANTS = 'GET /api/v2/projects/p/roles/assignments';
const member = (userUuid: string, role = 'viewer', groups: string[] = []) =>
  wireMember(userUuid, { role, groups: groups.map((uuid) => ({ uuid, name: uuid })) });

const setUp = <T,>(hook: () => T, role: 'admin' | 'viewer' = 'admin') => {
  const queryClient = createTestClient();
  queryClient.setQueryData(meQuery.queryKey, { ...me, role });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <Suspense>{children}</Suspense>
    </QueryClientProvider>
  );
  return { queryClient, ...renderHook(hook, { wrapper }) };
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('useStagedWrites', () => {
  const apply = (change: StagedChange, from: Present) =>
    setUp(() => useStagedWrites((space) => (space === 's' ? 'p' : undefined))).result.current.apply({ change, from });
  /** A space as the server tells of it; `isPrivate` now, and who holds which grant on it. */
  const spaceWith = (access: { userUuid: string; role: string; inheritedRole?: string }[], isPrivate = true) => {
    const space = {
      uuid: 's',
      projectUuid: 'p',
      name: 'S',
      parentSpaceUuid: null,
      isPrivate,
      chartCount: 0,
      dashboardCount: 0,
    };
    return {
      'GET /api/v1/projects/p/spaces': ok([{ ...space, access: access.map(({ userUuid }) => userUuid) }]),
      'GET /api/v1/projects/p/spaces/s': ok({
        ...space,
        access: access.map((row) => ({ inheritedRole: 'viewer', ...row })),
        groupsAccess: [],
      }),
    };
  };
  const onSpace = (role: 'viewer' | 'editor' | 'admin' | null): StagedChange => ({
    kind: 'spaceGrant',
    spaceUuid: 's',
    holder: { kind: 'user', uuid: 'u' },
    role,
  });
  const grant = (role: string | null): StagedChange => ({
    kind: 'projectGrant',
    projectUuid: 'p',
    holder: { kind: 'user', uuid: 'u' },
    role,
  });

  it.each<[string, StagedChange, Present, string]>([
    [
      'a person joins',
      { kind: 'groupMember', groupUuid: 'g', userUuid: 'u', isMember: true },
      false,
      'PUT /api/v1/groups/g/members/u',
    ],
    [
      'a person leaves',
      { kind: 'groupMember', groupUuid: 'g', userUuid: 'u', isMember: false },
      true,
      'DELETE /api/v1/groups/g/members/u',
    ],
    ['a project is granted', grant('editor'), null, 'POST /api/v2/projects/p/roles/assignments/user/u'],
    [
      'a space is granted',
      { kind: 'spaceGrant', spaceUuid: 's', holder: { kind: 'group', uuid: 'g' }, role: 'viewer' },
      null,
      'POST /api/v1/projects/p/spaces/s/group/share',
    ],
    [
      'a space is taken away',
      { kind: 'spaceGrant', spaceUuid: 's', holder: { kind: 'user', uuid: 'u' }, role: null },
      'viewer',
      'DELETE /api/v1/projects/p/spaces/s/share/u',
    ],
    ['a group is deleted', { kind: 'groupDeleted', groupUuid: 'g' }, true, 'DELETE /api/v1/groups/g'],
  ])('%s by the operation of its own place', async (_, change, from, line) => {
    const server = stubServer({ [GRANTS]: ok([]), ...spaceWith([{ userUuid: 'u', role: 'viewer' }]), [line]: ok({}) });
    await apply(change, from);
    expect(server.lines().filter((each) => !each.startsWith('GET'))).toEqual([line]);
  });

  it('a member is removed, unless they have become somebody else meanwhile', async () => {
    const DELETE = 'DELETE /api/v1/org/user/u';
    const everybody = (...people: object[]) => ok({ data: people, pagination: { totalResults: people.length } });
    const staged: StagedChange = { kind: 'memberRemoved', userUuid: 'u' };
    const invited = wireMember('u', { isPending: true });
    for (const [now, written] of [
      [[invited], [DELETE]],
      [[member('u')], []],
      [[member('u', 'viewer'), member('v')].map((each) => ({ ...each, email: 'other@jaffle.example' })), []],
      [[], []],
    ] as const) {
      stubServer({ 'GET /api/v1/org/users': everybody(invited) });
      const { queryClient, result } = setUp(() => useStagedWrites(() => undefined));
      await queryClient.fetchQuery(membersQuery);
      const server = stubServer({ 'GET /api/v1/org/users': everybody(...now), [DELETE]: ok({}) });
      const removal = result.current.apply({ change: staged, from: true });
      await (now.length > 0 && written.length === 0
        ? expect(removal).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' })
        : removal);
      expect(server.lines().filter((each) => !each.startsWith('GET'))).toEqual(written);
    }
  });

  describe('a grant to everybody in the project', () => {
    const everybody = (role: 'viewer' | 'editor' | null): StagedChange => ({
      kind: 'projectMembersGrant',
      spaceUuid: 's',
      role,
    });
    const setServer = (held: string | null) => {
      const space = { uuid: 's', projectUuid: 'p', name: 'S', inheritParentPermissions: false, access: [] };
      return stubServer({
        'GET /api/v1/projects/p/spaces/s': ok({ ...space, projectMemberAccessRole: held }),
        'PATCH /api/v1/projects/p/spaces/s': ({ body }) => ok({ ...space, ...(body as object) }),
      });
    };

    it('is made, changed and taken away by the space itself', async () => {
      const server = setServer('viewer');
      await apply(everybody('editor'), 'viewer');
      await apply(everybody(null), 'viewer');
      expect(server.calls.flatMap(({ method, body }) => (method === 'PATCH' ? body : []))).toEqual([
        { name: 'S', projectMemberAccessRole: 'editor' },
        { name: 'S', projectMemberAccessRole: null },
      ]);
    });

    it('is left alone where somebody else has changed it, or where it was not read', async () => {
      const server = setServer('viewer');
      await expect(apply(everybody('editor'), null)).rejects.toMatchObject({ kind: 'conflict' });
      await expect(apply(everybody('editor'), 'unknown')).rejects.toMatchObject({ kind: 'conflict' });
      expect(server.lines().every((line) => line.startsWith('GET'))).toBe(true);
    });
  });

  it('does not overwrite a change made in the meantime', async () => {
    const server = stubServer({ [GRANTS]: ok([assignment('user', 'u', 'admin')]) });
    await expect(apply(grant('viewer'), 'editor')).rejects.toMatchObject({ kind: 'conflict' });
    await expect(apply(grant(null), 'editor')).rejects.toMatchObject({ kind: 'conflict' });
    await apply(grant('admin'), 'editor');
    expect(server.lines().every((line) => line === GRANTS)).toBe(true);
  });

  it.each<[string, { userUuid: string; role: string }[], StagedChange, Present]>([
    ['granted it', [{ userUuid: 'u', role: 'admin' }], onSpace('editor'), null],
    ['taken it away', [], onSpace('editor'), 'viewer'],
    ['changed it', [{ userUuid: 'u', role: 'admin' }], onSpace(null), 'viewer'],
  ])('nor on a space, where somebody else has %s', async (_, access, change, from) => {
    const server = stubServer(spaceWith(access));
    await expect(apply(change, from)).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' });
    expect(server.lines().every((line) => line.startsWith('GET'))).toBe(true);
  });

  it('says so where the role of a grant on a space cannot be compared any more', async () => {
    stubServer(spaceWith([{ userUuid: 'u', role: 'admin', inheritedRole: 'admin' }]));
    await expect(apply(onSpace('editor'), 'viewer')).rejects.toMatchObject({
      kind: 'conflict',
      serverMessage: expect.stringMatching(/does not show the role of this grant any more/),
    });
    await expect(apply(onSpace('editor'), null)).rejects.toMatchObject({
      kind: 'conflict',
      serverMessage: expect.stringMatching(/Somebody else has granted this meanwhile/),
    });
  });

  it('takes it for no change where the server does not tell whether there is a grant', async () => {
    const space = {
      uuid: 's',
      projectUuid: 'p',
      name: 'S',
      parentSpaceUuid: null,
      inheritParentPermissions: true,
      chartCount: 0,
      dashboardCount: 0,
    };
    const share = 'POST /api/v1/projects/p/spaces/s/share';
    // Without the export as code, the list names whomever a grant reaches: one of their own, or one to a group.
    const server = stubServer({
      'GET /api/v1/projects/p/spaces': ok([{ ...space, access: ['u'] }]),
      'GET /api/v1/projects/p/spaces/s': ok({ ...space, access: [], groupsAccess: [] }),
      [share]: ok({}),
    });
    await apply(onSpace('editor'), null);
    expect(server.lines().filter((line) => !line.startsWith('GET'))).toEqual([share]);
    await expect(apply(onSpace('editor'), 'viewer')).rejects.toMatchObject({
      serverMessage: expect.stringMatching(/does not show the role of this grant any more/),
    });
  });

  it('does not write what is so by now: of two states, one is the wanted one', async () => {
    const server = stubServer(spaceWith([{ userUuid: 'u', role: 'editor' }], true));
    await apply(onSpace('editor'), 'viewer');
    await apply({ kind: 'spacePrivacy', spaceUuid: 's', isPrivate: true }, false);
    expect(server.lines().every((line) => line.startsWith('GET'))).toBe(true);
  });

  it('sends nothing about what is not known', async () => {
    const server = stubServer({});
    await expect(apply({ kind: 'spacePrivacy', spaceUuid: 'elsewhere', isPrivate: true }, false)).rejects.toMatchObject(
      { kind: 'conflict' },
    );
    await expect(apply({ kind: 'organizationRole', userUuid: 'u', role: 'editor' }, 'unknown')).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(server.lines()).toEqual([]);
  });

  it('makes old only the project that was written to', async () => {
    const { result, queryClient } = setUp(() => useStagedWrites(() => undefined));
    for (const uuid of ['p', 'q'])
      queryClient.setQueryData(projectGrantsQuery(uuid).queryKey, { users: [], groups: [] });
    await act(() => result.current.changed([grant('viewer')]));
    expect(queryClient.getQueryState(projectGrantsQuery('p').queryKey)?.isInvalidated).toBe(true);
    expect(queryClient.getQueryState(projectGrantsQuery('q').queryKey)?.isInvalidated).toBe(false);
  });
});

describe('useAccessPreview', () => {
  const space = (uuid: string) => ({
    uuid,
    projectUuid: 'p',
    name: uuid,
    parentSpaceUuid: null,
    isPrivate: true,
    chartCount: 0,
    dashboardCount: 0,
    access: [],
  });
  const server = () =>
    stubServer({
      'GET /api/v1/org/users': ok({
        data: [member('ana', 'member', ['g']), member('bo', 'viewer', ['g'])],
        pagination: { totalPageCount: 1, totalResults: 2 },
      }),
      'GET /api/v1/org/groups': ok({ data: [{ uuid: 'g', name: 'Analysts', createdAt: '', updatedAt: '' }] }),
      'GET /api/v2/orgs/org/roles': ok([]),
      'GET /api/v1/org/projects': ok(
        ['p', 'q'].map((projectUuid) => ({ projectUuid, name: projectUuid, type: 'DEFAULT', createdAt: '' })),
      ),
      [GRANTS]: ok([assignment('group', 'g', 'editor')]),
      'GET /api/v1/projects/p/spaces': ok([space('s')]),
      'GET /api/v1/projects/p/spaces/s': ok({
        ...space('s'),
        groupsAccess: [{ groupUuid: 'g', groupName: 'Analysts', spaceRole: 'editor' }],
      }),
    });
  const revoked: AccessChange[] = [
    { kind: 'projectGrant', projectUuid: 'p', holder: { kind: 'group', uuid: 'g' }, role: null },
  ];
  const preview = (changes: AccessChange[], of: PreviewOf, role?: 'viewer') =>
    setUp(() => useAccessPreview(changes, of), role);

  it('reads the one project in question, names the rest, and reads it when it is asked to', async () => {
    const { lines } = server();
    const { result } = preview(revoked, { projectUuid: 'p' });
    await vi.waitFor(() => expect(result.current.preview).not.toBeNull());
    expect(result.current.preview?.diff.losing).toEqual(['ana', 'bo']);
    expect(result.current.preview?.diff.spaces).toEqual([]);
    expect(result.current).toMatchObject({
      rest: { projects: 0, unlisted: 0, spaces: 1 },
      concerned: 2,
      isReading: false,
    });
    expect(lines().filter((line) => line.includes('/projects/'))).toEqual([GRANTS, 'GET /api/v1/projects/p/spaces']);
    act(() => result.current.readRest());
    await vi.waitFor(() => expect(result.current.rest).toEqual({ projects: 0, unlisted: 0, spaces: 0 }));
    expect(
      result.current.preview?.diff.spaces.map(({ userUuid, loses }) => [userUuid, loses.includes('view')]),
    ).toEqual([
      ['ana', true],
      ['bo', false],
    ]);
    expect(lines()).toHaveLength(7);
  });

  it('reads nothing more for what counts everywhere', async () => {
    const { lines } = server();
    const { result } = preview([{ kind: 'organizationRole', userUuid: 'bo', role: 'member' }], 'everywhere');
    await vi.waitFor(() => expect(result.current.preview).not.toBeNull());
    expect(result.current).toMatchObject({ rest: { projects: 2, unlisted: 0, spaces: 0 }, concerned: 1 });
    expect(lines().some((line) => line.includes('/projects/'))).toBe(false);
  });

  it('takes in what others read meanwhile, and does not hold a reading against a project it is not about', async () => {
    server();
    const of: PreviewOf = 'everywhere';
    const { result, queryClient } = preview(
      [{ kind: 'projectGrant', projectUuid: 'p', holder: { kind: 'group', uuid: 'g' }, role: null }],
      of,
    );
    await vi.waitFor(() => expect(result.current.rest).toEqual({ projects: 1, unlisted: 0, spaces: 0 }));
    expect(result.current.preview?.diff.losing).toEqual([]);
    await act(async () => {
      await Promise.all([queryClient.fetchQuery(projectGrantsQuery('p')), queryClient.fetchQuery(spacesQuery('p'))]);
    });
    await vi.waitFor(() => expect(result.current.preview?.diff.losing).toEqual(['ana', 'bo']));
    expect(result.current.rest).toEqual({ projects: 0, unlisted: 0, spaces: 1 });
  });

  it('judges by the rules of the newer generation where the server is of it, each space by itself', async () => {
    const newer = (uuid: string, parentSpaceUuid: string | null, inheritParentPermissions: boolean) => ({
      ...space(uuid),
      parentSpaceUuid,
      isPrivate: undefined,
      inheritParentPermissions,
    });
    const [top, inside] = [newer('s', null, false), newer('t', 's', true)];
    const groupsAccess = [{ groupUuid: 'g', groupName: 'Analysts', spaceRole: 'viewer' }];
    stubServer({
      'GET /api/v1/org/users': ok({
        data: [member('ana', 'viewer', ['g']), member('bo', 'viewer', [])],
        pagination: { totalPageCount: 1, totalResults: 2 },
      }),
      'GET /api/v1/org/groups': ok({ data: [{ uuid: 'g', name: 'Analysts', createdAt: '', updatedAt: '' }] }),
      'GET /api/v2/orgs/org/roles': ok([]),
      'GET /api/v1/org/projects': ok([{ projectUuid: 'p', name: 'p', type: 'DEFAULT', createdAt: '' }]),
      [GRANTS]: ok([]),
      'GET /api/v1/projects/p/spaces': ok([top, inside]),
      'GET /api/v1/projects/p/spaces/s': ok({ ...top, groupsAccess }),
      'GET /api/v1/projects/p/spaces/t': ok({ ...inside, groupsAccess: [] }),
    });
    const { result } = preview(
      [{ kind: 'spaceGrant', spaceUuid: 's', holder: { kind: 'group', uuid: 'g' }, role: null }],
      { projectUuid: 'p', spaceUuid: 's' },
    );
    await vi.waitFor(() => expect(result.current.preview).not.toBeNull());
    expect(result.current.preview?.after.snapshot.generation).toBe('C');
    expect(result.current.preview?.diff.spaces.map(({ userUuid, spaceUuid }) => [userUuid, spaceUuid])).toEqual([
      ['ana', 's'],
    ]);
    // The space inside it inherits from it, and may have grants of its own.
    expect(result.current.rest).toEqual({ projects: 0, unlisted: 0, spaces: 1 });
    act(() => result.current.readRest());
    await vi.waitFor(() => expect(result.current.preview?.diff.spaces).toHaveLength(2));
  });

  it('asks for nothing where it would be refused', () => {
    const { lines } = server();
    const { result } = preview(revoked, { projectUuid: 'p' }, 'viewer');
    expect(result.current).toMatchObject({ isRefused: true, preview: null, isReading: false });
    expect(lines()).toEqual([]);
  });
});
