import type { Environment } from 'vitest/runtime';

/** Modules as a browser gets them; the window comes from page.ts. */
export default {
  name: 'client',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => {} }),
} satisfies Environment;
