import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/sandbox';

/** The spaces of 0.2110: access hangs on the root. Those of 1.219 are in newer/spaces.test.ts. */
let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox({ generation: '0.2110' });
});
afterAll(() => world.close());

type Row = { userUuid: string; role: string; hasDirectAccess: boolean; inheritedRole: string; inheritedFrom: string };
type Role = 'admin' | 'developer' | 'editor' | 'interactive_viewer' | 'viewer' | 'member';

/** A project with nobody in it but the accounts' organization roles, and a private space in it. */
async function setUp() {
  const organization = await world.organization({ projects: 2, spaces: 2, schedulers: 0, members: 8 });
  const { identity } = organization;
  const call = (role: Role, operation: string, body?: unknown) =>
    world.call(operation, { token: identity(role).token, ...(body === undefined ? {} : { body }) });
  const results = async (operation: string, body?: unknown) => (await call('admin', operation, body)).body.results;
  const [project, other] = await results('GET /api/v1/org/projects');
  for (const { groupUuid } of await results(`GET /api/v1/projects/${project.projectUuid}/groupAccesses`)) {
    await call('admin', `DELETE /api/v1/groups/${groupUuid}/projects/${project.projectUuid}`);
  }
  const spaces = `/api/v1/projects/${project.projectUuid}/spaces`;
  const space = await results(`POST ${spaces}`, { name: 'Recorder space', isPrivate: true });
  const path = `${spaces}/${space.uuid}`;
  const rowsOf = async (role: Role): Promise<Row[]> =>
    (await results(`GET ${path}`)).access.filter(({ userUuid }: Row) => userUuid === identity(role).userUuid);
  return { ...organization, call, results, spaces, space, path, rowsOf, project: project.projectUuid as string, other };
}

test('a new space is its creator’s alone; the answer keeps quiet about that', async () => {
  const { identity, call, results, spaces, space, path } = await setUp();
  // CreateSpaceInProject.ok-private
  expect(space).toEqual({
    name: 'Recorder space',
    queries: [],
    isPrivate: true,
    uuid: space.uuid,
    projectUuid: space.projectUuid,
    dashboards: [],
    childSpaces: [],
    access: [],
    groupsAccess: [],
    pinnedListUuid: null,
    pinnedListOrder: null,
    slug: 'recorder-space',
    parentSpaceUuid: null,
    path: 'recorder_space',
  });
  const same = await results(`POST ${spaces}`, { name: 'Recorder space', isPrivate: true });
  expect(same.slug).toMatch(/^recorder-space-[a-z0-9]{10}$/);
  expect(same.path).toBe(same.slug.replaceAll('-', '_'));
  expect((await results(`POST ${spaces}`, { name: 'No word of privacy' })).isPrivate).toBe(true);
  const listed = (await results(`GET ${spaces}`)).find(({ uuid }: { uuid: string }) => uuid === space.uuid);
  expect(listed).toMatchObject({ access: [identity('admin').userUuid], chartCount: '0', dashboardCount: '0' });
  for (const role of ['developer', 'editor', 'viewer'] as const)
    expect((await call(role, `GET ${path}`)).status).toBe(403);
  const own = await call('editor', `POST ${spaces}`, {
    name: 'Mine',
    access: [{ userUuid: identity('viewer').userUuid, role: 'viewer' }],
  });
  const mine = `${spaces}/${own.body.results.uuid}`;
  expect((await call('editor', `PATCH ${mine}`, { name: 'Still mine' })).status).toBe(200);
  expect((await call('viewer', `GET ${mine}`)).status).toBe(200);
});

describe('grants', () => {
  test('open a private space to those who see the project, by person and by group', async () => {
    const { identity, call, results, path, rowsOf } = await setUp();
    const { userUuid } = identity('viewer');
    expect((await call('admin', `POST ${path}/share`, { userUuid, spaceRole: 'viewer' })).body).toEqual({
      status: 'ok',
    });
    await call('admin', `POST ${path}/share`, { userUuid, spaceRole: 'editor' });
    // GetSpace.with-access
    expect(await rowsOf('viewer')).toEqual([
      expect.objectContaining({
        role: 'editor',
        hasDirectAccess: true,
        inheritedRole: 'viewer',
        inheritedFrom: 'organization',
        projectRole: 'viewer',
      }),
    ]);
    expect((await call('viewer', `GET ${path}`)).status).toBe(200);
    // Oracle, example 5: a space editor who is only a viewer may look, and no more.
    expect((await call('viewer', `PATCH ${path}`, { name: 'x' })).status).toBe(403);

    const group = (await results('POST /api/v1/org/groups', { name: 'Readers' })).uuid;
    await call('admin', `PUT /api/v1/groups/${group}/members/${identity('editor').userUuid}`);
    await call('admin', `POST ${path}/group/share`, { groupUuid: group, spaceRole: 'admin' });
    expect((await results(`GET ${path}`)).groupsAccess).toEqual([
      { groupUuid: group, spaceRole: 'admin', groupName: 'Readers' },
    ]);
    expect(await rowsOf('editor')).toEqual([
      expect.objectContaining({
        role: 'admin',
        hasDirectAccess: true,
        inheritedRole: 'admin',
        inheritedFrom: 'space_group',
      }),
    ]);
    expect((await call('editor', `PATCH ${path}`, { name: 'Renamed by the group' })).status).toBe(200);

    // Without access to the project a grant opens nothing (AddSpaceUserAccess.member-without-project-access).
    const member = identity('member').userUuid;
    expect((await call('admin', `POST ${path}/share`, { userUuid: member, spaceRole: 'admin' })).status).toBe(200);
    expect([await rowsOf('member'), (await call('member', `GET ${path}`)).status]).toEqual([[], 403]);

    for (let i = 0; i < 2; i += 1) expect((await call('admin', `DELETE ${path}/share/${userUuid}`)).status).toBe(200);
    expect((await call('admin', `DELETE ${path}/group/share/${group}`)).body).toEqual({ status: 'ok' });
    expect((await call('viewer', `GET ${path}`)).status).toBe(403);
    expect((await call('editor', `GET ${path}`)).status).toBe(403);
  });

  test('a developer manages a public space, and may not touch a private one', async () => {
    const { identity, call, path } = await setUp();
    const share = { userUuid: identity('viewer').userUuid, spaceRole: 'viewer' };
    expect((await call('developer', `POST ${path}/share`, share)).status).toBe(403);
    await call('admin', `PATCH ${path}`, { name: 'Public', isPrivate: false });
    expect((await call('developer', `POST ${path}/share`, share)).status).toBe(200);
    expect((await call('interactive_viewer', `POST ${path}/share`, share)).status).toBe(403);
  });
});

describe('a nested space', () => {
  test('takes privacy and access from its root, and refuses both to be changed', async () => {
    const { identity, call, results, spaces, path, space } = await setUp();
    const child = await results(`POST ${spaces}`, { name: 'Recorder child', parentSpaceUuid: space.uuid });
    expect(child).toMatchObject({
      isPrivate: true,
      parentSpaceUuid: space.uuid,
      path: 'recorder_space.recorder_child',
    });
    const nested = `${spaces}/${child.uuid}`;
    await call('admin', `POST ${path}/share`, { userUuid: identity('viewer').userUuid, spaceRole: 'viewer' });
    const read = await call('viewer', `GET ${nested}`);
    expect(read.status).toBe(200);
    expect(read.body.results.breadcrumbs).toEqual([
      { name: 'Recorder space', uuid: space.uuid },
      { name: 'Recorder child', uuid: child.uuid },
    ]);
    expect((await results(`GET ${path}`)).childSpaces).toEqual([
      expect.objectContaining({ uuid: child.uuid, isPrivate: true, chartCount: '0' }),
    ]);
    const refused = async (operation: string, body?: unknown) =>
      (await call('admin', operation, body)).body.error.message as string;
    expect(await refused(`DELETE ${nested}/share/${identity('viewer').userUuid}`)).toBe(
      "Can't change user access to a nested space",
    );
    expect(await refused(`POST ${nested}/group/share`, { groupUuid: crypto.randomUUID(), spaceRole: 'viewer' })).toBe(
      "Can't change group access to a nested space",
    );
    expect(await refused(`PATCH ${nested}`, { name: 'x', isPrivate: false })).toBe(
      "Can't change privacy for a nested space",
    );
    expect((await call('admin', `PATCH ${nested}`, { name: 'Child' })).body.results.name).toBe('Child');
    // UpdateSpace.make-public
    expect((await call('admin', `PATCH ${path}`, { name: 'Open', isPrivate: false })).body.results).toMatchObject({
      name: 'Open',
      isPrivate: false,
      slug: 'recorder-space',
      childSpaces: [{ isPrivate: false }],
    });
    // An editor's grant on the child is without effect (docs/lightdash/spaces.md#p1).
    await call('admin', `PATCH ${path}`, { name: 'Closed', isPrivate: true });
    const foreign = await call('editor', `POST ${spaces}`, { name: 'Below', parentSpaceUuid: space.uuid });
    expect(foreign.status).toBe(200);
    expect((await call('editor', `GET ${spaces}/${foreign.body.results.uuid}`)).status).toBe(403);
  });

  test('goes with its root, with its content and what is delivered of it', async () => {
    const { call } = await setUp();
    const { identity: other } = await world.organization({ projects: 1, spaces: 12, schedulers: 12 });
    const admin = { token: other('admin').token };
    const results = async (operation: string) => (await world.call(operation, admin)).body.results;
    const [{ projectUuid }] = await results('GET /api/v1/org/projects');
    const path = `/api/v1/projects/${projectUuid}/spaces`;
    const roots = (await results(`GET ${path}`)).filter(
      (each: { parentSpaceUuid: string | null }) => !each.parentSpaceUuid,
    );
    expect((await results(`GET /api/v1/schedulers/${projectUuid}/list`)).data).toHaveLength(12);
    for (const { uuid } of roots) {
      expect((await world.call(`DELETE ${path}/${uuid}`, admin)).body).toEqual({ status: 'ok' });
    }
    expect(await results(`GET ${path}`)).toEqual([]);
    expect((await results(`GET /api/v1/schedulers/${projectUuid}/list`)).data).toEqual([]);
    expect((await call('admin', `GET ${path}`)).status).toBe(403);
  });
});

test('what is in a space is shown, with what is wrong with it', async () => {
  const { identity } = await world.organization({ projects: 1, spaces: 12, schedulers: 0 });
  const results = async (operation: string) =>
    (await world.call(operation, { token: identity('admin').token })).body.results;
  const [{ projectUuid }] = await results('GET /api/v1/org/projects');
  const list = await results(`GET /api/v1/projects/${projectUuid}/spaces`);
  const full = await Promise.all(
    list.map(({ uuid }: { uuid: string }) => results(`GET /api/v1/projects/${projectUuid}/spaces/${uuid}`)),
  );
  expect(full.map(({ queries, dashboards }) => [queries.length, dashboards.length])).toEqual(
    list.map((each: { chartCount: string; dashboardCount: string }) => [
      Number(each.chartCount),
      Number(each.dashboardCount),
    ]),
  );
  const charts = full.flatMap(({ queries }) => queries);
  expect(charts[0]).toMatchObject({ spaceUuid: expect.any(String), updatedByUser: { firstName: 'David' } });
  expect(charts.some(({ validationErrors }) => validationErrors.length > 0)).toBe(true);
});
