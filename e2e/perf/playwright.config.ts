import { defineConfig } from '@playwright/test';
import suite from '../../playwright.config';

/** `npm run bench`: the browser and the server of the test suite, one bench at a time, and no trace to slow it down. */
export default defineConfig(suite, {
  testDir: '.',
  testMatch: '**/*.bench.ts',
  testIgnore: [],
  fullyParallel: false,
  workers: 1,
  timeout: 300_000,
  use: { trace: 'off' },
});
