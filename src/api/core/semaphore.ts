/**
 * Which of the waiting calls goes first: `awaited` is what the person waits for, `background` the rest, such as
 * reading the same thing of every project.
 */
export type Priority = 'awaited' | 'background';

/** Options of a request in the background. */
export const BACKGROUND = { priority: 'background' } as const;

/** How many calls to one API may be in flight. Decided here alone: code that has many calls to make starts them all at once. */
export const MAX_IN_FLIGHT = 6;

/**
 * Lets a limited number through at once. Of those that wait, the awaited ones go first, each kind in the order in which they
 * came. Each `acquire` that resolved needs one `release`.
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
    /** Hands the place to the next in the queue, so that a call made in between does not take it. */
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
