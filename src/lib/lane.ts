/**
 * Lets only a few works go at once; the others wait for their turn, in the order in which they came. In: how many may go.
 * Out: a function that starts a work when it is its turn. A work whose signal is aborted while it waits is never started.
 */
export const createLane = (limit: number): (<T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let going = 0;
  return async (work, signal) => {
    if (going >= limit) await new Promise<void>((resolve) => void waiting.push(resolve));
    else going++;
    try {
      signal?.throwIfAborted();
      return await work();
    } finally {
      const next = waiting.shift();
      // Whoever is next takes over the place, so that nobody slips in between.
      if (next) next();
      else going--;
    }
  };
};
