import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './failure';

/**
 * Makes a folder and those above it, where they are missing. Not by Node's `recursive`, which tries for ever where a system says of
 * a new folder that the one above it is missing, though it is there (/proc).
 *
 * @throws the error of the folder that can't be made.
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) await makeFolder(above);
  await mkdir(path).catch(async (error: unknown) => {
    // A server beside us may have been faster.
    if (!(await isFolder(path))) throw error;
  });
}

/**
 * Why the sandbox can't use its folder, and what to do.
 *
 * @param error what making the folder or opening the database in it threw.
 * @returns null when it has nothing to do with the folder.
 */
export function dataDirProblem(folder: string, error: unknown): string | null {
  const code = codeOf(error);
  if (!/^(SQLITE_|E[A-Z]+$)/.test(code)) return null;
  const where = `DATA_DIR (${folder}) can't be used (${code})`;
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return `${where}: its database is damaged. Delete the folder, for it holds made-up data only, or set DATA_DIR to another one.`;
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code))
    return `${where}: its disk is full. Make room, or set DATA_DIR to a folder on another disk.`;
  return `${where}; set it to a folder that the server may write to.`;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
