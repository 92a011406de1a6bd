import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSWORD, DEMO_TOKEN } from '../seed/accounts';
import { openTestSandbox } from '../testing/sandbox';
import { DEFAULT_GENERATION, GENERATIONS, VERSIONS } from './generation';
import { can } from '#/domain/ability';

const DAY = 24 * 60 * 60 * 1000;
let clock = new Date('2026-11-20T12:00:00.000Z');
let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox({ now: () => clock });
});
afterAll(() => world.close());

describe('the demo', () => {
  test('lets the admin in by password and by the fixed token', async () => {
    const cookie = await world.signIn({ email: 'Demo@Lightdash.com', password: DEMO_PASSWORD });
    for (const credential of [{ cookie }, { token: DEMO_TOKEN }]) {
      const { body } = await world.call('GET /api/v1/user', credential);
      expect(body.results).toMatchObject({
        firstName: 'David',
        lastName: 'Attenborough',
        organizationName: 'Jaffle Shop',
        role: 'admin',
      });
    }
  });

  test('has one person for each other role', async () => {
    for (const role of ['developer', 'editor', 'interactive-viewer', 'viewer', 'member']) {
      const cookie = await world.signIn({ email: `demo-${role}@lightdash.com`, password: DEMO_PASSWORD });
      const { body } = await world.call('GET /api/v1/user', { cookie });
      expect(body.results.role).toBe(role.replace('-', '_'));
    }
  });
});

describe('a session', () => {
  test('is a cookie for this site alone, lasts 24 hours from the last answer, and ends with signing out', async () => {
    const { identity } = await world.organization();
    const { email, password } = identity('viewer');
    const answer = await world.call('POST /api/v1/login', { body: { email, password } });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^connect\.sid=[\w-]+; Path=\/; Expires=Sat, 21 Nov 2026 12:00:00 GMT; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.body.results).not.toHaveProperty('abilityRules');
    const cookie = await world.signIn({ email, password });
    const begin = clock;
    for (const hours of [20, 40, 60]) {
      clock = new Date(begin.getTime() + (hours / 24) * DAY);
      expect((await world.call('GET /api/v1/user', { cookie })).status).toBe(200);
    }
    clock = new Date(clock.getTime() + DAY);
    expect(await world.call('GET /api/v1/user', { cookie })).toMatchObject({ status: 401, text: 'Unauthorized' });
    const again = await world.signIn({ email, password });
    expect((await world.call('GET /api/v1/logout', { cookie: again })).text).toBe('{"status":"ok"}');
    expect((await world.call('GET /api/v1/user', { cookie: again })).status).toBe(401);
  });

  test('goes before a token; a dead one does not hide it', async () => {
    const { identity } = await world.organization();
    const cookie = await world.signIn(identity('viewer'));
    const { token } = identity('admin');
    const role = async (sent: string) =>
      (await world.call('GET /api/v1/user', { cookie: sent, token })).body.results.role;
    expect(await role(cookie)).toBe('viewer');
    expect(await role('connect.sid=dead')).toBe('admin');
  });
});

describe('a token', () => {
  test('needs its scheme spelt exactly', async () => {
    const { identity } = await world.organization();
    const { token } = identity('admin');
    for (const authorization of [`apikey ${token}`, `Bearer ${token}`, token]) {
      expect(await world.call('GET /api/v1/user', { headers: { authorization } })).toMatchObject({
        status: 401,
        text: 'Unauthorized',
      });
    }
    const unknown = await world.call('GET /api/v1/user', { token: 'ldpat_unknown' });
    expect(unknown).toMatchObject({ status: 401, body: { error: { name: 'AuthorizationError' } } });
  });

  test('is listed without its secret, with its last use', async () => {
    const { identity } = await world.organization();
    const { token } = identity('viewer');
    const { body, text } = await world.call('GET /api/v1/user/me/personal-access-tokens', { token });
    expect(body.results).toMatchObject([
      { description: 'Sandbox token', lastUsedAt: clock.toISOString(), expiresAt: null },
    ]);
    expect(text).not.toContain(token);
  });

  test('does not open what is for sessions only', async () => {
    const { identity } = await world.organization();
    const { token } = identity('admin');
    const answer = await world.call('PATCH /api/v1/user/me', { token, body: { firstName: 'X' } });
    expect(answer).toMatchObject({
      status: 401,
      body: { error: { name: 'AuthorizationError', message: 'Failed to authorize user' } },
    });
  });
});

describe('a deactivated person', () => {
  test('cannot sign in (403), nor use a token (401)', async () => {
    const { deactivated } = await world.organization();
    const { email, password, token } = deactivated;
    const login = await world.call('POST /api/v1/login', { body: { email, password } });
    expect(login).toMatchObject({ status: 403, body: { error: { name: 'DeactivatedAccountError' } } });
    expect(await world.call('GET /api/v1/user', { token })).toMatchObject({
      status: 401,
      body: { error: { name: 'AuthorizationError' } },
    });
    const wrong = await world.call('POST /api/v1/login', { body: { email, password: 'wrong' } });
    expect(wrong.status).toBe(401);
  });
});

describe('my account', () => {
  test.each(GENERATIONS)('repeats the credential, as Lightdash %s does', async (generation) => {
    const { identity, organizationUuid } = await world.organization({ generation });
    const { token, userUuid } = identity('viewer');
    const cookie = await world.signIn(identity('viewer'));
    const byToken = (await world.call('GET /api/v1/user/account', { token })).body.results;
    expect(byToken.authentication).toEqual({ type: 'pat', source: `ApiKey ${token}` });
    expect(byToken.user).toMatchObject({ id: userUuid, type: 'registered' });
    expect(byToken.user.isApiTokenRequest).toBe(generation === '0.2110' ? true : undefined);
    const bySession = (await world.call('GET /api/v1/user/account', { cookie })).body.results;
    expect(bySession.authentication).toEqual({ type: 'session', source: cookie });
    expect(bySession.organization.organizationUuid).toBe(organizationUuid);
    expect(bySession.user).not.toHaveProperty('organizationUuid');
  });

  test('carries rules of its role, bound to its organization', async () => {
    const { identity, organizationUuid } = await world.organization();
    const rules = async (token: string) => (await world.call('GET /api/v1/user', { token })).body.results.abilityRules;
    const rule = { action: 'manage', subject: 'OrganizationMemberProfile', conditions: { organizationUuid } };
    expect(await rules(identity('admin').token)).toContainEqual(rule);
    expect(await rules(identity('viewer').token)).not.toContainEqual(rule);
  });

  test('of 0.2110 carries the rules of its roles in projects, alone, through groups and by custom roles', async () => {
    const { identity, organizationUuid } = await world.organization({ generation: '0.2110', projects: 4, groups: 1 });
    const { token, userUuid } = identity('member');
    const admin = (operation: string, body?: object) => world.call(operation, { token: identity('admin').token, body });
    const [p1, p2, p3, p4] = (await admin('GET /api/v1/org/projects')).body.results.map(
      ({ projectUuid }: { projectUuid: string }) => projectUuid,
    );
    const [group] = (await admin('GET /api/v1/org/groups')).body.results.data;
    await admin(`PUT /api/v1/groups/${group.uuid}/members/${userUuid}`);
    const custom = await admin(`POST /api/v2/orgs/${organizationUuid}/roles`, {
      name: 'Odd',
      scopes: ['view:Project', 'update:Project', 'manage:Organization', 'manage:OrganizationMemberProfile'],
    });
    for (const projectUuid of [p1, p2, p3, p4]) {
      await world.call(`DELETE /api/v2/projects/${projectUuid}/roles/assignments/user/${userUuid}`, {
        token: identity('admin').token,
      });
      await world.call(`DELETE /api/v2/projects/${projectUuid}/roles/assignments/group/${group.uuid}`, {
        token: identity('admin').token,
      });
    }
    const grant = (projectUuid: string, to: string, roleId: string) =>
      admin(`POST /api/v2/projects/${projectUuid}/roles/assignments/${to}`, { roleId });
    await grant(p1, `user/${userUuid}`, 'viewer');
    await grant(p1, `group/${group.uuid}`, 'developer');
    await grant(p2, `user/${userUuid}`, 'editor');
    await grant(p3, `user/${userUuid}`, custom.body.results.roleUuid);

    const rules = (await world.call('GET /api/v1/user', { token })).body.results.abilityRules;
    const may = (projectUuid: string, action: string, subject: string) =>
      can(rules, action, subject, { organizationUuid, projectUuid });
    expect([p1, p2, p3, p4].map((project) => may(project, 'update', 'Project'))).toEqual([true, false, true, false]);
    expect([p1, p2, p3, p4].map((project) => may(project, 'view', 'Project'))).toEqual([true, true, true, false]);
    expect([p1, p2, p3, p4].map((project) => may(project, 'create', 'Space'))).toEqual([true, true, false, false]);
    expect(can(rules, 'manage', 'Organization')).toBe(false);
    expect(can(rules, 'manage', 'OrganizationMemberProfile')).toBe(false);
    // As the server does.
    for (const projectUuid of [p1, p2, p3, p4]) {
      const { status } = await world.call(`GET /api/v1/schedulers/${projectUuid}/list`, { token });
      expect(status).toBe(may(projectUuid, 'update', 'Project') ? 200 : 403);
    }
  });

  test('of 0.2110 stays small, however many projects there are', async () => {
    const { identity } = await world.organization({ generation: '0.2110', projects: 50, spaces: 50 });
    const { token, userUuid } = identity('member');
    const { body } = await world.call('GET /api/v1/org/projects', { token: identity('admin').token });
    expect(body.results).toHaveLength(50);
    for (const { projectUuid } of body.results) {
      const path = `/api/v2/projects/${projectUuid}/roles/assignments/user/${userUuid}`;
      await world.call(`POST ${path}`, { token: identity('admin').token, body: { roleId: 'developer' } });
    }
    const { text } = await world.call('GET /api/v1/user', { token });
    expect(text.length).toBeGreaterThan(10_000);
    expect(text.length).toBeLessThan(30 * 1024);
  });

  test.each([
    { generation: '0.2110', anyText: 200 },
    { generation: '1.219', anyText: 400 },
  ])('can be edited: in $generation any text as an address is $anyText, a taken one fails', async (answered) => {
    const { generation, anyText } = answered;
    const { identity } = await world.organization({ generation });
    const cookie = await world.signIn(identity('viewer'));
    const patch = (body: unknown) => world.call('PATCH /api/v1/user/me', { cookie, body });
    expect((await patch({ email: 'not-an-email' })).status).toBe(anyText);
    const { body } = await patch({ firstName: 'Ada', email: `ada@${generation}.example` });
    expect(body.results).toMatchObject({ firstName: 'Ada', lastName: 'Haddad', email: `ada@${generation}.example` });
    expect((await patch({})).status).toBe(200);
    expect((await patch({ email: identity('admin').email })).status).toBe(500);
    const { body: members } = await world.call('GET /api/v1/org/users?searchQuery=ada', { cookie });
    expect(members.results.data.map(({ firstName }: { firstName: string }) => firstName)).toContain('Ada');
  });
});

test('health says whether there is a session', async () => {
  const { identity } = await world.organization();
  const cookie = await world.signIn(identity('viewer'));
  const health = async (credential: { cookie?: string; token?: string }) =>
    (await world.call('GET /api/v1/health', credential)).body.results;
  expect(await health({})).toMatchObject({ version: VERSIONS[DEFAULT_GENERATION], isAuthenticated: false });
  expect((await health({ cookie })).isAuthenticated).toBe(true);
  expect((await health({ token: identity('viewer').token })).isAuthenticated).toBe(false);
});
