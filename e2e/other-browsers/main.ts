import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver } from './driver';
import { firefoxPath, startFirefox } from './firefox';
import { walk } from './walk';
import { startWebkit, webkitPath } from './webkit';

/**
 * The main job in the browsers that Playwright's own builds would be needed for elsewhere: the system's Firefox and WebKitGTK, each
 * by its own protocol. One that is not there is skipped, with a message that says what to install.
 */
const BROWSERS: {
  name: string;
  find: () => string | undefined;
  start: (path: string) => Promise<Driver>;
  install: string;
}[] = [
  { name: 'Firefox', find: firefoxPath, start: startFirefox, install: 'firefox-esr' },
  { name: 'WebKit', find: webkitPath, start: startWebkit, install: 'webkit2gtk-driver xvfb' },
];

const PORT = 4620;
const origin = `http://127.0.0.1:${PORT}`;

/**
 * Starts the built server on a folder of its own, and waits until it says that it listens. Yields what stops it: while it runs,
 * this process does not end.
 */
async function startServer(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'lightdash-console-browsers-'));
  const env = {
    ...process.env,
    PORT: String(PORT),
    HOST: '127.0.0.1',
    DATA_DIR: folder,
    SANDBOX_SWITCHES: '1',
    LIGHTDASH_URL: '',
  };
  const server = spawn(process.execPath, ['dist/server/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    server.stdout.once('data', () => resolve());
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  process.once('exit', () => {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => void server.kill();
}

const stopServer = await startServer();
let passed = 0;
let failed = 0;
for (const { name, find, start, install } of BROWSERS) {
  const path = find();
  if (!path) {
    console.log(`- ${name}: skipped, it is not here (on Debian: apt-get install -y ${install})`);
    continue;
  }
  let driver: Driver | null = null;
  try {
    driver = await start(path);
    for await (const step of walk(driver, origin)) {
      passed += 1;
      console.log(`✓ ${name}: ${step}`);
    }
  } catch (error) {
    failed += 1;
    // WebKit's driver refuses without a message.
    console.log(`✗ ${name}: ${String(error)}`);
  } finally {
    await driver?.close();
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
stopServer();
