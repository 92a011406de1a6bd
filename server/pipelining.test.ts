import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccessLog } from './access-log';
import { prepareStop } from './stop';
import { type Running, send, startUpstream, startWithProxy } from './test-support';
import { speak } from './testing-raw';

const CRLF = '\r\n';
const REFUSED = `GET / HTTP/1.1${CRLF}Host: a${CRLF}Host: b${CRLF}${CRLF}`;
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1${CRLF}Host: localhost${CRLF}${headers}${CRLF}`;
const BODY = Buffer.alloc(4 * 1024 * 1024);
const LARGE = get('/api/v1/large');
/** What stands before the call whose answer never gets its turn. */
const VARIANTS = [
  ['a refused request', REFUSED + LARGE],
  ['a call that Lightdash does not answer', get('/api/v1/silent') + LARGE],
  ['an answer that nobody reads', LARGE + LARGE + LARGE],
] as const;

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let front: Running;
let stop: ReturnType<typeof prepareStop>;
let logged: string[];
let troubles: string[];
/** Calls that the upstream has and that nobody has given up. */
let open: () => number;

beforeEach(async () => {
  let calls = 0;
  open = () => calls;
  logged = [];
  troubles = [];
  upstream = await startUpstream();
  upstream.answerWith(({ url }, response) => {
    calls += 1;
    response.once('close', () => (calls -= 1));
    if (url === '/api/v1/large') response.end(BODY);
    else if (url !== '/api/v1/silent') response.end('{}');
  });
  const accessLog = createAccessLog((line) => logged.push(line));
  front = await startWithProxy(
    upstream.url,
    { maxCalls: 16, maxWaiting: 16, log: (line) => troubles.push(line) },
    { accessLog },
  );
  front.server.setMaxListeners(0);
  stop = prepareStop(front.server);
});
afterEach(async () => {
  await front.close();
  await upstream.close();
});

/** Sends bytes, reads nothing, and goes once the server has seen them. */
async function comeAndGo(bytes: string): Promise<void> {
  const socket = connect(front.port, '127.0.0.1').on('error', () => {});
  await once(socket, 'connect');
  await new Promise<void>((resolve) => {
    const look = (seen: IncomingMessage): void => {
      if (seen.socket.remotePort !== socket.localPort) return;
      front.server.off('request', look);
      resolve();
    };
    front.server.on('request', look);
    socket.pause().write(bytes);
  });
  socket.resetAndDestroy();
}

describe('a client that goes while its answer waits behind another one of its connection', () => {
  it.each(VARIANTS)('behind %s, keeps no place', async (_name, bytes) => {
    for (let round = 0; round < 3; round += 1) await Promise.all(Array.from({ length: 50 }, () => comeAndGo(bytes)));
    await expect.poll(open, { timeout: 10_000 }).toBe(0);
    const begin = performance.now();
    expect((await send(front.port, '/api/v1/org')).status).toBe(200);
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect(troubles).toEqual([]);
    // Each line says how one request ended, and no request is left without one.
    await expect.poll(() => logged.at(-1)).toContain('"/api/v1/org"');
  });

  it.each(VARIANTS)('behind %s, does not keep the server from stopping', async (_name, bytes) => {
    await comeAndGo(bytes);
    const begin = performance.now();
    await stop({ delayMs: 0, graceMs: 20_000 });
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});

describe('requests that come on one connection before the first is answered', () => {
  it('are answered in their order, one after another', async () => {
    const said = await speak(
      front.port,
      get('/api/v1/1') + get('/healthz') + get('/api/v1/2', `Connection: close${CRLF}`),
    );
    expect(said.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 200']);
    expect(upstream.seen.map(({ url }) => url)).toEqual(['/api/v1/1', '/api/v1/2']);
  });

  it('may be 64 behind one', async () => {
    const said = await speak(front.port, get('/healthz').repeat(64) + get('/healthz', `Connection: close${CRLF}`));
    expect(said.match(/HTTP\/1\.1 200/g)).toHaveLength(65);
  });

  it('end their connection when they are more, however slowly the first is answered', async () => {
    let called = 0;
    front.server.on('request', () => (called += 1));
    const socket = connect(front.port, '127.0.0.1').on('error', () => {});
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(get('/api/v1/silent') + `GET / HTTP/1.1${CRLF}Host:${CRLF}${CRLF}`.repeat(20_000));
    await closed;
    await expect.poll(open).toBe(0);
    // The rest of the piece that was being read.
    expect(called).toBeLessThan(5_000);
    expect((await send(front.port, '/api/v1/org')).status).toBe(200);
  });

  it('are dropped behind a refused one, with whatever cookie they carry', async () => {
    const said = await speak(front.port, REFUSED + get('/api/v1/org', `Cookie: connect.sid=victim${CRLF}`));
    expect(said.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
    expect(upstream.seen).toEqual([]);
  });

  it('are dropped, too, when they arrive after the refusal has been sent', async () => {
    const socket = connect(front.port, '127.0.0.1').on('error', () => {});
    socket.write(REFUSED);
    await once(socket, 'data');
    socket.write(get('/api/v1/org'));
    await once(socket, 'close');
    expect(upstream.seen).toEqual([]);
  });
});
