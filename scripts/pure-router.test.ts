import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ALIASES, pureRouter } from '../vite.config';

const entry = ALIASES.find(({ find }) => find instanceof RegExp && find.test('react-router'))?.replacement ?? '';

/** What the plugin makes of a file of the router. Throws what it reports. */
const transform = (code: string, id = entry): string => {
  const { transform: run } = pureRouter();
  const report = (message: string) => {
    throw new Error(message);
  };
  const made = (run as (this: object, code: string, id: string) => { code: string } | null).call(
    { error: report },
    code,
    id,
  );
  return made?.code ?? code;
};

it('marks what makes a component of the router as pure, and takes its name away', () => {
  const code = 'var Link = React10.forwardRef(\n  f\n);\nLink.displayName = "Link";\n';
  expect(transform(code)).toBe('var Link = /* @__PURE__ */ React10.forwardRef(\n  f\n);\n\n');
  expect(transform(code, '/elsewhere/index.mjs')).toBe(code);
  expect(readFileSync(entry, 'utf8')).toContain('Link');
});

it('fails the build where the router is written in another way', () => {
  expect(() => transform('const Link = forwardRef(f);')).toThrow('pureRouter does nothing');
});
