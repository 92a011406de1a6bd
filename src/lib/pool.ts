type PoolProgress<R> = { done: number; total: number; index: number; result: PromiseSettledResult<R> };

type PoolOptions<R> = {
  /** How many may be under way at once. */
  limit?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Told after each item that was worked on. */
  onProgress?: ((progress: PoolProgress<R>) => void) | undefined;
};

/**
 * Works on many items, a few at a time. Out: one settled result an item, in the order of the items; it never rejects
 * because of a worker. After an abort nothing new is started: what is under way ends as its worker lets it, and what
 * was not started is rejected with the signal's reason.
 */
export async function runPool<T, R>(
  items: readonly T[],
  worker: (item: T, index: number) => Promise<R> | R,
  { limit = 6, signal, onProgress }: PoolOptions<R> = {},
): Promise<PromiseSettledResult<R>[]> {
  const results: PromiseSettledResult<R>[] = [];
  // One iterator for all workers, so that each item is taken once.
  const queue = items.entries();
  let done = 0;

  const takeItems = async () => {
    for (const [index, item] of queue) {
      if (signal?.aborted) {
        results[index] = { status: 'rejected', reason: signal.reason };
        continue;
      }
      const result = await settle(() => worker(item, index));
      results[index] = result;
      onProgress?.({ done: ++done, total: items.length, index, result });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, takeItems));
  return results;
}

async function settle<R>(work: () => Promise<R> | R): Promise<PromiseSettledResult<R>> {
  try {
    return { status: 'fulfilled', value: await work() };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
}
