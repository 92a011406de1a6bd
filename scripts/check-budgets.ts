import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesOf, type Manifest } from './budgets';
import { brotli } from './compress';
import { readPlaces } from './places';

interface Budget {
  entries: string[];
  /** Entries whose files are there already, so that only what a route adds is counted. */
  beyond?: string[];
  /** Of which build, where it is not that of the console's own page. Its files lie above its folder. */
  manifest?: string;
  /** Either so much, or so many times what another route costs. */
  maxKiB?: number;
  maxTimes?: { route: string; times: number };
}

const WEB = 'dist/web/.vite/manifest.json';

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const kib = (bytes: number) => (bytes / 1024).toFixed(1);

const { firstLoads, beyondShellKiB } = readJson('budgets.json') as {
  firstLoads: Record<string, Budget>;
  /** For the page of every other place. */
  beyondShellKiB: number;
};
const pages = readPlaces().map(({ path, module }): [string, Budget] => [
  path,
  { entries: [module], beyond: ['index.html'], maxKiB: beyondShellKiB },
]);
const totals = new Map<string, number>();

/** In bytes. */
function limitOf({ maxKiB, maxTimes }: Budget): number {
  return maxTimes ? maxTimes.times * (totals.get(maxTimes.route) ?? 0) : (maxKiB ?? 0) * 1024;
}

/** What is sent for a file: its brotli variant, unless that is no smaller (see compress.ts). */
async function sentBytes(file: string): Promise<number> {
  const content = readFileSync(file);
  return Math.min(content.byteLength, (await brotli(content)).byteLength);
}

for (const [route, budget] of Object.entries({ ...Object.fromEntries(pages), ...firstLoads })) {
  const { entries, beyond = [], manifest: name = WEB } = budget;
  const manifest = readJson(name) as Manifest;
  const present = new Set(filesOf(manifest, beyond));
  const added = filesOf(manifest, entries).filter((file) => !present.has(file));
  const files = await Promise.all(
    added.map(async (file) => ({ file, bytes: await sentBytes(join(dirname(dirname(name)), file)) })),
  );
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const limit = limitOf(budget);
  totals.set(route, total);
  console.log(
    `${beyond.length > 0 ? `${route} beyond the shell` : `First load of ${route}`}, JavaScript and CSS, brotli:`,
  );
  // Of a page that is well within its budget the sum says enough.
  const listed = beyond.length === 0 || total > limit ? files.toSorted((a, b) => b.bytes - a.bytes) : [];
  for (const { file, bytes } of listed) console.log(`${kib(bytes).padStart(9)} KiB  ${file}`);
  const within = total <= limit;
  console.log(`${kib(total).padStart(9)} KiB of ${kib(limit)}${within ? '' : ': over the budget'}`);
  if (!within) process.exitCode = 1;
}
