import { sendEarly } from '#/api/core/early';
import { keptFor } from '#/data/kept-owner';
import { beginsWithCookie } from '#/data/last-kind';
import { hasUuids } from '#/lib/address';

/**
 * By the path of a place: what its first sight asks for, as addresses with the place's parameters in them. `kept`: what of it a browser
 * asks for that has kept a reading, where that is something else.
 */
export type FirstCalls = Readonly<Record<string, { calls: readonly string[]; kept?: readonly string[] }>>;

/** Written here by scripts/first-page.ts. */
declare const FIRST_CALLS: FirstCalls;

/**
 * What the place of an address asks for first; nothing where it is no place, or one that a loader would refuse. In: the table, a path,
 * and whether this browser has kept a reading.
 */
export const callsOf = (table: FirstCalls, path: string, hasKept: boolean): readonly string[] => {
  for (const [place, { calls, kept = calls }] of Object.entries(table)) {
    const found = new RegExp(`^${place.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`).exec(path);
    if (!found) continue;
    const groups = { ...found.groups };
    if (!hasUuids(groups)) return [];
    return (hasKept ? kept : calls).map((url) => url.replace(/:(\w+)/g, (_, name: string) => groups[name] ?? ''));
  }
  return [];
};

/** Sends what this page will ask for, while the console's code is on its way: for whom the browser's cookie may speak. */
export const leave = (): void => {
  if (beginsWithCookie()) sendEarly(callsOf(FIRST_CALLS, location.pathname, keptFor() !== null));
};
