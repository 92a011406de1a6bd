/** How many of the places that one was at are remembered. */
const REMEMBERED = 8;

/** Holds paths of the console, which name things by their ids, and whose they are. No secret. */
const RECENTS = 'lightdash-console:recents';

let paths: readonly string[] = [];
let readFor: string | null = null;

// oxlint-disable-next-line no-restricted-globals -- No secret, and meant to outlive the tab.
const storage = (): Storage => localStorage;

/** What this browser has kept for somebody. Nothing where it refuses storage, and of anybody else. */
const keptOf = (owner: string): readonly string[] => {
  try {
    const [of, ...kept] = JSON.parse(storage().getItem(RECENTS) ?? '[]') as string[];
    return of === owner ? kept : [];
  } catch {
    return [];
  }
};

/** Where one was, the last first: paths without what was asked of them. */
export const recentPaths = (): readonly string[] => paths;

/**
 * Notes down where one is, in this browser too. In: for whom (kept-owner.ts); null where it must not outlive the page. Never throws.
 */
export const visited = (path: string, owner: string | null): void => {
  if (owner !== readFor) paths = owner === null ? [] : keptOf(owner);
  readFor = owner;
  paths = [path, ...paths.filter((other) => other !== path)].slice(0, REMEMBERED);
  if (owner === null) return;
  try {
    storage().setItem(RECENTS, JSON.stringify([owner, ...paths]));
  } catch {
    // A browser that keeps nothing has them until the page is closed.
  }
};

/** Forgets in this page where one was. */
export const dropRecents = (): void => {
  paths = [];
  readFor = null;
};

/** Forgets it in this browser too: on signing out, and for the next person. */
export const forgetRecents = (): void => {
  dropRecents();
  try {
    storage().removeItem(RECENTS);
  } catch {
    // Nor has it kept any.
  }
};
