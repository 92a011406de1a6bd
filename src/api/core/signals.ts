/**
 * Joins signals into one that is aborted with the first of them and by its reason. `release` detaches it from them,
 * since a signal may outlive thousands of calls. `AbortSignal.any` is newer than the browsers that are promised (vite.config.ts).
 */
export const joinSignals = (...signals: readonly AbortSignal[]): { signal: AbortSignal; release: () => void } => {
  const joined = new AbortController();
  const stops = signals.map((signal) => {
    const stop = () => joined.abort(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
    return () => signal.removeEventListener('abort', stop);
  });
  return { signal: joined.signal, release: () => stops.forEach((stop) => stop()) };
};
