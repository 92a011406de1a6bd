import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** In milliseconds. Generous, because machines are shared: no test waits for time to pass. */
const limits = { testTimeout: 60_000, hookTimeout: 60_000 };
/**
 * Nothing in these folders keeps anything between two tests but in what a test itself makes, so their files share one set of modules
 * for each worker; what one leaves behind all the same fails it. The rest of src/ knows per module who is signed in, and where: its
 * files share libraries only.
 */
const STATELESS = ['sandbox/**/*.test.ts', 'server/**/*.test.ts', 'scripts/**/*.test.ts', 'deploy/*.test.ts'];
const STATELESS_SRC = ['src/domain/**/*.test.ts', 'src/lib/**/*.test.ts'];
/** A thread starts with less work than a process, and a file in one that is there already with the least. */
const shared = { ...limits, environment: 'node', pool: 'threads', isolate: false } as const;
const setup = (...names: string[]) => ({ setupFiles: names.map((name) => `scripts/vitest/${name}.ts`) });

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const alias = { '#': path('./src') };
/** Its `screen` is the document that was there when it was loaded: it is loaded for each file as our own modules are. */
const loadedAnew = Object.fromEntries(
  ['react', 'dom'].map((name) => [
    `@testing-library/${name}`,
    path(`./node_modules/@testing-library/${name}/dist/@testing-library/${name}.esm.js`),
  ]),
);

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
        test: { name: 'node', ...shared, ...setup('fresh'), include: ['src/**/*.test.ts'], exclude: STATELESS_SRC },
      },
      {
        resolve: { alias },
        test: { name: 'stateless', ...shared, ...setup('stateless'), include: [...STATELESS, ...STATELESS_SRC] },
      },
      {
        plugins: [react()],
        resolve: { alias: { ...alias, ...loadedAnew } },
        test: {
          name: 'browser',
          ...shared,
          ...setup('fresh', 'page'),
          environment: './scripts/vitest/client.ts',
          server: { deps: { inline: [/@testing-library/] } },
          include: ['src/**/*.test.tsx'],
        },
      },
    ],
  },
});
