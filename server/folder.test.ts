import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseName } from '../sandbox/db/open';
import { createSandbox } from '../sandbox/index';
import { DEFAULT_GENERATION } from '../sandbox/lightdash/generation';
import { SMALL } from '../sandbox/testing/sizes';
import { dataDirProblem } from './folder';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'console-folder-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the server on the folder, where it may write files up to `kib`. */
const launch = (kib: number | 'unlimited') =>
  spawn('sh', ['-c', `ulimit -f ${kib}; exec "$0" --import tsx server/main.ts`, process.execPath], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATA_DIR: folder, SANDBOX_MEMBERS: '25', CONSOLE_DEV_PORT: '65535' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });

/** Starts the server on a folder that it can't use. Out: what it says as it gives up. */
async function start(kib: number) {
  const server = launch(kib);
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(server, 'close');
  return { code, lines: said.trim().split('\n') };
}

/** What is said of a sandbox that does not open. */
const problemOf = (dataDir: string) =>
  createSandbox({ dataDir, sizes: SMALL }).then(
    () => 'opened',
    (error: unknown) => dataDirProblem(dataDir, error),
  );

describe('the sandbox says why it can’t use DATA_DIR, and what to do', () => {
  it('when its files don’t fit: the server does not start, and leaves nothing half done', async () => {
    const { code, lines } = await start(64);
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^DATA_DIR \(.*\) can't be used \(SQLITE_(FULL|IOERR\w*)\)[;:] .*\.$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('when the folder can’t be made', async () => {
    const dataDir = join(folder, 'file');
    writeFileSync(dataDir, '');
    expect(await problemOf(dataDir)).toBe(
      `DATA_DIR (${dataDir}) can't be used (EEXIST); set it to a folder that the server may write to.`,
    );
    expect(await problemOf(join(dataDir, 'data'))).toContain('(ENOTDIR); set it to a folder that');
  });

  it.each([
    ['is another file', Buffer.from('not a database, though as long as the head of one'.repeat(200))],
    ['has lost its pages', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8_176, 0xff)])],
  ])('when the database in it %s', async (_what, bytes) => {
    writeFileSync(join(folder, databaseName(DEFAULT_GENERATION)), bytes);
    expect(await problemOf(folder)).toMatch(
      /^DATA_DIR \(.*\) can't be used \(SQLITE_\w+\): its database is damaged\. Delete the folder, for it holds made-up data only, or set DATA_DIR to another one\.$/,
    );
  });
});

describe('a server that is told to stop while it starts', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('by %s ends by itself, as it has to in a container', async (signal) => {
    const server = launch('unlimited');
    const ended = once(server, 'close');
    await expect.poll(() => readdirSync(folder), { interval: 5, timeout: 50_000 }).not.toEqual([]);
    server.kill(signal);
    expect(await ended).toEqual([0, null]);
  });
});

describe('dataDirProblem', () => {
  const caused = (code: string) =>
    new Error('Failed query: insert …', { cause: Object.assign(new Error('x'), { code }) });

  it.each([
    ['SQLITE_FULL', ': its disk is full. Make room, or set DATA_DIR to a folder on another disk.'],
    ['ENOSPC', ': its disk is full. Make room, or set DATA_DIR to a folder on another disk.'],
    ['EDQUOT', ': its disk is full. Make room, or set DATA_DIR to a folder on another disk.'],
    ['SQLITE_READONLY', '; set it to a folder that the server may write to.'],
    ['SQLITE_READONLY_DBMOVED', '; set it to a folder that the server may write to.'],
    ['SQLITE_CANTOPEN', '; set it to a folder that the server may write to.'],
    ['SQLITE_IOERR_WRITE', '; set it to a folder that the server may write to.'],
    ['EROFS', '; set it to a folder that the server may write to.'],
    ['EACCES', '; set it to a folder that the server may write to.'],
    [
      'SQLITE_CORRUPT_VTAB',
      ': its database is damaged. Delete the folder, for it holds made-up data only, or set DATA_DIR to another one.',
    ],
  ])('of %s, however deep it lies', (code, advice) => {
    expect(dataDirProblem('/d', caused(code))).toBe(`DATA_DIR (/d) can't be used (${code})${advice}`);
  });

  it('is none of what has another cause', () => {
    for (const error of [new Error('a mistake of ours'), new TypeError('x'), 'x', caused('ERR_INVALID_ARG_TYPE')])
      expect(dataDirProblem('/d', error)).toBeNull();
  });
});
