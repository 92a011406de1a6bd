import { describe, expect, it } from 'vitest';
import { createLane } from './lane';

/** Works that end when they are told to. */
const setUp = (limit: number) => {
  const lane = createLane(limit);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string, signal?: AbortSignal) =>
    lane(() => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    }, signal);
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { lane, work, end, begun };
};

describe('createLane', () => {
  it('starts no more than its limit, and the next one when one ends', async () => {
    const { work, end, begun } = setUp(2);
    const all = Promise.all(['a', 'b', 'c', 'd'].map((name) => work(name)));
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    await end('d');
    expect(await all).toEqual(['a', 'b', 'c', 'd']);
  });

  it('gives its place on after a failure', async () => {
    const { lane, work, begun } = setUp(1);
    const failed = lane(() => Promise.reject(new Error('no')));
    void work('a');
    await expect(failed).rejects.toThrow('no');
    await new Promise((resolve) => setTimeout(resolve));
    expect(begun).toEqual(['a']);
  });

  it('never starts what was aborted while it waited, and lets the next one go', async () => {
    const { work, end, begun } = setUp(1);
    const stop = new AbortController();
    void work('a');
    const aborted = expect(work('b', stop.signal)).rejects.toThrow('abort');
    void work('c');
    stop.abort();
    await end('a');
    await aborted;
    expect(begun).toEqual(['a', 'c']);
  });
});
