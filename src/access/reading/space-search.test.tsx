import { afterEach, expect, it, vi } from 'vitest';
import { meQuery, type SignedIn } from '#/data/me';
import { createTestClient, ok, stubServer } from '#/data/testing';
import { renderDataHook } from '#/data/testing-hooks';
import { one, row } from '#/data/testing-spaces';
import { useSpaceAccess } from './space-snapshot';

const SPACE = 'GET /api/v1/projects/p1/spaces/s1';
const PEOPLE = Array.from({ length: 120 }, (_, place) => row(`u${place}`, { email: `u${place}@x.example` }));
const newer = { isPrivate: undefined, inheritParentPermissions: true, inheritsFromOrgOrProject: true };

/** A space of 1.219 that 120 people can open, for somebody who cannot read the members of the project. */
const setUp = (search: string) => {
  const server = stubServer({
    [SPACE]: ok(one({ ...newer, access: [] })),
    'GET /api/v1/projects/p1/spaces': ok([]),
    [`${SPACE}/access`]: ({ query }) => {
      const fitting = PEOPLE.filter(({ email }) => email.includes(query.searchQuery ?? ''));
      const [page, size] = [Number(query.page), Number(query.pageSize)];
      return ok({
        data: fitting.slice((page - 1) * size, page * size),
        pagination: {
          page,
          pageSize: size,
          totalPageCount: Math.ceil(fitting.length / size),
          totalResults: fitting.length,
        },
      });
    },
  });
  const queryClient = createTestClient();
  queryClient.setQueryData(meQuery.queryKey, { userUuid: 'u0', organizationUuid: 'org', role: 'viewer' } as SignedIn);
  const { result } = renderDataHook(
    () => useSpaceAccess('p1', 's1', { list: 'all', search, rules: false }),
    queryClient,
  );
  const asked = () => server.calls.filter(({ path }) => path.endsWith('/access')).map(({ query }) => query);
  return { result, asked };
};

afterEach(() => {
  vi.unstubAllGlobals();
});

it('lets the server search the people of a space who have not all been read, and reads the others for no search', async () => {
  const { result, asked } = setUp('u119');
  await vi.waitFor(() => expect(result.current.isSearched).toBe(true));
  expect(result.current.rows.map(({ userUuid }) => userUuid)).toContain('u119');
  expect(result.current.total).toBe(120);
  expect(asked()).toEqual([
    { page: '1', pageSize: '50' },
    { page: '1', pageSize: '500', searchQuery: 'u119' },
  ]);
});

it('reads all people of a space where nobody is searched for', async () => {
  const { result, asked } = setUp('');
  await vi.waitFor(() => expect(result.current.rows).toHaveLength(120));
  expect(result.current.isSearched).toBe(false);
  expect(asked().some(({ searchQuery }) => searchQuery !== undefined)).toBe(false);
});
