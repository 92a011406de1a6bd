/** What the browser fetched from the API; `bytes` are decoded ones. */
export type Cost = { calls: number; bytes: number };

/** Counts from its start to its end. */
export type Meter = { read: () => Cost; stop: () => void };

/**
 * Counts what the browser fetches from the API, whatever part of the console asks for it. Out: what it counted so far, and how to end it.
 * Counts nothing where the browser does not report what it fetches.
 */
export const startMeter = (): Meter => {
  const cost: Cost = { calls: 0, bytes: 0 };
  const add = (entries: PerformanceEntryList) => {
    for (const entry of entries as PerformanceResourceTiming[]) {
      if (!new URL(entry.name).pathname.includes('/api/')) continue;
      cost.calls += 1;
      cost.bytes += entry.decodedBodySize;
    }
  };
  const observer =
    typeof PerformanceObserver === 'undefined' ? null : new PerformanceObserver((list) => add(list.getEntries()));
  observer?.observe({ type: 'resource' });
  return {
    read: () => {
      // What ended a moment ago has not been handed out yet.
      add(observer?.takeRecords() ?? []);
      return { ...cost };
    },
    stop: () => observer?.disconnect(),
  };
};
