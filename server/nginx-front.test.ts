import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox/index';
import { temporaryFolder } from '../sandbox/testing/sandbox';
import { SMALL } from '../sandbox/testing/sizes';
import { type Running, send, startConsole } from './test-support';

const FRONT = readFileSync(new URL('../deploy/nginx/front.conf', import.meta.url), 'utf8');
const LOCATION = /location \/sandbox\/ \{[^}]*\}/;
const ADDRESS = 'proxy_set_header X-Forwarded-For $remote_addr;';
/** What the demo needs and what tests need, and spellings of it. */
const TARGETS = [
  'GET /sandbox/identities',
  'POST /sandbox/sign-in',
  'POST /sandbox/organizations',
  'POST /sandbox/faults',
  'DELETE /sandbox/faults',
  'GET /sandbox/zenml/authorize',
  'GET /sandbox/',
  'GET //sandbox/identities',
  'GET /sandbox//identities',
  'GET /%73andbox/identities',
  'GET /sandbox%2fidentities',
  'GET /api/../sandbox/identities',
  'GET /api/%2e%2e/sandbox/identities',
  'GET /sandbox/x/../identities',
  'GET /sandbox/./identities',
  'GET /SANDBOX/identities',
  'GET /sandbox;/identities',
];
/** What a client may add so that nginx looks like this machine. */
const HEADERS: Record<string, string>[] = [
  {},
  { 'x-forwarded-for': '' },
  { 'x-forwarded-for': '127.0.0.1' },
  { 'x-forwarded-for': '', forwarded: 'for=127.0.0.1' },
  { connection: 'x-forwarded-for' },
];

/** With nginx as the only peer of a console whose switches are on; the configuration is installed but for TLS and its ports. */
describe.skipIf(spawnSync('nginx', ['-v']).error !== undefined)('behind nginx with front.conf', () => {
  const data = temporaryFolder();
  const place = mkdtempSync(join(tmpdir(), 'nginx-'));
  const socketPath = join(place, 'socket');
  let sandbox: Sandbox;
  let front: Running;
  let nginx: ChildProcess | undefined;

  beforeAll(async () => {
    sandbox = await createSandbox({ dataDir: data.path, sizes: SMALL, hasSwitches: true });
    front = await startConsole({ backend: { fetch: (call, bindings) => sandbox.app.fetch(call, bindings) } });
    mkdirSync(join(place, 'tmp'));
  });
  afterEach(async () => {
    if (!nginx) return;
    const ended = once(nginx, 'exit');
    nginx.kill();
    await ended;
  });
  afterAll(async () => {
    await front.close();
    await sandbox.close();
    data.remove();
    rmSync(place, { recursive: true, force: true });
  });

  async function startNginx(conf: string): Promise<void> {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${place}/tmp/${name};`,
    );
    const installed = conf
      .replace('listen 80;', `listen unix:${place}/plain;`)
      .replace('listen 443 ssl http2;', `listen unix:${socketPath};`)
      .replaceAll(/^\s*ssl_.*$/gm, '')
      .replace('127.0.0.1:4600', `127.0.0.1:${front.port}`)
      .replace(/^.*127\.0\.0\.1:4601.*$/m, '');
    const file = join(place, 'nginx.conf');
    const head = ['daemon off;', `pid ${place}/pid;`, ...(process.getuid?.() === 0 ? ['user root;'] : []), 'events {}'];
    writeFileSync(file, [...head, 'http {', ...temporary, installed, '}'].join('\n'));
    nginx = spawn('nginx', ['-c', file, '-e', 'stderr'], { stdio: 'inherit' });
    await expect.poll(() => existsSync(socketPath)).toBe(true);
  }

  /** The status of a call through nginx, in the name of this machine. */
  function status(target: string, headers: Record<string, string> = {}): Promise<number> {
    const [method = '', path = ''] = target.split(' ');
    const body = method === 'POST' ? '{}' : undefined;
    return new Promise((resolve, reject) => {
      const call = request(
        {
          socketPath,
          method,
          path,
          agent: false,
          headers: { host: 'localhost', ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
        },
        (answer) => {
          answer.resume();
          answer.on('end', () => resolve(answer.statusCode ?? 0));
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }

  it.each([
    ['as it is', FRONT],
    ['without its own refusal', FRONT.replace(LOCATION, '')],
    ['without saying whom it speaks for', FRONT.replace(ADDRESS, 'proxy_set_header X-Forwarded-For "";')],
  ])('switches and people of the demo are for nobody: %s', async (_what, conf) => {
    expect((await send(front.port, '/sandbox/identities')).status).toBe(200);
    await startNginx(conf);
    expect(await status('GET /api/v1/health')).toBe(200);
    let count = 0;
    for (const target of TARGETS)
      for (const headers of HEADERS) {
        count += 1;
        const got = await status(target, headers);
        expect([400, 403, 404, 405, 421], `${got} ${target} ${JSON.stringify(headers)}`).toContain(got);
      }
    process.stdout.write(`${count} calls of switches through nginx: 0 answered\n`);
  });
});
