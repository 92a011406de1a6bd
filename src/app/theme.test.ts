import { readFileSync } from 'node:fs';
import { DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { expect, it } from 'vitest';
import { theme } from './theme';

const text = readFileSync('src/app/mantine.css', 'utf8');

/** The declarations of the rule that begins so. */
const rule = (selector: string): Map<string, string> => {
  const [, body = ''] = text.split(`\n${selector} {`);
  const declared = body.slice(0, body.indexOf('}')).matchAll(/(--[\w-]+): ([^;]+);/g);
  return new Map(Array.from(declared, ([, name = '', value = '']) => [name, value]));
};

const standard: Record<'variables' | 'dark' | 'light', Record<string, string>> = defaultCssVariablesResolver(
  DEFAULT_THEME,
);
const wanted = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
const shared = rule(':root');
/** Pointed at our own, in both schemes. */
const isOurs = (name: string) => /^var\(--(?!mantine-)/.test(shared.get(name) ?? '');

it.each([
  ['variables', ':root'],
  ['dark', ":root[data-mantine-color-scheme='dark']"],
  ['light', ":root[data-mantine-color-scheme='light']"],
] as const)('%s: mantine.css has what Mantine makes of the theme', (part, selector) => {
  const differing = Object.entries(wanted[part]).filter(
    ([name, value]) => standard[part][name] !== value && !isOurs(name),
  );
  const there = [...rule(selector)].filter(([name]) => !isOurs(name));
  expect(Object.fromEntries(there)).toEqual(Object.fromEntries(differing));
});

it('the other variables are pointed at ones that tokens.css has', () => {
  const tokens = readFileSync('src/app/tokens.css', 'utf8');
  const ours = [...shared].filter(([name]) => isOurs(name));
  expect(ours.length).toBeGreaterThan(10);
  for (const [name, value] of ours) {
    expect(Object.keys({ ...wanted.variables, ...wanted.light }), name).toContain(name);
    expect(tokens).toContain(`${value.slice('var('.length, -1)}: `);
  }
});
