/** How many of the places that one was at are remembered, in memory alone. */
const REMEMBERED = 8;

let paths: readonly string[] = [];

/** Where one was, the last first: paths without what was asked of them. */
export const recentPaths = (): readonly string[] => paths;

/** Notes down where one is. */
export const visited = (path: string): void => {
  paths = [path, ...paths.filter((other) => other !== path)].slice(0, REMEMBERED);
};
