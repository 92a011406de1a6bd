/**
 * Which of the calls that wait goes first: `awaited` is what somebody looks at an empty place for, `background` the rest, such as
 * reading the same thing of every project.
 */
export type Priority = 'awaited' | 'background';

/** Options of a request that is one of many and that nobody waits for by itself. */
export const BACKGROUND = { priority: 'background' } as const;

/** How many calls to one API may be in flight. The one place where that is decided: whoever has many calls to make, makes them. */
export const MAX_IN_FLIGHT = 6;

/**
 * Lets a limited number through at once. Of those that wait, the awaited ones go first, each kind in the order in which they
 * came. Whoever got through must call `release`, once.
 */
export const createSemaphore = (limit: number) => {
  const waiting: Record<Priority, Set<() => void>> = { awaited: new Set(), background: new Set() };
  let taken = 0;

  return {
    /** Resolves when there is a free place. Rejects with the signal's reason when it is aborted before. */
    acquire: async (priority: Priority, signal: AbortSignal): Promise<void> => {
      signal.throwIfAborted();
      if (taken < limit) {
        taken += 1;
        return;
      }
      await new Promise<void>((resolve, reject) => {
        const queue = waiting[priority];
        const enter = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const leave = () => {
          queue.delete(enter);
          reject(signal.reason);
        };
        queue.add(enter);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
    /** Hands the place on to the next one, so that nobody who comes meanwhile takes it. */
    release: (): void => {
      for (const queue of [waiting.awaited, waiting.background]) {
        for (const enter of queue) {
          queue.delete(enter);
          enter();
          return;
        }
      }
      taken -= 1;
    },
  };
};
