import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

async function setUp() {
  const organization = await world.organization();
  const { token } = organization.identity('admin');
  const members = organization.identities.map(({ userUuid }) => ({ userUuid }));
  const { body } = await world.call('POST /api/v1/org/groups', { token, body: { name: 'Choir', members } });
  return { ...organization, token, group: body.results as { uuid: string; memberUuids: string[] } };
}

test('a new group has the members named, unknown ones are left out', async () => {
  const { token, identity } = await setUp();
  const { userUuid, email } = identity('viewer');
  const members = [{ userUuid }, { userUuid }, { userUuid: crypto.randomUUID() }];
  const { status, body } = await world.call('POST /api/v1/org/groups', { token, body: { name: 'Band', members } });
  expect(status).toBe(201);
  expect(body.results).toMatchObject({
    name: 'Band',
    updatedByUserUuid: null,
    memberUuids: [userUuid],
    members: [{ email }],
  });
  expect((await world.call('POST /api/v1/org/groups', { token, body: { name: '' } })).status).toBe(201);
});

test('the list pages and searches; includeMembers brings all members whatever its number', async () => {
  const { token } = await setUp();
  const { body: all } = await world.call('GET /api/v1/org/groups', { token });
  expect(all.results.data).toHaveLength(5);
  expect(all.results).not.toHaveProperty('pagination');
  expect(all.results.data[0]).not.toHaveProperty('members');
  const { body: paged } = await world.call('GET /api/v1/org/groups?page=2&pageSize=3', { token });
  expect(paged.results.pagination).toEqual({ page: 2, pageSize: 3, totalPageCount: 2, totalResults: 5 });
  expect(paged.results.data).toHaveLength(2);
  const { body: found } = await world.call('GET /api/v1/org/groups?searchQuery=CHO&includeMembers=1', { token });
  expect(found.results.data).toMatchObject([{ name: 'Choir' }]);
  expect(found.results.data[0].members).toHaveLength(6);
});

test('people who are no admins get an empty page of a counted list, and 403 for a group', async () => {
  const { identity, group } = await setUp();
  for (const role of ['developer', 'editor', 'interactive_viewer', 'viewer', 'member'] as const) {
    const { token } = identity(role);
    const { body } = await world.call('GET /api/v1/org/groups?page=1&pageSize=3', { token });
    expect(body.results).toMatchObject({ data: [], pagination: { totalResults: 5 } });
    for (const call of [
      `GET /api/v1/groups/${group.uuid}`,
      `GET /api/v1/groups/${group.uuid}/members`,
      `PATCH /api/v1/groups/${group.uuid}`,
      `DELETE /api/v1/groups/${group.uuid}`,
      'POST /api/v1/org/groups',
    ]) {
      expect((await world.call(call, { token, body: call.startsWith('GET') ? undefined : { name: 'x' } })).status).toBe(
        403,
      );
    }
  }
});

test('adding and removing tell whether something changed', async () => {
  const { token, identity, group } = await setUp();
  const member = `/api/v1/groups/${group.uuid}/members/${identity('viewer').userUuid}`;
  const statuses: number[] = [];
  for (const method of ['PUT', 'DELETE', 'DELETE', 'PUT', 'PUT']) {
    const { status, text } = await world.call(`${method} ${member}`, { token });
    statuses.push(status);
    expect(text).toBe(status === 204 ? '' : '{"status":"ok"}');
  }
  expect(statuses).toEqual([204, 200, 204, 201, 204]);
  expect((await world.call(`PUT /api/v1/groups/${group.uuid}/members/${crypto.randomUUID()}`, { token })).status).toBe(
    204,
  );
});

test('one group: members on demand, limited and offset', async () => {
  const { token, group } = await setUp();
  const read = async (query: string) =>
    (await world.call(`GET /api/v1/groups/${group.uuid}${query}`, { token })).body.results;
  expect(await read('')).not.toHaveProperty('members');
  expect((await read('?includeMembers=50')).memberUuids).toEqual(group.memberUuids);
  expect((await read('?includeMembers=2&offset=3')).memberUuids).toEqual(group.memberUuids.slice(3, 5));
  const { body } = await world.call(`GET /api/v1/groups/${group.uuid}/members`, { token });
  expect(body.results).toHaveLength(6);
});

test('members of an update replace all; a name alone leaves them; a taken name fails', async () => {
  const { token, identity, group } = await setUp();
  const patch = (body: unknown) => world.call(`PATCH /api/v1/groups/${group.uuid}`, { token, body });
  const admin = identity('admin').userUuid;
  const renamed = await patch({ name: 'Big choir' });
  expect(renamed.body.results).toMatchObject({ name: 'Big choir', updatedByUserUuid: admin });
  expect(renamed.body.results.memberUuids).toHaveLength(6);
  const replaced = await patch({ members: [{ userUuid: admin }] });
  expect(replaced.body.results).toMatchObject({ name: 'Big choir', memberUuids: [admin] });
  await world.call('POST /api/v1/org/groups', { token, body: { name: 'Taken' } });
  expect(await patch({ name: 'Taken', members: [] })).toMatchObject({
    status: 500,
    body: { error: { name: 'UnexpectedServerError' } },
  });
  const { body } = await world.call(`GET /api/v1/groups/${group.uuid}/members`, { token });
  expect(body.results, 'the failed change left nothing behind').toHaveLength(1);
});
