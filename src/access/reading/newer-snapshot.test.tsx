import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { buildAccessModel } from '../rules';
import { meQuery, type SignedIn } from '#/data/me';
import { useNewerSnapshot } from './newer-snapshot';
import { spaceQuery, spacesQuery } from '#/data/spaces';
import { createTestClient, ok, refusal, stubServer, wireMember } from '#/data/testing';

const space = (uuid: string, parentSpaceUuid: string | null, more: object = {}) => ({
  uuid,
  projectUuid: 'p',
  name: uuid,
  parentSpaceUuid,
  inheritParentPermissions: parentSpaceUuid !== null,
  access: [],
  chartCount: 0,
  dashboardCount: 0,
  ...more,
});
const CHAIN = [space('top', null), space('middle', 'top'), space('leaf', 'middle')];
const detail = (place: number, groupUuids: string[] = []) => ({
  ...CHAIN[place],
  breadcrumbs: CHAIN.slice(0, place + 1).map(({ uuid, name }) => ({ uuid, name })),
  groupsAccess: groupUuids.map((groupUuid) => ({ groupUuid, groupName: groupUuid, spaceRole: 'editor' })),
});
const path = (uuid: string) => `GET /api/v1/projects/p/spaces/${uuid}`;

const setUp = (changed: Parameters<typeof stubServer>[0] = {}) => {
  const server = stubServer({
    'GET /api/v1/org/users': ok({
      data: [wireMember('ana', { groups: [{ uuid: 'g', name: 'g' }] }), wireMember('bo', { groups: [] })],
      pagination: { totalPageCount: 1, totalResults: 2 },
    }),
    'GET /api/v1/org/groups': ok({ data: [{ uuid: 'g', name: 'g', createdAt: '', updatedAt: '' }] }),
    'GET /api/v2/orgs/org/roles': ok([]),
    'GET /api/v2/projects/p/roles/assignments': ok([]),
    'GET /api/v1/projects/p/spaces': ok(CHAIN),
    [path('top')]: ok(detail(0, ['g'])),
    [path('middle')]: ok(detail(1)),
    [path('leaf')]: ok(detail(2)),
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
  const { result } = renderHook(
    () => useNewerSnapshot('p', useQuery(spaceQuery('p', 'leaf')).data, useQuery(spacesQuery('p')).data, true),
    { wrapper },
  );
  return { server, result };
};

afterEach(() => {
  vi.unstubAllGlobals();
});

it('reads the spaces above one, as each has grants of its own', async () => {
  const { server, result } = setUp();
  await vi.waitFor(() => expect(result.current?.spaces[0]?.directGrants).toEqual([]));
  const model = result.current && buildAccessModel(result.current);
  expect(model?.space('ana', 'leaf')).toMatchObject({ view: true, editCharts: false, root: { spaceUuid: 'top' } });
  expect(model?.space('bo', 'leaf')).toMatchObject({ view: false });
  const ofSpaces = server.lines().filter((line) => line.startsWith('GET /api/v1/projects/p/spaces/'));
  expect(ofSpaces.toSorted()).toEqual([path('leaf'), path('middle'), path('top')]);
});

it('does not take people who are named because of a group for holders of a grant', async () => {
  const { result } = setUp({
    'GET /api/v1/projects/p/spaces': ok([space('top', null, { access: ['ana', 'ana', 'bo'] }), CHAIN[1], CHAIN[2]]),
    [path('top')]: ok({ ...detail(0, ['g']), access: [] }),
  });
  await vi.waitFor(() => expect(result.current?.spaces[0]?.directGrants).toHaveLength(2));
  expect(result.current?.spaces[0]?.directGrants).toEqual([
    { userUuid: 'ana', role: 'unknown' },
    { userUuid: 'bo', role: 'unknown' },
  ]);
  const fewer = setUp({
    'GET /api/v1/projects/p/spaces': ok([space('top', null, { access: ['ana', 'bo'] }), CHAIN[1], CHAIN[2]]),
    [path('top')]: ok(detail(0, ['g'])),
  });
  await vi.waitFor(() =>
    expect(fewer.result.current?.spaces[0]?.directGrants).toEqual([{ userUuid: 'bo', role: 'unknown' }]),
  );
});

it('leaves unknown what hangs on a space above that may not be read', async () => {
  const { result } = setUp({ [path('top')]: refusal(403, 'ForbiddenError') });
  await vi.waitFor(() => expect(result.current?.spaces[0]).toMatchObject({ spaceUuid: 'top', groupGrants: 'unknown' }));
  expect(result.current && buildAccessModel(result.current).space('ana', 'leaf').view).toBe('unknown');
});

it('reads nothing above one of the older generation', async () => {
  const { server, result } = setUp({
    [path('leaf')]: ok({ ...detail(2), isPrivate: true, inheritParentPermissions: undefined }),
  });
  await vi.waitFor(() => expect(server.lines()).toContain(path('leaf')));
  expect(result.current).toBeNull();
  expect(server.lines()).not.toContain(path('top'));
});
