import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runPool } from './pool';

const soon = (ticks = 0) => new Promise((resolve) => setTimeout(resolve, ticks));

const fail = () => {
  throw new Error('now');
};

describe('runPool', () => {
  it('gives results in the order of the items, failures among them', async () => {
    const results = await runPool([3, 1, 2], async (n) => {
      await soon(n);
      if (n === 1) throw new Error('one');
      return n * 10;
    });
    expect(results).toEqual([
      { status: 'fulfilled', value: 30 },
      { status: 'rejected', reason: new Error('one') },
      { status: 'fulfilled', value: 20 },
    ]);
  });

  it('survives a worker that throws at once, and no items', async () => {
    expect(await runPool([1], fail)).toEqual([{ status: 'rejected', reason: new Error('now') }]);
    expect(await runPool([], fail)).toEqual([]);
  });

  it('never has more under way than it may, works on each once, and tells of each', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 20 }),
        fc.integer({ min: -1, max: 8 }),
        async (delays, limit) => {
          let running = 0;
          let most = 0;
          const seen: number[] = [];
          const progress: number[][] = [];
          const results = await runPool(
            delays,
            async (delay, index) => {
              most = Math.max(most, ++running);
              seen.push(index);
              for (let i = 0; i <= delay; i++) await Promise.resolve();
              running--;
              return index;
            },
            { limit, onProgress: ({ done, total }) => progress.push([done, total]) },
          );
          expect(most).toBe(Math.min(Math.max(1, limit), delays.length));
          expect(seen.toSorted((a, b) => a - b)).toEqual(delays.map((_, i) => i));
          expect(progress).toEqual(delays.map((_, i) => [i + 1, delays.length]));
          expect(results.map((result) => result.status === 'fulfilled' && result.value)).toEqual(
            delays.map((_, i) => i),
          );
        },
      ),
    );
  });

  it('starts nothing new after an abort, and lets what is under way end', async () => {
    const controller = new AbortController();
    const started: number[] = [];
    const told: number[] = [];
    const results = await runPool(
      [0, 1, 2, 3, 4],
      async (n) => {
        started.push(n);
        await soon();
        if (n === 1) controller.abort();
        return n;
      },
      { limit: 2, signal: controller.signal, onProgress: ({ index }) => told.push(index) },
    );
    expect(started).toEqual([0, 1, 2]);
    expect(told).toEqual([0, 1, 2]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(results[4]).toMatchObject({ reason: { name: 'AbortError' } });
  });

  it('starts nothing when it is aborted before', async () => {
    const results = await runPool([1, 2], () => 'done', { signal: AbortSignal.abort('enough') });
    expect(results).toEqual([
      { status: 'rejected', reason: 'enough' },
      { status: 'rejected', reason: 'enough' },
    ]);
  });
});
