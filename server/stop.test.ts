import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccessLog } from './access-log';
import { prepareStop } from './stop';
import { type Running, send, startConsole } from './test-support';

let running: Running;
let stopping: boolean;
let stop: ReturnType<typeof prepareStop>;
/** Ends the call that is waiting in the backend. */
let finish: () => void;
let begun: Promise<void>;
let logged: string[];

beforeEach(async () => {
  stopping = false;
  logged = [];
  let begin: () => void = () => {};
  begun = new Promise((resolve) => (begin = resolve));
  running = await startConsole({
    isStopping: () => stopping,
    accessLog: createAccessLog((line) => logged.push(line)),
    backend: {
      fetch: () =>
        new Promise((resolve) => {
          finish = () => resolve(Response.json({ done: true }));
          begin();
        }),
    },
  });
  stop = prepareStop(running.server);
});

afterEach(() => running.close());

async function open(text = ''): Promise<Socket> {
  const socket = connect(running.port, '127.0.0.1').on('error', () => {});
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

describe('a server that is stopped', () => {
  it('is not ready at once, yet answers until the delay is over', async () => {
    expect(await send(running.port, '/readyz')).toMatchObject({ status: 200, text: '{"status":"ready"}' });
    stopping = true;
    const stopped = stop({ delayMs: 1_000, graceMs: 10_000 });
    const answer = await send(running.port, '/readyz', { headers: { connection: 'keep-alive' } });
    expect(answer).toMatchObject({ status: 503, text: '{"status":"stopping"}', headers: { connection: 'close' } });
    expect((await send(running.port, '/healthz')).status).toBe(200);
    await stopped;
    await expect(send(running.port, '/healthz')).rejects.toThrow('ECONNREFUSED');
  });

  it('lets an open call end', async () => {
    const call = send(running.port, '/api/v1/org', { headers: { connection: 'keep-alive' } });
    await begun;
    stopping = true;
    const stopped = stop({ delayMs: 0, graceMs: 10_000 });
    await expect.poll(() => running.server.listening).toBe(false);
    finish();
    expect(await call).toMatchObject({ status: 200, text: '{"done":true}' });
    await stopped;
  });

  it('cuts off what takes longer than the grace, and writes it down', async () => {
    const call = expect(send(running.port, '/api/v1/org')).rejects.toThrow(/hang up|ECONNRESET/);
    await begun;
    await stop({ delayMs: 0, graceMs: 50 });
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([{ path: '/api/v1/org', status: 499 }]);
    await call;
  });

  it('answers what had arrived, though it was too busy to look', async () => {
    const used = await open('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(used, 'data');
    const stopped = stop({ delayMs: 50, graceMs: 10_000 });
    const answers = Promise.all([once(used, 'data'), send(running.port, '/healthz')]);
    used.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    const until = performance.now() + 200;
    while (performance.now() < until);
    const [[first], second] = await answers;
    expect(String(first)).toMatch(/^HTTP\/1\.1 200 /);
    expect(second.status).toBe(200);
    await stopped;
  });

  it('waits for no connection on which nothing goes on', async () => {
    const unused = await open();
    const idle = await open('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(idle, 'data');
    const closed = Promise.all([once(unused, 'close'), once(idle, 'close')]);
    await stop({ delayMs: 0, graceMs: 60_000 });
    await closed;
  });
});
