import { expect, it } from 'vitest';
import { keptInWords } from './kept';

it('names the reason of each that stays, not that of the first for all', () => {
  const theirs = ['Weekly', 'Daily'].map((name) => ({ name, reason: 'Is theirs already.' }));
  const other = { name: 'Sales', reason: 'Only its owner can change it.' };
  expect(keptInWords([...theirs, other])).toBe(
    'Not transferred: Weekly and Daily. Is theirs already. Not transferred: Sales. Only its owner can change it.',
  );
  expect(keptInWords([])).toBe('');
});
