import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlaces } from './places';
import { readRecordings } from './recordings';

/** What may cite: all of ours that people write. */
const FOLDERS = ['src', 'sandbox', 'server', 'scripts', 'e2e', 'deploy', 'docs'];
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|mjs|md|yaml|css)$/.test(file) && !/(^|\/)gen\//.test(file))
    .map((file) => join(folder, file)),
).filter((file) => file !== 'scripts/citations.test.ts');
/** A number in one of the documents about Lightdash's API, such as `docs/lightdash/members.md#m2`. */
const ENTRY = /docs\/lightdash\/(\w[\w-]*\.md)(?:#(\w+))?/g;
/** One or more of the access rules, such as "RULES.md A4" or "RULES.md C5 and C6". */
const RULES = /RULES\.md,? ([AC]\d+(?:(?:,| and| to) [AC]\d+)*)/g;
/** A recorded case, such as `GetSpace.malformed-uuid`. */
const CASE = /\b([A-Za-z]{6,})\.(ok(?:-[a-z]+)*|\d{3}-[a-z-]*[a-z]|[a-z\d]+(?:-[a-z\d]+)+)\b/g;
/** The contract of another API, by its path. */
const CONTRACT = /src\/api\/\w+\/openapi\.yaml/g;
/** Names of notes that are not in this repository. */
const NOWHERE = /\b(lightdash|security)\.md\b|\bseed 00\d|SPEC-DIFFERENCES|\(oracle, (?:R\d|"|[A-Z])|[ (]R\d+[),]/;

const cases = readRecordings('recordings');
const caseNames = new Set(cases.map(({ name }) => name));
const operations = new Set(cases.map(({ name }) => name.split('.')[0]));
const headings = (file: string, pattern: RegExp): Set<string> =>
  existsSync(file)
    ? new Set([...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name = '']) => name))
    : new Set();
const rules = headings('src/access/rules/RULES.md', /^\*\*([AC]\d+)/gm);

/** What a text cites that is not there. In: the text, and the name of its file. */
function unresolved(text: string, file: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const missing: string[] = [];
    for (const [cited, document = '', entry] of line.matchAll(ENTRY)) {
      const path = `docs/lightdash/${document}`;
      const isThere = entry ? headings(path, /^### (\w+)$/gm).has(entry.toUpperCase()) : existsSync(path);
      if (!isThere) missing.push(cited);
    }
    for (const [, numbers = ''] of line.matchAll(RULES))
      missing.push(...numbers.split(/, | and | to /).filter((number) => !rules.has(number)));
    for (const [cited, operation] of line.matchAll(CASE))
      if (operations.has(operation) && !caseNames.has(cited)) missing.push(cited);
    for (const [path] of line.matchAll(CONTRACT)) if (!existsSync(path)) missing.push(path);
    const nowhere = NOWHERE.exec(line)?.[0];
    if (nowhere) missing.push(nowhere.trim());
    return missing.map((what) => `${file}:${index + 1} cites ${what}`);
  });
}

test('every citation is found in this repository', () => {
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.flatMap((file) => unresolved(readFileSync(file, 'utf8'), file))).toEqual([]);
});

test.each([
  ['docs/lightdash/members.md#m2 and docs/lightdash/README.md', 0],
  ['docs/lightdash/members.md#m99', 1],
  ['docs/lightdash/nothing.md', 1],
  ['RULES.md A4, RULES.md C5 and C6', 0],
  ['RULES.md A4 and A99', 1],
  ['GetSpace.malformed-uuid, GetSpace.ok', 0],
  ['GetSpace.never-recorded', 1],
  ['src/api/zenml/openapi.yaml', 0],
  ['src/api/nobody/openapi.yaml', 1],
  ['(oracle, R7)', 1],
  ['as seed 002 has it', 1],
  ['as lightdash.md says', 1],
])('"%s" has %i citations that lead nowhere', (text, count) => {
  expect(unresolved(text, 'a.ts')).toHaveLength(count);
});

/** No line of the table of faults has been written for these: they are made of readings of every project, none of which is the main one. */
const WITHOUT_FAULTS = ['/access', '/access/matrix', '/access/what-if'];
const read = (file: string): string => readFileSync(file, 'utf8');
const sorted = (found: Iterable<RegExpMatchArray>): string[] =>
  [...found].map(([, word = '']) => word).toSorted((a, b) => a.localeCompare(b));

/** Places are described in src/features/…/routes.ts; these lists of them are kept by hand (docs/contributing.md). */
test('the lists of places that people keep have all of them, and no other', () => {
  const paths = readPlaces()
    .map(({ path }) => path)
    .filter((path) => path !== '/sign-in')
    .toSorted((a, b) => a.localeCompare(b));
  expect(paths.length).toBeGreaterThan(20);

  const faults = sorted(read('e2e/support/fault-places.ts').matchAll(/^ {2,4}(?:\{ )?name: '([^']+)'/gm));
  expect(faults, 'e2e/support/fault-places.ts').toEqual(paths.filter((path) => !WITHOUT_FAULTS.includes(path)));

  const withoutParameters = paths.filter((path) => !path.includes(':'));
  const [, narrow = ''] = /const PLACES =\s+'([^']+)'/.exec(read('e2e/shell.spec.ts')) ?? [];
  expect(sorted(narrow.matchAll(/(\S+)/g)), 'PLACES of e2e/shell.spec.ts').toEqual(withoutParameters);

  const withAxe = readdirSync('e2e')
    .map((name) => (name.endsWith('.spec.ts') ? read(`e2e/${name}`) : ''))
    .filter((spec) => spec.includes('expectNoAxeViolations('))
    .join('');
  expect(
    withoutParameters.filter((path) => !new RegExp(`['\`]${path}['\`?$]`).test(withAxe)),
    'a browser test that opens it and calls expectNoAxeViolations',
  ).toEqual([]);

  const routes = readdirSync('src/features')
    .map((feature) => `src/features/${feature}/routes.ts`)
    .filter((file) => existsSync(file))
    .map(read);
  const guarded = sorted(routes.join('').matchAll(/\n {2}path: '([^':]+)',(?:\n {2}.*)*?\n {2}allows: /g));
  const said = sorted(read('e2e/rights-by-page.spec.ts').matchAll(/^ {2}'([^']+)': \{/gm));
  expect(guarded.length).toBeGreaterThan(3);
  expect(
    guarded.filter((path) => !said.includes(path)),
    'SAID of e2e/rights-by-page.spec.ts',
  ).toEqual([]);

  const titles = sorted(routes.join('').matchAll(/\n {2}title: '([^']+)',\n(?: {2}heading: .+\n)? {2}entry: /g));
  const [, table = ''] = /\| place \| \|\n.*\n((?:\|.*\n)+)/.exec(read('README.md')) ?? [];
  expect(sorted(table.matchAll(/^\| ([^|]+) \|/gm)), 'the table in README.md').toEqual(titles);
});
