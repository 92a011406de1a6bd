/**
 * Two servers behind nginx, as deploy/nginx/front.conf has it, and people at work: one server is stopped, then one is killed.
 *
 *     npm run bench:balance
 *
 * No call of a signed-in person may fail, but for those under way at a server that is killed; and no write may arrive twice.
 * Ends with 1 when one does.
 */
import { Agent } from 'node:http';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { call } from './bench-load';
import { requirePrograms, type Running, startConsole, startNginx, temporaryFolder } from './bench-servers';

const PEOPLE = 12;
const ROUNDS = 5;
const PAUSE_MS = 2_500;
const JSON_HEADERS = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };

interface Outcome {
  start: number;
  end: number;
  /** What went wrong; null where the right answer came. */
  problem: string | null;
}

/** The file for people who run nginx, without its TLS, in front of these servers. */
function frontConfig(servers: Running[]): string {
  const [upstreams, , front] = readFileSync('deploy/nginx/front.conf', 'utf8').split(/^(?=server \{)/m) as [
    string,
    string,
    string,
  ];
  const ports = servers.map(({ port }) => port);
  return [
    upstreams.replace(/127\.0\.0\.1:\d+/g, () => `127.0.0.1:${ports.shift()}`),
    front.replace(/listen .*;/, 'listen PORT;').replaceAll(/^\s*ssl_.*;\n/gm, ''),
  ].join('\n');
}

/** A session at the balancer's origin. Throws when the sign-in fails. */
async function signIn(port: number): Promise<string> {
  const body = JSON.stringify({ email: 'demo@lightdash.com', password: 'demo_password!' });
  const { status, headers } = await call(new Agent(), {
    port,
    path: '/api/v1/login',
    method: 'POST',
    headers: JSON_HEADERS,
    body,
  });
  const cookie = [headers['set-cookie']].flat()[0]?.split(';')[0];
  if (status !== 200 || !cookie) throw new Error(`Signing in answered ${status}.`);
  return cookie;
}

/** Works until it is told to stop: reads who one is, reads the projects, makes a group. */
async function work(
  port: number,
  person: number,
  isOver: () => boolean,
  outcomes: Outcome[],
  made: string[],
): Promise<void> {
  const cookie = await signIn(port);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const attempt = async (method: string, path: string, expected: string, body?: string) => {
    const start = performance.now();
    const problem = await call(agent, {
      port,
      path,
      method,
      headers: { ...JSON_HEADERS, cookie },
      ...(body ? { body } : {}),
    }).then(
      ({ status, text }) =>
        (status === 200 || status === 201) && text.includes(expected) ? null : `${method} ${path}: ${status}`,
      (error: NodeJS.ErrnoException) => `${method} ${path}: ${error.code ?? error.message}`,
    );
    outcomes.push({ start, end: performance.now(), problem });
    return problem === null;
  };
  for (let n = 0; !isOver(); n += 1) {
    await attempt('GET', '/api/v1/user', 'demo@lightdash.com');
    await attempt('GET', '/api/v1/org/projects', 'projectUuid');
    const name = `Group ${person}-${n}`;
    if (await attempt('POST', '/api/v1/org/groups', name, JSON.stringify({ name }))) made.push(name);
  }
  agent.destroy();
}

async function groupNames(port: number): Promise<string[]> {
  const cookie = await signIn(port);
  const { text } = await call(new Agent(), { port, path: '/api/v1/org/groups', headers: { cookie } });
  const { results } = JSON.parse(text) as { results: { data: { name: string }[] } };
  return results.data.map(({ name }) => name);
}

await requirePrograms('nginx');
const lightdash = await startConsole({
  DATA_DIR: join(temporaryFolder(), 'data'),
  SANDBOX_MEMBERS: '50',
  ACCESS_LOG: 'off',
});
const start = (port?: number) =>
  startConsole({
    LIGHTDASH_URL: `http://127.0.0.1:${lightdash.port}`,
    STOP_DELAY: '1',
    ...(port ? { PORT: String(port) } : {}),
  });
const servers = [await start(), await start()] as [Running, Running];
const nginx = await startNginx(frontConfig(servers));

let isOver = false;
const outcomes: Outcome[] = [];
const made: string[] = [];
const people = Promise.all(Array.from({ length: PEOPLE }, (_, n) => work(nginx.port, n, () => isOver, outcomes, made)));
/** When the signal was sent, and when the process had gone: until then its sockets are open. */
const ends: { signal: 'SIGTERM' | 'SIGKILL'; from: number; to: number }[] = [];
for (let round = 0; round < ROUNDS * 2; round += 1) {
  const signal = round < ROUNDS ? 'SIGTERM' : 'SIGKILL';
  const which = round % 2;
  const victim = servers[which] as Running;
  await delay(PAUSE_MS);
  const from = performance.now();
  await victim.stop(signal);
  ends.push({ signal, from, to: performance.now() });
  await delay(PAUSE_MS);
  servers[which] = await start(victim.port);
}
isOver = true;
await people;

const kills = ends.filter(({ signal }) => signal === 'SIGKILL');
const failed = outcomes.filter(({ problem }) => problem !== null);
const underWay = outcomes.filter((outcome) => kills.some(({ from, to }) => outcome.start <= to && outcome.end >= from));
const excused = failed.filter((outcome) => underWay.includes(outcome));
const names = await groupNames(nginx.port);
const twice = names.length - new Set(names).size;
const lost = made.filter((name) => !names.includes(name));
await Promise.all([nginx, ...servers, lightdash].map((running) => running.stop()));

console.log(`${PEOPLE} signed-in people, ${outcomes.length} calls, ${made.length} groups made`);
const longest = Math.max(...kills.map(({ from, to }) => to - from)).toFixed(0);
console.log(`${ROUNDS} servers stopped, ${ROUNDS} killed (gone within ${longest} ms)`);
console.log(`under way at a kill: ${underWay.length} calls, of which ${excused.length} failed`);
console.log(
  `failed otherwise: ${failed.length - excused.length}; writes twice: ${twice}; writes confirmed and lost: ${lost.length}`,
);
for (const { problem, start: at } of failed.filter((outcome) => !excused.includes(outcome)).slice(0, 10)) {
  const last = ends.findLast(({ from }) => from <= at);
  console.log(
    `  ${problem}, ${last ? `${(at - last.from).toFixed(0)} ms after ${last.signal}, gone after ${(last.to - last.from).toFixed(0)} ms` : 'before any'}`,
  );
}
process.exit(failed.length > excused.length || twice > 0 || lost.length > 0 ? 1 : 0);
