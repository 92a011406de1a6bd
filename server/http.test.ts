import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, send, startConsole, startWithEcho } from './test-support';

let running: Running;
beforeAll(async () => (running = await startWithEcho()));
afterAll(() => running.close());

/** Writes bytes and waits until the server has closed the connection. */
async function converse(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes)).on('error', () => {});
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  await once(socket, 'close');
  return text;
}

describe('a request that is too much', () => {
  it('in its address is 414', async () => {
    expect((await send(running.port, `/api/v1/org?${'a'.repeat(8_000)}`)).status).toBe(200);
    const { status, headers } = await send(running.port, `/api/v1/org?${'a'.repeat(8_200)}`);
    expect({ status, connection: headers.connection }).toEqual({ status: 414, connection: 'close' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('in its headers is 431', async () => {
    expect((await send(running.port, '/', { headers: { 'x-long': 'a'.repeat(15_000) } })).status).toBe(200);
    expect((await send(running.port, '/', { headers: { 'x-long': 'a'.repeat(17_000) } })).status).toBe(431);
  });

  it('in the number of its headers is seen to the last of them', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_200 }, (_, i) => [`a${i}`, '']));
    const headers = { ...many, 'sec-fetch-site': 'cross-site' };
    expect((await send(running.port, '/api/v1/logout', { headers })).status).toBe(403);
  });
});

describe('a method', () => {
  it.each(['TRACE', 'PROPFIND', 'PURGE', 'QUERY', 'M-SEARCH'])('%s is not taken anywhere', async (method) => {
    for (const path of ['/', '/api/v1/org', '/accounts/vm/users/current']) {
      const answer = await send(running.port, path, { method });
      expect({ status: answer.status, allow: answer.headers.allow }).toEqual({
        status: 405,
        allow: 'GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE',
      });
    }
  });

  it('that changes is not taken for a page, and the answer says what is', async () => {
    for (const path of ['/', '/members', '/config.json', '/version.json', '/healthz']) {
      expect(await send(running.port, path, { method: 'POST' })).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD' },
      });
    }
  });
});

describe('a request that others could read in another way', () => {
  const BODY = 'content-length: 3\r\n\r\nabc';
  const CHUNKS = '\r\n\r\n3\r\nabc\r\n0\r\n\r\n';

  // Node refuses some of their like by itself, but not these; its own refusals carry no policy.
  it.each([
    ['for another server by its target', 'GET http://evil.example/members HTTP/1.1', '\r\n'],
    ['for no path', 'OPTIONS * HTTP/1.1', '\r\n'],
    ['with a fragment', 'GET /members#a HTTP/1.1', '\r\n'],
    ['with a body that means nothing', 'GET /api/v1/org HTTP/1.1', BODY],
    ['with chunks that mean nothing', 'HEAD /api/v1/org HTTP/1.1', `transfer-encoding: chunked${CHUNKS}`],
    ['in two codings', 'POST /api/v1/org HTTP/1.1', `transfer-encoding: gzip, chunked${CHUNKS}`],
    ['in chunks before there were any', 'POST /api/v1/org HTTP/1.0', `transfer-encoding: chunked${CHUNKS}`],
  ])('%s is refused, and the connection ends', async (_, line, rest) => {
    const host = `host: 127.0.0.1:${running.port}`;
    const answer = await converse(running.port, `${line}\r\n${host}\r\n${rest}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/^content-security-policy: default-src 'none'/im);
    expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
  });
});

describe('a client that takes its time', () => {
  const HEAD = 'POST /api/v1/org HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n';

  it.each([
    ['says nothing', ''],
    ['does not end its headers', HEAD],
    ['does not end its body', `${HEAD}\r\n{`],
    ['does not end its next request', 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\n'],
  ])('and %s is not waited for', async (_what, bytes) => {
    const impatient = await startConsole({
      backend: { fetch: async (call) => Response.json({ read: await call.text() }) },
      limits: { headersTimeoutMs: 100, requestTimeoutMs: 200, checkEveryMs: 20 },
    });
    expect(await converse(impatient.port, bytes)).toMatch(/HTTP\/1\.1 408 Request Timeout\r\n/);
    await impatient.close();
  });

  it('and reads nothing of its answer is not waited for either', async () => {
    const impatient = await startConsole({
      backend: { fetch: () => new Response(new Uint8Array(64 * 1024 * 1024)) },
      limits: { silenceMs: 200 },
    });
    const closed = new Promise<void>((resolve) =>
      impatient.server.on('connection', (socket) => socket.once('close', () => resolve())),
    );
    const socket = connect(impatient.port, '127.0.0.1', () => {
      socket.pause();
      socket.write('GET /api/v1/org HTTP/1.1\r\nHost: x\r\n\r\n');
    });
    socket.on('error', () => {});
    await closed;
    socket.destroy();
    await impatient.close();
  });
});
