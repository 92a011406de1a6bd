// Loaded here, once and before anything notes timers: happy-dom looks at the text of `setTimeout` for whether it is Node's.
import 'happy-dom';
import type { Environment } from 'vitest/runtime';

/**
 * Modules as a browser gets them; the window itself comes from page.ts. `window` is there between two files, too: React may
 * have been about to look once more at what has been taken off the page.
 */
export default {
  name: 'client',
  viteEnvironment: 'client',
  setup: (global) => {
    global.window = global;
    return { teardown: () => {} };
  },
} satisfies Environment;
