import { afterEach, expect, it, vi } from 'vitest';
import { meQuery } from '#/data/me';
import { createTestClient, ok, refusal, stubServer } from '#/data/testing';
import { renderDataHook } from '#/data/testing-hooks';
import { signedIn } from '#/data/testing-signed-in';
import { one, row, summary } from '#/data/testing-spaces';
import { useSpace } from './useSpace';

afterEach(() => {
  vi.unstubAllGlobals();
});

const SPACE = 'GET /api/v1/projects/p1/spaces/s1';
const LIST = 'GET /api/v1/projects/p1/spaces';
const newer = { isPrivate: undefined, inheritParentPermissions: true, inheritsFromOrgOrProject: true };

const show = (operations: Parameters<typeof stubServer>[0], isAdmin = false) => {
  stubServer({ 'GET /api/v1/org/projects': ok([]), ...operations });
  const queryClient = createTestClient();
  queryClient.setQueryData(meQuery.queryKey, signedIn('editor', isAdmin ? [{ action: 'manage', subject: 'all' }] : []));
  return renderDataHook(() => useSpace('p1', 's1', true, ''), queryClient).result;
};

it.each([
  ['the list is not read', refusal(500, 'UnexpectedServerError')],
  ['the list has another row of them', ok([summary({ userAccess: { userUuid: 'me', role: 'viewer' } })])],
])('knows all own rows in a space although %s', async (_, list) => {
  const result = show({ [SPACE]: ok(one({ access: [row('me', { role: 'admin' }), row('ana')] })), [LIST]: list });
  await vi.waitFor(() => expect(result.current.listed !== undefined || result.current.isUnlisted).toBe(true));
  expect(result.current.space?.ownRows).toMatchObject([{ userUuid: 'me', role: 'admin' }]);
});

it('says that the rules know nothing where the list of spaces fails on 1.219, and reads it again', async () => {
  let fails = true;
  const result = show(
    {
      [SPACE]: ok(one({ ...newer, access: [] })),
      'GET /api/v1/org/users': ok({ data: [], pagination: { totalPageCount: 1, totalResults: 0 } }),
      'GET /api/v1/org/groups': ok({ data: [] }),
      'GET /api/v2/orgs/org/roles': ok([]),
      'GET /api/v2/projects/p1/roles/assignments': ok([]),
      'GET /api/v1/projects/p1/access': ok([]),
      'GET /api/v1/projects/p1/groupAccesses': ok([]),
      'GET /api/v1/org/projects': ok([{ projectUuid: 'p1', name: 'Jaffle', type: 'DEFAULT' }]),
      [`${SPACE}/access`]: ok({ data: [], pagination: { totalResults: 0, totalPageCount: 1 } }),
      [LIST]: () => (fails ? refusal(500, 'UnexpectedServerError') : ok([summary(newer)])),
    },
    true,
  );
  await vi.waitFor(() => expect(result.current.isUnlisted).toBe(true));
  expect(result.current.accessError).toMatchObject({ kind: 'server', path: '/api/v1/projects/p1/spaces' });
  fails = false;
  result.current.retryAccess();
  await vi.waitFor(() => expect(result.current.listed).toHaveLength(1));
});
