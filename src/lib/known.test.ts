import { describe, expect, it } from 'vitest';
import { peopleInWords } from './known';

const rows = (known: number, unknown: number, away = 0) => [
  ...Array.from({ length: known }, (_, place) => ({ isKnown: true, state: place < away ? 'Deactivated' : '' })),
  ...Array.from({ length: unknown }, () => ({ isKnown: false, state: 'Pending' })),
];

describe('peopleInWords', () => {
  it.each([
    [rows(1, 0), rows(1, 0), '1 person'],
    [rows(3, 0), rows(1200, 0), '3 of 1,200 people'],
    [rows(12, 40), rows(12, 40), '12 people; of 40 more it is not known'],
    [rows(0, 40), rows(0, 40), '0 people; of 40 more it is not known'],
    [rows(2, 5), rows(12, 40), '2 of 12 people; of 5 more it is not known'],
    [rows(2, 0), rows(12, 40), '2 of 12 people'],
    [rows(20, 0, 3), rows(20, 0, 3), '20 people, 3 of whom cannot sign in'],
    [rows(3, 0, 3), rows(20, 0, 3), '3 of 20 people, 3 of whom cannot sign in'],
    [rows(1, 0, 1), rows(20, 0, 3), '1 of 20 people, 1 of whom cannot sign in'],
    [rows(1, 0, 1), rows(1, 0, 1), '1 person, who cannot sign in'],
    [rows(20, 8, 3), rows(20, 8, 3), '20 people, 3 of whom cannot sign in; of 8 more it is not known'],
  ])('counts only who is known to belong, and says who cannot sign in (%#)', (shown, all, words) => {
    expect(peopleInWords(shown, all)).toBe(words);
  });

  it('counts the people found against all there are where only those found have been read', () => {
    expect(peopleInWords(rows(3, 0), rows(53, 0), 1362)).toBe('3 of 1,362 people');
    expect(peopleInWords(rows(53, 0), rows(53, 0), 1362)).toBe('53 of 1,362 people');
  });
});
