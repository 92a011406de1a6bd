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

/** Where Mantine keeps the colours that were chosen. */
const SCHEME = 'mantine-color-scheme-value';

/** The colours that were chosen in this browser; null where it follows the system, or refuses storage. */
const chosenScheme = (): string | null => {
  try {
    // oxlint-disable-next-line no-restricted-globals -- Only read, and no secret.
    const scheme = localStorage.getItem(SCHEME);
    return scheme === 'light' || scheme === 'dark' ? scheme : null;
  } catch {
    return null;
  }
};

/**
 * What this page does before the console's code has come: has the right colours, and sends what will be asked for first, where the
 * browser's cookie may speak for the person. The picture of a place is shown only where one can be. Out: whether it is.
 */
export const leave = (): boolean => {
  const root = document.documentElement;
  const hidePicture = () => root.removeAttribute('data-boot');
  const scheme = chosenScheme();
  if (scheme) root.setAttribute('data-mantine-color-scheme', scheme);
  const calls = callsOf(FIRST_CALLS, location.pathname, keptFor() !== null);
  if (calls.length === 0 || !beginsWithCookie()) return false;
  root.setAttribute('data-boot', 'place');
  for (const answer of sendEarly(calls)) {
    answer.then(({ status }) => status === 401 && hidePicture(), hidePicture);
  }
  return true;
};
