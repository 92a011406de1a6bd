import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The generations of Lightdash of which answers were recorded; each has a folder in recordings/. */
export const GENERATIONS = ['0.2110', '1.219'] as const;
type Generation = (typeof GENERATIONS)[number];

/** One recorded call and its answer. `name` is `<operation>.<case>`, by which comments cite it. */
export interface Recording {
  name: string;
  generation: Generation;
  request: { method: string; path: string; authKind: string };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

/** Every recorded case of both generations. In: the folder recordings/. */
export function readRecordings(folder: string): Recording[] {
  return GENERATIONS.flatMap((generation) =>
    readdirSync(join(folder, generation)).flatMap((file) => {
      const cases = JSON.parse(readFileSync(join(folder, generation, file), 'utf8')) as Record<string, Recording>;
      return Object.entries(cases).map(([name, recorded]) => ({
        ...recorded,
        name: `${file.replace(/\.json$/, '')}.${name}`,
        generation,
      }));
    }),
  );
}
