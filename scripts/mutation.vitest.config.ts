import { defineConfig } from 'vitest/config';

/** The tests that hold the fetch layer and the dialects; fuzzing is left out, because it would only repeat what tables show. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/api/**/*.test.ts'],
    exclude: ['**/*.fuzz.test.ts', 'src/api/lightdash/recordings.test.ts'],
    testTimeout: 10_000,
  },
});
