import { describe, expect, it, vi } from 'vitest';
import { memoizedText } from './memo';

describe('memoizedText', () => {
  it('maps each text once, whatever comes of it', () => {
    const map = vi.fn<(text: string) => string | undefined>((text) => (text === 'b' ? undefined : text.toUpperCase()));
    const get = memoizedText(map);
    expect(['a', 'b', 'a', 'b'].map(get)).toEqual(['A', undefined, 'A', undefined]);
    expect(map.mock.calls).toEqual([['a'], ['b']]);
  });

  it('keeps no more than it may', () => {
    const map = vi.fn<(text: string) => number>(Number);
    const get = memoizedText(map, 2);
    expect(['1', '2', '3', '3', '1'].map(get)).toEqual([1, 2, 3, 3, 1]);
    expect(map).toHaveBeenCalledTimes(4);
  });
});
