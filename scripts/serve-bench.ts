/**
 * What the server costs, beside nginx in the same run.
 *
 *     npm run bench:serve            all of it, about five minutes
 *     npm run bench:serve -- static  one part: static, latency, memory or start
 *
 * Both have one process, serve the same precompressed files, and write an access log. Needs nginx with brotli_static, and wrk.
 */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { makeCalls, timeCalls } from './bench-load';
import {
  freePort,
  median,
  requirePrograms,
  type Running,
  startConsole,
  startNginx,
  temporaryFolder,
} from './bench-servers';
import { filesOf, type Manifest } from './budgets';
import { run } from './run';

const ROUNDS = 7;
const folder = temporaryFolder();
const row = (...cells: (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

/** What a first visit loads, from the manifest of the build. */
function firstLoad(): string[] {
  const manifest = JSON.parse(readFileSync('dist/web/.vite/manifest.json', 'utf8')) as Manifest;
  return filesOf(manifest, ['index.html', 'src/features/members/MembersPage.tsx']).map((file) => `/${file}`);
}

const NGINX_STATIC = `
  sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=1000;
  access_log ${folder}/access.log combined buffer=64k;
  gzip_static on; brotli_static on;
  server {
    listen PORT;
    root ${resolve('dist/web')};
    location /assets/ { add_header Cache-Control "public, max-age=31536000, immutable"; try_files $uri =404; }
  }`;

async function wrk(port: number, script: string): Promise<number> {
  const { code, output } = await run('wrk', ['-t1', '-c32', '-d4s', '-s', script, `http://127.0.0.1:${port}`], {
    capture: true,
  });
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]);
  if (code !== 0 || !rate || /Non-2xx|Socket errors/.test(output)) throw new Error(`wrk failed:\n${output}`);
  return rate;
}

async function measureStatic(): Promise<void> {
  const script = join(folder, 'first-load.lua');
  writeFileSync(
    script,
    `local paths = { ${firstLoad()
      .map((path) => `"${path}"`)
      .join(', ')} }
     local n = 0
     request = function()
       n = n % #paths + 1
       return wrk.format("GET", paths[n], { ["Accept-Encoding"] = "br, gzip" })
     end`,
  );
  const ours = await startConsole({ LIGHTDASH_URL: 'http://127.0.0.1:9' });
  const nginx = await startNginx(NGINX_STATIC);
  const rates = { ours: [] as number[], nginx: [] as number[], ratio: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [a, b] = [await wrk(ours.port, script), await wrk(nginx.port, script)];
    // The first round warms both up.
    if (round === 0) continue;
    rates.ours.push(a);
    rates.nginx.push(b);
    rates.ratio.push(a / b);
  }
  await Promise.all([ours.stop(), nginx.stop()]);
  row(
    'static requests a second',
    Math.round(median(rates.ours)),
    Math.round(median(rates.nginx)),
    `${median(rates.ratio).toFixed(2)} ×, target ≥ 0.5 ×`,
  );
}

/** An upstream that costs next to nothing: nginx with two kilobytes of JSON. */
function startUpstream(): Promise<Running> {
  const json = JSON.stringify({ status: 'ok', results: 'x'.repeat(2_000) });
  return startNginx(`
    access_log off; keepalive_requests 10000000;
    server { listen PORT; location / { default_type application/json; return 200 '${json}'; } }`);
}

async function measureLatency(): Promise<void> {
  const upstream = await startUpstream();
  const ours = await startConsole({ LIGHTDASH_URL: `http://127.0.0.1:${upstream.port}` });
  const nginx = await startNginx(`
    access_log ${folder}/access.log combined buffer=64k; keepalive_requests 10000000;
    upstream lightdash { server 127.0.0.1:${upstream.port}; keepalive 32; keepalive_requests 10000000; }
    server { listen PORT; location / { proxy_pass http://lightdash; proxy_http_version 1.1; proxy_set_header Connection ""; } }`);
  const added = { ours: [] as number[], nginx: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const time = async ({ port }: Running) => median(await timeCalls({ port, path: '/api/v1/user' }, 2_000));
    const direct = await time(upstream);
    const [a, b] = [(await time(ours)) - direct, (await time(nginx)) - direct];
    if (round === 0) continue;
    added.ours.push(a);
    added.nginx.push(b);
  }
  await Promise.all([ours.stop(), nginx.stop(), upstream.stop()]);
  const [a, b] = [median(added.ours), median(added.nginx)];
  row('added to a proxied call, median', ms(a), ms(b), `${(a / b).toFixed(1)} ×, target ≤ 0.3 ms`);
}

function residentMiB({ process: { pid } }: Running): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

async function measureMemory(): Promise<void> {
  const upstream = await startUpstream();
  const ours = await startConsole({ LIGHTDASH_URL: `http://127.0.0.1:${upstream.port}` });
  const { port } = ours;
  const body = JSON.stringify({ role: 'viewer' });
  const make = (n: number) =>
    n % 10 === 0
      ? {
          port,
          path: '/api/v1/org/users',
          method: 'PATCH',
          body,
          headers: { 'content-type': 'application/json', 'content-length': String(body.length) },
        }
      : { port, path: `/api/v1/org/users?page=${n}`, headers: { cookie: `connect.sid=${n}` } };
  await makeCalls(make, 20_000, 16);
  const early = residentMiB(ours);
  await makeCalls(make, 180_000, 16);
  const late = residentMiB(ours);
  await Promise.all([ours.stop(), upstream.stop()]);
  row(
    'resident after 20,000 calls, after 200,000',
    `${early.toFixed(0)} MiB, ${late.toFixed(0)} MiB`,
    '',
    `${(late / early).toFixed(2)} ×, target ≤ 1.2 ×`,
  );
}

/** Milliseconds until the server says that it listens. */
async function timeStart(dataDir: string): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: { PATH: process.env.PATH, PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  await new Promise((done) => child.stdout.once('data', done));
  const time = performance.now() - start;
  child.kill();
  await ended;
  return time;
}

async function measureStart(): Promise<void> {
  const dataDir = join(folder, 'data');
  // Invents the organization.
  await timeStart(dataDir);
  const times: number[] = [];
  for (let round = 0; round < 15; round += 1) times.push(await timeStart(dataDir));
  row(
    'cold start with the sandbox’s data, until it listens',
    `${ms(median(times))} (max ${ms(Math.max(...times))})`,
    '',
    'target ≤ 1 s',
  );
}

const PARTS = { static: measureStatic, latency: measureLatency, memory: measureMemory, start: measureStart };

const asked = process.argv.slice(2);
const isAsked = (part: string) => asked.length === 0 || asked.includes(part);
await requirePrograms('nginx', ...(isAsked('static') ? ['wrk'] : []));
const load = loadavg()[0]?.toFixed(1);
console.log(
  `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, load ${load} at the start; medians of ${ROUNDS} rounds\n`,
);
row('', 'ours', 'nginx', 'ours / nginx');
row('---', '---', '---', '---');
for (const [name, measure] of Object.entries(PARTS)) if (isAsked(name)) await measure();
console.log(`\nload ${loadavg()[0]?.toFixed(1)} at the end`);
