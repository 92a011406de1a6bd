import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

/** An organization, its first project, and calls by role. */
async function setUp(options: { generation?: string } = {}) {
  const organization = await world.organization({ projects: 2, schedulers: 0, ...options });
  const { identity } = organization;
  const as = (role: Parameters<typeof identity>[0]) => (operation: string, body?: unknown) =>
    world.call(operation, { token: identity(role).token, ...(body === undefined ? {} : { body }) });
  const admin = as('admin');
  const results = async (operation: string, body?: unknown) => (await admin(operation, body)).body.results;
  const [project] = await results('GET /api/v1/org/projects');
  const group: string = (await results('POST /api/v1/org/groups', { name: 'Recorder group' })).uuid;
  return { ...organization, as, admin, results, project: project.projectUuid as string, group };
}

describe('grants of people', () => {
  test('v1: given by e-mail, changed, taken away; the person gets in and out with them', async () => {
    const { admin, as, results, identity, project } = await setUp();
    const { email, userUuid } = identity('member');
    const seesProject = async () => (await as('member')(`GET /api/v1/projects/${project}`)).status;
    expect(await seesProject()).toBe(403);
    const given = await admin(`POST /api/v1/projects/${project}/access`, { email, role: 'viewer', sendEmail: false });
    expect(given.body).toEqual({ status: 'ok' });
    expect(await seesProject()).toBe(200);
    expect((await as('member')(`GET /api/v2/projects/${project}/roles/assignments`)).status).toBe(403);
    await admin(`PATCH /api/v1/projects/${project}/access/${userUuid}`, { role: 'admin' });
    expect(await results(`GET /api/v1/projects/${project}/user/${userUuid}`)).toMatchObject({ role: 'admin', email });
    expect((await as('member')(`GET /api/v2/projects/${project}/roles/assignments`)).status).toBe(200);
    for (let i = 0; i < 2; i += 1) {
      const revoked = await admin(`DELETE /api/v1/projects/${project}/access/${userUuid}`);
      expect([revoked.status, revoked.body]).toEqual([200, { status: 'ok' }]);
    }
    expect(await seesProject()).toBe(403);
    const idle = await admin(`PATCH /api/v1/projects/${project}/access/${userUuid}`, { role: 'editor' });
    expect([idle.status, await seesProject()]).toEqual([200, 403]);
  });

  test('v2: set and set again, a custom role by its uuid, shown by v1 as its placeholder', async () => {
    const { admin, as, results, identity, organizationUuid, project } = await setUp();
    const { userUuid, name } = identity('member');
    const path = `/api/v2/projects/${project}/roles/assignments/user/${userUuid}`;
    // UpsertProjectUserRoleAssignment.ok
    expect(await results(`POST ${path}`, { roleId: 'viewer', sendEmail: false })).toMatchObject({
      roleId: 'viewer',
      roleName: 'Viewer',
      ownerType: 'user',
      assigneeType: 'user',
      assigneeId: userUuid,
      assigneeName: name,
      projectId: project,
    });
    const custom = await results(`POST /api/v2/orgs/${organizationUuid}/roles`, {
      name: 'Project keeper',
      scopes: ['view:Project', 'manage:Project'],
    });
    expect(await results(`POST ${path}`, { roleId: custom.roleUuid })).toMatchObject({ roleName: 'Project keeper' });
    expect((await as('member')(`GET /api/v2/projects/${project}/roles/assignments`)).status).toBe(200);
    expect(await results(`GET /api/v1/projects/${project}/user/${userUuid}`)).toMatchObject({
      role: 'viewer',
      roleUuid: custom.roleUuid,
    });
    const listed = await results(`GET /api/v2/projects/${project}/roles/assignments`);
    expect(listed.find(({ assigneeId }: { assigneeId: string }) => assigneeId === userUuid)).toMatchObject({
      roleId: custom.roleUuid,
      ownerType: 'user',
    });
    expect((await admin(`DELETE /api/v2/orgs/${organizationUuid}/roles/${custom.roleUuid}`)).body.error).toMatchObject({
      statusCode: 400,
      message: 'Role cannot be deleted if assigned',
    });
    expect((await admin(`DELETE ${path}`)).body).toEqual({ status: 'ok' });
    const empty = await results(`POST /api/v2/orgs/${organizationUuid}/roles`, { name: 'Nothing' });
    expect((await admin(`POST ${path}`, { roleId: empty.roleUuid })).status).toBe(400);
    expect((await admin(`POST ${path}`, { roleId: 'member' })).status).toBe(500);
  });

  test('a project admin grants people, but only admins of the organization groups', async () => {
    const { admin, as, identity, project, group } = await setUp();
    const assignments = `/api/v2/projects/${project}/roles/assignments`;
    await admin(`POST ${assignments}/user/${identity('member').userUuid}`, { roleId: 'admin' });
    const member = as('member');
    const viewer = identity('viewer').userUuid;
    expect((await member(`POST ${assignments}/user/${viewer}`, { roleId: 'editor' })).status).toBe(200);
    expect((await member(`DELETE ${assignments}/user/${viewer}`)).status).toBe(403);
    expect((await member(`POST ${assignments}/group/${group}`, { roleId: 'editor' })).status).toBe(403);
    expect((await member(`DELETE /api/v1/projects/${project}/access/${viewer}`)).status).toBe(200);
    expect((await as('developer')(`POST ${assignments}/user/${viewer}`, { roleId: 'editor' })).status).toBe(403);
  });
});

describe('grants of groups', () => {
  test.each([
    { generation: '0.2110', again: 404 },
    { generation: '1.219', again: 200 },
  ])('v1 and v2 of $generation write the same table, and members get in with it', async (expected) => {
    const { admin, as, results, identity, project, group } = await setUp({ generation: expected.generation });
    await admin(`PUT /api/v1/groups/${group}/members/${identity('member').userUuid}`);
    const v1 = `/api/v1/groups/${group}/projects/${project}`;
    const v2 = `/api/v2/projects/${project}/roles/assignments/group/${group}`;
    const role = async () =>
      (await results(`GET /api/v1/projects/${project}/groupAccesses`)).find(
        ({ groupUuid }: { groupUuid: string }) => groupUuid === group,
      )?.role;
    expect(await results(`POST ${v1}`, { role: 'viewer' })).toEqual({
      projectUuid: project,
      groupUuid: group,
      role: 'viewer',
    });
    expect((await as('member')(`GET /api/v1/projects/${project}`)).status).toBe(200);
    expect(await results(`PATCH ${v1}`, { role: 'editor' })).toMatchObject({ role: 'editor' });
    expect(await results(`PATCH ${v2}`, { roleId: 'developer' })).toMatchObject({
      roleId: 'developer',
      assigneeType: 'group',
      assigneeName: 'Recorder group',
    });
    expect(await role()).toBe('developer');
    expect((await admin(`DELETE ${v1}`)).body).toEqual({ status: 'ok' });
    const again = await admin(`DELETE ${v1}`);
    expect([again.status, again.text]).toEqual([204, '']);
    expect((await admin(`DELETE ${v2}`)).status).toBe(expected.again);
    expect(await results(`POST ${v2}`, { roleId: 'viewer' })).toMatchObject({ roleId: 'viewer' });
    expect((await admin(`DELETE ${v2}`)).body).toEqual({ status: 'ok' });
    expect([await role(), (await as('member')(`GET /api/v1/projects/${project}`)).status]).toEqual([undefined, 403]);
    for (const each of ['developer', 'viewer'] as const) {
      expect((await as(each)(`POST ${v1}`, { role: 'viewer' })).status).toBe(403);
      expect((await as(each)(`POST ${v2}`, { roleId: 'viewer' })).status).toBe(403);
    }
  });
});
