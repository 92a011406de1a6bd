import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBodies } from './body';
import { type Running, send, startUpstream, startWithProxy } from './test-support';

const KIB = 1024;
const JSON_TYPE = { 'content-type': 'application/json' };

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let front: Running;
let sockets: Socket[];

beforeEach(async () => {
  sockets = [];
  upstream = await startUpstream();
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await front.close();
  await upstream.close();
});

/** Sends bytes and stays; resolves once the server has taken the call up. */
async function begin(bytes: string): Promise<Socket> {
  const taken = once(front.server, 'request');
  const socket = connect(front.port, '127.0.0.1', () => void socket.write(bytes)).on('error', () => {});
  sockets.push(socket);
  await taken;
  return socket;
}

const head = (length: number) =>
  `POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
const login = () => send(front.port, '/api/v1/login', { method: 'POST', headers: JSON_TYPE, body: '{}' });

describe('bodies that arrive slowly', () => {
  it('do not delay calls to Lightdash, however many there are', async () => {
    front = await startWithProxy(upstream.url, { maxCalls: 2, maxWaiting: 1 });
    for (let i = 0; i < 20; i += 1) await begin(`${head(1000)}{`);
    expect((await login()).status).toBe(200);
    expect(upstream.seen.map(({ body }) => body)).toEqual(['{}']);
  });

  it('have a few places when they are large, and wait for each other', async () => {
    front = await startWithProxy(upstream.url, { maxCalls: 16, maxWaiting: 1 });
    // Two arrive, two wait for them.
    for (let i = 0; i < 4; i += 1) await begin(`${head(2_000 * KIB)}{`);
    const body = `"${'x'.repeat(2_000 * KIB)}"`;
    expect((await send(front.port, '/api/v1/x', { method: 'POST', headers: JSON_TYPE, body })).status).toBe(503);
    expect((await login()).status).toBe(200);
  });

  it('go, the oldest first, when they are too much together', async () => {
    front = await startWithProxy(upstream.url, { bodies: createBodies(100 * KIB) });
    const oldest = await begin(head(90 * KIB) + 'x'.repeat(60 * KIB));
    const next = await begin(head(60 * KIB) + `"${'x'.repeat(30 * KIB)}`);
    const cut = once(oldest, 'data');
    const body = `"${'x'.repeat(40 * KIB)}"`;
    expect((await send(front.port, '/api/v1/x', { method: 'POST', headers: JSON_TYPE, body })).status).toBe(200);
    expect(String(await cut)).toMatch(/^HTTP\/1\.1 503 /);
    next.write(`${'x'.repeat(30 * KIB - 2)}"`);
    expect(String(await once(next, 'data'))).toMatch(/^HTTP\/1\.1 200 /);
    // Nothing is left over of those that are done.
    for (let i = 0; i < 5; i += 1)
      expect((await send(front.port, '/api/v1/x', { method: 'POST', headers: JSON_TYPE, body })).status).toBe(200);
  });

  it('are not taken while those that wait for Lightdash fill the memory', async () => {
    front = await startWithProxy(upstream.url, { bodies: createBodies(100 * KIB) });
    const answers: (() => void)[] = [];
    upstream.answerWith((_call, response) => void answers.push(() => response.end('{}')));
    const post = () =>
      send(front.port, '/api/v1/x', { method: 'POST', headers: JSON_TYPE, body: `"${'x'.repeat(60 * KIB)}"` });
    const first = post();
    await expect.poll(() => answers.length).toBe(1);
    expect((await post()).status).toBe(503);
    answers[0]?.();
    expect((await first).status).toBe(200);
  });

  it('arrive whole when they are large after all', async () => {
    front = await startWithProxy(upstream.url);
    const parts = Array.from({ length: 40 }, (_, i) => String(i % 10).repeat(64 * KIB));
    const sent = await send(front.port, '/api/v1/x', {
      method: 'POST',
      headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
      body: parts,
    });
    expect(sent.status).toBe(200);
    expect(upstream.seen[0]?.body).toBe(parts.join(''));
    expect(upstream.seen[0]?.headers['transfer-encoding']).toBe('chunked');
  });

  it('do not reach Lightdash when their client goes', async () => {
    front = await startWithProxy(upstream.url, { maxCalls: 1 });
    (await begin(`${head(1000)}{`)).destroy();
    expect((await login()).status).toBe(200);
    expect(upstream.seen).toHaveLength(1);
  });
});

describe('answers that are read slowly', () => {
  /** Asks for an answer of so many bytes, and reads none of it. */
  async function ask(): Promise<Socket> {
    const socket = await begin('GET /api/v1/large HTTP/1.1\r\nHost: x\r\n\r\n');
    return socket.pause();
  }
  const answerWith = (bytes: number) =>
    upstream.answerWith(({ url }, response) => response.end(url === '/api/v1/large' ? Buffer.alloc(bytes) : '{}'));

  it('keep no place when they are small', async () => {
    front = await startWithProxy(upstream.url, { maxCalls: 1 });
    // Too much for a connection, and little enough to be held.
    answerWith(900 * KIB);
    const connected = once(front.server, 'connection') as Promise<[Socket]>;
    const asking = ask();
    const [socket] = await connected;
    // As if the kernel took nothing.
    socket.cork();
    await asking;
    expect((await login()).status).toBe(200);
  });

  it('are cut off when the client stops reading', async () => {
    front = await startWithProxy(upstream.url, { maxCalls: 1, stallMs: 100 });
    answerWith(64 * KIB * KIB);
    await ask();
    expect((await login()).status).toBe(200);
  });

  it('hold a few places only: the one that has stood still longest goes', async () => {
    front = await startWithProxy(upstream.url, { maxCalls: 3, stallMs: 60_000 });
    answerWith(64 * KIB * KIB);
    for (let i = 0; i < 6; i += 1) await ask();
    expect((await login()).status).toBe(200);
  });
});
