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
