/**
 * The built server with the sandbox behind it, under people and under misfortune: nothing that was acknowledged may be lost.
 *
 *     npm run prove:sandbox            all of it, about two minutes
 *     npm run prove:sandbox -- people  one part: people, two, kill, clock or full
 *
 * Ends with 1 when something is lost, or a call fails that should not. `full` mounts a small file system, for which it has to be root.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@libsql/client';
import { call } from './bench-load';
import { type Running, startConsole, temporaryFolder } from './bench-servers';

/** The sandbox's published token, whose person is an admin. */
const TOKEN = 'ldpat_demo0000000000000000000000000000';
const HEADERS = { authorization: `ApiKey ${TOKEN}`, 'content-type': 'application/json' };
const KIB = 1024;

/** What happened to the calls of some people. */
interface Ledger {
  calls: number;
  times: number[];
  /** Groups whose making was answered with success. */
  kept: string[];
  failures: string[];
}

const newLedger = (): Ledger => ({ calls: 0, times: [], kept: [], failures: [] });
const start = (dataDir: string, env: Record<string, string> = {}) =>
  startConsole({ DATA_DIR: dataDir, SANDBOX_MEMBERS: '200', ...env });

/** One person: makes a group, reads it back, reads a page of members; again, until it is over. */
async function work({ port }: Running, name: string, isOver: () => boolean, ledger: Ledger): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (method: string, path: string, expected: number, body?: string) => {
    const begin = performance.now();
    ledger.calls += 1;
    const answer = await call(agent, { port, path, method, headers: HEADERS, ...(body ? { body } : {}) }).catch(
      (error: NodeJS.ErrnoException) => ({ status: 0, text: String(error.code) }),
    );
    ledger.times.push(performance.now() - begin);
    if (answer.status === expected) return answer.text;
    ledger.failures.push(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 120)}`);
    return null;
  };
  for (let i = 0; !isOver(); i += 1) {
    const group = `${name}-${i}`;
    const made = await ask('POST', '/api/v1/org/groups', 201, JSON.stringify({ name: group }));
    if (made === null) continue;
    ledger.kept.push(group);
    const { uuid } = (JSON.parse(made) as { results: { uuid: string } }).results;
    const read = await ask('GET', `/api/v1/groups/${uuid}`, 200);
    if (read !== null && !read.includes(`"${group}"`)) ledger.failures.push(`${group} is read as ${read}`);
    await ask('GET', '/api/v1/org/users?page=1&pageSize=50', 200);
  }
  agent.destroy();
}

/** Several people at work at these servers for some time. */
async function crowd(servers: Running[], size: number, name: string, ms: number, ledger: Ledger): Promise<void> {
  const until = performance.now() + ms;
  const isOver = () => performance.now() > until;
  const at = (n: number) => servers[n % servers.length] as Running;
  await Promise.all(Array.from({ length: size }, (_, n) => work(at(n), `${name}-${n}`, isOver, ledger)));
}

/** How many of the groups that were acknowledged are not there, or there twice. */
async function lost({ port }: Running, { kept }: Ledger): Promise<number> {
  const { text } = await call(new Agent(), { port, path: '/api/v1/org/groups', headers: HEADERS });
  const { data } = (JSON.parse(text) as { results: { data: { name: string }[] } }).results;
  const counts = new Map<string, number>();
  for (const { name } of data) counts.set(name, (counts.get(name) ?? 0) + 1);
  return kept.filter((name) => counts.get(name) !== 1).length;
}

/** What SQLite itself says of the file. */
async function integrity(dataDir: string): Promise<unknown> {
  const client = createClient({ url: `file:${join(dataDir, 'sandbox-5-0.2110.sqlite')}` });
  const { rows } = await client.execute('pragma integrity_check');
  client.close();
  return rows[0]?.[0];
}

let isFine = true;
const say = (what: string, ledger: Ledger, missing: number, failures: number, more = '') => {
  const sorted = ledger.times.toSorted((a, b) => a - b);
  const at = (share: number) => `${Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)} ms`;
  console.log(
    `${what}: ${ledger.calls} calls, ${ledger.kept.length} groups acknowledged, ${missing} of them lost, ${failures} failures; median ${at(0.5)}, p99 ${at(0.99)}${more}`,
  );
  for (const failure of ledger.failures.slice(0, failures && 5)) console.log(`  ${failure}`);
  if (missing > 0 || failures > 0) isFine = false;
};

async function people(): Promise<void> {
  const server = await start(join(temporaryFolder(), 'data'));
  const ledger = newLedger();
  await crowd([server], 50, 'p', 30_000, ledger);
  say('50 people for 30 s', ledger, await lost(server, ledger), ledger.failures.length);
  await server.stop();
}

async function two(): Promise<void> {
  const dataDir = join(temporaryFolder(), 'data');
  // Both at once on a folder that is not there yet.
  const servers = await Promise.all([start(dataDir), start(dataDir)]);
  const ledger = newLedger();
  await crowd(servers, 16, 't', 10_000, ledger);
  const missing = await Promise.all(servers.map((server) => lost(server, ledger)));
  say('two processes on one folder, 16 people for 10 s', ledger, Math.max(...missing), ledger.failures.length);
  await Promise.all(servers.map((server) => server.stop()));
}

async function kill(): Promise<void> {
  const dataDir = join(temporaryFolder(), 'data');
  const ledger = newLedger();
  let [missing, failures, sound] = [0, 0, 0];
  for (let round = 0; round < 20; round += 1) {
    const server = await start(dataDir);
    missing += await lost(server, ledger);
    const own = newLedger();
    const working = crowd([server], 8, `k-${round}`, 400 + 37 * round, own);
    await delay(300 + 37 * round);
    await server.stop('SIGKILL');
    await working;
    ledger.calls += own.calls;
    ledger.times.push(...own.times);
    ledger.kept.push(...own.kept);
    // Calls to a dead server get no answer; any answer must be a good one.
    failures += own.failures.filter((failure) => !/: 0 /.test(failure)).length;
    if ((await integrity(dataDir)) === 'ok') sound += 1;
  }
  const server = await start(dataDir);
  missing += await lost(server, ledger);
  say('kill -9, 20 times under 8 people', ledger, missing, failures, `; sound after ${sound} of 20`);
  if (sound < 20) isFine = false;
  await server.stop();
}

/** Has the clock of a process jump at each SIGUSR2, as if it had been set. */
const JUMPING = `
  const jumps = [3600e3, -7200e3, 86400e3 * 400, -86400e3 * 4000, 86400e3 * 3650, -1, 0];
  const real = Date.now.bind(Date);
  let offset = 0;
  process.on('SIGUSR2', () => (offset = jumps.shift() ?? 0));
  globalThis.Date = class extends Date {
    constructor(...given) { super(...(given.length > 0 ? given : [real() + offset])); }
    static now() { return real() + offset; }
  };`;

async function clock(): Promise<void> {
  const folder = temporaryFolder();
  const preload = join(folder, 'jumping.mjs');
  writeFileSync(preload, JUMPING);
  const server = await start(join(folder, 'data'), { NODE_OPTIONS: `--import ${preload}` });
  const ledger = newLedger();
  const working = crowd([server], 8, 'c', 8_000, ledger);
  for (let jump = 0; jump < 7; jump += 1) {
    await delay(1_000);
    server.process.kill('SIGUSR2');
  }
  await working;
  say(
    'the clock jumps 7 times, to 11 years back and 10 ahead',
    ledger,
    await lost(server, ledger),
    ledger.failures.length,
  );
  await server.stop();
}

/** Starts where it can't, and says with what sentence it gave up. */
function refusal(dataDir: string): string {
  const { status, stderr } = spawnSync(process.execPath, ['dist/server/main.js'], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '65535', SANDBOX_MEMBERS: '200' },
    encoding: 'utf8',
    timeout: 30_000,
  });
  const said = stderr.trim();
  if (status !== 1 || !/^DATA_DIR \(.*\) can't be used \(\w+\)[;:] .*\.$/.test(said)) isFine = false;
  return said;
}

/** A small file system of one's own, unmounted at the end. */
function mount(options: string): string {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  process.prependOnceListener('exit', () => spawnSync('umount', ['-l', folder]));
  return folder;
}

async function full(): Promise<void> {
  const disk = mount('size=16m');
  const free = () => statfsSync(disk).bavail * statfsSync(disk).bsize;
  const filler = join(disk, 'filler');
  const fill = (left: number) => writeFileSync(filler, Buffer.alloc(Math.max(0, free() - left)));

  const dataDir = join(disk, 'data');
  const server = await start(dataDir);
  const ledger = newLedger();
  await crowd([server], 8, 'before', 1_000, ledger);
  const before = ledger.failures.length;
  fill(100 * KIB);
  await crowd([server], 8, 'full', 3_000, ledger);
  const refused = ledger.failures.splice(before);
  // Only writes are refused, each with a sentence in the envelope; reads still work.
  const wrong = refused.filter(
    (failure) => !/^POST \/api\/v1\/org\/groups: 500 .*"name":"UnexpectedServerError"/.test(failure),
  );
  ledger.failures.push(...wrong);
  const missing = await lost(server, ledger);
  rmSync(filler);
  await crowd([server], 8, 'after', 1_000, ledger);
  const after = ledger.kept.filter((name) => name.startsWith('after')).length;
  const all = missing + (await lost(server, ledger));
  await server.stop();
  const again = await start(dataDir);
  say(
    'a full disk under 8 people',
    ledger,
    all + (await lost(again, ledger)),
    ledger.failures.length,
    `; ${refused.length} writes refused while it was full, ${after} made at once when there was room; ${String(await integrity(dataDir))}`,
  );
  if (refused.length === 0 || after === 0 || (await integrity(dataDir)) !== 'ok') isFine = false;
  await again.stop();
  rmSync(dataDir, { recursive: true });
  fill(100 * KIB);
  console.log(`started on a full disk: ${refusal(dataDir)}`);
  console.log(`started on one that is read-only: ${refusal(join(mount('ro'), 'data'))}`);
}

const PARTS = { people, two, kill, clock, full };
const asked = process.argv.slice(2);
const load = () => loadavg()[0]?.toFixed(1);
console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, load ${load()} at the start`);
for (const [name, prove] of Object.entries(PARTS)) if (asked.length === 0 || asked.includes(name)) await prove();
console.log(`load ${load()} at the end`);
process.exit(isFine ? 0 : 1);
