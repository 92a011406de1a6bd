import { afterAll, vi } from 'vitest';
import { globalsNow, restoreGlobals } from './globals';

/**
 * Runs before each file of src/ that shares its worker with others, which know per module who is signed in, and where: our
 * own modules and the globals are as at the start of a worker for each of them. Libraries are loaded once, which is what takes
 * the time; a mock of a module counts for its file only, by vitest itself.
 */
vi.resetModules();
const before = globalsNow();

// Registered first, it runs last.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  restoreGlobals(before);
});
