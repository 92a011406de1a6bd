import { describe, expect, it, vi } from 'vitest';
import { joinSignals } from './signals';

describe('joined signals', () => {
  it('are aborted with the first of them and by its reason', () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const { signal } = joinSignals(first.signal, second.signal);
    expect(signal.aborted).toBe(false);
    second.abort('second');
    first.abort('first');
    expect(signal.reason).toBe('second');
  });

  it('are aborted from the start where one of them is', () => {
    const { signal } = joinSignals(new AbortController().signal, AbortSignal.abort('before'));
    expect(signal).toMatchObject({ aborted: true, reason: 'before' });
  });

  it('hear nothing any more once they are released, and leave no listener behind', () => {
    const source = new AbortController();
    const removed = vi.spyOn(source.signal, 'removeEventListener');
    const { signal, release } = joinSignals(source.signal);
    release();
    source.abort();
    expect(signal.aborted).toBe(false);
    expect(removed).toHaveBeenCalledOnce();
  });
});
