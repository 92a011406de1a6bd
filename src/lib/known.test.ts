import { describe, expect, it } from 'vitest';
import { peopleInWords } from './known';

const rows = (known: number, unknown: number) => [...Array.from({ length: known }, () => ({ isKnown: true })), ...Array.from({ length: unknown }, () => ({ isKnown: false }))];

describe('peopleInWords', () => {
  it.each([
    [rows(1, 0), rows(1, 0), '1 person'],
    [rows(3, 0), rows(1200, 0), '3 of 1,200 people'],
    [rows(12, 40), rows(12, 40), '12 people · of 40 it is not known'],
    [rows(0, 40), rows(0, 40), '0 people · of 40 it is not known'],
    [rows(2, 5), rows(12, 40), '2 of 12 people · of 5 it is not known'],
    [rows(2, 0), rows(12, 40), '2 of 12 people'],
  ])('counts only who is known to belong (%#)', (shown, all, words) => {
    expect(peopleInWords(shown, all)).toBe(words);
  });
});
