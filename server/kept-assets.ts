import { randomUUID } from 'node:crypto';
import { copyFile, lstat, mkdir, readdir, rename, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from './config-values';
import { readWebFile, type WebFile } from './web';

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
/** The addresses whose names hold a hash of the content. What follows is a plain name: no dot in front, no slash, nothing encoded. */
const ADDRESS = /^\/((?:lib\/)?assets)\/(\w[\w.-]{0,199})$/;

/**
 * Copies the hashed assets of this build into a folder, removes there what no build has had for 14 days, and does so again each
 * day, since the days count from the last one on which a server had the file.
 *
 * @throws ConfigError when the folder can't be written to.
 */
export async function keepAssets({ dir, webDir, libDir, log }: KeepOptions): Promise<KeptAssets> {
  const folders = [
    { from: join(webDir, 'assets'), to: join(dir, OWN_FOLDER, 'assets') },
    { from: join(libDir, 'assets'), to: join(dir, OWN_FOLDER, 'lib', 'assets') },
  ];
  const round = async () => {
    for (const { from, to } of folders) {
      await mkdir(to, { recursive: true });
      await copyNew(from, to);
      await removeOld(to);
    }
  };
  await round().catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`KEEP_ASSETS_DIR can't be used (${error.code ?? error.name}); set it to a folder that the server may write to.`);
  });
  const daily = setInterval(() => {
    round().catch((error: NodeJS.ErrnoException) => log(`The kept assets could not be looked after: ${error.code ?? error.name}.`));
  }, DAY_MS);
  daily.unref();
  return {
    find: (path) => findKept(join(dir, OWN_FOLDER), path),
    close: () => clearInterval(daily),
  };
}

async function copyNew(from: string, to: string): Promise<void> {
  const there = new Set(await readdir(to));
  const now = new Date();
  for (const name of await readdir(from).catch(() => [])) {
    const kept = join(to, name);
    if (there.has(name)) {
      await utimes(kept, now, now);
    } else {
      // Under another name first: a server beside us must not find half a file. In containers both have the same process id.
      const half = join(to, `.${name}.${randomUUID()}`);
      await copyFile(join(from, name), half);
      await utimes(half, now, now);
      await rename(half, kept);
    }
  }
}

async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // A server beside us may have been faster.
    const found = await lstat(path).catch(() => null);
    if (found?.isFile() && found.mtimeMs < Date.now() - KEPT_MS) await unlink(path).catch(() => {});
  }
}

async function findKept(root: string, address: string): Promise<WebFile | null> {
  const [, folder, name] = ADDRESS.exec(address) ?? [];
  if (folder === undefined || name === undefined) return null;
  const path = join(root, folder, name);
  const found = await lstat(path).catch(() => null);
  return found?.isFile() ? readWebFile(path, folder !== 'assets').catch(() => null) : null;
}
