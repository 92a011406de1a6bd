import { expect, it } from 'vitest';
import { remembered } from './remembered';

it('works an answer out once, "none" included, and holds a limited number of them', () => {
  const asked: string[] = [];
  const rule = remembered((text) => {
    asked.push(text);
    return text === 'none' ? null : text.length;
  });
  expect(['br', 'none', 'br', 'none', 'gzip'].map(rule)).toEqual([2, null, 2, null, 4]);
  expect(asked).toEqual(['br', 'none', 'gzip']);
  // Whoever sends another one each time takes no more memory, and gets the right answers all the same.
  for (let i = 0; i < 1_000; i += 1) expect(rule(`q=${i}`)).toBe(`q=${i}`.length);
  const before = asked.length;
  expect(rule('br')).toBe(2);
  expect(asked).toHaveLength(before + 1);
});
