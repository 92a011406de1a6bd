import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * When anything among these files and folders was last changed, in milliseconds; 0 when none of them exists. A folder's
 * own time counts too: it tells of files that were removed.
 *
 * @param skip names of folders that are not looked into.
 */
export function newestChange(paths: readonly string[], skip: readonly string[] = []): number {
  return Math.max(0, ...paths.map((path) => changeOf(path, skip)));
}

/**
 * Notes in a file of its own that something has been made.
 *
 * @param begun when its sources began to be read: what has changed since may have come too late.
 */
export function writeStamp(path: string, begun: Date): void {
  writeFileSync(path, '');
  utimesSync(path, begun, begun);
}

function changeOf(path: string, skip: readonly string[]): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).filter((name) => !skip.includes(name));
  return Math.max(
    stat.mtimeMs,
    newestChange(
      inside.map((name) => join(path, name)),
      skip,
    ),
  );
}
