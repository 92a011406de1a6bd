import { createServer, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { startConsole } from './bench-servers';

/**
 * `npm run attack:pipelining`: clients that go while their answers wait behind others of the same connection, 150 at a time and
 * in three variants, while somebody else calls /api. Arguments: for how many seconds, and how many milliseconds between two rounds;
 * 0 also measures how much of the machine the attack takes. Says what the others noticed, how many
 * calls the upstream still has a second after the last client went, and how long the server takes to stop.
 */

const seconds = Number(process.argv[2] ?? 60);
const pauseMs = Number(process.argv[3] ?? 500);
const CONNECTIONS = 150;
const LARGE = Buffer.alloc(16 * 1024 * 1024);
const request = (path: string, headers = 'Host: localhost\r\n') => `GET ${path} HTTP/1.1\r\n${headers}\r\n`;
const VARIANTS = [
  request('/', 'Host: a\r\nHost: b\r\n') + request('/api/v1/large'),
  request('/api/v1/silent') + request('/api/v1/large'),
  request('/api/v1/large').repeat(3),
];

let open = 0;
const upstream = createServer(({ url }, response) => {
  open += 1;
  response.once('close', () => (open -= 1));
  if (url === '/api/v1/large') response.end(LARGE);
  else if (url !== '/api/v1/silent') response.end('{}');
});
await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done));
const { port: upstreamPort } = upstream.address() as AddressInfo;
const ours = await startConsole({ LIGHTDASH_URL: `http://127.0.0.1:${upstreamPort}` });

/** Connects, sends, reads nothing, and goes a moment later. */
async function comeAndGo(bytes: string): Promise<void> {
  const socket = connect(ours.port, '127.0.0.1').on('error', () => {});
  socket.pause().write(bytes);
  await delay(100);
  socket.destroy();
}

/** How long one call of another client takes, in milliseconds; throws when it is not answered with 200. */
const call = () =>
  new Promise<number>((done, fail) => {
    const begin = performance.now();
    const asked = get({ port: ours.port, host: '127.0.0.1', path: '/api/v1/org', agent: false }, (answer) => {
      answer.resume();
      if (answer.statusCode !== 200) fail(new Error(`status ${answer.statusCode}`));
      answer.on('end', () => done(performance.now() - begin));
    });
    asked.on('error', fail);
  });

const until = performance.now() + seconds * 1_000;
const times: number[] = [];
let failures = 0;
const others = (async () => {
  while (performance.now() < until) {
    await call().then(
      (ms) => times.push(ms),
      () => (failures += 1),
    );
    await delay(50);
  }
})();
let connections = 0;
while (performance.now() < until) {
  const bytes = VARIANTS[(connections / CONNECTIONS) % VARIANTS.length] ?? '';
  await Promise.all(Array.from({ length: CONNECTIONS }, () => comeAndGo(bytes)));
  connections += CONNECTIONS;
  await delay(pauseMs);
}
await others;
await delay(1_000);
const held = open;
times.sort((a, b) => a - b);
const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? Number.NaN);
const begin = performance.now();
await ours.stop('SIGTERM');
const stopped = Math.round(performance.now() - begin);
console.log(`${connections} connections in ${seconds} s; calls of others: ${times.length}, failed ${failures}`);
console.log(`median ${at(0.5)} ms, p99 ${at(0.99)} ms; held a second later: ${held}; stopped in ${stopped} ms`);
upstream.closeAllConnections();
upstream.close();
