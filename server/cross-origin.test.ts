import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from './config';
import {
  type Answer,
  PAGE,
  type Running,
  type Seen,
  send,
  startConsole,
  startUpstream,
  startWithAccounts,
  startWithEcho,
  startWithProxy,
} from './test-support';

const PORTAL = 'https://portal.example.com';
const OTHER = 'http://localhost:4700';
const config = { embedOrigins: [PORTAL, OTHER] };

const FROM_PORTAL = { origin: PORTAL, 'sec-fetch-site': 'cross-site' };
const FOREIGN = [
  'https://evil.example',
  'https://portal.example.com.evil.example',
  'http://portal.example.com',
  'https://portal.example.com:8443',
  'https://PORTAL.example.com',
  'null',
  `${PORTAL}, https://evil.example`,
  `${PORTAL}/`,
];
const JSON_TYPE = { 'content-type': 'application/json' };

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let front: Running;
let accounts: Running;

beforeAll(async () => {
  upstream = await startUpstream();
  front = await startWithProxy(upstream.url, {}, { config });
  const lightdash = { url: upstream.url, send: fetch };
  const written = JSON.stringify([
    { id: 'vm', api: 'katapult', url: upstream.url.origin, credentials: ['token'] },
    { id: 'ml', api: 'zenml', url: upstream.url.origin, credentials: ['service'] },
  ]);
  const service = {
    ACCOUNT_ML_CLIENT_ID: 'a',
    ACCOUNT_ML_CLIENT_SECRET: 'b',
    ACCOUNT_ML_TOKEN_ENDPOINT: `${upstream.url.origin}/token`,
    LIGHTDASH_ORGANIZATION: '172a2270-000f-42be-9c68-c4752c23ae51',
  };
  const settings = readSettings({ LIGHTDASH_URL: upstream.url.origin, ACCOUNTS: written, ...service });
  accounts = await startWithAccounts({ accounts: settings.accounts, lightdash, config });
});

afterAll(async () => {
  await Promise.all([front.close(), accounts.close()]);
  await upstream.close();
});

beforeEach(() => {
  upstream.seen.length = 0;
  upstream.answerWith((_call, response) =>
    response
      .writeHead(200, { 'set-cookie': 'connect.sid=new', 'content-type': 'application/json', vary: 'Accept' })
      .end('{}'),
  );
});

const lastSeen = (): Seen | undefined => upstream.seen.at(-1);

function expectNoConsent({ headers }: Answer): void {
  for (const name of Object.keys(headers)) expect(name).not.toMatch(/^access-control-/);
}

describe('a page of a portal', () => {
  it('a preflight request is answered with what is allowed', async () => {
    for (const path of ['/api/v1/org', '/accounts/vm/users/current', '/config.json']) {
      const headers = {
        ...FROM_PORTAL,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,content-type',
      };
      const answer = await send(front.port, path, { method: 'OPTIONS', headers });
      expect(answer).toMatchObject({
        status: 204,
        headers: {
          'access-control-allow-origin': PORTAL,
          'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
          'access-control-allow-headers': 'authorization, content-type, x-account-credential',
          'access-control-max-age': '600',
          vary: 'origin',
        },
      });
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
    }
    expect(upstream.seen).toEqual([]);
  });

  it('reads and changes with a credential of its own, and never with a cookie', async () => {
    const headers = { ...FROM_PORTAL, ...JSON_TYPE, authorization: 'ApiKey ldpat_1', cookie: 'connect.sid=1' };
    for (const method of ['GET', 'PATCH']) {
      const answer = await send(front.port, '/api/v1/org', {
        method,
        headers,
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      expect(answer).toMatchObject({
        status: 200,
        headers: {
          'access-control-allow-origin': PORTAL,
          'access-control-expose-headers':
            'retry-after, lightdash-version, deprecation, sunset, warning, x-console-not-passed-on',
        },
      });
      expect(answer.headers.vary?.toLowerCase()).toBe('accept, origin');
      for (const name of ['access-control-allow-credentials', 'set-cookie'])
        expect(answer.headers).not.toHaveProperty(name);
      expect(lastSeen()?.headers).toMatchObject({ authorization: 'ApiKey ldpat_1' });
      expect(lastSeen()?.headers).not.toHaveProperty('cookie');
      expect(lastSeen()?.headers).not.toHaveProperty('origin');
    }
  });

  it('brings no cookie to the sandbox, and takes none away', async () => {
    const echo = await startConsole({
      config,
      backend: {
        fetch: (call, { incoming }) =>
          Response.json(
            { cookie: call.headers.get('cookie'), raw: incoming.headers.cookie ?? null },
            { headers: { 'set-cookie': 'a=1' } },
          ),
      },
    });
    const answer = await send(echo.port, '/api/v1/user', { headers: { ...FROM_PORTAL, cookie: 'connect.sid=1' } });
    expect(JSON.parse(answer.text)).toEqual({ cookie: null, raw: null });
    expect(answer.headers).not.toHaveProperty('set-cookie');
    const own = await send(echo.port, '/api/v1/user', { headers: { cookie: 'connect.sid=1' } });
    expect(JSON.parse(own.text)).toEqual({ cookie: 'connect.sid=1', raw: 'connect.sid=1' });
    await echo.close();
  });

  it('sends JSON only, even where OAuth takes forms', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const path of ['/api/v1/org', '/api/v1/oauth/token']) {
      const answer = await send(front.port, path, {
        method: 'POST',
        headers: { ...FROM_PORTAL, ...form },
        body: 'a=1',
      });
      expect(answer).toMatchObject({ status: 403, headers: { 'access-control-allow-origin': PORTAL } });
    }
    const text = { ...FROM_PORTAL, 'content-type': 'text/plain' };
    expect((await send(front.port, '/api/v1/org', { method: 'POST', headers: text, body: '{}' })).status).toBe(403);
    expect(upstream.seen).toEqual([]);
  });

  it('may read why it was refused', async () => {
    const answer = await send(front.port, '/api/../x', { headers: FROM_PORTAL });
    expect(answer.status).toBe(404);
    const missing = await send(front.port, '/api/v1/..%2fx', { headers: FROM_PORTAL });
    expect(missing).toMatchObject({ status: 404, headers: { 'access-control-allow-origin': PORTAL } });
  });

  it('reaches linked accounts, though no shared one: that asks who the cookie is', async () => {
    const answer = await send(accounts.port, '/accounts/vm/users/current', {
      headers: { ...FROM_PORTAL, authorization: 'Bearer t', cookie: 'connect.sid=1' },
    });
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': PORTAL } });
    expect(lastSeen()).toMatchObject({ url: '/users/current', headers: { authorization: 'Bearer t' } });
    upstream.seen.length = 0;
    await send(accounts.port, '/accounts/ml/users/me', {
      headers: { ...FROM_PORTAL, 'x-account-credential': 'service', cookie: 'connect.sid=1' },
    });
    expect(lastSeen()?.url).toBe('/api/v1/user');
    expect(lastSeen()?.headers).not.toHaveProperty('cookie');
  });

  it('contains the configuration, without what only the server needs', async () => {
    expect(
      (await send(front.port, '/config.json', { headers: FROM_PORTAL })).headers['access-control-allow-origin'],
    ).toBe(PORTAL);
    for (const path of ['/', '/embed.html', '/version.json', '/readyz', '/sandbox/state']) {
      expectNoConsent(await send(front.port, path, { headers: { ...FROM_PORTAL, accept: 'text/html' } }));
    }
  });
});

describe("the console's own page", () => {
  it('keeps its cookies, even if its origin is on the list', async () => {
    const headers = { origin: PORTAL, 'sec-fetch-site': 'same-origin', cookie: 'connect.sid=1', ...JSON_TYPE };
    const answer = await send(front.port, '/api/v1/org', { method: 'POST', headers, body: '{}' });
    expect(answer.headers['set-cookie']).toEqual(['connect.sid=new']);
    expectNoConsent(answer);
    expect(lastSeen()?.headers.cookie).toBe('connect.sid=1');
  });
});

describe('a page of anybody else', () => {
  it.each(FOREIGN)('gets no word of consent: %s', async (origin) => {
    const headers = { origin, 'sec-fetch-site': 'cross-site' };
    for (const path of ['/api/v1/org', '/accounts/vm/users/current', '/config.json']) {
      const preflight = await send(front.port, path, {
        method: 'OPTIONS',
        headers: { ...headers, 'access-control-request-method': 'POST' },
      });
      expect(preflight.status).toBe(403);
      expectNoConsent(preflight);
      expectNoConsent(await send(front.port, path, { headers }));
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const change = await send(front.port, path, {
          method,
          headers: { ...headers, ...JSON_TYPE, 'content-length': 2 },
          body: '{}',
        });
        expect([403, 405]).toContain(change.status);
        expectNoConsent(change);
      }
    }
    expect(upstream.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it.each([{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])(
    'does not read linked accounts: %o',
    async (headers) => {
      for (const path of ['/accounts/vm/users/current', '/accounts/ml/users/me']) {
        const { status, text } = await send(accounts.port, path, { headers });
        expect({ status, code: JSON.parse(text).code }).toEqual({ status: 403, code: 'forbidden' });
      }
      expect(upstream.seen).toEqual([]);
    },
  );

  it('signs nobody out', async () => {
    expect((await send(front.port, '/api/v1/logout', { headers: { origin: 'https://evil.example' } })).status).toBe(
      403,
    );
    expect(upstream.seen).toEqual([]);
  });
});

describe('without portals', () => {
  it('nobody is let through', async () => {
    const closed = await startWithEcho();
    const preflight = await send(closed.port, '/api/v1/org', {
      method: 'OPTIONS',
      headers: { ...FROM_PORTAL, 'access-control-request-method': 'GET' },
    });
    expect(preflight.status).toBe(403);
    expect(preflight.headers).not.toHaveProperty('vary');
    expect(
      (
        await send(closed.port, '/api/v1/org', {
          method: 'POST',
          headers: { ...FROM_PORTAL, ...JSON_TYPE },
          body: '{}',
        })
      ).status,
    ).toBe(403);
    await closed.close();
  });
});

describe('the page for frames', () => {
  const HTML = { accept: 'text/html' };

  it('may be framed by the portals, and no other page by anybody', async () => {
    const { status, headers, text } = await send(front.port, '/embed.html', { headers: HTML });
    expect(status).toBe(200);
    expect(text).toContain('id="console-config"');
    expect(text).not.toContain('__CSP_NONCE__');
    expect(headers['content-security-policy']).toContain(`frame-ancestors ${PORTAL} ${OTHER};`);
    expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
    expect(headers).not.toHaveProperty('x-frame-options');
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'unsafe-none',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'no-store',
    });
    for (const path of [
      '/',
      '/index.html',
      '/members',
      '/embed.html/',
      '/embed.html/x',
      '/Embed.html',
      '//embed.html',
      '/config.json',
      '/api/v1/org',
    ]) {
      const other = await send(front.port, path, { headers: HTML });
      expect(other.headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
      expect(other.headers['x-frame-options'], path).toBe('DENY');
    }
  });

  it('cannot be framed without portals', async () => {
    const closed = await startWithEcho();
    const { headers } = await send(closed.port, '/embed.html', { headers: HTML });
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-frame-options']).toBe('DENY');
    await closed.close();
  });

  it('is missing where the build has none', async () => {
    const without = await startWithEcho({
      html: PAGE,
      frameHtml: null,
      preloads: {},
      pictures: {},
      build: 'b1',
      files: new Map(),
    });
    expect((await send(without.port, '/embed.html', { headers: HTML })).status).toBe(404);
    await without.close();
  });

  it('is the only page with the list of portals', async () => {
    const told = await Promise.all(
      ['/embed.html', '/', '/members', '/config.json'].map(async (path) =>
        (await send(front.port, path, { headers: HTML })).text.includes('"embedOrigins"'),
      ),
    );
    expect(told).toEqual([true, false, false, false]);
  });
});
