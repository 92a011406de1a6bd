/** Notes the timers that are set from now on. Out: ends those that have not come up. */
export function noteTimers(): () => void {
  const set = new Set<NodeJS.Timeout>();
  const { setTimeout: later, setInterval: again } = globalThis;
  const noting = (real: typeof later | typeof again) => {
    const noted = (work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
      const timer = real(
        (...given: unknown[]) => {
          if (real === later) set.delete(timer);
          work(...given);
        },
        ms,
        ...args,
      );
      set.add(timer);
      return timer;
    };
    return Object.defineProperties(noted, Object.getOwnPropertyDescriptors(real));
  };
  Object.assign(globalThis, { setTimeout: noting(later), setInterval: noting(again) });
  return () => set.forEach((timer) => clearTimeout(timer));
}
