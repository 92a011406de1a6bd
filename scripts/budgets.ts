/** One entry of Vite's manifest, as far as we read it. */
interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

export type Manifest = Readonly<Record<string, Chunk>>;

/**
 * The files that a browser fetches before a route can be shown: the entries' own, and whatever they import statically.
 *
 * @param entries keys of the manifest: the page, and the route's lazily loaded modules.
 * @throws Error when an entry is not in the manifest, for its weight would be left out silently.
 */
export function filesOf(manifest: Manifest, entries: readonly string[]): string[] {
  const seen = new Set<string>();
  const files = new Set<string>();
  const visit = (key: string) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not a chunk of the build; name another entry in budgets.json.`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    chunk.imports?.forEach(visit);
  };
  entries.forEach(visit);
  return [...files].toSorted();
}
