import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_TOKEN } from './accounts';
import { mailbox, nameInventor } from './names';
import { randomFrom } from './random';
import { nameAt } from './vocabulary';
import { openTestSandbox } from '../testing/sandbox';

function draw(key: string) {
  const random = randomFrom(key);
  const nextName = nameInventor(random);
  return Array.from({ length: 50 }, () => [random.float(), random.uuid(), nextName()]);
}

describe('chance', () => {
  test('repeats itself for a key, and differs between keys', () => {
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  test('is spread evenly, and its uuids are of version 4', () => {
    const random = randomFrom('spread');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i += 1) {
      const digit = random.integer(10);
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
    const uuids = Array.from({ length: 1000 }, () => random.uuid());
    expect(new Set(uuids).size).toBe(1000);
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(random.sample([1, 2, 3], 9).toSorted()).toEqual([1, 2, 3]);
  });
});

test.each([
  [{ firstName: 'Jürgen', lastName: 'Ó Súilleabháin' }, 'jurgen.o.suilleabhain'],
  [{ firstName: 'Łukasz', lastName: 'Ødegård' }, 'lukasz.odegard'],
  [{ firstName: 'Şükrü', lastName: 'Yılmaz' }, 'sukru.yilmaz'],
  [{ firstName: 'Đức', lastName: 'Phạm' }, 'duc.pham'],
  [{ firstName: '太郎', lastName: '齋藤' }, 'user'],
])('%o has the mailbox %s', (name, expected) => {
  expect(mailbox(name)).toBe(expected);
});

test('a list of names begins a new round with a number', () => {
  expect([0, 1, 2, 5].map((n) => nameAt(['A', 'B'], n))).toEqual(['A', 'B', 'A 2', 'B 3']);
});

type Member = {
  userUuid: string;
  role: string;
  isActive: boolean;
  isPending: boolean;
  userCreatedAt: string;
  groups: object[];
};
type Scheduler = {
  schedulerUuid: string;
  enabled: boolean;
  createdAt: string;
  updatedAt: string;
  createdBy: string;
  targets: { recipient?: string }[];
};
type Listed = { isPrivate: boolean; inheritsFromOrgOrProject?: boolean; parentSpaceUuid: string | null };
type Log = { schedulerUuid: string; jobGroup: string; task: string; status: string };

describe.each([
  { generation: '0.2110', spaces: 150, kibibytes: 1_060, isClosed: (each: Listed) => each.isPrivate },
  { generation: '1.219', spaces: 163, kibibytes: 1_130, isClosed: (each: Listed) => !each.inheritsFromOrgOrProject },
] as const)('the demo organization of $generation in its default size', (expected) => {
  let world: Awaited<ReturnType<typeof openTestSandbox>>;
  beforeAll(async () => {
    world = await openTestSandbox({ sizes: {}, generation: expected.generation });
  });
  afterAll(() => world.close());
  const read = async (path: string) => (await world.call(`GET ${path}`, { token: DEMO_TOKEN })).body.results;

  test('is as large as promised, and varied', async () => {
    const { data: members } = await read('/api/v1/org/users?includeGroups=5000');
    expect(members).toHaveLength(2000);
    const share = (which: (member: Record<string, unknown>) => boolean) =>
      members.filter(which).length / members.length;
    expect(share(({ role }) => role === 'admin')).toBeGreaterThan(0.005);
    expect(share(({ isActive }) => isActive === false)).toBeCloseTo(0.035, 2);
    expect(share(({ isInviteExpired }) => isInviteExpired === true)).toBeCloseTo(0.035, 2);
    expect(share(({ lastName }) => lastName === '')).toBeGreaterThan(0.01);
    expect(share(({ firstName }) => /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(String(firstName)))).toBeGreaterThan(
      0.05,
    );
    expect(share(({ firstName }) => /\p{Script=Han}|\p{Script=Hangul}/u.test(String(firstName)))).toBeGreaterThan(0.05);
    expect(share(({ groups }) => (groups as unknown[]).length > 1)).toBeGreaterThan(0.2);
    const { data: groups } = await read('/api/v1/org/groups?includeMembers=1');
    expect(groups).toHaveLength(60);
    expect(groups.filter(({ members: own }: { members: unknown[] }) => own.length === 0)).toHaveLength(1);
  });

  test('has projects, nested and private spaces, and schedulers', async () => {
    const projects: { projectUuid: string; type: string }[] = await read('/api/v1/org/projects');
    expect(projects.map(({ type }) => type).filter((type) => type === 'PREVIEW')).toHaveLength(2);
    const spaces = (
      await Promise.all(projects.map(({ projectUuid }) => read(`/api/v1/projects/${projectUuid}/spaces`)))
    ).flat();
    const schedulers = await Promise.all(
      projects.map(({ projectUuid }) => read(`/api/v1/schedulers/${projectUuid}/list`)),
    );
    expect([projects.length, spaces.length, schedulers.flatMap(({ data }) => data).length]).toEqual([
      12,
      expected.spaces,
      80,
    ]);
    expect(spaces.filter(expected.isClosed).length).toBeGreaterThan(30);
    expect(spaces.filter(({ parentSpaceUuid }) => parentSpaceUuid).length).toBeGreaterThan(30);
  });

  test('has names that look like a real organization’s', async () => {
    const { data: members }: { data: { firstName: string; lastName: string; isPending: boolean }[] } = await read(
      '/api/v1/org/users?includeGroups=5000',
    );
    const names = members.map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim()).filter(Boolean);
    expect(names.length - new Set(names).size).toBeLessThan(10);
    expect(names.slice(0, 40).filter((name) => /^[=@+-]|[<>]/.test(name))).toEqual([]);
    expect(names.filter((name) => /^[=@+-]|[<>]/.test(name))).toHaveLength(3);
    const bytes = async (path: string) =>
      Buffer.byteLength((await world.call(`GET ${path}`, { token: DEMO_TOKEN })).text);
    const loaded = ['/api/v1/org/users?page=1&pageSize=5000&includeGroups=5000', '/api/v1/user', '/api/v1/org/groups'];
    const sizes = await Promise.all(loaded.map(bytes));
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(expected.kibibytes * 1024);
  });

  test('has what an overview looks for', async () => {
    const { data: members } = await read('/api/v1/org/users?includeGroups=5000');
    const weekAgo = new Date(Date.now() - 7 * 24 * 60 * 60 * 1000).toISOString();
    const late = members.filter((each: Member) => each.isPending && each.userCreatedAt < weekAgo);
    const alone = members.filter((each: Member) => each.role === 'member' && each.groups.length === 0);
    const people = new Map(members.map((each: Member) => [each.userUuid, each]));
    const projects: { projectUuid: string }[] = await read('/api/v1/org/projects');
    const spaces = (
      await Promise.all(projects.map((each) => read(`/api/v1/projects/${each.projectUuid}/spaces`)))
    ).flat();
    const closed = spaces.filter(
      (each) => expected.isClosed(each) && !each.parentSpaceUuid && each.access.length === 1,
    );
    const pages = await Promise.all(
      projects.map((each) => read(`/api/v1/schedulers/${each.projectUuid}/logs?page=1&pageSize=5000`)),
    );
    const schedulers: Scheduler[] = pages.flatMap(({ data }) => data.schedulers);
    const logs: Log[] = pages.flatMap(({ data }) => data.logs);
    const silent = schedulers.filter(
      (each) => each.enabled && (people.get(each.createdBy) as Member | undefined)?.isActive === false,
    );
    const outside = schedulers.filter((each) => each.targets.some((target) => target.recipient?.includes('auditors')));
    const lastOf = (uuid: string) => {
      const rows = logs.filter((log) => log.schedulerUuid === uuid && log.status !== 'scheduled');
      return rows.filter((log) => log.jobGroup === rows[0]?.jobGroup);
    };
    const fails = (uuid: string, task: RegExp) =>
      lastOf(uuid).some((log) => log.status === 'error' && task.test(log.task));
    const failing = schedulers.filter((each) => each.enabled && fails(each.schedulerUuid, /^handle/));
    const partly = schedulers.filter((each) => each.enabled && fails(each.schedulerUuid, /^(send|upload)/));
    const switchedOff = schedulers.filter((each) => !each.enabled && fails(each.schedulerUuid, /^handle/));
    for (const { createdAt, updatedAt } of schedulers.filter(({ enabled }) => !enabled))
      expect(Date.parse(updatedAt)).toBeGreaterThan(Date.parse(createdAt));
    for (const found of [late, alone, closed, silent, outside, failing, partly, switchedOff]) {
      expect(found.length).toBeGreaterThan(1);
    }
    expect(failing.length + partly.length).toBeLessThan(schedulers.length / 3);
  });
});

describe('the demo organization of 1.219', () => {
  let world: Awaited<ReturnType<typeof openTestSandbox>>;
  beforeAll(async () => {
    world = await openTestSandbox({ sizes: {}, generation: '1.219' });
  });
  afterAll(() => world.close());
  const read = async (path: string) => (await world.call(`GET ${path}`, { token: DEMO_TOKEN })).body.results;

  test('has holders of custom roles of the organization, spaces that do not inherit, grants below the roots, and four kinds of deliveries', async () => {
    const { data: members } = await read('/api/v1/org/users?includeGroups=5000');
    const holders = members.filter(({ roleUuid }: { roleUuid?: string }) => roleUuid);
    expect(members).toHaveLength(2000);
    expect(holders.length).toBeGreaterThan(10);
    expect(holders.every(({ role }: { role: string }) => role === 'member')).toBe(true);
    const projects: { projectUuid: string }[] = await read('/api/v1/org/projects');
    const all = await Promise.all(
      projects.map(async ({ projectUuid }) => ({
        spaces: await read(`/api/v1/projects/${projectUuid}/spaces`),
        code: (await read(`/api/v1/projects/${projectUuid}/code/spaces`)).spaces,
        schedulers: (await read(`/api/v1/schedulers/${projectUuid}/list?includeLatestRun=true`)).data,
      })),
    );
    type Space = { parentSpaceUuid: string | null; inheritParentPermissions: boolean; path: string };
    const spaces: Space[] = all.flatMap((each) => each.spaces);
    const personal = spaces.filter(({ path }) => path.startsWith('default_user_spaces.'));
    expect([spaces.length, personal.length]).toEqual([163, 12]);
    const nested = spaces.filter((each) => each.parentSpaceUuid && !personal.includes(each));
    expect(nested.filter((each) => !each.inheritParentPermissions).length).toBeGreaterThan(5);
    type Code = { slug: string; access: { users: object[]; projectMemberAccessRole: string | null } };
    const code: Code[] = all.flatMap((each) => each.code);
    expect(code).toHaveLength(spaces.length - personal.length);
    expect(code.filter(({ slug, access }) => slug.includes('/') && access.users.length > 0).length).toBeGreaterThan(10);
    expect(code.some(({ access }) => access.projectMemberAccessRole)).toBe(true);
    const schedulers: Record<string, unknown>[] = all.flatMap((each) => each.schedulers);
    for (const key of ['savedChartUuid', 'dashboardUuid', 'savedSqlUuid', 'appUuid', 'latestRun']) {
      expect(schedulers.filter((each) => each[key]).length, key).toBeGreaterThan(1);
    }
  });
});
