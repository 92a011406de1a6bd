import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build as viteBuild } from 'vite';
import { compress } from './compress';
import { newestChange, writeStamp } from './files';
import { finishFirstPage } from './first-page';
import { gen, staleContracts } from './gen';
import { buildLibrary } from './library';
import type { Manifest } from './budgets';
import { preloadsOf, readPlaces } from './places';
import { isStarted } from './run';

/** Written last, so that a build which was interrupted does not count. */
const STAMP = 'dist/.stamp';

const SOURCES = [
  'src',
  'server',
  'sandbox',
  'public',
  'index.html',
  'embed.html',
  'orval.config.ts',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'vite.config.ts',
  'scripts',
];

/** Whether any source is newer than the build. Generated code is not a source: it follows its contract. */
export function isBuildStale(): boolean {
  return staleContracts().length > 0 || newestChange([STAMP]) < newestChange(SOURCES, ['gen']);
}

/**
 * Builds console, library and server into dist/.
 *
 * @throws Error when a contract or a source can't be compiled.
 */
export async function build(): Promise<void> {
  const started = performance.now();
  rmSync(STAMP, { force: true });
  await gen();
  // Only now, for where it makes a folder, the one around it has changed.
  const begun = new Date();
  await viteBuild({ logLevel: 'warn' });
  const manifest = JSON.parse(readFileSync('dist/web/.vite/manifest.json', 'utf8')) as Manifest;
  const preloads = preloadsOf(manifest, readPlaces());
  writeFileSync('dist/web/.vite/preloads.json', JSON.stringify(preloads));
  writeFileSync('dist/web/.vite/pictures.json', JSON.stringify(await finishFirstPage(preloads)));
  await compress('dist/web');
  await buildLibrary();
  await viteBuild({ logLevel: 'warn', build: { ssr: 'server/main.ts', copyPublicDir: false } });
  writeStamp(STAMP, begun);
  console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

if (isStarted(import.meta.filename)) await build();
