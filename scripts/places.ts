import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { filesOf, type Manifest } from './budgets';

/** A place of the console as its feature's routes.ts describes it: its path, and the module of its page. */
interface Place {
  path: string;
  module: string;
}

const PLACE = /\n {2}path: '([^']+)',[^]*?\n {2}page: async \(\) => \(await import\('\.\/(\w+)'\)\)\.\w+,\n/g;

/**
 * Reads the places out of their source: they import the whole data layer, which no script needs.
 *
 * @throws Error when a place is written in another way, for it would be left out silently.
 */
export function readPlaces(): Place[] {
  const folders = readdirSync('src/features').map((feature) => `src/features/${feature}`);
  return folders
    .filter((folder) => existsSync(`${folder}/routes.ts`))
    .flatMap((folder) => placesIn(readFileSync(`${folder}/routes.ts`, 'utf8'), folder));
}

/** In: the text of a routes.ts, and its folder. */
export function placesIn(text: string, folder: string): Place[] {
  const places = [...text.matchAll(PLACE)].map(([, path = '', page = '']) => ({
    path,
    module: `${folder}/${page}.tsx`,
  }));
  const all = text.match(/satisfies Place;/g)?.length ?? 0;
  if (places.length !== all) throw new Error(`${folder}: ${all} places, of which ${places.length} could be read.`);
  return places;
}

/** What a page of the console needs beyond what index.html names already, by the path of its place. */
export type Preloads = Readonly<Record<string, readonly string[]>>;

/** In: the manifest of the build, and the places. Out: the files of each, as addresses below the console's own. */
export function preloadsOf(manifest: Manifest, places: readonly Place[]): Preloads {
  const present = new Set(filesOf(manifest, ['index.html']));
  return Object.fromEntries(
    places.map(({ path, module }) => [path, filesOf(manifest, [module]).filter((file) => !present.has(file))]),
  );
}
