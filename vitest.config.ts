import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** In milliseconds. Generous, because machines are shared: no test waits for time to pass. */
const limits = { testTimeout: 60_000, hookTimeout: 60_000 };
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
      {
        resolve: { alias },
        test: {
          name: 'node',
          ...limits,
          environment: 'node',
          include: [
            'src/**/*.test.ts',
            'sandbox/**/*.test.ts',
            'server/**/*.test.ts',
            'scripts/**/*.test.ts',
            'deploy/*.test.ts',
          ],
        },
      },
      {
        plugins: [react()],
        resolve: { alias },
        test: { name: 'browser', ...limits, environment: 'happy-dom', include: ['src/**/*.test.tsx'] },
      },
    ],
  },
});
