import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBodies } from './body';
import { readSettings } from './config';
import { listen, type Running, send, startUpstream, startWithAccounts } from './test-support';

const SAME = { 'sec-fetch-site': 'same-origin' };
const JSON_TYPE = { ...SAME, 'content-type': 'application/json' };
const FORM_TYPE = { ...SAME, 'content-type': 'application/x-www-form-urlencoded' };
const BEARER = { authorization: 'Bearer canary-token' };

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let front: Running;
/** Waits for no API that is slow. */
let hasty: Running;
let logged: string[] = [];
const log = (line: string) => void logged.push(line);
const lightdash = { url: new URL('http://lightdash.invalid'), send: () => new Response(null, { status: 500 }) };

function accountsAt(url: string) {
  const oauth = {
    clientId: 'console',
    issuer: 'https://login.example.com',
    authorizationEndpoint: 'https://login.example.com/authorize',
    tokenEndpoint: `${url}/login/token`,
    revocationEndpoint: `${url}/login/revoke`,
  };
  const accounts = [
    { id: 'team', api: 'workspace', url: `${url}/prefix/`, credentials: ['token'] },
    { id: 'query', api: 'workspace', url, credentials: ['token'], tokenInQuery: true },
    { id: 'ml', api: 'zenml', url, credentials: ['oauth'], oauth },
    { id: 'vm', api: 'katapult', url: `${url}/core/v1`, credentials: ['token'] },
  ];
  return readSettings({ LIGHTDASH_URL: 'https://bi.example.com', ACCOUNTS: JSON.stringify(accounts) }).accounts;
}

beforeAll(async () => {
  upstream = await startUpstream();
  const limits = { maxRequestBytes: 2_000, maxAnswerBytes: 5_000 };
  const accounts = accountsAt(upstream.url.origin);
  front = await startWithAccounts({ accounts, lightdash, limits, log });
  hasty = await startWithAccounts({ accounts, lightdash, limits: { timeoutMs: 300 }, log });
});
afterAll(async () => {
  await Promise.all([front.close(), hasty.close()]);
  await upstream.close();
});
beforeEach(() => {
  upstream.seen.length = 0;
  logged = [];
  upstream.answerWith((_call, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}'),
  );
});

const get = (path: string, headers: Record<string, string> = BEARER) => send(front.port, path, { headers });
const codeOf = (text: string) => (JSON.parse(text) as { code: string }).code;

describe('too many calls', () => {
  const limits = { timeoutMs: 5_000, maxCalls: 2, maxWaiting: 2 };

  it('wait for their turn, and beyond are sent away', async () => {
    const own = await startWithAccounts({ accounts: accountsAt(upstream.url.origin), lightdash, limits, log });
    let [inside, most] = [0, 0];
    upstream.answerWith((_call, response) => {
      most = Math.max(most, (inside += 1));
      setImmediate(() => response.end('{}', () => (inside -= 1)));
    });
    const path = '/accounts/ml/users/me';
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(own.port, path, { headers: BEARER })));
    expect(most).toBeLessThanOrEqual(2);
    for (const { status, headers, text } of answers) {
      expect([200, 503]).toContain(status);
      if (status === 503) {
        expect(headers).toMatchObject({ 'retry-after': '1', 'x-console-not-passed-on': '1' });
        expect(codeOf(text)).toBe('too_many_calls');
      }
    }
    // Every place is free again.
    expect((await send(own.port, path, { headers: BEARER })).status).toBe(200);
    await own.close();
  });

  it('have their bodies cut when those that still arrive fill the memory', async () => {
    const own = await startWithAccounts({
      accounts: accountsAt(upstream.url.origin),
      lightdash,
      bodies: createBodies(10_000),
      log,
    });
    const sockets = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const head = `PATCH /accounts/ml/users/me HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n`;
        const taken = once(own.server, 'request');
        const socket = connect(own.port, '127.0.0.1', () => void socket.write(head + 'x'.repeat(2_000)));
        await taken;
        return socket;
      }),
    );
    expect(String(await Promise.race(sockets.map(async (socket) => (await once(socket, 'data'))[0])))).toContain(
      ' 503 ',
    );
    for (const socket of sockets) socket.on('error', () => {}).destroy();
    await own.close();
  });
});

describe('a call that is on the list', () => {
  it.each([
    ['GET', '/accounts/team/api/workspace/account/profile', '/prefix/api/workspace/account/profile'],
    ['GET', '/accounts/ml/users/me', '/users/me'],
    ['PATCH', '/accounts/ml/users/me', '/users/me'],
    ['GET', '/accounts/vm/users/current', '/core/v1/users/current'],
  ])('%s %s gets through', async (method, path, target) => {
    const body = method === 'PATCH' ? '{"name":"Zoë"}' : undefined;
    const headers = body ? { ...BEARER, ...JSON_TYPE } : BEARER;
    const { status, text } = await send(front.port, path, { method, headers, ...(body ? { body } : {}) });
    expect({ status, text }).toEqual({ status: 200, text: '{"ok":true}' });
    expect(upstream.seen).toMatchObject([{ method, url: target, body: body ?? '', headers: BEARER }]);
  });

  it('carries its own credential and nothing else of the browser', async () => {
    const browsers = {
      cookie: 'connect.sid=canary',
      origin: `http://127.0.0.1:${front.port}`,
      referer: 'http://elsewhere/secret',
      'x-forwarded-for': '1.2.3.4',
      'x-account-credential': 'token',
      'x-api-key': 'canary',
      range: 'bytes=0-1',
    };
    await get('/accounts/vm/users/current', { ...BEARER, ...browsers, accept: 'application/json' });
    const received = upstream.seen[0]?.headers ?? {};
    expect(received).toMatchObject({ ...BEARER, accept: 'application/json', host: upstream.url.host });
    for (const name of Object.keys(browsers)) expect(received).not.toHaveProperty(name);
    expect(JSON.stringify(received)).not.toContain('canary"');
  });

  it('moves the bearer into the query where that is configured, and only there', async () => {
    await get('/accounts/query/api/workspace/account/profile', { authorization: 'Bearer a+b&c=d' });
    expect(upstream.seen[0]?.url).toBe('/api/workspace/account/profile?access_token=a%2Bb%26c%3Dd');
    expect(upstream.seen[0]?.headers).not.toHaveProperty('authorization');
  });
});

describe('what is not on the list', () => {
  it.each([
    '/accounts/ml/users',
    '/accounts/ml/users/me/',
    '/accounts/ml//users/me',
    '/accounts//ml/users/me',
    '//accounts/ml/users/me',
    '/accounts/ml/users/me?is_superuser=true',
    '/accounts/ml/users/me?',
    '/accounts/ml/users/%6de',
    '/accounts/ml/users%2fme',
    '/accounts/ml/%2e%2e/ml/users/me',
    '/accounts/ml/./users/me',
    '/accounts/ml/x/../users/me',
    '/accounts/../accounts/ml/users/me',
    '/accounts/ml/users/me;a=1',
    '/accounts/ml/users\\me',
    '/accounts/ML/users/me',
    '/accounts/ml/users/current',
    '/accounts/vm/users/me',
    '/accounts/unknown/users/me',
    '/accounts/team/oauth/token',
    '/accounts/ml',
    '/accounts/',
  ])('%s leads nowhere', async (path) => {
    expect([400, 404]).toContain((await get(path)).status);
    expect(upstream.seen).toEqual([]);
  });

  it('is not reached by an absolute address either', async () => {
    const raw = (target: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(front.port, '127.0.0.1', () =>
          socket.end(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
        );
        let text = '';
        socket
          .on('data', (chunk) => (text += chunk.toString()))
          .on('end', () => resolve(text))
          .on('error', reject);
      });
    expect(await raw('http://evil.example/accounts/ml/users/me')).toContain('400');
    expect(await raw('/accounts/ml/users/me#x')).toMatch(/40[04]/);
    expect(upstream.seen).toEqual([]);
  });

  it.each(['PUT', 'DELETE', 'POST', 'OPTIONS'])('%s is not taken', async (method) => {
    const { status, text } = await send(front.port, '/accounts/ml/users/me', { method, headers: SAME });
    expect({ status, code: codeOf(text) }).toEqual({ status: 405, code: 'method_not_allowed' });
    expect(upstream.seen).toEqual([]);
  });

  it('is a shared service account that does not exist', async () => {
    const { status, text } = await get('/accounts/ml/users/me', { 'x-account-credential': 'service' });
    expect({ status, code: codeOf(text) }).toEqual({ status: 403, code: 'service_not_allowed' });
  });
});

describe('another site', () => {
  it.each([
    ['PATCH', '/accounts/ml/users/me', { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }],
    ['PATCH', '/accounts/ml/users/me', { ...JSON_TYPE, 'content-type': 'text/plain' }],
    ['PATCH', '/accounts/ml/users/me', FORM_TYPE],
    ['POST', '/accounts/ml/oauth/token', { ...FORM_TYPE, 'sec-fetch-site': 'cross-site' }],
    ['POST', '/accounts/ml/oauth/token', { ...FORM_TYPE, 'content-type': 'multipart/form-data; boundary=x' }],
  ])('can not make a browser send %s %s', async (method, path, headers) => {
    const { status, text } = await send(front.port, path, { method, headers, body: 'a=1' });
    expect({ status, code: codeOf(text) }).toEqual({ status: 403, code: 'forbidden' });
    expect(upstream.seen).toEqual([]);
  });
});

describe('the forms of OAuth', () => {
  const post = (path: string, body: string, headers: Record<string, string> = FORM_TYPE) =>
    send(front.port, path, { method: 'POST', headers, body });

  it.each([
    ['/accounts/ml/oauth/token', 'grant_type=authorization_code&code=c&client_id=console', '/login/token'],
    ['/accounts/ml/oauth/token', 'grant_type=refresh_token&refresh_token=r&client_id=console', '/login/token'],
    ['/accounts/ml/oauth/revoke', 'token=r&client_id=console', '/login/revoke'],
  ])('%s %s goes on as it is, alone', async (path, body, target) => {
    expect((await post(path, body, { ...FORM_TYPE, ...BEARER, cookie: 'connect.sid=1' })).status).toBe(200);
    expect(upstream.seen).toMatchObject([{ method: 'POST', url: target, body }]);
    expect(upstream.seen[0]?.headers).not.toHaveProperty('cookie');
    expect(upstream.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['grant_type=password&client_id=console&username=a', 'unsupported_grant_type'],
    ['grant_type=client_credentials&client_id=console', 'unsupported_grant_type'],
    ['client_id=console', 'unsupported_grant_type'],
    ['grant_type=refresh_token&client_id=other', 'invalid_client'],
    ['grant_type=refresh_token&client_id=console&client_secret=x', 'invalid_client'],
    ['grant_type=refresh_token&grant_type=password&client_id=console', 'invalid_request'],
  ])('%s does not', async (body, error) => {
    const { status, text } = await post('/accounts/ml/oauth/token', body);
    expect({ status, ...(JSON.parse(text) as object) }).toEqual({ status: 400, error });
    expect(upstream.seen).toEqual([]);
  });
});

describe('the answer', () => {
  it('is its status, its body and a few headers', async () => {
    upstream.answerWith((_call, response) => {
      response.writeHead(429, {
        'content-type': 'application/problem+json',
        'retry-after': '7',
        deprecation: '@1',
        sunset: 'Wed, 11 Nov 2026 23:59:59 GMT',
        warning: '299 - "old"',
        'set-cookie': 'canary=1',
        'access-control-allow-origin': '*',
        'content-security-policy': "script-src 'unsafe-inline'",
        refresh: '0;url=https://evil.example',
        'x-powered-by': 'x',
        link: '<https://evil.example>; rel=preload',
      });
      response.end('{"code":"rate_limit_reached"}');
    });
    const { status, headers, text } = await get('/accounts/vm/users/current');
    expect({ status, text }).toEqual({ status: 429, text: '{"code":"rate_limit_reached"}' });
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '7',
      deprecation: '@1',
      warning: '299 - "old"',
    });
    expect(headers.sunset).toBeDefined();
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    for (const name of ['set-cookie', 'access-control-allow-origin', 'refresh', 'x-powered-by', 'link'])
      expect(headers).not.toHaveProperty(name);
  });

  it('may be compressed, or empty', async () => {
    upstream.answerWith((_call, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"zipped":1}')),
    );
    expect((await get('/accounts/vm/users/current')).text).toBe('{"zipped":1}');
    upstream.answerWith((_call, response) => response.writeHead(204).end());
    expect(await get('/accounts/vm/users/current')).toMatchObject({ status: 204, text: '' });
  });

  it.each([301, 302, 303, 307, 308])('that redirects (%i) is refused, and not followed', async (code) => {
    upstream.answerWith((_call, response) =>
      response.writeHead(code, { location: `${upstream.url.origin}/elsewhere` }).end(),
    );
    const { status, headers, text } = await get('/accounts/vm/users/current');
    expect({ status, code: codeOf(text) }).toEqual({ status: 502, code: 'upstream_redirected' });
    expect(headers).not.toHaveProperty('location');
    expect(upstream.seen).toHaveLength(1);
  });

  it.each([
    ['announced', (size: number) => ({ 'content-length': String(size) }), false],
    ['not announced', () => ({}), false],
    ['compressed', () => ({ 'content-encoding': 'gzip' }), true],
  ])('that is too large (%s) is refused', async (_what, headersOf, zip) => {
    upstream.answerWith((_call, response) => {
      const body = zip ? gzipSync('x'.repeat(50_000)) : Buffer.from('x'.repeat(50_000));
      response.writeHead(200, headersOf(body.byteLength)).end(body);
    });
    const { status, text } = await get('/accounts/vm/users/current');
    expect({ status, code: codeOf(text) }).toEqual({ status: 502, code: 'answer_too_large' });
  });

  it.each([
    ['never begins', () => {}],
    ['never ends', (response: { write(text: string): void }) => response.write('{')],
  ])('that %s is given up on', async (_what, begin) => {
    upstream.answerWith((_call, response) => begin(response));
    const { status, text } = await send(hasty.port, '/accounts/vm/users/current', { headers: BEARER });
    expect({ status, code: codeOf(text) }).toEqual({ status: 504, code: 'upstream_timeout' });
  });

  it('that breaks off is an upstream that is not there', async () => {
    upstream.answerWith((_call, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{');
      setTimeout(() => response.destroy(), 20);
    });
    const { status, headers } = await get('/accounts/vm/users/current');
    expect(status).toBe(502);
    // It may have been carried out.
    expect(headers).not.toHaveProperty('x-console-not-passed-on');
  });

  it('without a server is 502, and neither the answer nor the log repeats what was asked', async () => {
    const gone = await listen(() => {});
    await gone.close();
    const lost = await startWithAccounts({ accounts: accountsAt(`http://127.0.0.1:${gone.port}`), lightdash, log });
    for (const path of ['/accounts/vm/users/current', '/accounts/query/api/workspace/account/profile']) {
      const { status, headers, text } = await send(lost.port, path, { headers: BEARER });
      expect({ status, code: codeOf(text) }).toEqual({ status: 502, code: 'upstream_unreachable' });
      expect(headers['x-console-not-passed-on']).toBe('1');
      expect(text).not.toMatch(/canary|127\.0\.0\.1/);
    }
    expect(logged).toEqual([
      'Katapult could not be reached: ECONNREFUSED.',
      'Workspace could not be reached: ECONNREFUSED.',
    ]);
    await lost.close();
  });
});

describe('a request that is too large', () => {
  it.each([
    ['announced', 'x'.repeat(3_000)],
    ['in chunks', ['x'.repeat(1_500), 'x'.repeat(1_500)]],
  ])('(%s) is refused', async (_what, body) => {
    const { status, text } = await send(front.port, '/accounts/ml/users/me', {
      method: 'PATCH',
      headers: { ...JSON_TYPE, ...BEARER },
      body,
    });
    expect({ status, code: codeOf(text) }).toEqual({ status: 413, code: 'request_too_large' });
    expect(upstream.seen).toEqual([]);
  });
});
