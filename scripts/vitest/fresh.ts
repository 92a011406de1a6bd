import { afterAll, vi } from 'vitest';
import { globalsNow, restoreGlobals } from './globals';
import { noteTimers } from './timers';

/**
 * Runs before each file of src/ that shares its worker with others, which know per module who is signed in, and where: our
 * own modules and the globals are as at the start of a worker for each of them, and no timer of the one before comes up.
 * Libraries are loaded once, which is what takes the time; a mock of a module counts for its file only, by vitest itself.
 */
vi.resetModules();
const before = globalsNow();
const endTimers = noteTimers();

// Registered first, it runs last.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  restoreGlobals(before);
  endTimers();
});
