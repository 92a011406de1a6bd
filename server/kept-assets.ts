import { randomUUID } from 'node:crypto';
import { copyFile, lstat, rename, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigError } from './config-values';
import { makeFolder } from './folder';
import { HASHED, listFiles, readWebFile, type WebFile } from './web';

/** Where an open page finds the assets of the build it came from, after another build has taken its place. */
export interface KeptAssets {
  /** The kept file of an address; null when there is none. */
  find(path: string): Promise<WebFile | null>;
  /** Ends the daily round. */
  close(): void;
}

interface KeepOptions {
  /** KEEP_ASSETS_DIR. Everything of ours is in a folder of it, so that nothing else is ever removed. */
  dir: string;
  webDir: string;
  libDir: string;
  log: (line: string) => void;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const KEPT_MS = 14 * DAY_MS;
const OWN_FOLDER = 'lightdash-console';

/**
 * Copies the hashed assets of this build into a folder, removes there what no build has had for 14 days, and does so again each
 * day, since the days count from the last one on which a server had the file.
 *
 * @throws ConfigError when the folder can't be written to.
 */
export async function keepAssets({ dir, webDir, libDir, log }: KeepOptions): Promise<KeptAssets> {
  const root = join(dir, OWN_FOLDER);
  const round = async () => {
    await makeFolder(root);
    await copyNew(webDir, root, '/');
    await copyNew(libDir, root, '/lib/');
    await removeOld(root);
  };
  await round().catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(
      `KEEP_ASSETS_DIR can't be used (${error.code ?? error.name}); set it to a folder that the server may write to.`,
    );
  });
  const daily = setInterval(() => {
    round().catch((error: NodeJS.ErrnoException) =>
      log(`The kept assets could not be looked after: ${error.code ?? error.name}.`),
    );
  }, DAY_MS);
  daily.unref();
  return { find: (address) => findKept(root, address), close: () => clearInterval(daily) };
}

/** Copies what is served below `prefix`, each file to where its address says. */
async function copyNew(from: string, root: string, prefix: string): Promise<void> {
  const there = new Set(await listFiles(root));
  const now = new Date();
  for (const name of await listFiles(from)) {
    const address = prefix + name;
    if (!HASHED.test(address)) continue;
    const kept = join(root, address);
    // A server beside us may just have removed it, and what somebody else has put there is not ours to date.
    if (there.has(address.slice(1)) && (await isDated(kept, now))) continue;
    await makeFolder(dirname(kept));
    // Under another name first: a server beside us must not find half a file. In containers both have the same process id.
    const half = `${kept}.${randomUUID()}`;
    await copyFile(join(from, name), half);
    await utimes(half, now, now);
    await rename(half, kept);
  }
}

function isDated(path: string, now: Date): Promise<boolean> {
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

async function removeOld(root: string): Promise<void> {
  for (const name of await listFiles(root)) {
    const path = join(root, name);
    // A server beside us may have been faster.
    const found = await lstat(path).catch(() => null);
    if (HASHED.test(`/${name}`) && found && found.mtimeMs < Date.now() - KEPT_MS) await unlink(path).catch(() => {});
  }
}

async function findKept(root: string, address: string): Promise<WebFile | null> {
  if (!HASHED.test(address)) return null;
  const path = join(root, address);
  const found = await lstat(path).catch(() => null);
  return found?.isFile() ? readWebFile(path, address).catch(() => null) : null;
}
