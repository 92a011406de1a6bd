import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { connect, createServer, type Server, type Socket, type AddressInfo } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProxy } from './proxy';
import { HELD_AT_MOST } from './readers';
import { type Answer, type Running, send, startUpstream, startWithProxy } from './test-support';

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let front: Running | undefined;

beforeEach(async () => (upstream = await startUpstream()));
afterEach(async () => {
  await front?.close();
  await upstream.close();
});

/** An upstream that holds every call until it is told to answer one. */
function holdAll(): { held: () => number; answerOne: () => void } {
  const held: (() => void)[] = [];
  upstream.answerWith((_call, response) => void held.push(() => response.end('{}')));
  return { held: () => held.length, answerOne: () => held.shift()?.() };
}

describe('more calls than the upstream should have at a time', () => {
  it('wait for their turn, and too many of them are sent away', async () => {
    front = await startWithProxy(upstream.url, { maxCalls: 2, maxWaiting: 3 });
    const { port } = front;
    const { held, answerOne } = holdAll();
    const answers: Promise<Answer>[] = [];
    for (let i = 0; i < 2; i += 1) answers.push(send(port, `/api/v1/${i}`));
    await expect.poll(held).toBe(2);
    // Calls are taken up in the order in which the server hears of them: three wait, the next finds the queue full.
    for (let i = 2; i < 5; i += 1) {
      const heard = once(front.server, 'request');
      answers.push(send(port, `/api/v1/${i}`));
      await heard;
    }
    const refused = await send(port, '/api/v1/more');
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '1', 'x-console-not-passed-on': '1' } });
    expect(JSON.parse(refused.text)).toMatchObject({
      error: { name: 'ServiceUnavailableError', message: 'Too many calls are waiting for Lightdash; try again.' },
    });
    expect(upstream.seen).toHaveLength(2);
    while (upstream.seen.length < 5 || held() > 0) {
      answerOne();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  it('leave the queue when their client has gone', async () => {
    front = await startWithProxy(upstream.url, { maxCalls: 1, maxWaiting: 1 });
    const { port } = front;
    const { held, answerOne } = holdAll();
    const first = send(port, '/api/v1/first');
    await expect.poll(held).toBe(1);
    const accepted = once(front.server, 'request') as Promise<[IncomingMessage]>;
    const gone = connect(port, '127.0.0.1', () => gone.write('GET /api/v1/gone HTTP/1.1\r\nHost: x\r\n\r\n'));
    const [{ socket }] = await accepted;
    gone.destroy();
    await once(socket, 'close');
    const second = send(port, '/api/v1/second');
    await once(front.server, 'request');
    answerOne();
    await first;
    await expect.poll(held).toBe(1);
    answerOne();
    expect((await second).status).toBe(200);
    expect(upstream.seen.map(({ url }) => url)).toEqual(['/api/v1/first', '/api/v1/second']);
  });
});

describe('connections to the upstream', () => {
  it('are kept', async () => {
    const ports = new Set<number | undefined>();
    upstream.answerWith((call, response) => {
      ports.add(call.socket.remotePort);
      response.end('{}');
    });
    front = await startWithProxy(upstream.url);
    for (let i = 0; i < 5; i += 1) await send(front.port, '/api/v1/org');
    expect(ports.size).toBe(1);
  });

  it('that the upstream has just closed are no failure of a read, and a write is not sent again', async () => {
    // Answers the first request on a connection, and hangs up on the second as if it had not seen it.
    const requests: string[] = [];
    const fickle: Server = createServer((socket: Socket) => {
      let count = 0;
      socket.on('error', () => {});
      socket.on('data', (chunk: Buffer) => {
        requests.push(chunk.toString().split(' HTTP', 1)[0] ?? '');
        count += 1;
        if (count === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
        else socket.destroy();
      });
    });
    await new Promise<void>((resolve) => fickle.listen(0, '127.0.0.1', resolve));
    const own = await startWithProxy(new URL(`http://127.0.0.1:${(fickle.address() as AddressInfo).port}`));
    expect((await send(own.port, '/api/v1/a')).status).toBe(200);
    expect((await send(own.port, '/api/v1/b')).status).toBe(200);
    expect((await send(own.port, '/api/v1/c')).status).toBe(200);
    const headers = { 'content-type': 'application/json' };
    expect((await send(own.port, '/api/v1/d', { method: 'POST', headers, body: '{}' })).status).toBe(502);
    expect(requests).toEqual(['GET /api/v1/a', 'GET /api/v1/b', 'GET /api/v1/b', 'GET /api/v1/c', 'POST /api/v1/d']);
    await own.close();
    fickle.close();
  });
});

describe('a reader that is slower than the upstream', () => {
  it('slows the upstream down: we hold next to nothing of a large answer', async () => {
    const CHUNK = Buffer.alloc(64 * 1024, 'x');
    const TOTAL = 256 * 1024 * 1024;
    let produced = 0;
    upstream.answerWith((_call, response) => {
      const more = (): void => {
        while (produced < TOTAL) {
          produced += CHUNK.byteLength;
          if (!response.write(CHUNK)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    front = await startWithProxy(upstream.url);
    const socket = connect(front.port, '127.0.0.1', () =>
      socket.write('GET /api/v1/large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    );
    await once(socket, 'readable');
    // The kernel's buffers fill up, and then everything stands still.
    let before = -1;
    await expect.poll(() => [produced === before, (before = produced)][0], { interval: 200 }).toBe(true);
    expect(produced).toBeLessThan(TOTAL / 8);
    let received = 0;
    socket.on('data', (chunk: Buffer) => (received += chunk.byteLength));
    await once(socket, 'close');
    expect(received).toBeGreaterThanOrEqual(TOTAL);
  });
});

describe('the readiness probe', () => {
  it('asks the upstream, though not each time', async () => {
    front = await startWithProxy(upstream.url);
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(front?.port ?? 0, '/readyz')));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
      new Set(['200 {"status":"ready"}']),
    );
    expect(upstream.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /api/v1/health']);
  });

  it.each([
    [200, 200],
    [401, 200],
    [500, 503],
    [503, 503],
  ])('says of an upstream with status %i: %i', async (status, expected) => {
    upstream.answerWith((_call, response) => response.writeHead(status).end());
    front = await startWithProxy(upstream.url);
    expect((await send(front.port, '/readyz')).status).toBe(expected);
  });

  it('says when it is not there, while we are alive', async () => {
    await upstream.close();
    front = await startWithProxy(upstream.url);
    expect(await send(front.port, '/readyz')).toMatchObject({ status: 503, text: '{"status":"backend unreachable"}' });
    expect((await send(front.port, '/healthz')).status).toBe(200);
  });
});

it('an answer that is here as a whole is not cut off though it is read slowly, and never ends as if it were shorter', async () => {
  const backend = createProxy(upstream.url, { timeoutMs: 300, log: () => {} });
  upstream.answerWith((_call, response) => {
    // The rest in many pieces of one packet: some of them are held where Node takes the answer apart.
    response.write(Buffer.alloc(HELD_AT_MOST - 4_096), () => {
      response.cork();
      for (let i = 0; i < 20; i += 1) response.write(Buffer.alloc(1_024));
      response.end();
    });
  });
  const calls: ClientRequest[] = [];
  const hear = (message: unknown) => void calls.push((message as { request: ClientRequest }).request);
  subscribe('http.client.request.start', hear);
  const incoming = { method: 'GET', url: '/api/v1/x', headers: {} };
  const outgoing = Object.assign(new EventEmitter(), { destroyed: false, destroy: () => {} });
  const bindings = { incoming, outgoing } as unknown as HttpBindings;
  const answer = await backend.fetch(new Request('http://console/api/v1/x'), bindings);
  unsubscribe('http.client.request.start', hear);
  await once(calls[0] as ClientRequest, 'timeout');
  expect((await answer.arrayBuffer()).byteLength).toBe(HELD_AT_MOST + 16_384);
  outgoing.emit('close');
  await backend.close();
});
