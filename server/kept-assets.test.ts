import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  promises,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type KeptAssets, keepAssets } from './kept-assets';
import { PAGE, type Running, send, startWithEcho } from './test-support';
import { readWeb } from './web';

const DAY_MS = 24 * 60 * 60 * 1_000;
const SECRET = 'not for the browser';
const OLD_SCRIPT = 'export const page = "old";\n'.repeat(50);

let root: string;
let running: Running | undefined;
const rounds: KeptAssets[] = [];

const at = (...path: string[]) => join(root, ...path);

/** Writes a build: its page names its script. */
function build(name: string, script: string): { webDir: string; libDir: string } {
  const [webDir, libDir] = [at(name, 'web'), at(name, 'lib')];
  for (const dir of [join(webDir, 'assets'), join(libDir, 'console.peer')]) {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, `${name}-12345678.js`), script);
    writeFileSync(join(dir, `${name}-12345678.js.br`), brotliCompressSync(script));
  }
  writeFileSync(join(libDir, 'console.js'), script);
  writeFileSync(join(webDir, 'index.html'), PAGE.replace('index-abc', `${name}-12345678`));
  writeFileSync(join(webDir, 'icon.svg'), `<svg>${name}</svg>`);
  return { webDir, libDir };
}

/** Starts a server with a build of its own beside the kept assets. */
async function start(dirs: { webDir: string; libDir: string }): Promise<Running> {
  const kept = await keepAssets({ dir: at('kept'), ...dirs, log: () => {} });
  rounds.push(kept);
  running = await startWithEcho(await readWeb(dirs.webDir, dirs.libDir), {
    kept,
    config: { embedOrigins: ['https://portal.example.com'] },
  });
  return running;
}

beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'kept-test-'))));
afterEach(async () => {
  vi.useRealTimers();
  for (const round of rounds.splice(0)) round.close();
  await running?.close();
  rmSync(root, { recursive: true });
});

describe('the assets of a former build', () => {
  it('are served as they were', async () => {
    const old = build('old', OLD_SCRIPT);
    const first = await start(old);
    const before = await send(first.port, '/assets/old-12345678.js', { headers: { 'accept-encoding': 'br' } });
    await first.close();
    const { port } = await start(build('new', 'export {};'));
    const after = await send(port, '/assets/old-12345678.js', { headers: { 'accept-encoding': 'br' } });
    expect(after.status).toBe(200);
    expect(brotliDecompressSync(after.body).toString()).toBe(OLD_SCRIPT);
    const { date: _before, ...headers } = before.headers;
    expect(after.headers).toMatchObject(headers);
    expect((await send(port, '/assets/old-12345678.js')).text).toBe(OLD_SCRIPT);
    const shared = await send(port, '/lib/console.peer/old-12345678.js', {
      headers: { origin: 'https://portal.example.com' },
    });
    expect(shared).toMatchObject({
      status: 200,
      headers: {
        'access-control-allow-origin': 'https://portal.example.com',
        'cross-origin-resource-policy': 'cross-origin',
      },
    });
    expect((await send(port, '/lib/console.js')).text).toBe('export {};');
    expect((await send(port, '/icon.svg')).text).toBe('<svg>new</svg>');
    expect((await send(port, '/assets/none-12345678.js')).status).toBe(404);
    expect((await send(port, '/assets/old-12345678.js', { method: 'POST' })).status).toBe(405);
  });

  it('are there at once when a newer server beside us has put them there', async () => {
    const { port } = await start(build('old', OLD_SCRIPT));
    rounds.push(await keepAssets({ dir: at('kept'), ...build('new', 'export {};'), log: () => {} }));
    expect((await send(port, '/assets/new-12345678.js')).text).toBe('export {};');
  });

  it('go when no server has had them for 14 days, and nothing else goes', async () => {
    const old = build('old', OLD_SCRIPT);
    rounds.push(await keepAssets({ dir: at('kept'), ...old, log: () => {} }));
    const folder = at('kept', 'lightdash-console', 'assets');
    const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
    for (const name of readdirSync(folder)) utimesSync(join(folder, name), ago(15), ago(15));
    writeFileSync(join(folder, 'young-12345678.js'), 'x');
    utimesSync(join(folder, 'young-12345678.js'), ago(13), ago(13));
    for (const path of [at('kept', 'mine.txt'), at('kept', 'lightdash-console', 'mine.txt')]) {
      writeFileSync(path, 'x');
      utimesSync(path, ago(100), ago(100));
    }
    rounds.push(await keepAssets({ dir: at('kept'), ...build('new', 'export {};'), log: () => {} }));
    expect(readdirSync(folder).sort()).toEqual(['new-12345678.js', 'new-12345678.js.br', 'young-12345678.js']);
    expect(existsSync(at('kept', 'mine.txt'))).toBe(true);
    expect(existsSync(at('kept', 'lightdash-console', 'mine.txt'))).toBe(true);
  });

  it('stay as long as a server runs that has them', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    rounds.push(await keepAssets({ dir: at('kept'), ...build('old', OLD_SCRIPT), log: () => {} }));
    const file = at('kept', 'lightdash-console', 'assets', 'old-12345678.js');
    const long = new Date(Date.now() - 13 * DAY_MS);
    utimesSync(file, long, long);
    vi.advanceTimersByTime(DAY_MS);
    vi.useRealTimers();
    await expect.poll(() => statSync(file).mtimeMs).toBeGreaterThan(Date.now() - DAY_MS);
  });

  it('are copied anew when they can’t be dated: removed beside us in this moment, or put there by somebody else', async () => {
    const old = build('old', OLD_SCRIPT);
    rounds.push(await keepAssets({ dir: at('kept'), ...old, log: () => {} }));
    const folder = at('kept', 'lightdash-console', 'assets');
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'theirs');
    const { utimes } = promises;
    promises.utimes = async (path, ...times) => {
      if (/\.(js|br)$/.test(String(path))) throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      return utimes(path, ...times);
    };
    syncBuiltinESMExports();
    try {
      rounds.push(await keepAssets({ dir: at('kept'), ...old, log: () => {} }));
    } finally {
      promises.utimes = utimes;
      syncBuiltinESMExports();
    }
    expect(readFileSync(join(folder, 'old-12345678.js'), 'utf8')).toBe(OLD_SCRIPT);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it.each([
    '/assets/../../../secret.txt',
    '/assets/..%2f..%2f..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/..',
    '/assets/.',
    '/assets/',
    '/assets/.hidden.js',
    '/assets/link.js',
    '/assets/folder',
    '/assets/folder/inner.js',
    '/assets//secret.txt',
    '/assets/old-12345678.js%00.txt',
    '/assets/..\\..\\secret.txt',
    '/lib/console.peer/../../../../secret.txt',
    '/lib/.../secret.txt',
    '/lib/../secret.txt',
    '/lib/.hidden/inner.js',
    '/lib/../assets/old-12345678.js/../../secret.txt',
    `/assets/${'a'.repeat(4_000)}`,
  ])('are all that is reached: %s', async (path) => {
    const { port } = await start(build('old', OLD_SCRIPT));
    const folder = at('kept', 'lightdash-console', 'assets');
    writeFileSync(at('secret.txt'), SECRET);
    writeFileSync(join(folder, '.hidden.js'), SECRET);
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'folder', 'inner.js'), SECRET);
    symlinkSync(at('secret.txt'), join(folder, 'link.js'));
    mkdirSync(at('kept', 'lightdash-console', 'lib', '.hidden'));
    writeFileSync(at('kept', 'lightdash-console', 'lib', '.hidden', 'inner.js'), SECRET);
    const { status, text } = await send(port, path);
    // `/assets/..` is the front page.
    expect([200, 400, 404]).toContain(status);
    expect(text).not.toContain(SECRET);
    expect(text.includes('id="console-config"')).toBe(status === 200);
  });

  it('need a folder that can be written to', async () => {
    writeFileSync(at('file'), '');
    await expect(keepAssets({ dir: at('file'), ...build('old', OLD_SCRIPT), log: () => {} })).rejects.toThrow(
      "KEEP_ASSETS_DIR can't be used (EEXIST); set it to a folder that the server may write to.",
    );
  });

  it('need a folder that can be made', async () => {
    await expect(keepAssets({ dir: '/proc/x/y', ...build('old', OLD_SCRIPT), log: () => {} })).rejects.toThrow(
      /^KEEP_ASSETS_DIR can't be used \(E[A-Z]+\); set it to a folder that the server may write to\.$/,
    );
  });
});
