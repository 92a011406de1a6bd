import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

const ACCOUNTS = '/api/v1/service-accounts';
const CLIENTS = '/api/v1/oauth/clients';

test.each(['0.2110', '1.219'])(
  'without a licence nobody reads or ends a service account, on %s',
  async (generation) => {
    const { identity } = await world.organization({ generation });
    const cookie = await world.signIn(identity('admin'));
    const uuid = crypto.randomUUID();
    for (const call of [`GET ${ACCOUNTS}`, `DELETE ${ACCOUNTS}/${uuid}`])
      expect(await world.call(call, { cookie })).toMatchObject({
        status: 422,
        body: {
          error: { name: 'MissingConfigError', message: expect.stringMatching(/^Unable to initialize service/) },
        },
      });
  },
);

test('with one, admins rotate what ends, once an hour, and end what is there, by session', async () => {
  const { identity } = await world.organization({ generation: '1.219', hasApplications: true });
  const { token } = identity('admin');
  expect((await world.call(`GET ${ACCOUNTS}`, { token: identity('developer').token })).status).toBe(403);
  const read = async (): Promise<{ uuid: string; expiresAt: string | null }[]> => {
    const { body, text } = await world.call(`GET ${ACCOUNTS}`, { token });
    expect(text).not.toContain('ldsvc_');
    return body.results;
  };
  const before = await read();
  const [ends] = before;
  const endless = before.find(({ expiresAt }) => expiresAt === null);
  const rotate = (uuid: string | undefined, expiresAt = '2999-01-01T00:00:00.000Z') =>
    world.call(`PATCH ${ACCOUNTS}/${uuid}/rotate`, { token, body: { expiresAt } });
  expect((await world.call(`PATCH ${ACCOUNTS}/${ends?.uuid}/rotate`, { token, body: {} })).status).toBe(422);
  expect((await rotate(ends?.uuid, '2020-01-01T00:00:00.000Z')).status).toBe(400);
  expect((await rotate(endless?.uuid)).status).toBe(400);
  expect((await rotate(crypto.randomUUID())).status).toBe(404);
  const rotated = await rotate(ends?.uuid);
  expect(rotated.body.results.token).toMatch(/^ldsvc_/);
  expect((await rotate(ends?.uuid)).status).toBe(400);
  expect((await read())[0]).toMatchObject({ expiresAt: '2999-01-01T00:00:00.000Z', rotatedAt: expect.any(String) });

  const one = `DELETE ${ACCOUNTS}/${ends?.uuid}`;
  expect((await world.call(one, { token })).status).toBe(401);
  const cookie = await world.signIn(identity('admin'));
  expect((await world.call(one, { cookie })).status).toBe(200);
  expect((await world.call(one, { cookie })).status).toBe(404);
  expect(await read()).toHaveLength(before.length - 1);
});

test('tells admins what a service account was granted in projects, and keeps a role that it alone holds', async () => {
  const { identity, organizationUuid } = await world.organization({ generation: '1.219', hasApplications: true });
  const { token } = identity('admin');
  const accounts: { uuid: string; projectAccessCount: number }[] = (await world.call(`GET ${ACCOUNTS}`, { token })).body
    .results;
  const granted = accounts.find(({ projectAccessCount }) => projectAccessCount > 0);
  const grants = `GET ${ACCOUNTS}/${granted?.uuid}/projects`;
  expect((await world.call(grants, { token: identity('developer').token })).status).toBe(403);
  expect((await world.call(`GET ${ACCOUNTS}/${crypto.randomUUID()}/projects`, { token })).status).toBe(404);
  const { results } = (await world.call(grants, { token })).body;
  expect(results).toEqual([
    { projectUuid: expect.any(String), projectName: expect.stringMatching(/./), role: 'viewer' },
    {
      projectUuid: expect.any(String),
      projectName: expect.stringMatching(/./),
      roleUuid: expect.any(String),
      roleName: 'Embedding',
    },
  ]);
  const remove = `DELETE /api/v2/orgs/${organizationUuid}/roles/${results[1].roleUuid}`;
  expect(await world.call(remove, { token })).toMatchObject({
    status: 400,
    body: { error: { message: 'Role cannot be deleted if assigned' } },
  });
  const cookie = await world.signIn(identity('admin'));
  await world.call(`DELETE ${ACCOUNTS}/${granted?.uuid}`, { cookie });
  expect((await world.call(remove, { token })).status).toBe(200);
});

test('no service account of 0.2110 has a role in a project, nor is there one made for that', async () => {
  const { identity, organizationUuid } = await world.organization({ generation: '0.2110', hasApplications: true });
  const { token } = identity('admin');
  const accounts: { description: string }[] = (await world.call(`GET ${ACCOUNTS}`, { token })).body.results;
  expect(accounts.map(({ description }) => description)).toContain('Embedded reports');
  const roles: { name: string }[] = (await world.call(`GET /api/v2/orgs/${organizationUuid}/roles`, { token })).body
    .results;
  expect(roles.map(({ name }) => name)).not.toContain('Embedding');
});

test('admins end OAuth applications; there are none on 0.2110', async () => {
  const { identity } = await world.organization({ generation: '1.219', hasApplications: true });
  const { token } = identity('admin');
  const read = async () => (await world.call(`GET ${CLIENTS}`, { token })).body.results;
  const [first, second] = await read();
  expect((await world.call(`DELETE ${CLIENTS}/${first.clientId}`, { token: identity('viewer').token })).status).toBe(
    403,
  );
  expect((await world.call(`DELETE ${CLIENTS}/${first.clientId}`, { token })).status).toBe(200);
  expect((await world.call(`DELETE ${CLIENTS}/${first.clientId}`, { token })).status).toBe(404);
  expect(await read()).toEqual([second]);
  const older = (await world.organization({ generation: '0.2110', hasApplications: true })).identity('admin');
  expect((await world.call(`GET ${CLIENTS}`, { token: older.token })).status).toBe(404);
});
