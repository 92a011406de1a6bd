import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newestChange, writeStamp } from './files';

let root: string;

const at = (path: string, seconds: number) => utimesSync(join(root, path), seconds, seconds);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'files-test-'));
  mkdirSync(join(root, 'src/gen'), { recursive: true });
  for (const file of ['src/a.ts', 'src/gen/b.ts', 'c.ts']) writeFileSync(join(root, file), '');
  at('src/a.ts', 200);
  at('src/gen/b.ts', 500);
  at('c.ts', 300);
  at('src/gen', 100);
  at('src', 100);
});

afterAll(() => rmSync(root, { recursive: true }));

it('is the newest of files and of what folders hold', () => {
  expect(newestChange([join(root, 'src')])).toBe(500_000);
  expect(newestChange([join(root, 'src'), join(root, 'c.ts')], ['gen'])).toBe(300_000);
});

it('notices a removed file by its folder', () => {
  rmSync(join(root, 'src/a.ts'));
  at('src', 400);
  expect(newestChange([join(root, 'src')], ['gen'])).toBe(400_000);
});

it('is 0 for what does not exist', () => {
  expect(newestChange([join(root, 'nope')])).toBe(0);
});

it('is later than a stamp for what changed after the work had begun', () => {
  const stamp = join(root, '.stamp');
  const begun = new Date(Date.now() - 5_000);
  writeFileSync(join(root, 'c.ts'), 'changed meanwhile');
  writeStamp(stamp, begun);
  expect(newestChange([stamp])).toBeCloseTo(begun.getTime(), 0);
  expect(newestChange([stamp])).toBeLessThan(newestChange([join(root, 'c.ts')]));
});
