import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** In milliseconds. Generous, because machines are shared: no test waits for time to pass. */
const limits = { testTimeout: 60_000, hookTimeout: 60_000 };
/**
 * Nothing in these folders keeps anything between two tests but in what a test itself makes, so their files share one set of modules
 * for each worker. The rest of src/ knows per module who is signed in, and where.
 */
const STATELESS = ['sandbox/**/*.test.ts', 'server/**/*.test.ts', 'scripts/**/*.test.ts', 'deploy/*.test.ts'];
const STATELESS_SRC = ['src/domain/**/*.test.ts', 'src/lib/**/*.test.ts'];
/** A thread starts with less work than a process. */
const quick = { ...limits, environment: 'node', pool: 'threads' } as const;
const alias = { '#': fileURLToPath(new URL('./src', import.meta.url)) };

export default defineConfig({
  test: {
    // Both cores of a small machine; the default leaves one of two to the watcher that `vitest run` does not have.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    coverage: {
      // What the project exists for: every branch of it is held by a test.
      include: [
        'src/api/core/**/*.ts',
        'src/api/{lightdash,workspace,zenml,katapult}/{dialect,client,notices,oauth,capabilities}.ts',
      ],
      exclude: ['**/*.test.ts', '**/testing*.ts', '**/gen/**'],
      reporter: ['text', 'json-summary'],
      reportsDirectory: 'test-results/coverage',
      thresholds: { branches: 100, functions: 100, lines: 100, statements: 100 },
    },
    projects: [
      { resolve: { alias }, test: { name: 'node', ...quick, include: ['src/**/*.test.ts'], exclude: STATELESS_SRC } },
      {
        resolve: { alias },
        test: { name: 'stateless', ...quick, isolate: false, include: [...STATELESS, ...STATELESS_SRC] },
      },
      {
        plugins: [react()],
        resolve: { alias },
        test: { name: 'browser', ...limits, environment: 'happy-dom', include: ['src/**/*.test.tsx'] },
      },
    ],
  },
});
