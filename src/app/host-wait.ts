import type { GetToken } from '#/api/core/host';

/** Whether a host takes its time with a token. */
export type HostWait = { subscribe: (listener: () => void) => () => void; isLong: () => boolean };

/** A wait up to this long shows nothing. */
export const MOMENT_MS = 1_000;

/** In: the host's function. Out: one that does the same and records that the host is slow. */
export const watchHost = (ask: GetToken): { getToken: GetToken; hostWait: HostWait } => {
  const listeners = new Set<() => void>();
  let long = 0;
  const count = (by: number) => {
    long += by;
    for (const listener of listeners) listener();
  };
  return {
    getToken: async (asked) => {
      let isLong = false;
      const timer = setTimeout(() => {
        isLong = true;
        count(1);
      }, MOMENT_MS);
      try {
        return await ask(asked);
      } finally {
        clearTimeout(timer);
        if (isLong) count(-1);
      }
    },
    hostWait: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      isLong: () => long > 0,
    },
  };
};
