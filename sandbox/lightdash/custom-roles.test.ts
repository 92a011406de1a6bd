import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
beforeAll(async () => {
  world = await openTestSandbox();
});
afterAll(() => world.close());

test.each([
  { generation: '0.2110', ofViewer: ['viewer', 12], ofSystem: 200 },
  { generation: '1.219', ofViewer: ['Viewer', 12], ofSystem: 422 },
])('custom roles of $generation are made, copied, changed and deleted, by admins only', async (expected) => {
  const { generation, ofViewer, ofSystem } = expected;
  const { organizationUuid, identity } = await world.organization({ generation, projects: 1, schedulers: 0 });
  const path = `/api/v2/orgs/${organizationUuid}/roles`;
  const call = (operation: string, body?: unknown, role: 'admin' | 'developer' = 'admin') =>
    world.call(operation, { token: identity(role).token, ...(body === undefined ? {} : { body }) });

  const made = await call(`POST ${path}`, {
    name: 'Support agent',
    description: 'Custom',
    scopes: ['view:Dashboard', 'view:SavedChart'],
  });
  // CreateOrganizationRole.ok: the scopes are not repeated.
  expect(made.status).toBe(201);
  expect(made.body.results).toMatchObject({
    name: 'Support agent',
    ownerType: 'user',
    createdBy: identity('admin').userUuid,
  });
  expect(made.body.results).not.toHaveProperty('scopes');
  const role = `${path}/${made.body.results.roleUuid}`;
  expect((await call(`POST ${role}/scopes`, { scopeNames: ['view:Space'] })).body).toEqual({ status: 'ok' });
  expect((await call(`DELETE ${role}/scopes/view:Dashboard`)).body).toEqual({ status: 'ok' });
  const renamed = await call(`PATCH ${role}`, { name: 'Support agent 2' });
  expect(renamed.body.results).toMatchObject({
    name: 'Support agent 2',
    description: 'Custom',
    scopes: ['view:SavedChart', 'view:Space'],
  });
  const changed = await call(`PATCH ${role}`, { scopes: { add: ['view:Project'], remove: ['view:Space'] } });
  expect(changed.body.results.scopes).toEqual(['view:SavedChart', 'view:Project']);
  expect((await call(`GET ${role}`)).body.results).toEqual(changed.body.results);

  // DuplicateRole.ok
  const copy = await call(`POST ${path}/viewer/duplicate`, { name: 'Viewer copy' });
  expect(copy.status).toBe(201);
  expect([copy.body.results.description, copy.body.results.scopes.length]).toEqual(ofViewer);
  expect((await call(`GET ${path}/editor`)).status).toBe(ofSystem);

  expect((await call(`DELETE ${role}`)).body).toEqual({ status: 'ok' });
  expect((await call(`DELETE ${role}`)).status).toBe(404);
  expect((await call(`DELETE ${path}/viewer`)).status).toBe(400);
  expect((await call(`PATCH ${path}/viewer`, { name: 'x' })).status).toBe(400);
  expect((await call(`POST ${path}`, { name: 'viewer', scopes: [] })).status).toBe(400);
  expect((await call(`POST ${path}`, { name: '  ' })).status).toBe(400);
  expect((await call(`POST ${path}`, {})).body.error.data).toEqual({ 'body.name': { message: "'name' is required" } });
  for (const [operation, body] of [
    [`POST ${path}`, { name: 'Mine' }],
    [`GET ${path}/${copy.body.results.roleUuid}`, undefined],
    [`POST ${path}/viewer/duplicate`, { name: 'Mine' }],
    [`DELETE ${path}/${copy.body.results.roleUuid}`, undefined],
  ] as const) {
    expect((await call(operation, body, 'developer')).status).toBe(403);
  }
});
