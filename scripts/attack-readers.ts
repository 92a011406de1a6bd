/**
 * Clients that ask for large answers and read nothing, while somebody asks whether the server lives and others call /api.
 *
 *     npm run attack:readers           200 clients for 20 seconds
 *     npm run attack:readers -- 500 60
 */
import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { requirePrograms, startConsole, startNginx, temporaryFolder } from './bench-servers';

const clients = Number(process.argv[2] ?? 200);
const seconds = Number(process.argv[3] ?? 20);
const folder = temporaryFolder();
writeFileSync(join(folder, 'large'), Buffer.alloc(16 * 1024 * 1024));
await requirePrograms('nginx');
// A process of its own, so that its writing does not distort the times measured here.
const upstream = await startNginx(`
  access_log off;
  server {
    listen PORT;
    location = /api/v1/large { alias ${folder}/large; }
    location / { default_type application/json; return 200 '{}'; }
  }`);
const ours = await startConsole({ LIGHTDASH_URL: `http://127.0.0.1:${upstream.port}` });

const until = performance.now() + seconds * 1_000;
const isOver = () => performance.now() > until;

/** Asks, reads nothing, and comes again a second after it has been cut off. */
async function readNothing(): Promise<void> {
  while (!isOver()) {
    const socket: Socket = connect(ours.port, '127.0.0.1').on('error', () => {});
    socket.pause().write('GET /api/v1/large HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const gone = new Promise((done) => socket.once('close', done));
    await Promise.race([gone, delay(until - performance.now())]);
    socket.destroy();
    if (!isOver()) await delay(1_000);
  }
}

/** Asks for a path every 50 ms. Out: how long each answer took, and how many were no answer. */
async function watch(path: string): Promise<{ times: number[]; failed: number }> {
  const seen = { times: [] as number[], failed: 0 };
  const one = () =>
    new Promise<void>((done) => {
      const begin = performance.now();
      const asked = get({ host: '127.0.0.1', port: ours.port, path, agent: false }, (answer) => {
        answer.resume().on('end', () => {
          if (answer.statusCode === 200) seen.times.push(performance.now() - begin);
          else seen.failed += 1;
          done();
        });
      });
      asked.on('error', () => {
        seen.failed += 1;
        done();
      });
    });
  while (!isOver()) {
    await one();
    await delay(50);
  }
  return seen;
}

const load = () => loadavg()[0]?.toFixed(1);
console.log(`${clients} clients that read nothing, ${seconds} s, load ${load()}`);
const attack = Promise.all(Array.from({ length: clients }, readNothing));
const [alive, api] = await Promise.all([watch('/healthz'), watch('/api/v1/org')]);
await attack;
for (const [path, { times, failed }] of [
  ['/healthz', alive],
  ['/api', api],
] as const) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN);
  console.log(
    `${path}: ${times.length} answers, ${failed} failed; median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
  );
}
console.log(`load ${load()} at the end`);
await Promise.all([ours.stop(), upstream.stop()]);
