import { describe, expect, it } from 'vitest';
import { createGate } from './gate';

function gateOf(limit: number, maxWaiting: number) {
  const gate = createGate({ limit, maxWaiting });
  const started: string[] = [];
  return { started, enter: (name: string) => gate.enter(() => void started.push(name)) };
}

describe('createGate', () => {
  it('lets the next one in when one leaves, in order', () => {
    const { started, enter } = gateOf(2, 2);
    const [a, , c, d] = ['a', 'b', 'c', 'd'].map(enter);
    expect(started).toEqual(['a', 'b']);
    expect(enter('e')).toBeNull();
    a?.();
    a?.();
    expect(started).toEqual(['a', 'b', 'c']);
    c?.();
    d?.();
    expect(started).toEqual(['a', 'b', 'c', 'd']);
    enter('f');
    expect(started.at(-1)).toBe('f');
  });

  it('forgets who goes before their turn', () => {
    const { started, enter } = gateOf(1, 1);
    const a = enter('a');
    enter('b')?.();
    enter('c');
    a?.();
    expect(started).toEqual(['a', 'c']);
  });

  it('keeps two apart that start alike', () => {
    let starts = 0;
    const gate = createGate({ limit: 1, maxWaiting: 1 });
    const start = () => void (starts += 1);
    const first = gate.enter(start);
    const second = gate.enter(start);
    second?.();
    first?.();
    expect(starts).toBe(1);
  });
});
