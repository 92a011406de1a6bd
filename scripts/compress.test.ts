import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compress } from './compress';

it('puts compressed files beside what gains by it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'compress-test-'));
  const text = 'body { color: red }\n'.repeat(50);
  mkdirSync(join(root, 'assets'));
  mkdirSync(join(root, '.vite'));
  for (const name of ['index.html', 'assets/a.js', 'assets/a.png', '.vite/manifest.json'])
    writeFileSync(join(root, name), text);
  writeFileSync(join(root, 'assets/tiny.js'), 'a');

  await compress(root);

  expect(readdirSync(root).toSorted()).toEqual(['.vite', 'assets', 'index.html']);
  expect(readdirSync(join(root, '.vite'))).toEqual(['manifest.json']);
  expect(readdirSync(join(root, 'assets')).toSorted()).toEqual(['a.js', 'a.js.br', 'a.js.gz', 'a.png', 'tiny.js']);
  expect(brotliDecompressSync(readFileSync(join(root, 'assets/a.js.br'))).toString()).toBe(text);
  expect(gunzipSync(readFileSync(join(root, 'assets/a.js.gz'))).toString()).toBe(text);
  rmSync(root, { recursive: true });
});
