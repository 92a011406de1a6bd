import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_GENERATION, VERSIONS } from '../lightdash/generation';
import { cookieOf, openTestSandbox } from '../testing/sandbox';

let world: Awaited<ReturnType<typeof openTestSandbox>>;
let server: ServerType;
let origin: string;
beforeAll(async () => {
  world = await openTestSandbox();
  await new Promise<void>((listening) => {
    server = serve({ fetch: world.sandbox.app.fetch, port: 0, hostname: '127.0.0.1' }, () => listening());
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await world.close();
});

/** What node-server hands to the app besides the request. */
function bindings(remoteAddress: string) {
  return { incoming: { socket: { remoteAddress } } };
}

async function status(headers: Record<string, string>, address = '127.0.0.1', host = 'localhost') {
  const response = await world.sandbox.app.request(`http://${host}/sandbox/identities`, { headers }, bindings(address));
  return response.status;
}

describe('the switches refuse', () => {
  test('peers from elsewhere', async () => {
    for (const address of ['192.168.1.7', '::ffff:10.0.0.1', 'fe80::1', '128.0.0.1', '']) {
      expect(await status({}, address), address).toBe(403);
    }
    for (const address of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) {
      expect(await status({}, address), address).toBe(200);
    }
  });

  test('names that only resolve to this machine (DNS rebinding)', async () => {
    for (const host of ['attacker.example', 'localhost.attacker.example', '127.0.0.1.attacker.example', '10.0.0.1']) {
      expect(await status({}, '127.0.0.1', host), host).toBe(403);
    }
    for (const host of ['localhost:8080', '127.0.0.1', '[::1]:3000', 'console.localhost']) {
      expect(await status({}, '127.0.0.1', host), host).toBe(200);
    }
  });

  test('pages of other sites, and proxies', async () => {
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status({ 'x-forwarded-for': '203.0.113.5' })).toBe(403);
    for (const name of [
      'forwarded',
      'via',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-forwarded-server',
      'x-real-ip',
    ])
      expect(await status({ [name]: '' }), name).toBe(403);
    expect(await status({ 'x-forwarded-for': '', forwarded: 'for=203.0.113.5' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  test('while the API itself answers everybody', async () => {
    const response = await world.sandbox.app.request(
      'http://lightdash.example/api/v1/health',
      {},
      bindings('192.168.1.7'),
    );
    expect(response.status).toBe(200);
  });

  test('orders they cannot carry out', async () => {
    const { organizationUuid } = await world.organization();
    for (const [call, body] of [
      ['faults', { organizationUuid, path: '(', fault: { kind: 'html' } }],
      ['faults', { organizationUuid, path: '.', fault: { kind: 'earthquake' } }],
      ['faults', { organizationUuid, path: '.', fault: { kind: 'drop' } }],
      ['latency', { ms: -1 }],
      ['organizations', { members: 'many' }],
      ['organizations', '[]'],
      ['organizations', '{'],
    ] as const) {
      expect((await world.call(`POST /sandbox/${call}`, { body })).status).toBe(400);
    }
    expect((await world.call('POST /sandbox/nothing')).status).toBe(404);
  });
});

describe('without SANDBOX_SWITCHES', () => {
  test('there are none, on this machine neither; what the demo needs is there', async () => {
    const demo = await openTestSandbox({ hasSwitches: false });
    for (const call of [
      'POST /sandbox/organizations',
      'POST /sandbox/faults',
      'DELETE /sandbox/faults',
      'POST /sandbox/latency',
      'POST /sandbox/chaos',
      'POST /sandbox/oauth/bearer',
      'POST /sandbox/nothing',
    ])
      expect(await demo.call(call, { body: {} }), call).toMatchObject({
        status: 404,
        body: { error: 'There is no such switch; SANDBOX_SWITCHES=1 turns switches on.' },
      });
    const { body } = await demo.call('GET /sandbox/identities');
    const [{ id }] = body.identities;
    expect((await demo.call('POST /sandbox/sign-in', { body: { identity: id } })).status).toBe(200);
    const viaProxy = { 'x-forwarded-for': '203.0.113.5' };
    expect((await demo.call('GET /sandbox/identities', { headers: viaProxy })).status).toBe(403);
    expect((await demo.call('POST /sandbox/sign-in', { headers: viaProxy, body: { identity: id } })).status).toBe(403);
    await demo.close();
  });
});

describe('identities', () => {
  test('of the demo, one for each role, sign in with one click and without secrets', async () => {
    const { body, text } = await world.call('GET /sandbox/identities');
    expect(body.organizationName).toBe('Jaffle Shop');
    expect(body.identities.map(({ role }: { role: string }) => role)).toEqual([
      'admin',
      'developer',
      'editor',
      'interactive_viewer',
      'viewer',
      'member',
    ]);
    expect(text).not.toMatch(/ldpat|password/);
    for (const { id, email } of body.identities) {
      const signedIn = await world.call('POST /sandbox/sign-in', { body: { identity: id } });
      expect(signedIn.headers.getSetCookie()[0]).toMatch(/; HttpOnly; SameSite=Lax$/);
      const me = await world.call('GET /api/v1/user', { cookie: cookieOf(signedIn) });
      expect(me.body.results.email).toBe(email);
    }
  });

  test('are accounts, and no other can sign in', async () => {
    const { identity, deactivated } = await world.organization();
    const { body } = await world.call('GET /api/v1/org/users', { token: identity('admin').token });
    const invented = body.results.data.at(-1).userUuid;
    for (const id of [invented, deactivated.userUuid, crypto.randomUUID()]) {
      expect((await world.call('POST /sandbox/sign-in', { body: { identity: id } })).status).toBe(404);
    }
  });
});

test('organizations for tests take a shape, have accounts of their own and hold the same people', async () => {
  const [first, second] = [
    await world.organization({ name: 'Tiny', members: 3 }),
    await world.organization({ members: 60, groups: 9 }),
  ];
  expect(first.name).toBe('Tiny');
  const read = async (token: string) => (await world.call('GET /api/v1/org/users', { token })).body.results.data;
  expect(await read(first.identity('admin').token)).toHaveLength(7);
  expect(await read(second.identity('admin').token)).toHaveLength(60);
  expect(first.identities.map(({ email }) => email)).not.toEqual(second.identities.map(({ email }) => email));
  const third = await world.organization({ members: 60, groups: 9 });
  const names = async (token: string) => (await read(token)).map(({ lastName }: { lastName: string }) => lastName);
  expect(await names(third.identity('admin').token)).toEqual(await names(second.identity('admin').token));
  await world.signIn(third.identity('developer'));
});

/** An organization, and how to order faults for it and to call it over a real connection. */
async function setUp() {
  const organization = await world.organization();
  const { token } = organization.identity('admin');
  const order = (path: string, fault: unknown, more: object = {}) =>
    world.call('POST /sandbox/faults', {
      body: { organizationUuid: organization.organizationUuid, path, fault, ...more },
    });
  const headers = { authorization: `ApiKey ${token}`, 'content-type': 'application/json' };
  const fetchApi = (path: string, init: RequestInit = {}) => fetch(`${origin}${path}`, { ...init, headers });
  const names = async () => {
    const { body } = await world.call('GET /api/v1/org/groups', { token });
    return body.results.data.map(({ name }: { name: string }) => name) as string[];
  };
  return { ...organization, token, order, fetchApi, names };
}

describe('faults', () => {
  const choir = { method: 'POST', body: '{"name":"Choir"}' };

  test('of a status happen as often as ordered, to the organization and the calls they were ordered for', async () => {
    const { order, fetchApi } = await setUp();
    const other = await setUp();
    const fault = { kind: 'status', status: 429, body: { error: 'slow down' }, headers: { 'retry-after': '3' } };
    await order('/org/users$', fault, { method: 'get', times: 2 });
    expect((await other.fetchApi('/api/v1/org/users')).status).toBe(200);
    expect((await fetchApi('/api/v1/org')).status).toBe(200);
    const hit = await fetchApi('/api/v1/org/users');
    expect([hit.status, hit.headers.get('retry-after'), await hit.text()]).toEqual([429, '3', '{"error":"slow down"}']);
    expect((await fetchApi('/api/v1/org/users')).status).toBe(429);
    expect((await fetchApi('/api/v1/org/users')).status).toBe(200);
  });

  test('find the organization at sign-in by the e-mail address', async () => {
    const { order, identity } = await setUp();
    await order('/login$', { kind: 'status', status: 503, contentType: 'text/html', body: '<h1>Down</h1>' });
    const { email, password } = identity('viewer');
    const answer = await world.call('POST /api/v1/login', { body: { email, password } });
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([
      503,
      'text/html',
      '<h1>Down</h1>',
    ]);
    await world.signIn({ email, password });
  });

  test('drop a connection before the operation runs, or after it has', async () => {
    const { order, fetchApi, names } = await setUp();
    await order('/org/groups$', { kind: 'drop', when: 'before' });
    await expect(fetchApi('/api/v1/org/groups', choir).then((answer) => answer.text())).rejects.toThrow();
    expect(await names()).not.toContain('Choir');
    await order('/org/groups$', { kind: 'drop', when: 'after' });
    await expect(fetchApi('/api/v1/org/groups', choir).then((answer) => answer.text())).rejects.toThrow();
    expect(await names()).toContain('Choir');
  });

  test('cut JSON in half, or answer with a login page', async () => {
    const { order, fetchApi } = await setUp();
    const whole = await (await fetchApi('/api/v1/org')).text();
    await order('/org$', { kind: 'truncate' });
    expect(whole.startsWith(await (await fetchApi('/api/v1/org')).text())).toBe(true);
    await order('/org$', { kind: 'truncate' });
    await expect((await fetchApi('/api/v1/org')).json()).rejects.toThrow();
    await order('/org$', { kind: 'html' });
    const page = await fetchApi('/api/v1/org');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('Sign in');
  });

  test('delay an answer, and are forgotten on demand', async () => {
    const { order, token, organizationUuid } = await setUp();
    await order('/org$', { kind: 'delay', ms: 40 });
    const begin = performance.now();
    expect((await world.call('GET /api/v1/org', { token })).status).toBe(200);
    expect(performance.now() - begin).toBeGreaterThan(35);
    await order('/org$', { kind: 'status', status: 500 }, { times: 9 });
    const cleared = await world.call(`DELETE /sandbox/faults?organizationUuid=${organizationUuid}`);
    expect(cleared.body).toMatchObject({ left: 1, struck: 1 });
    expect((await world.call('GET /api/v1/org', { token })).status).toBe(200);
  });
});

test('latency and chaos are for one organization, and can be taken back', async () => {
  const [calm, troubled] = [await world.organization(), await world.organization()];
  const { organizationUuid } = troubled;
  const { token } = troubled.identity('admin');
  await world.call('POST /sandbox/latency', { body: { organizationUuid, ms: 40 } });
  const begin = performance.now();
  await world.call('GET /api/v1/org', { token });
  expect(performance.now() - begin).toBeGreaterThan(35);
  await world.call('POST /sandbox/latency', { body: { organizationUuid, ms: 0 } });
  await world.call('POST /sandbox/chaos', { body: { organizationUuid, percent: 100 } });
  for (let i = 0; i < 10; i += 1) {
    expect([500, 503]).toContain((await world.call('GET /api/v1/org', { token })).status);
    expect((await world.call('GET /api/v1/org', { token: calm.identity('admin').token })).status).toBe(200);
  }
  await world.call('POST /sandbox/chaos', { body: { organizationUuid, percent: 0 } });
  expect((await world.call('GET /api/v1/org', { token })).status).toBe(200);
});

test('over a real connection too, a plain 401 is no JSON and a 204 has no body', async () => {
  const refused = await fetch(`${origin}/api/v1/user`);
  // The server for node always adds a type (DIFFERENCES.md).
  expect([refused.status, refused.headers.get('content-type'), await refused.text()]).toEqual([
    401,
    'text/plain; charset=UTF-8',
    'Unauthorized',
  ]);
  const { identity } = await world.organization();
  const { token, userUuid } = identity('admin');
  const { body } = await world.call('POST /api/v1/org/groups', {
    token,
    body: { name: 'Band', members: [{ userUuid }] },
  });
  const again = await fetch(`${origin}/api/v1/groups/${body.results.uuid}/members/${userUuid}`, {
    method: 'PUT',
    headers: { authorization: `ApiKey ${token}` },
  });
  expect([again.status, again.headers.get('lightdash-version'), await again.text()]).toEqual([
    204,
    VERSIONS[DEFAULT_GENERATION],
    '',
  ]);
});
