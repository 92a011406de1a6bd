import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** In milliseconds. Generous, because machines are shared: no test waits for time to pass. */
const limits = { testTimeout: 60_000, hookTimeout: 60_000 };
const alias = { '#': fileURLToPath(new URL('./src', import.meta.url)) };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'node',
          ...limits,
          environment: 'node',
          include: ['src/**/*.test.ts', 'sandbox/**/*.test.ts', 'server/**/*.test.ts', 'scripts/**/*.test.ts'],
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
