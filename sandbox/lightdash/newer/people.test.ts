import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cookieOf, openTestSandbox } from '../../testing/sandbox';
import { DEFAULT_GENERATION, VERSIONS } from '../generation';

type Role = 'admin' | 'developer' | 'editor' | 'interactive_viewer' | 'viewer' | 'member';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
let organization: Awaited<ReturnType<typeof world.organization>>;
beforeAll(async () => {
  world = await openTestSandbox();
  organization = await world.organization({ generation: '1.219' });
});
afterAll(() => world.close());

const uuidOf = (role: Role) => organization.identity(role).userUuid;
const call = (operation: string, body?: unknown, role: Role = 'admin') =>
  world.call(operation, { token: organization.identity(role).token, body });
async function results(operation: string, body?: unknown, role?: Role) {
  const answer = await call(operation, body, role);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.results;
}
const roles = () => `/api/v2/orgs/${organization.organizationUuid}/roles`;
const assign = (role: Role, roleId: string) => call(`POST ${roles()}/assignments/user/${uuidOf(role)}`, { roleId });

test('each organization is answered in its own generation, whatever that of the sandbox', async () => {
  const older = (await world.organization({ generation: '0.2110' })).identity('admin');
  const newer = organization.identity('admin');
  for (const [token, version] of [
    [older.token, '0.2110.12'],
    [newer.token, '1.219.0'],
  ] as const) {
    const health = await world.call('GET /api/v1/health', { token });
    expect([health.body.results.version, health.headers.get('lightdash-version')]).toEqual([version, version]);
  }
  const { results: anonymous } = (await world.call('GET /api/v1/health')).body;
  expect(anonymous.version).toBe(VERSIONS[DEFAULT_GENERATION]);
  const { results: health } = (await world.call('GET /api/v1/health', { token: newer.token })).body;
  expect(health.license).toEqual({ hasLicenseKey: false, valid: false });
  const flag = await world.call('GET /api/v2/feature-flag/user-groups-enabled', { token: newer.token });
  expect(flag.body.results).toEqual({ id: 'user-groups-enabled', enabled: true });
});

test('deprecated operations say so with every answer but 401, and only in 1.219', async () => {
  const path = `GET /api/v1/org/users/${uuidOf('viewer')}`;
  const { headers } = await call(path);
  expect(headers.get('deprecation')).toBe('Wed, 10 Jun 2026 00:00:00 GMT');
  expect(headers.get('sunset')).toBe('Thu, 10 Sep 2026 00:00:00 GMT');
  expect(headers.get('warning')).toBe(
    '299 - "This API endpoint is deprecated and will be removed after Thu, 10 Sep 2026 00:00:00 GMT. Use the GET /api/v1/org/users list endpoint instead."',
  );
  const refused = await call(`PATCH /api/v1/org/users/${uuidOf('viewer')}`, { role: 'admin' }, 'viewer');
  expect([refused.status, refused.headers.get('sunset')]).toEqual([403, 'Thu, 27 Nov 2025 00:00:00 GMT']);
  expect((await world.call(path)).headers.get('deprecation')).toBeNull();
  expect((await call('GET /api/v1/org/users')).headers.get('deprecation')).toBeNull();
  const older = (await world.organization({ generation: '0.2110' })).identity('admin');
  const known = await world.call(`GET /api/v1/org/users/${older.userUuid}`, { token: older.token });
  expect(known.headers.get('deprecation')).toBeNull();
});

describe('a custom role of the organization', () => {
  test('is given and taken by v2, shown beside the placeholder, and outlives a change by v1', async () => {
    const { roleUuid } = await results(`POST ${roles()}`, {
      name: 'Reader everywhere',
      level: 'organization',
      scopes: ['view:OrganizationMemberProfile', 'view:Project', 'view:Space'],
    });
    const before = await results('GET /api/v1/org/projects', undefined, 'member');
    expect((await assign('member', roleUuid)).status).toBe(200);
    expect(await results(`GET /api/v1/org/users/${uuidOf('member')}`)).toMatchObject({ role: 'member', roleUuid });
    expect((await results('GET /api/v1/org/projects', undefined, 'member')).length).toBeGreaterThan(before.length);
    const me = await results('GET /api/v1/user', undefined, 'member');
    expect(me).toMatchObject({ roleUuid, role: 'member' });
    expect(me.abilityRules).toContainEqual({
      action: 'view',
      subject: 'Project',
      conditions: { organizationUuid: organization.organizationUuid },
    });
    const assignments = await results(`GET ${roles()}/assignments`);
    const own = assignments.find(({ assigneeId }: { assigneeId: string }) => assigneeId === uuidOf('member'));
    expect(own).toMatchObject({ roleId: roleUuid, roleName: 'Reader everywhere', hasMultipleRoles: false });
    expect((await call(`DELETE ${roles()}/${roleUuid}`)).status).toBe(400);
    // It answers 200, and the custom role goes on counting.
    const changed = await results(`PATCH /api/v1/org/users/${uuidOf('member')}`, { role: 'viewer' });
    expect(changed).toMatchObject({ role: 'viewer', roleUuid });
    expect((await assign('member', 'member')).status).toBe(200);
    expect(await results(`GET /api/v1/org/users/${uuidOf('member')}`)).not.toHaveProperty('roleUuid');
    expect(await results('GET /api/v1/org/projects', undefined, 'member')).toHaveLength(before.length);
  });

  test('opens the organization by its scopes, and gives nothing away that it does not hold', async () => {
    const scopes = ['view:OrganizationMemberProfile', 'manage:OrganizationMemberProfile', 'manage:Group'];
    const { roleUuid } = await results(`POST ${roles()}`, { name: 'People', level: 'organization', scopes });
    await assign('viewer', roleUuid);
    expect((await call('POST /api/v1/org/groups', { name: 'Theirs' }, 'viewer')).status).toBe(201);
    const raise = await call(`PATCH /api/v1/org/users/${uuidOf('member')}`, { role: 'admin' }, 'viewer');
    expect(raise.body.error).toMatchObject({ statusCode: 403, message: 'Cannot grant permissions exceeding your own' });
    expect((await call(`GET ${roles()}`, undefined, 'viewer')).status).toBe(403);
    await assign('viewer', 'viewer');
  });

  test('is given at its own level only', async () => {
    const [{ projectUuid }] = await results('GET /api/v1/org/projects');
    const inProject = `POST /api/v2/projects/${projectUuid}/roles/assignments/user/${uuidOf('member')}`;
    const make = (level: string, scopes: string[]) =>
      results(`POST ${roles()}`, { name: `At ${level}`, level, scopes });
    const ofProject = await make('project', ['view:Project']);
    const ofOrganization = await make('organization', ['view:Project']);
    expect((await assign('member', ofProject.roleUuid)).body.error.message).toBe(
      'Custom role "At project" can only be assigned at project level',
    );
    expect((await call(inProject, { roleId: ofOrganization.roleUuid })).body.error.message).toBe(
      'Custom role "At organization" can only be assigned at organization level',
    );
    expect(await results(inProject, { roleId: ofProject.roleUuid })).toMatchObject({ roleName: 'At project' });
    const grants = await results(`GET /api/v2/projects/${projectUuid}/roles/assignments`);
    const own = grants.find(({ assigneeId }: { assigneeId: string }) => assigneeId === uuidOf('member'));
    expect(own).toMatchObject({ roleId: ofProject.roleUuid, hasMultipleRoles: false });
    const mixed = await call(`POST ${roles()}`, { name: 'Mixed', scopes: ['manage:Organization'] });
    expect([mixed.status, mixed.body.error.message]).toEqual([
      400,
      'Scopes are not assignable at project level: manage:Organization',
    ]);
    expect((await call(`POST ${roles()}`, { name: 'Moon', scopes: ['fly:Moon'] })).status).toBe(403);
    expect((await call(`POST ${roles()}`, { name: 'At project' })).status).toBe(409);
    expect((await call(`POST ${roles()}`, { name: 'Far', level: 'galaxy' })).status).toBe(422);
  });
});

test('the members of a group are replaced as a whole, or not at all', async () => {
  const group = await results('POST /api/v1/org/groups', { name: 'Team', members: [{ userUuid: uuidOf('viewer') }] });
  const path = `/api/v1/groups/${group.uuid}`;
  const refused = await call(`PATCH ${path}`, {
    members: [{ userUuid: uuidOf('editor') }, { userUuid: crypto.randomUUID() }],
  });
  expect([refused.status, refused.body.error.message]).toEqual([400, 'Some provided user UUIDs are invalid']);
  expect((await results(`GET ${path}?includeMembers=10`)).memberUuids).toEqual([uuidOf('viewer')]);
  await results(`PATCH ${path}`, { members: [{ userUuid: uuidOf('editor') }] });
  expect((await results(`GET ${path}?includeMembers=10`)).memberUuids).toEqual([uuidOf('editor')]);
});

test('an invitation lives for three days at most', async () => {
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
  const invite = (email: string, expiresAt: string) => results('POST /api/v1/invite-links', { email, expiresAt });
  const long = await invite('long@new.example', inDays(30));
  expect(Date.parse(long.expiresAt) - Date.parse(inDays(3))).toBeLessThan(1000);
  expect(long.purpose).toBe('member');
  const short = inDays(1);
  expect((await invite('short@new.example', short)).expiresAt).toBe(short);
});

test('a change of password ends the session it was made in, and leaves tokens alone', async () => {
  const { email, password, token } = organization.identity('interactive_viewer');
  const signedIn = await world.call('POST /api/v1/login', { body: { email, password } });
  const cookie = cookieOf(signedIn);
  const change = (body: object) => world.call('POST /api/v1/user/password', { cookie, body });
  expect((await change({ password, newPassword: 'short' })).status).toBe(400);
  expect((await change({ password, newPassword: 'another_password!' })).status).toBe(200);
  expect((await world.call('GET /api/v1/user/password', { cookie })).status).toBe(401);
  expect((await world.call('GET /api/v1/org', { token })).status).toBe(200);
  const again = await world.call('POST /api/v1/login', { body: { email, password: 'another_password!' } });
  expect(again.status).toBe(200);
});
