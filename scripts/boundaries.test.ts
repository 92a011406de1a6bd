import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * The canary for the import rules: with a broken import resolver the boundaries plugin finds nothing, silently. So real
 * violations are laid out in a copy of the folder layout and the real configuration has to name every one of them.
 */
const root = resolve(import.meta.dirname, '..');
let copy: string;

const stubs = [
  'src/lib/a.ts',
  'src/domain/a.ts',
  'src/api/core/a.ts',
  'src/api/lightdash/a.ts',
  'src/api/zenml/a.ts',
  'src/api/lightdash/gen/a.ts',
  'src/access/a.ts',
  'src/access/index.ts',
  'src/access/rules/a.ts',
  'src/access/rules/index.ts',
  'src/data/a.ts',
  'src/ui/a.ts',
  'src/features/members/a.ts',
  'src/features/groups/a.ts',
  'src/features/groups/routes.ts',
  'src/app/a.ts',
  'sandbox/a.ts',
  'server/a.ts',
  'scripts/a.ts',
  'deploy/a.ts',
  'e2e/a.ts',
];

const forbidden: [file: string, statement: string][] = [
  ['src/lib/x.ts', "import { a } from '../domain/a';"],
  ['src/domain/x.ts', "import { a } from '#/data/a';"],
  ['src/domain/x2.ts', "import type { A } from '../api/lightdash/gen/a';"],
  ['src/domain/x3.ts', "import { useState as a } from 'react';"],
  ['src/api/core/x.ts', "import { a } from '#/domain/a';"],
  ['src/api/lightdash/x.ts', "import { a } from '../zenml/a';"],
  ['src/api/zenml/x.ts', "import { a } from '../lightdash/gen/a';"],
  ['src/ui/x.ts', "import type { A } from '#/data/a';"],
  ['src/ui/x2.ts', "import { a } from '../features/members/a';"],
  ['src/features/members/x.ts', "import { a } from '../groups/a';"],
  ['src/features/members/x2.ts', "import type { A } from '#/api/lightdash/gen/a';"],
  ['src/ui/x3.ts', "import { a } from '#/features/groups/routes';"],
  ['src/features/members/x3.ts', "import { a } from '#/app/a';"],
  ['src/features/members/x4.ts', "export { a } from '#/api/lightdash/a';"],
  ['src/data/x.ts', "import { a } from '#/features/members/a';"],
  ['src/data/x2.ts', "import { a } from '#/access';"],
  ['src/domain/x4.ts', "import type { A } from '#/access/rules';"],
  ['src/ui/x4.ts', "import { a } from '../access';"],
  ['src/features/members/x5.ts', "import { a } from '#/access/a';"],
  ['src/features/members/x6.ts', "import type { A } from '#/access/rules';"],
  ['src/features/grants/x.ts', "import { a } from '../../access/rules/a';"],
  ['src/app/x3.ts', "const load = () => import('#/access/a');"],
  ['src/access/rules/x.ts', "import { a } from '../a';"],
  ['src/access/x.ts', "import { a } from '#/features/members/a';"],
  ['sandbox/x2.ts', "import { a } from '#/access';"],
  ['sandbox/x3.ts', "import type { A } from '#/access/rules/a';"],
  ['scripts/x2.ts', "import { a } from '../src/access/rules/a';"],
  ['src/app/x.ts', "import { a } from '../../sandbox/a';"],
  ['src/app/x2.ts', "const load = () => import('../../sandbox/a');"],
  ['sandbox/x.ts', "import { a } from '#/api/lightdash/gen/a';"],
  ['server/x.ts', "import { a } from '../src/data/a';"],
  ['scripts/x.ts', "import { a } from '#/api/core/a';"],
  ['deploy/x.ts', "import { a } from '../sandbox/a';"],
  ['e2e/x.ts', "import { a } from '#/lib/a';"],
];

const allowed: [file: string, statement: string][] = [
  ['src/domain/y.ts', "import { a } from '../lib/a';"],
  ['src/api/lightdash/y.ts', "import { a } from './gen/a';"],
  ['src/data/y.ts', "import { a } from '../api/lightdash/gen/a';"],
  ['src/features/members/y.ts', "import { a } from '#/data/a';"],
  ['src/features/members/y2.ts', "import { a } from './a';"],
  ['src/features/members/y3.ts', "import { a } from '#/features/groups/routes';"],
  ['src/features/members/routes.ts', "import { a } from '#/data/a';"],
  ['src/app/y.ts', "import { a } from '#/features/groups/a';"],
  ['src/features/members/y4.ts', "import { a } from '#/access';"],
  ['src/app/y2.ts', "import { a } from '../access';"],
  ['src/access/y.ts', "import { a } from './rules/a';"],
  ['src/access/y2.ts', "import { a } from '#/data/a';"],
  ['sandbox/y3.ts', "import { a } from '#/access/rules';"],
  ['scripts/y.ts', "import { a } from '../src/access/rules';"],
  ['src/main.tsx', "import { a } from './app/a';"],
  ['sandbox/y.ts', "import type { A } from '#/api/lightdash/gen/a';"],
  ['sandbox/y2.ts', "import { a } from '#/domain/a';"],
  ['server/y.ts', "import { a } from '../sandbox/a';"],
  ['deploy/y.ts', "import { a } from '../server/a';"],
];

/** Calls that are newer than the oldest browser, and where nobody minds. */
const tooNew: [file: string, text: string][] = [
  ['src/embed/x.ts', "export const url = URL.parse('https://a.example');\n"],
  ['src/data/x5.ts', 'export const any = AbortSignal.any([]);\n'],
  ['src/ui/x5.ts', 'export const open = (menu: HTMLElement) => menu.showPopover();\n'],
];
const inNode: [file: string, text: string] = ['server/y5.ts', 'export const any = AbortSignal.any([]);\n'];

const use = (statement: string): string => {
  if (statement.startsWith('export')) return `${statement}\n`;
  if (statement.startsWith('const')) return `${statement}\nexport { load };\n`;
  return statement.startsWith('import type')
    ? `${statement}\nexport type B = A;\n`
    : `${statement}\nexport const b = a;\n`;
};

let found: { code: string; filename: string }[];

const violations = (code: RegExp): string[] =>
  [...new Set(found.filter((one) => code.test(one.code)).map(({ filename }) => filename))].toSorted();

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'boundaries-'));
  for (const file of [
    'oxlint.config.mjs',
    'tsconfig.json',
    'tsconfig.base.json',
    'tsconfig.node.json',
    'package.json',
  ]) {
    cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  };
  for (const file of stubs) write(file, 'export const a = 1;\nexport type A = number;\n');
  for (const [file, statement] of [...forbidden, ...allowed]) write(file, use(statement));
  for (const [file, text] of [...tooNew, inNode]) write(file, text);
  // oxlint ends with 1 when it finds something, which is what it is here for.
  const oxlint = join(root, 'node_modules/.bin/oxlint');
  const { stdout } = spawnSync(oxlint, ['--config=oxlint.config.mjs', '--format', 'json'], {
    cwd: copy,
    encoding: 'utf8',
  });
  found = (JSON.parse(stdout) as { diagnostics: typeof found }).diagnostics;
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the import rules', () => {
  it('refuse every forbidden import and no other', () => {
    expect(violations(/boundaries|no-restricted-imports/)).toEqual(forbidden.map(([file]) => file).toSorted());
  });
});

describe('what the oldest browser does not know', () => {
  it('is refused in the browser’s code, and only there', () => {
    expect(violations(/no-restricted-properties/)).toEqual(tooNew.map(([file]) => file).toSorted());
  });
});
