import { runInThisContext } from 'node:vm';
import { expect, it } from 'vitest';
import { ascii } from '../vite.config';

it('means the same in strings, templates, patterns and names', () => {
  const code = '[{ı:1}.ı,"„Łukasz“ 🙂",`• ${"…"} \\\\–`,"×ø".replace(/[øħ]/gu,"–"),/🙂/u.test("🙂")]';
  const plain = ascii(code);
  expect(plain).toMatch(/^[\0-\x7f]+$/);
  expect(runInThisContext(plain)).toEqual(runInThisContext(code));
  expect(runInThisContext(plain)).toHaveLength(5);
});

it('refuses what it would change', () => {
  expect(() => ascii('"\\…"')).toThrow('escapes');
});
