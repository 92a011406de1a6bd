import { builtinEnvironments } from 'vitest/runtime';
import { afterAll } from 'vitest';

/** A window of its own for each file. vitest would make one for each worker, or load happy-dom and React for each file. */
const page = await builtinEnvironments['happy-dom'].setup(globalThis, {});
const { cleanup } = await import('@testing-library/react');

afterAll(async () => {
  // React works on what is still shown, and needs the window for it.
  cleanup();
  await page.teardown(globalThis);
});
