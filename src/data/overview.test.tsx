import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openHome } from '../api/core/home';
import type { Space } from '../domain/spaces';
import { madeOld } from './invalidation';
import { useLonelySpaces } from './overview';
import { createTestClient, ok, refusal, stubServer } from './testing';

// A console that has learned nothing of its server yet.
beforeEach(() => void openHome({ base: 'http://localhost', hasTabs: false }));
afterEach(() => vi.unstubAllGlobals());

const listed = (uuid: string, part: object = {}) => ({
  uuid,
  projectUuid: 'p1',
  name: uuid,
  parentSpaceUuid: null,
  access: ['ana'],
  chartCount: '0',
  dashboardCount: '0',
  ...part,
});
const older = (uuid: string, part: object = {}) => listed(uuid, { isPrivate: true, ...part });
const newer = (path: string) =>
  listed(path, { path, inheritParentPermissions: false, inheritsFromOrgOrProject: false });
const answer = (uuid: string, groupsAccess: object[] = []) =>
  ok({ uuid, projectUuid: 'p1', name: uuid, isPrivate: true, access: [], groupsAccess });
/** The server fails over an address that is no uuid, and that is taken for not found. */
const BROKEN = '00000000-0000-4000-8000-000000000001';
const GROUP = { groupUuid: 'g', groupName: 'Analysts', spaceRole: 'viewer' };
const LIST = 'GET /api/v1/projects/p1/spaces';
const EXPORT = 'GET /api/v1/projects/p1/code/spaces';
const BO = { email: 'bo@jaffle.example', role: 'viewer' };
const inCode = (slug: string, access: object = {}) => ({
  contentType: 'space',
  spaceName: slug,
  slug,
  access: {
    inheritParentPermissions: false,
    projectMemberAccessRole: null,
    users: [{ ...BO, email: 'ana@jaffle.example' }],
    groups: [],
    ...access,
  },
});

const setUp = (operations: Parameters<typeof stubServer>[0]) => {
  const server = stubServer({
    'GET /api/v1/org/projects': ok([{ projectUuid: 'p1', name: 'p1', type: 'DEFAULT', createdAt: '' }]),
    ...operations,
  });
  const queryClient = createTestClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  const hook = renderHook(({ enabled }) => useLonelySpaces(enabled), { wrapper, initialProps: { enabled: false } });
  const names = () => [...hook.result.current.read.values()].flat().map(({ name }) => name);
  const done = () => waitFor(() => expect(hook.result.current.done).toBe(true), { timeout: 10_000 });
  return { server, queryClient, ...hook, names, done };
};
const isFound = (space: object) => (has: (space: Space) => boolean) => has(space as Space);

it('reads on demand; without an export only spaces that may be shared with nobody, and says which are granted to a group', async () => {
  const { server, result, rerender, names, done } = setUp({
    [LIST]: ok([
      older('alone'),
      older('group'),
      older('public', { isPrivate: false }),
      older('two', { access: ['ana', 'bo'] }),
    ]),
    [`${LIST}/alone`]: answer('alone'),
    [`${LIST}/group`]: answer('group', [GROUP]),
  });
  expect(server.calls).toEqual([]);
  rerender({ enabled: true });
  await done();
  expect(names()).toEqual(['alone']);
  expect(isFound({ uuid: 'alone', projectUuid: 'p1' })(result.current.has)).toBe(true);
  expect(
    server
      .lines()
      .filter((line) => /spaces\/|code/.test(line))
      .toSorted(),
  ).toEqual([EXPORT, `${LIST}/alone`, `${LIST}/group`]);
});

it('reads spaces shared with nobody in one call a project where the export states all grants', async () => {
  const { server, result, rerender, names, done } = setUp({
    [EXPORT]: ok({
      spaces: [
        inCode('alone-2/deep'),
        inCode('open', { inheritParentPermissions: true }),
        inCode('members', { projectMemberAccessRole: 'viewer' }),
        inCode('two', { users: [BO, { ...BO, email: 'ana@jaffle.example' }] }),
        inCode('group', { groups: [{ name: 'Analysts', role: 'viewer' }] }),
      ],
      skipped: [],
    }),
  });
  rerender({ enabled: true });
  await done();
  expect(names()).toEqual(['alone-2/deep']);
  expect(isFound({ uuid: 'x', projectUuid: 'p1', path: 'alone_2.deep' })(result.current.has)).toBe(true);
  expect(isFound({ uuid: 'x', projectUuid: 'p2', path: 'alone_2.deep' })(result.current.has)).toBe(false);
  expect(server.lines()).toEqual(['GET /api/v1/org/projects', EXPORT]);
});

it.each([
  ['leaves some spaces out', ok({ spaces: [], skipped: [{ slug: 'alone', reason: 'ambiguous' }] })],
  ['does not name all holders', ok({ spaces: [{ ...inCode('alone'), access: undefined }], skipped: [] })],
  ['is refused', refusal(403, 'ForbiddenError')],
])('reads single spaces where the export %s', async (_, exported) => {
  const { rerender, names, done } = setUp({
    [EXPORT]: exported,
    [LIST]: ok([newer('alone')]),
    [`${LIST}/alone`]: answer('alone'),
  });
  rerender({ enabled: true });
  await done();
  expect(names()).toEqual(['alone']);
});

it('counts spaces that could not be read as failed, not as shared', async () => {
  const { result, rerender, done } = setUp({
    [LIST]: ok([older(BROKEN)]),
    [`${LIST}/${BROKEN}`]: refusal(500, 'UnexpectedServerError'),
  });
  rerender({ enabled: true });
  await done();
  expect(result.current.failed).toBe(1);
});

it('counts spaces hidden from the person neither way', async () => {
  const { result, rerender, names, done } = setUp({
    [LIST]: ok([older('hidden')]),
    [`${LIST}/hidden`]: refusal(403, 'ForbiddenError'),
  });
  rerender({ enabled: true });
  await done();
  expect([names(), result.current.failed]).toEqual([[], 0]);
});

it('looks again after a grant was written', async () => {
  let groups: object[] = [];
  const { rerender, queryClient, names } = setUp({
    [LIST]: ok([older('alone')]),
    [`${LIST}/alone`]: () => answer('alone', groups),
  });
  rerender({ enabled: true });
  await waitFor(() => expect(names()).toEqual(['alone']));
  groups = [GROUP];
  await madeOld(queryClient, 'shareSpaceWithGroup', { projectUuid: 'p1', spaceUuid: 'alone' });
  await waitFor(() => expect(names()).toEqual([]));
});
