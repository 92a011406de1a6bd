interface GateOptions {
  /** How many may be inside. */
  limit: number;
  /** How many may wait. */
  maxWaiting: number;
}

export interface Gate {
  /**
   * Calls `start` at once, or when its turn has come.
   *
   * @returns how to leave, before one's turn or after it (twice does no harm); null when too many are waiting already.
   */
  enter(start: () => void): (() => void) | null;
}

/** Too many are waiting already. */
export class GateFull extends Error {}

/**
 * Does some work when its turn has come.
 *
 * @throws GateFull, the reason of the signal when that came first, and whatever the work throws.
 */
export async function inTurn<T>(gate: Gate, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let admit = () => {};
  const admitted = new Promise<void>((resolve) => (admit = resolve));
  const leave = gate.enter(admit);
  if (!leave) throw new GateFull();
  try {
    await abortable(admitted, signal);
    return await work();
  } finally {
    leave();
  }
}

/** Waits for some work, though no longer than until the signal is given, whose reason it then throws. */
export async function abortable<T>(work: T | Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Lets a limited number in and a limited number wait, first come first served. */
export function createGate({ limit, maxWaiting }: GateOptions): Gate {
  const inside = new Set<() => void>();
  const waiting = new Set<() => void>();
  const admit = (start: () => void) => {
    inside.add(start);
    start();
  };
  return {
    enter(start) {
      // An identity of its own, even when the same function is handed in twice.
      const one = () => start();
      const leave = () => {
        waiting.delete(one);
        if (!inside.delete(one)) return;
        const [next] = waiting;
        if (!next) return;
        waiting.delete(next);
        admit(next);
      };
      if (inside.size < limit) admit(one);
      else if (waiting.size < maxWaiting) waiting.add(one);
      else return null;
      return leave;
    },
  };
}
