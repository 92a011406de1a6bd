import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient } from '@libsql/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseName } from './db/open';
import { createSandbox } from './index';
import { DEFAULT_GENERATION } from './lightdash/generation';
import { DEMO_TOKEN } from './seed/accounts';
import { clientOf, temporaryFolder } from './testing/sandbox';
import { SMALL } from './testing/sizes';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CHILD = fileURLToPath(new URL('testing/child.ts', import.meta.url));

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function child(...task: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', CHILD, folder.path, ...task], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What the folder holds, read by a sandbox that opens it anew. */
async function readFolder() {
  const sandbox = await createSandbox({ dataDir: folder.path, sizes: SMALL });
  const { call } = clientOf(sandbox);
  const read = async (path: string) => (await call(`GET ${path}`, { token: DEMO_TOKEN })).body.results.data;
  const members: { userUuid: string; role: string }[] = await read('/api/v1/org/users');
  const groups: { name: string }[] = await read('/api/v1/org/groups');
  await sandbox.close();
  const client = createClient({ url: `file:${folder.path}/${databaseName(DEFAULT_GENERATION)}` });
  const value = async (sql: string) => (await client.execute(sql)).rows[0]?.[0];
  const organizations = await value('select count(*) from organizations');
  const integrity = await value('pragma integrity_check');
  client.close();
  return { members, groups: groups.map(({ name }) => name), organizations, integrity };
}

const SOUND = { organizations: 1, integrity: 'ok' };

test('what was done survives a restart, and so does a session', async () => {
  const before = await createSandbox({ dataDir: folder.path, sizes: SMALL });
  const { call, signIn } = clientOf(before);
  const { body } = await call('GET /api/v1/org/users', { token: DEMO_TOKEN });
  const { userUuid } = body.results.data[3];
  await call(`PATCH /api/v1/org/users/${userUuid}`, { token: DEMO_TOKEN, body: { role: 'developer' } });
  const cookie = await signIn({ email: 'demo@lightdash.com', password: 'demo_password!' });
  await before.close();
  const after = await createSandbox({ dataDir: folder.path, sizes: { members: 999 } });
  expect((await clientOf(after).call('GET /api/v1/user', { cookie })).status).toBe(200);
  await after.close();
  const { members, ...found } = await readFolder();
  expect(found).toMatchObject(SOUND);
  expect(members).toHaveLength(25);
  expect(members.find((member) => member.userUuid === userUuid)?.role).toBe('developer');
});

test('kill -9 while writing loses nothing that was acknowledged', async () => {
  const process = child('write', 'Group', '100000');
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: process.stdout as NodeJS.ReadableStream })) {
    acknowledged.push(line);
    if (acknowledged.length === 40) process.kill('SIGKILL');
  }
  const { groups, ...found } = await readFolder();
  expect(acknowledged.length).toBeGreaterThanOrEqual(40);
  expect(found).toMatchObject(SOUND);
  expect(groups).toEqual(expect.arrayContaining(acknowledged));
});

test('kill -9 in the middle of the first start leaves nothing half done', async () => {
  const process = child('die', '60');
  const [, signal] = await once(process, 'exit');
  expect(signal).toBe('SIGKILL');
  const { members, ...found } = await readFolder();
  expect(found).toMatchObject(SOUND);
  expect(members).toHaveLength(25);
});

test('two processes on one folder invent one organization and both keep what they write', async () => {
  const processes = ['First', 'Second'].map((name) => child('write', name, '30'));
  const codes = await Promise.all(
    processes.map(async (process) => {
      process.stdout?.resume();
      const [code] = await once(process, 'exit');
      return code;
    }),
  );
  expect(codes).toEqual([0, 0]);
  const { members, groups, ...found } = await readFolder();
  expect(found).toMatchObject(SOUND);
  expect(members).toHaveLength(25);
  expect(groups).toHaveLength(4 + 60);
});

test('two sandboxes of one process may open a folder at the same moment', async () => {
  const both = await Promise.all([1, 2].map(() => createSandbox({ dataDir: folder.path, sizes: SMALL })));
  await Promise.all(both.map((sandbox) => sandbox.close()));
  expect(await readFolder()).toMatchObject(SOUND);
});
