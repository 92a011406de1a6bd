import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

async function setUp(options: { generation?: string } = {}) {
  const sizes = { members: 80, groups: 8, projects: 4, spaces: 24, schedulers: 30 };
  const organization = await world.organization({ ...sizes, ...options });
  const { token } = organization.identity('admin');
  const { body } = await world.call('GET /api/v1/org/projects', { token });
  return { ...organization, token, projects: body.results as { projectUuid: string; name: string }[] };
}

/** What each role may do in a project where it holds nothing but its role in the organization. */
const ALLOWED: Record<string, readonly string[]> = {
  'GET /api/v1/projects/{project}': ['admin', 'developer', 'editor', 'interactive_viewer', 'viewer'],
  'GET /api/v1/projects/{project}/access': ['admin', 'developer', 'editor', 'interactive_viewer', 'viewer'],
  'GET /api/v1/projects/{project}/spaces': ['admin', 'developer', 'editor', 'interactive_viewer', 'viewer'],
  'GET /api/v1/schedulers/{project}/list': ['admin', 'developer'],
  'GET /api/v1/projects/{project}/groupAccesses': ['admin'],
  'GET /api/v2/projects/{project}/roles/assignments': ['admin'],
  'GET /api/v2/orgs/{organization}/roles': ['admin'],
  'GET /api/v2/orgs/{organization}/roles/assignments': ['admin'],
};

test.each(Object.entries(ALLOWED))('%s is open to its roles only', async (operation, allowed) => {
  const { identities, projects, organizationUuid } = await setUp();
  const call = operation
    .replace('{project}', projects[0]?.projectUuid ?? '')
    .replace('{organization}', organizationUuid);
  const open: string[] = [];
  for (const { role, token } of identities) {
    const { status } = await world.call(call, { token });
    expect([200, 403]).toContain(status);
    if (status === 200) open.push(role);
  }
  expect(open).toEqual(allowed);
});

test('a member sees only the projects granted, and may do there what the grant says', async () => {
  const { identity, projects } = await setUp();
  const { token, userUuid } = identity('member');
  const { body } = await world.call('GET /api/v1/org/projects', { token });
  expect(body.results).toEqual([projects[1]]);
  const granted = projects[1]?.projectUuid;
  const grant = await world.call(`GET /api/v1/projects/${granted}/user/${userUuid}`, { token });
  expect(grant.body.results).toMatchObject({ role: 'viewer', projectUuid: granted, userUuid });
  expect(
    (await world.call(`GET /api/v1/projects/${granted}/user/${identity('viewer').userUuid}`, { token })).status,
  ).toBe(404);
});

test('v1 and v2 tell of the same grants', async () => {
  const { token, projects } = await setUp();
  for (const { projectUuid } of projects) {
    const read = async (path: string) => (await world.call(`GET ${path}`, { token })).body.results;
    const people: { userUuid: string; role: string; roleUuid?: string }[] = await read(
      `/api/v1/projects/${projectUuid}/access`,
    );
    const groups: { groupUuid: string }[] = await read(`/api/v1/projects/${projectUuid}/groupAccesses`);
    const both: { assigneeId: string; roleId: string; ownerType: string }[] = await read(
      `/api/v2/projects/${projectUuid}/roles/assignments`,
    );
    expect(both).toHaveLength(people.length + groups.length);
    expect(groups.length).toBeGreaterThan(0);
    for (const { userUuid, role, roleUuid } of people) {
      const assignment = both.find(({ assigneeId }) => assigneeId === userUuid);
      expect(assignment).toMatchObject({ roleId: roleUuid ?? role, ownerType: roleUuid ? 'user' : 'system' });
    }
  }
});

test('spaces of 0.2110: admins see all, others the public ones and those shared with them; counts are texts', async () => {
  const { token, identity, projects } = await setUp({ generation: '0.2110' });
  let hidden = 0;
  for (const { projectUuid } of projects) {
    const list = async (sent: string) =>
      (await world.call(`GET /api/v1/projects/${projectUuid}/spaces`, { token: sent })).body.results;
    const all: { uuid: string; isPrivate: boolean; chartCount: string; userAccess: object }[] = await list(token);
    const visible: { uuid: string; isPrivate: boolean }[] = await list(identity('viewer').token);
    expect(visible.map(({ uuid }) => uuid)).toEqual(all.filter(({ isPrivate }) => !isPrivate).map(({ uuid }) => uuid));
    hidden += all.length - visible.length;
    expect(all[0]?.chartCount).toMatch(/^\d+$/);
    expect(all[0]?.userAccess).toMatchObject({ role: 'admin', hasDirectAccess: true, inheritedFrom: 'organization' });
  }
  expect(hidden).toBeGreaterThan(0);
});

describe('schedulers', () => {
  test('are paged, searched, sorted by name and filtered', async () => {
    const { token, projects } = await setUp();
    let seen = 0;
    for (const { projectUuid } of projects) {
      const list = async (query = '') =>
        (await world.call(`GET /api/v1/schedulers/${projectUuid}/list${query}`, { token })).body.results;
      type Row = { name: string; format: string; dashboardUuid: string | null; targets: object[]; createdBy: string };
      const all: Row[] = (await list()).data;
      seen += all.length;
      expect((await list()).pagination).toBeUndefined();
      const paged = await list('?page=1&pageSize=2');
      expect(paged).toEqual({
        data: all.slice(0, 2),
        pagination: { page: 1, pageSize: 2, totalPageCount: Math.ceil(all.length / 2), totalResults: all.length },
      });
      expect((await list('?sortBy=name&sortDirection=desc')).data).toEqual(all.toReversed());
      const filtered = async (query: string, keeps: (row: Row) => boolean) =>
        expect((await list(query)).data).toEqual(all.filter(keeps));
      await filtered('?formats=csv,xlsx', ({ format }) => ['csv', 'xlsx'].includes(format));
      await filtered('?resourceType=dashboard', ({ dashboardUuid }) => dashboardUuid !== null);
      await filtered('?destinations=msteams', ({ targets }) => targets.some((target) => 'webhook' in target));
      await filtered('?searchQuery=REVENUE', ({ name }) => name.toLowerCase().includes('revenue'));
      await filtered(`?createdByUserUuids=${all[0]?.createdBy}`, ({ createdBy }) => createdBy === all[0]?.createdBy);
    }
    expect(seen).toBe(30);
  });
});

test.each([
  { generation: '0.2110', scopes: [12, 24, 33, 45, 53], roles: 8 },
  { generation: '1.219', scopes: [15, 40, 53, 91, 116], roles: 8 },
])('roles of $generation: five of the system, the custom ones with scopes on demand', async (expected) => {
  const { token, organizationUuid } = await setUp({ generation: expected.generation });
  const list = async (query: string) =>
    (await world.call(`GET /api/v2/orgs/${organizationUuid}/roles${query}`, { token })).body.results;
  const system: { roleUuid: string; scopes: string[] }[] = await list('?roleTypeFilter=system');
  const names = ['viewer', 'interactive_viewer', 'editor', 'developer', 'admin'];
  expect(system.map(({ roleUuid }) => roleUuid)).toEqual(names);
  expect(system.map(({ scopes }) => scopes.length)).toEqual(expected.scopes);
  expect((await list('?roleTypeFilter=user'))[0]).not.toHaveProperty('scopes');
  expect((await list('?roleTypeFilter=user&load=scopes'))[0].scopes).toContain('view:Project');
  expect(await list('')).toHaveLength(expected.roles);
});
