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

describe('the demo organization in its default size', () => {
  let world: Awaited<ReturnType<typeof openTestSandbox>>;
  beforeAll(async () => {
    world = await openTestSandbox({ sizes: {} });
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
    expect([projects.length, spaces.length, schedulers.flatMap(({ data }) => data).length]).toEqual([12, 150, 80]);
    expect(spaces.filter(({ isPrivate }) => isPrivate).length).toBeGreaterThan(30);
    expect(spaces.filter(({ parentSpaceUuid }) => parentSpaceUuid).length).toBeGreaterThan(30);
  });
});
