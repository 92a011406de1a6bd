import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, type Manifest } from './budgets';
import { brotli } from './compress';

interface Budgets {
  /** `beyond`: entries whose files are there already, so that only what a route adds is counted; `of`: the build, else the console's pages. */
  routes: Record<string, { entries: string[]; beyond?: string[]; of?: 'library'; maxKiB: number }>;
}


const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const kib = (bytes: number) => (bytes / 1024).toFixed(1);

const { routes } = readJson('budgets.json') as Budgets;
const read = (root: string, manifest: string) => ({ root, manifest: readJson(join(root, '.vite', manifest)) as Manifest });
const BUILDS = { pages: read('dist/web', 'manifest.json'), library: read('dist/lib', 'console.json') };

/** What is sent for a file: its brotli variant, unless that is no smaller (see compress.ts). */
async function sentBytes(file: string): Promise<number> {
  const content = readFileSync(file);
  return Math.min(content.byteLength, (await brotli(content)).byteLength);
}

for (const [route, { entries, beyond = [], of = 'pages', maxKiB }] of Object.entries(routes)) {
  const { root, manifest } = BUILDS[of];
  const present = new Set(filesOf(manifest, beyond));
  const added = filesOf(manifest, entries).filter((file) => !present.has(file));
  const files = await Promise.all(
    added.map(async (file) => ({ file, bytes: await sentBytes(join(root, file)) })),
  );
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${beyond.length > 0 ? `${route} beyond the shell` : `First load of ${route}`}, JavaScript and CSS, brotli:`);
  // Of a page that is well within its budget the sum says enough.
  const listed = beyond.length === 0 || total > maxKiB * 1024 ? files.toSorted((a, b) => b.bytes - a.bytes) : [];
  for (const { file, bytes } of listed) console.log(`${kib(bytes).padStart(9)} KiB  ${file}`);
  const within = total <= maxKiB * 1024;
  console.log(`${kib(total).padStart(9)} KiB of ${maxKiB}${within ? '' : ': over the budget'}`);
  if (!within) process.exitCode = 1;
}
