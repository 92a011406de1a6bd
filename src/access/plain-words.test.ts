import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Words that were code names here. What to say instead is in rules/GLOSSARY.md. */
const WORDS = ['world', 'standing', 'situation', 'stranger', 'spare', 'idle', 'door', 'crowd'];

/** The words of a text or a name, of which camelCase and kebab-case make one. */
const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

/** The state of a reading, as TanStack Query names that of a query, is no code name. */
const foundIn = (text: string): string[] =>
  wordsOf(text.replaceAll(`'idle'`, '')).filter((word) => WORDS.includes(word.replace(/s$/, '')));

it('finds a code name in identifiers, file names and sentences', () => {
  expect(foundIn('const isSpareDoor = 1; // idle worlds')).toEqual(['spare', 'door', 'idle', 'worlds']);
  expect(foundIn('chain-standing.ts')).toEqual(['standing']);
  expect(foundIn('inheritsParent')).toEqual([]);
});

it('keeps code names out of what is written about access', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|md)$/.test(entry.name) && entry.name !== 'plain-words.test.ts')
    .map((entry) => join(entry.parentPath, entry.name));
  const found = files.flatMap((file) => {
    const path = file.slice(import.meta.dirname.length);
    return foundIn(`${path} ${readFileSync(file, 'utf8')}`).map((word) => `${path}: ${word}`);
  });
  expect(found).toEqual([]);
});
