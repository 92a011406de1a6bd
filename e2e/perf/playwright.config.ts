import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import suite from '../../playwright.config';
import { FLOOR } from './floor-address';

const root = join(import.meta.dirname, '../..');
const [ours] = [suite.webServer].flat();

/** `npm run bench`: the browser and the server of the test suite, one bench at a time, and no trace to slow it down. */
export default defineConfig(suite, {
  testDir: '.',
  testMatch: '**/*.bench.ts',
  testIgnore: [],
  fullyParallel: false,
  workers: 1,
  timeout: 300_000,
  use: { trace: 'off' },
  // The floor page, by a server of the same build.
  webServer: {
    command: 'npx tsx scripts/serve-floor.ts',
    cwd: root,
    url: `${FLOOR}/config.json`,
    env: { ...ours?.env, PORT: new URL(FLOOR).port },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    stderr: 'pipe',
  },
});
