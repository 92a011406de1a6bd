import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReaders } from './readers';

const KIB = 1024;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A response that only knows how to end. */
function responseOf() {
  const outgoing = new EventEmitter();
  const destroy = vi.fn(() => void outgoing.emit('close'));
  return { destroy, outgoing: Object.assign(outgoing, { destroy }) as unknown as ServerResponse };
}

describe('createReaders', () => {
  it('cuts off clients that stop reading, and not those that read slowly', () => {
    const readerOf = createReaders({ maxStalled: 9, stallMs: 1_000 });
    const [still, slow] = [responseOf(), responseOf()];
    readerOf(still.outgoing).stalls();
    const reader = readerOf(slow.outgoing);
    for (let i = 0; i < 10; i += 1) {
      reader.stalls();
      vi.advanceTimersByTime(900);
      reader.moves();
    }
    expect(still.destroy).toHaveBeenCalledOnce();
    expect(slow.destroy).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('holds an answer of 1 MiB, and 64 MiB in all; 64 KiB always', () => {
    const readerOf = createReaders({ maxStalled: 9, stallMs: 1_000 });
    const all = Array.from({ length: 64 }, responseOf);
    for (const { outgoing } of all) {
      const reader = readerOf(outgoing);
      expect(reader.holds(1_000 * KIB)).toBe(true);
      expect(reader.holds(1_024 * KIB)).toBe(false);
    }
    const one = readerOf(responseOf().outgoing);
    expect(one.holds(64 * KIB)).toBe(false);
    expect(one.holds(63 * KIB)).toBe(true);
    all[0]?.destroy();
    expect(one.holds(900 * KIB)).toBe(true);
  });
});
