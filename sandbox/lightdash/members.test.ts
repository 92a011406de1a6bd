import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/sandbox';

type Listed = {
  userUuid: string;
  email: string;
  role: string;
  isPending: boolean;
  isInviteExpired: boolean;
  isActive: boolean;
};

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

async function setUp(options: Record<string, unknown> = {}) {
  const organization = await world.organization(options);
  const { token } = organization.identity('admin');
  const list = async (query = '') => (await world.call(`GET /api/v1/org/users${query}`, { token })).body.results;
  return { ...organization, token, list };
}

describe('listing members', () => {
  test('is paged only when page and pageSize are both positive', async () => {
    const { list } = await setUp();
    for (const query of ['', '?page=1', '?pageSize=10', '?page=0&pageSize=10']) {
      const { data, pagination } = await list(query);
      expect([data.length, pagination]).toEqual([25, undefined]);
    }
    const { data, pagination } = await list('?page=3&pageSize=10');
    expect(data).toHaveLength(5);
    expect(pagination).toEqual({ page: 3, pageSize: 10, totalPageCount: 3, totalResults: 25 });
    expect((await list('?page=99&pageSize=10')).data).toEqual([]);
  });

  test('pages that are read one after another hold everybody once', async () => {
    const { list } = await setUp();
    const pages: { data: Listed[] }[] = await Promise.all([1, 2, 3].map((page) => list(`?page=${page}&pageSize=10`)));
    const uuids = pages.flatMap(({ data }) => data.map(({ userUuid }) => userUuid));
    expect(new Set(uuids).size).toBe(25);
  });

  test('searches any of the words, in names, e-mail and role, whatever the case', async () => {
    const { list } = await setUp();
    const emails = async (query: string): Promise<string[]> =>
      (await list(`?searchQuery=${encodeURIComponent(query)}`)).data.map(
        ({ email }: Listed) => email.split('@')[0] ?? '',
      );
    expect(await emails('ÉMILE')).toEqual(['editor']);
    expect(await emails('emile')).toEqual([]);
    expect(await emails('ATTENBOROUGH quispe')).toEqual(['admin', 'member']);
    expect(await emails('interactive_viewer@')).toEqual(['interactive_viewer']);
    expect(await emails('zzqqxx')).toEqual([]);
    const { data } = await list('?searchQuery=developer');
    expect(data.every(({ role }: Listed) => role === 'developer')).toBe(true);
  });

  test('has active, invited, too long invited and deactivated people', async () => {
    const { list } = await setUp();
    const { data } = await list();
    const count = (which: (member: Listed) => boolean) => data.filter(which).length;
    expect(count((member) => member.isPending && !member.isInviteExpired)).toBe(1);
    expect(count((member) => member.isPending && member.isInviteExpired)).toBe(1);
    expect(count((member) => !member.isActive)).toBeGreaterThanOrEqual(2);
  });

  test('includeGroups limits the members when unpaged, not the groups', async () => {
    const { list } = await setUp();
    expect((await list('?includeGroups=7')).data).toHaveLength(7);
    expect((await list('?includeGroups=7&page=1&pageSize=20')).data).toHaveLength(20);
    expect((await list()).data[0]).not.toHaveProperty('groups');
  });

  test('puts sorted names beside sorted uuids, so that they belong to each other only by chance', async () => {
    const { list, token, identity } = await setUp();
    const { userUuid } = identity('viewer');
    const made: { uuid: string; name: string }[] = [];
    for (const name of ['Zebra', 'Yak', 'Xerus', 'Wolf', 'Vole', 'Urial', 'Tiger', 'Seal']) {
      const { body } = await world.call('POST /api/v1/org/groups', { token, body: { name, members: [{ userUuid }] } });
      made.push(body.results);
    }
    const { data } = await list('?includeGroups=100');
    const { groups } = data.find((member: Listed) => member.userUuid === userUuid);
    expect(groups.map(({ name }: { name: string }) => name)).toEqual(made.map(({ name }) => name).sort());
    expect(groups.map(({ uuid }: { uuid: string }) => uuid)).toEqual(made.map(({ uuid }) => uuid).sort());
  });

  test('with projectUuid and groups, the role becomes that of a group in the project', async () => {
    const { list, token } = await setUp({ members: 200, groups: 10 });
    const { body } = await world.call('GET /api/v1/org/projects', { token });
    const { projectUuid } = body.results[0];
    const plain = await list('?includeGroups=1000');
    const twisted = await list(`?includeGroups=1000&projectUuid=${projectUuid}`);
    expect(twisted.data.map(({ role }: Listed) => role)).not.toEqual(plain.data.map(({ role }: Listed) => role));
    expect((await list(`?projectUuid=${projectUuid}`)).data).toEqual((await list()).data);
  });

  test('is open to every role', async () => {
    const { identities } = await setUp();
    for (const { token } of identities) {
      expect((await world.call('GET /api/v1/org/users', { token })).body.results.data).toHaveLength(25);
    }
  });
});

describe('changing a role', () => {
  test('stays, moves the row to the end and keeps its date', async () => {
    const { token, identity, list } = await setUp();
    const { userUuid } = identity('viewer');
    const before = (await world.call(`GET /api/v1/org/users/${userUuid}`, { token })).body.results;
    const answer = await world.call(`PATCH /api/v1/org/users/${userUuid}`, { token, body: { role: 'editor' } });
    expect(answer).toMatchObject({ status: 200, body: { status: 'ok', results: { ...before, role: 'editor' } } });
    expect((await list()).data.at(-1)).toEqual(answer.body.results);
  });

  test('to what is no role is refused with the list of roles', async () => {
    const { token, identity } = await setUp();
    const answer = await world.call(`PATCH /api/v1/org/users/${identity('viewer').userUuid}`, {
      token,
      body: { role: 'owner' },
    });
    expect(answer.status).toBe(422);
    expect(answer.body.error.data['body.role'].value).toBe('owner');
  });

  test('of the only admin is refused until there is another, one after another at the same moment', async () => {
    const { token, identity, organizationUuid } = await setUp();
    const [admin, editor] = [identity('admin'), identity('editor')];
    const same = await world.call(`PATCH /api/v1/org/users/${admin.userUuid}`, { token, body: { role: 'admin' } });
    expect(same.status).toBe(403);
    await world.call(`PATCH /api/v1/org/users/${editor.userUuid}`, { token, body: { role: 'admin' } });
    const both = await Promise.all([
      world.call(`PATCH /api/v1/org/users/${admin.userUuid}`, { token, body: { role: 'viewer' } }),
      world.call(`POST /api/v2/orgs/${organizationUuid}/roles/assignments/user/${editor.userUuid}`, {
        token: editor.token,
        body: { roleId: 'viewer' },
      }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  test.each([
    { generation: '0.2110', member: 500 },
    { generation: '1.219', member: 200 },
  ])('by v2 of $generation answers the assignment; member is $member', async ({ generation, member }) => {
    const { token, identity, organizationUuid } = await setUp({ generation });
    const { userUuid, name } = identity('viewer');
    const call = `POST /api/v2/orgs/${organizationUuid}/roles/assignments/user/${userUuid}`;
    expect((await world.call(call, { token, body: { roleId: 'developer' } })).body.results).toMatchObject({
      roleId: 'developer',
      assigneeId: userUuid,
      assigneeName: name,
    });
    expect((await world.call(call, { token, body: { roleId: 'member' } })).status).toBe(member);
    const { body } = await world.call(`GET /api/v2/orgs/${organizationUuid}/roles/assignments`, { token });
    expect(body.results).toHaveLength(25);
    expect(body.results[0]).not.toHaveProperty('assigneeName');
  });
});

describe('removing a member', () => {
  test('takes groups, grants, schedulers and tokens along; an open session ends as InvalidUser', async () => {
    const { token, identity } = await setUp({ members: 60, schedulers: 40 });
    const schedulers = async () => {
      const { body } = await world.call('GET /api/v1/org/projects', { token });
      const lists = await Promise.all(
        body.results.map(({ projectUuid }: { projectUuid: string }) =>
          world.call(`GET /api/v1/schedulers/${projectUuid}/list`, { token }),
        ),
      );
      return lists.flatMap((answer) => answer.body.results.data) as { createdBy: string }[];
    };
    const editor = identity('editor');
    const all = await schedulers();
    const lost = all.filter(({ createdBy }) => createdBy === editor.userUuid);
    expect(lost.length).toBeGreaterThan(0);
    const cookie = await world.signIn(editor);
    expect((await world.call(`DELETE /api/v1/org/user/${editor.userUuid}`, { token })).text).toBe('{"status":"ok"}');
    expect(await schedulers()).toHaveLength(all.length - lost.length);
    expect(await world.call('GET /api/v1/user', { cookie })).toMatchObject({
      status: 401,
      body: { error: { statusCode: 404, name: 'InvalidUser' } },
    });
    expect(await world.call('GET /api/v1/user', { token: editor.token })).toMatchObject({ status: 401 });
  });

  test('oneself is allowed, unless one is the only admin', async () => {
    const { token, identity } = await setUp();
    const { userUuid } = identity('admin');
    expect((await world.call(`DELETE /api/v1/org/user/${userUuid}`, { token })).status).toBe(403);
    await world.call(`PATCH /api/v1/org/users/${identity('viewer').userUuid}`, { token, body: { role: 'admin' } });
    expect((await world.call(`DELETE /api/v1/org/user/${userUuid}`, { token })).status).toBe(200);
  });
});

function invite(token: string, email: string, role = 'viewer') {
  return world.call('POST /api/v1/invite-links', {
    token,
    body: { email, role, expiresAt: '2099-01-01T00:00:00.000Z' },
  });
}

describe('inviting', () => {
  test('makes a pending member without a name; again, a new link for the same person', async () => {
    const { token, organizationUuid, list } = await setUp();
    const email = `New.Hire@${organizationUuid}.example`;
    const first = await invite(token, email);
    const second = await invite(token, email, 'admin');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.results.userUuid).toBe(first.body.results.userUuid);
    expect(second.body.results.inviteCode).not.toBe(first.body.results.inviteCode);
    expect((await list()).data.at(-1)).toMatchObject({
      email: email.toLowerCase(),
      firstName: '',
      role: 'viewer',
      isPending: true,
      isInviteExpired: false,
    });
  });

  test('an address to which no mail can be sent fails only when the person and the link are there', async () => {
    const { token, list } = await setUp();
    const email = `nobody-${crypto.randomUUID()}`;
    expect(await invite(token, email)).toMatchObject({ status: 500, body: { error: { name: 'SmptError' } } });
    expect((await list()).data.at(-1)).toMatchObject({ email, isPending: true });
  });

  test('somebody of another organization is refused', async () => {
    const [mine, other] = [await setUp(), await setUp()];
    const answer = await invite(mine.token, other.identity('viewer').email);
    expect(answer).toMatchObject({ status: 400, body: { error: { name: 'ParameterError' } } });
  });
});

test('organizations do not see each other', async () => {
  const [mine, other] = [await setUp(), await setUp()];
  const stranger = other.identity('viewer').userUuid;
  const { token } = mine;
  expect((await world.call(`GET /api/v1/org/users/${stranger}`, { token })).status).toBe(404);
  expect((await world.call(`PATCH /api/v1/org/users/${stranger}`, { token, body: { role: 'admin' } })).status).toBe(
    404,
  );
  expect((await world.call(`DELETE /api/v1/org/user/${stranger}`, { token })).status).toBe(404);
  const { body } = await world.call('GET /api/v1/org/projects', { token: other.token });
  expect((await world.call(`GET /api/v1/projects/${body.results[0].projectUuid}`, { token })).status).toBe(403);
  const groups = await world.call('GET /api/v1/org/groups', { token: other.token });
  const group = groups.body.results.data[0].uuid;
  expect((await world.call(`GET /api/v1/groups/${group}`, { token })).status).toBe(403);
  const own = await world.call('GET /api/v1/org/groups', { token });
  const add = `PUT /api/v1/groups/${own.body.results.data[0].uuid}/members/${stranger}`;
  expect((await world.call(add, { token })).status).toBe(204);
});
