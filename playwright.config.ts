import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import type { Options } from './e2e/support/test';
import { requireBrowser } from './scripts/browser';

/** Two runs on one machine need two. */
const PORT = process.env.E2E_PORT ?? '4610';

/** The sandbox's data folder. Each worker reads this file too, but only the first process starts the server. */
function freshDataDir(): string {
  const isWorker = process.env.TEST_WORKER_INDEX !== undefined;
  if (isWorker) return '';
  const dir = mkdtempSync(join(tmpdir(), 'lightdash-console-'));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export default defineConfig<Options>({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  testIgnore: 'perf/**',
  fullyParallel: true,
  workers: 2,
  // Generous, because machines are shared: what is slow is seen in the benches, what never comes fails here all the same.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // Once more, until ten whole runs in a row have been green without; the list names every test that needed it.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    // Not of every first try: recording costs half as much again as the tests themselves. `--trace on` records one at hand.
    trace: 'on-first-retry',
    // Nothing is drawn half-way, which costs an eighth of the whole; what depends on it asks for motion.
    contextOptions: { reducedMotion: 'reduce' },
    // Playwright itself adds --no-sandbox and switches the browser's own calls off. No --disable-features here: it would
    // replace Playwright's list rather than add to it.
    launchOptions: { executablePath: requireBrowser(), args: ['--disable-quic', '--renderer-process-limit=1'] },
  },
  projects: [
    { name: 'chromium', use: { browserName: 'chromium' }, grepInvert: /@older/ },
    // A chosen part on the older Lightdash too, and there alone what only that one does.
    { name: 'chromium-0.2110', use: { browserName: 'chromium', generation: '0.2110' }, grep: /@(both|older)/ },
  ],
  webServer: {
    command: 'node dist/server/main.js',
    cwd: import.meta.dirname,
    url: `http://127.0.0.1:${PORT}/config.json`,
    env: {
      PORT,
      HOST: '127.0.0.1',
      DATA_DIR: freshDataDir(),
      SANDBOX_MEMBERS: '2000',
      SANDBOX_SWITCHES: '1',
      LIGHTDASH_URL: '',
    },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    stderr: 'pipe',
  },
});
