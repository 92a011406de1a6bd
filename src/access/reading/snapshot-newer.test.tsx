import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { madeOld } from '#/data/invalidation';
import { meQuery, type SignedIn } from '#/data/me';
import { createTestClient, ok, refusal, stubServer, wireMember } from '#/data/testing';
import { buildAccessModel } from '../rules';
import { useOrganizationSnapshot } from './snapshot';

const PROJECTS = ['p1', 'p2', 'p3'];
/** In each project an open space, one in it that is closed, and a personal one, which the export leaves out. */
const SPACES = PROJECTS.flatMap((project) => [
  { uuid: `${project}-a`, projectUuid: project, parentSpaceUuid: null, path: 'a', inheritParentPermissions: true },
  {
    uuid: `${project}-b`,
    projectUuid: project,
    parentSpaceUuid: `${project}-a`,
    path: 'a.b_2',
    inheritParentPermissions: false,
  },
  { uuid: `${project}-c`, projectUuid: project, parentSpaceUuid: null, path: 'c', inheritParentPermissions: false },
]);
type WireSpace = (typeof SPACES)[number];
/** Members of the group are named as well, Cy twice: there is a grant of his own. */
const NAMED: Record<string, string[]> = { a: [], 'a.b_2': ['bo', 'cy'], c: ['bo', 'cy', 'cy'] };

const listed = (space: WireSpace) => ({
  ...space,
  name: space.uuid,
  inheritsFromOrgOrProject: space.inheritParentPermissions,
  projectMemberAccessRole: null,
  access: NAMED[space.path],
  chartCount: '0',
  dashboardCount: '0',
});
const detail = (space: WireSpace) => ({
  ...listed(space),
  access: [],
  groupsAccess: space.path === 'a' ? [] : [{ groupUuid: 'g', groupName: 'Analysts', spaceRole: 'viewer' }],
});
const inCode = (slug: string, users: object[] = [], groups: object[] = []) => ({
  contentType: 'space',
  spaceName: slug,
  slug,
  access: { inheritParentPermissions: slug === 'a', projectMemberAccessRole: null, users, groups },
});
const CODE = {
  spaces: [
    inCode('a', [{ email: 'DI@jaffle.example', role: 'editor' }]),
    inCode('a/b-2', [{ email: 'di@jaffle.example', role: 'admin' }], [{ name: 'Analysts', role: 'viewer' }]),
  ],
  skipped: [{ slug: 'c', reason: 'personal' }],
};

type Operations = Parameters<typeof stubServer>[0];
const each = (path: (project: string) => string, answer: (project: string) => Operations[string]): Operations =>
  Object.fromEntries(PROJECTS.map((project) => [path(project), answer(project)]));

const codeOf = (project: string) => `GET /api/v1/projects/${project}/code/spaces`;
const spaceOf = (uuid: string) => `GET /api/v1/projects/${uuid.slice(0, 2)}/spaces/${uuid}`;

const setUp = (changed: Operations = {}) => {
  const inGroup = { groups: [{ uuid: 'g', name: 'Analysts' }] };
  const server = stubServer({
    'GET /api/v1/org/users': ok({
      data: [
        wireMember('ana', { role: 'admin', groups: [] }),
        wireMember('bo', inGroup),
        wireMember('cy', inGroup),
        wireMember('di', { role: 'member', roleUuid: 'reader', hasMultipleRoles: true, groups: [] }),
      ],
      pagination: { totalPageCount: 1, totalResults: 4 },
    }),
    'GET /api/v1/org/groups': ok({ data: [{ uuid: 'g', name: 'Analysts', createdAt: '', updatedAt: '' }] }),
    'GET /api/v1/org/projects': ok(
      PROJECTS.map((projectUuid) => ({
        projectUuid,
        name: projectUuid,
        type: projectUuid === 'p3' ? 'PREVIEW' : 'DEFAULT',
        createdByUserUuid: 'ana',
        createdAt: '',
      })),
    ),
    'GET /api/v2/orgs/org/roles': ok([{ roleUuid: 'reader', name: 'Reader', scopes: ['view:Project', 'view:Space'] }]),
    ...each(
      (project) => `GET /api/v2/projects/${project}/roles/assignments`,
      () => ok([{ assigneeType: 'user', assigneeId: 'bo', roleId: 'viewer', hasMultipleRoles: true }]),
    ),
    ...each(
      (project) => `GET /api/v1/projects/${project}/spaces`,
      (project) => ok(SPACES.filter(({ projectUuid }) => projectUuid === project).map(listed)),
    ),
    ...each(codeOf, () => ok(CODE)),
    ...Object.fromEntries(SPACES.map((space) => [spaceOf(space.uuid), ok(detail(space))])),
    ...changed,
  });
  const queryClient = createTestClient();
  queryClient.setQueryData(meQuery.queryKey, {
    userUuid: 'ana',
    organizationUuid: 'org',
    role: 'admin',
    credential: 'session',
  } as SignedIn);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useOrganizationSnapshot(true), { wrapper });
  const done = () => vi.waitFor(() => expect(result.current.reading.state).toBe('done'), { timeout: 10_000 });
  const space = (uuid: string) => result.current.snapshot?.spaces.find(({ spaceUuid }) => spaceUuid === uuid);
  return { server, queryClient, result, done, space };
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('useOrganizationSnapshot on 1.219', () => {
  it('reads exact grants in one call a project, and only the spaces that it leaves out by themselves', async () => {
    const { server, result, done, space } = setUp();
    await done();
    expect(server.calls).toHaveLength(4 + 3 * PROJECTS.length + PROJECTS.length);
    expect(server.lines().filter((line) => line.includes('/spaces/'))).toEqual(
      PROJECTS.map((project) => spaceOf(`${project}-c`)),
    );
    expect(result.current.reading).toMatchObject({
      read: 12,
      all: 12,
      failed: 0,
      unread: { projects: 0, unlisted: 0, spaces: 0 },
    });
    expect(result.current.snapshot?.generation).toBe('C');
    expect(space('p1-b')).toEqual({
      spaceUuid: 'p1-b',
      name: 'p1-b',
      projectUuid: 'p1',
      parentSpaceUuid: 'p1-a',
      inheritsParent: false,
      inheritsFromProject: false,
      projectMemberRole: null,
      directGrants: [{ userUuid: 'di', role: 'admin' }],
      groupGrants: [{ groupUuid: 'g', role: 'viewer' }],
    });
  });

  it('counts from the list who holds a grant on a space that the export leaves out', async () => {
    const { done, space } = setUp();
    await done();
    expect(space('p1-c')).toMatchObject({
      directGrants: [{ userUuid: 'cy', role: 'unknown' }],
      groupGrants: [{ groupUuid: 'g', role: 'viewer' }],
    });
  });

  it('hands the rules custom roles of the organization, further roles and the creators of previews', async () => {
    const { result, done } = setUp();
    await done();
    const { snapshot } = result.current;
    expect(snapshot?.members.find(({ userUuid }) => userUuid === 'di')).toMatchObject({
      role: 'member',
      roleUuid: 'reader',
      hasMoreRoles: true,
    });
    expect(snapshot?.projects).toMatchObject([
      { userGrants: [{ userUuid: 'bo', role: 'viewer', hasMoreRoles: true }] },
      {},
      { previewCreator: 'ana' },
    ]);
    expect(snapshot && buildAccessModel(snapshot).space('di', 'p1-a')).toMatchObject({ view: true, role: 'editor' });
  });

  it.each([
    ['has no such export', refusal(404, 'NotFoundError', 'API endpoint not found')],
    ['refuses it', refusal(403, 'ForbiddenError')],
  ])('reads each space where the server %s', async (_, answer) => {
    const { server, result, done, space } = setUp(each(codeOf, () => answer));
    await done();
    expect(server.calls).toHaveLength(4 + 3 * PROJECTS.length + SPACES.length);
    expect(result.current.reading.failed).toBe(0);
    expect(space('p1-b')).toMatchObject({ directGrants: [], groupGrants: [{ groupUuid: 'g', role: 'viewer' }] });
  });

  it('does not mistake a holder who is not known by the address: such a space is read by itself', async () => {
    const unknownHolder = { ...CODE, spaces: [inCode('a', [{ email: 'nobody@jaffle.example', role: 'editor' }])] };
    const { server, done, space } = setUp({ [codeOf('p1')]: ok(unknownHolder) });
    await done();
    expect(server.lines()).toContain(spaceOf('p1-a'));
    expect(space('p1-a')).toMatchObject({ directGrants: [], groupGrants: [] });
  });

  it('says that spaces are not read where their export gave no answer', async () => {
    const { result, done } = setUp({ [codeOf('p1')]: ok({ spaces: [] }, 500) });
    await done();
    expect(result.current.reading).toMatchObject({ failed: 1, unread: { projects: 0, unlisted: 0, spaces: 3 } });
  });

  it('reads the exact grants of the one project again where a space was written to', async () => {
    const { server, queryClient, done } = setUp();
    await done();
    const before = server.calls.length;
    await madeOld(queryClient, 'unshareSpaceWithUser', { projectUuid: 'p1', spaceUuid: 'p1-a' });
    await done();
    expect(server.lines().slice(before).toSorted()).toEqual([codeOf('p1'), 'GET /api/v1/projects/p1/spaces']);
  });
});
