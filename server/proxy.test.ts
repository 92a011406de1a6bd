import { type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen, type Running, send, startWithProxy } from './test-support';
import { sendAgain } from './testing-raw';

const JSON_TYPE = { 'content-type': 'application/json' };

type Seen = Record<'method' | 'url' | 'body', string> & { headers: IncomingHttpHeaders };

let seen: Seen[];
let upstream: Running;
let front: Running;
let slow: Running;
let logged: string[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const log = (line: string) => void logged.push(line);
const upstreamUrl = () => new URL(`http://127.0.0.1:${upstream.port}`);

beforeAll(async () => {
  upstream = await listen((call, response) => {
    const chunks: Buffer[] = [];
    call.on('data', (chunk: Buffer) => chunks.push(chunk));
    call.on('end', () => {
      const { method = '', url = '', headers } = call;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      answer(call, response);
    });
    call.on('error', () => {});
  });
  front = await startWithProxy(upstreamUrl(), { maxBodyBytes: 100_000, log });
  slow = await startWithProxy(upstreamUrl(), { timeoutMs: 500, log });
});

afterAll(async () => {
  await Promise.all([front.close(), slow.close()]);
  await upstream.close();
});

beforeEach(() => {
  seen = [];
  logged = [];
  answer = (_call, response) => response.end('{"status":"ok"}');
});

const failureOf = (text: string) => (JSON.parse(text) as { error: { name: string; message: string } }).error;

describe('the request', () => {
  it('arrives whole: method, address, body, credentials', async () => {
    const headers = {
      ...JSON_TYPE,
      authorization: 'ApiKey ldpat_1',
      cookie: 'connect.sid=1',
      'lightdash-request-method': 'WEB_APP',
      'if-none-match': '"1"',
      'x-request-id': 'r1',
    };
    await send(front.port, '/api/v1/org/users/a%20b?x=1&y=%2F', { method: 'PATCH', headers, body: '{"role":"admin"}' });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'PATCH',
      url: '/api/v1/org/users/a%20b?x=1&y=%2F',
      body: '{"role":"admin"}',
    });
    expect(seen[0]?.headers).toMatchObject(headers);
  });

  it('speaks of the upstream, not of us', async () => {
    const headers = {
      origin: `http://127.0.0.1:${front.port}`,
      referer: `http://127.0.0.1:${front.port}/members`,
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'elsewhere',
      forwarded: 'for=1.2.3.4',
    };
    await send(front.port, '/api/v1/org', { headers });
    const received = seen[0]?.headers ?? {};
    expect(received.host).toBe(`127.0.0.1:${upstream.port}`);
    for (const name of Object.keys(headers)) expect(received).not.toHaveProperty(name);
  });

  it.each([
    ['method', ['x-http-method-override', 'x-method-override', 'x-http-method']],
    [
      'address',
      [
        'x-original-url',
        'x-rewrite-url',
        'x-original-host',
        'x-host',
        'x-forwarded-prefix',
        'x-forwarded-port',
        'x-forwarded-server',
      ],
    ],
    [
      'client',
      [
        'x-real-ip',
        'x-client-ip',
        'x-cluster-client-ip',
        'true-client-ip',
        'cf-connecting-ip',
        'x-forwarded-user',
        'x-remote-user',
      ],
    ],
    ['page', ['sec-fetch-site', 'x-requested-with', 'x-custom']],
  ])('does not say another %s, whatever a header is called', async (_what, names) => {
    await send(front.port, '/api/v1/org', {
      headers: Object.fromEntries(names.map((name) => [name, name === 'sec-fetch-site' ? 'same-origin' : '1'])),
    });
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual(['connection', 'host']);
  });

  it('says https where the proxy before us does, and nothing else of it', async () => {
    for (const proto of ['https', 'http', 'https, http', 'https,https', 'x'])
      await send(front.port, '/api/v1/org', { headers: { 'x-forwarded-proto': proto } });
    expect(seen.map(({ headers }) => headers['x-forwarded-proto'])).toEqual([
      'https',
      undefined,
      'https',
      'https',
      undefined,
    ]);
  });

  it('loses what belongs to one connection', async () => {
    const headers = {
      connection: 'x-mine, close',
      'x-mine': '1',
      'keep-alive': 'timeout=9',
      te: 'trailers',
      'proxy-authorization': 'Basic x',
      'proxy-connection': 'close',
      upgrade: 'h2c',
    };
    await send(front.port, '/api/v1/org', { headers });
    const { connection, ...received } = seen[0]?.headers ?? {};
    expect(connection).not.toContain('x-mine');
    for (const name of Object.keys(headers)) expect(received).not.toHaveProperty(name);
  });

  it('streams up, without a content-length', async () => {
    const headers = { ...JSON_TYPE, 'transfer-encoding': 'chunked' };
    await send(front.port, '/api/v1/x', { method: 'POST', headers, body: ['{"a":', '"b"}'] });
    expect(seen[0]?.body).toBe('{"a":"b"}');
  });

  it.each([
    '/api/../admin',
    '/api/%2e%2e/admin',
    '/api/v1/..%2f..%2fadmin',
    '/api/v1/%2e%2e%2f%2e%2e%2fadmin',
    '/api/v1/..%5c..%5cadmin',
    '/api/v1/..;/..;/admin',
    '/api',
  ])('does not leave /api: %s', async (path) => {
    expect((await send(front.port, path)).status).toBe(404);
    expect(seen).toEqual([]);
  });

  it('is refused when it is too large, announced or not', async () => {
    const body = JSON.stringify('x'.repeat(200_000));
    const announced = await send(front.port, '/api/v1/x', { method: 'POST', headers: JSON_TYPE, body });
    expect({ status: announced.status, name: failureOf(announced.text).name }).toEqual({
      status: 413,
      name: 'PayloadTooLargeError',
    });
    const chunked = await send(front.port, '/api/v1/x', { method: 'POST', headers: JSON_TYPE, body: [body, body] });
    expect(chunked.status).toBe(413);
    expect(seen).toEqual([]);
  });

  it.each(['/api/v1/oauth/token', '/api/v1/oauth/revoke'])(
    'may be a form for %s, which knows nobody by a cookie',
    async (path) => {
      answer = (_call, response) => response.writeHead(200, { 'set-cookie': 'connect.sid=new' }).end('{}');
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        cookie: 'connect.sid=1',
        'sec-fetch-site': 'same-origin',
      };
      const form = 'grant_type=refresh_token&refresh_token=r';
      const answered = await send(front.port, path, { method: 'POST', headers, body: form });
      expect(seen).toMatchObject([
        { url: path, body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      ]);
      expect(seen[0]?.headers).not.toHaveProperty('cookie');
      expect(answered.headers).not.toHaveProperty('set-cookie');
      const foreign = { ...headers, 'sec-fetch-site': 'cross-site' };
      expect((await send(front.port, path, { method: 'POST', headers: foreign, body: form })).status).toBe(403);
      for (const other of [`${path}/`, '/api/v1/oauth/authorize', path.toUpperCase().replace('/API/V1', '/api/v1')]) {
        expect((await send(front.port, other, { method: 'POST', headers, body: form })).status).toBe(403);
      }
      expect(seen).toHaveLength(1);
    },
  );

  it('passes the guard first', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await send(front.port, '/api/v1/login', { method: 'POST', headers, body: 'a=1' })).status).toBe(403);
    expect(seen).toEqual([]);
  });
});

describe('the answer', () => {
  it('comes back whole, compressed as it was', async () => {
    const zipped = gzipSync('{"status":"ok"}');
    answer = (_call, response) => {
      response.writeHead(422, {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'retry-after': '7',
        'lightdash-version': '0.2110.12',
      });
      response.end(zipped);
    };
    const { status, headers, body } = await send(front.port, '/api/v1/org', { headers: { 'accept-encoding': 'gzip' } });
    expect(status).toBe(422);
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'retry-after': '7', 'lightdash-version': '0.2110.12' });
    expect(body.equals(zipped)).toBe(true);
  });

  it("is our origin's: its policy, its cookies", async () => {
    answer = (_call, response) => {
      response.writeHead(200, {
        'set-cookie': [
          'connect.sid=s; Domain=lightdash.cloud; Path=/; HttpOnly; Secure; SameSite=None',
          'b=2; SameSite=Strict',
        ],
        'content-security-policy': "script-src 'unsafe-inline'",
        'content-security-policy-report-only': "default-src 'none'",
        'x-frame-options': 'SAMEORIGIN',
        'access-control-allow-origin': '*',
        'strict-transport-security': 'max-age=1',
        'x-powered-by': 'Express',
        refresh: '0;url=https://evil.example',
        connection: 'x-hop',
        'x-hop': '1',
      });
      response.end();
    };
    const { headers } = await send(front.port, '/api/v1/login');
    expect(headers['set-cookie']).toEqual(['connect.sid=s; Path=/; HttpOnly; SameSite=Lax', 'b=2; SameSite=Strict']);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(headers['x-frame-options']).toBe('DENY');
    for (const name of [
      'content-security-policy-report-only',
      'access-control-allow-origin',
      'strict-transport-security',
      'x-powered-by',
      'refresh',
      'x-hop',
    ]) {
      expect(headers).not.toHaveProperty(name);
    }
    const secure = await send(front.port, '/api/v1/login', { headers: { 'x-forwarded-proto': 'https' } });
    expect(secure.headers['set-cookie']?.[0]).toBe('connect.sid=s; Path=/; HttpOnly; Secure; SameSite=None');
  });

  it('may have no body', async () => {
    for (const status of [204, 304]) {
      answer = (_call, response) => response.writeHead(status, { etag: '"1"' }).end();
      expect(await send(front.port, '/api/v1/org')).toMatchObject({ status, text: '', headers: { etag: '"1"' } });
    }
    answer = (_call, response) => response.writeHead(200, { 'content-length': '5' }).end();
    expect(await send(front.port, '/api/v1/org', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  it('streams down: the beginning is there before the end', async () => {
    let finish: (() => void) | undefined;
    answer = (_call, response) => {
      response.write('first');
      finish = () => void response.end('last');
    };
    const chunks: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: front.port, path: '/api/v1/x', agent: false }, (response) => {
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk.toString());
          finish?.();
        });
        response.on('end', resolve);
      });
      call.on('error', reject);
      call.end();
    });
    expect(chunks).toEqual(['first', 'last']);
  });

  it('that breaks off breaks off', async () => {
    answer = (_call, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"status":');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(send(front.port, '/api/v1/x')).rejects.toThrow(/aborted|hang up|ECONNRESET/);
    answer = (_call, response) => response.end('still here');
    expect((await send(front.port, '/api/v1/x')).text).toBe('still here');
  });
});

describe('a redirect', () => {
  it.each([
    ['/api/v1/next?x=1', '/api/v1/next?x=1'],
    ['next', '/api/v1/next'],
    ['UPSTREAM/login#top', '/login#top'],
  ])('to %s stays inside', async (location, expected) => {
    answer = (_call, response) =>
      response.writeHead(302, { location: location.replace('UPSTREAM', upstreamUrl().origin) }).end();
    expect(await send(front.port, '/api/v1/start')).toMatchObject({ status: 302, headers: { location: expected } });
    expect(seen).toHaveLength(1);
  });

  it.each([
    'https://login.example.com/saml',
    '//evil.example/x',
    '\\\\evil.example',
    'UPSTREAM//evil.example',
    'http://127.0.0.1:1/x',
    'javascript:alert(1)',
    'http://',
  ])('to %s is not handed on', async (location) => {
    answer = (_call, response) =>
      response.writeHead(302, { location: location.replace('UPSTREAM', upstreamUrl().origin) }).end();
    const { status, headers, text } = await send(front.port, '/api/v1/start');
    expect({ status, name: failureOf(text).name }).toEqual({ status: 502, name: 'BadGatewayError' });
    expect(headers.location).toBeUndefined();
    expect(text).not.toContain('evil');
  });
});

describe('an upstream that fails', () => {
  it('is given up on when it stays silent', async () => {
    answer = () => {};
    const { status, text } = await send(slow.port, '/api/v1/org');
    expect({ status, ...failureOf(text) }).toMatchObject({
      status: 504,
      name: 'GatewayTimeoutError',
      message: 'Lightdash did not answer within 0.5 seconds.',
    });
  });

  it('is given up on when it stops half-way', async () => {
    answer = (_call, response) => void response.write('{');
    await expect(sendAgain(slow.port, '/api/v1/org')).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });

  it("that can't be reached is 502, and the log names no secret", async () => {
    const gone = await listen(() => {});
    await gone.close();
    const lost = await startWithProxy(new URL(`http://127.0.0.1:${gone.port}`), { log });
    const headers = { ...JSON_TYPE, authorization: 'ApiKey ldpat_secret' };
    const refused = await send(lost.port, '/api/v1/invite-links/secret', {
      method: 'POST',
      headers,
      body: '{"password":"secret"}',
    });
    expect({ status: refused.status, ...failureOf(refused.text) }).toMatchObject({
      status: 502,
      name: 'BadGatewayError',
      message: 'Lightdash could not be reached.',
    });
    expect(refused.headers['x-console-not-passed-on']).toBe('1');
    expect(logged).toEqual([`Lightdash at http://127.0.0.1:${gone.port} could not be reached: ECONNREFUSED.`]);
    await lost.close();
  });

  it('that hangs up or answers no HTTP is 502', async () => {
    for (const greeting of ['', 'SSH-2.0-OpenSSH_9.2\r\n']) {
      const server = createServer((socket) => socket.end(greeting));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const lost = await startWithProxy(new URL(`http://127.0.0.1:${port}`));
      const { status, headers } = await send(lost.port, '/api/v1/org');
      expect(status).toBe(502);
      // It may have been carried out.
      expect(headers).not.toHaveProperty('x-console-not-passed-on');
      await lost.close();
      server.close();
    }
  });

  it('is told when the browser has gone', async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (_call, response) => {
        response.write('x');
        response.on('close', resolve);
      };
    });
    const socket = connect(front.port, '127.0.0.1', () => {
      socket.write(`GET /api/v1/x HTTP/1.1\r\nHost: 127.0.0.1:${front.port}\r\n\r\n`);
      socket.once('data', () => socket.destroy());
    });
    await closed;
  });
});
