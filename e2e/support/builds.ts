import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const HASHED = /^(.+-)([\w-]{7})(\.\w+)$/;

/** A place where one build of the console takes the place of another, on one port and with the same data. */
export interface Deployment {
  url: string;
  /** Ends the server that runs, and starts that of the build. */
  deploy(build: 'old' | 'new'): Promise<void>;
  close(): Promise<void>;
}

/**
 * Prepares a deployment with two builds: the present one, and the same under other names, as a change of the sources would make it.
 *
 * @param folder for both; inside the project, where the servers find their packages.
 */
export async function prepareDeployment(folder: string): Promise<Deployment> {
  for (const build of ['old', 'new']) {
    for (const part of ['server', 'web', 'lib'])
      cpSync(join('dist', part), join(folder, build, part), { recursive: true });
  }
  renameAssets(join(folder, 'new', 'web'));
  mkdirSync(join(folder, 'data'));
  const port = await freePort();
  let stop = async (): Promise<void> => {};
  return {
    url: `http://127.0.0.1:${port}`,
    deploy: async (build) => {
      await stop();
      stop = await start(join(folder, build, 'server', 'main.js'), port, join(folder, 'data'));
    },
    close: () => stop(),
  };
}

/** Gives every hashed file another hash, in its name and wherever it is named. */
function renameAssets(web: string): void {
  const assets = join(web, 'assets');
  for (const name of readdirSync(assets)) if (/\.(br|gz)$/.test(name)) rmSync(join(assets, name));
  const names = readdirSync(assets).flatMap((name): [string, string][] => {
    const [, stem, hash, ending] = HASHED.exec(name) ?? [];
    return stem && hash && ending ? [[name, `${stem}${[...hash].toReversed().join('')}${ending}`]] : [];
  });
  const rename = (text: string) => names.reduce((all, [old, now]) => all.replaceAll(old, now), text);
  for (const name of ['index.html', 'embed.html']) {
    const page = join(web, name);
    writeFileSync(page, rename(readFileSync(page, 'utf8')));
  }
  for (const [old, now] of names) {
    const path = join(assets, old);
    if (/\.(js|css)$/.test(old)) writeFileSync(path, rename(readFileSync(path, 'utf8')));
    renameSync(path, join(assets, now));
  }
}

async function start(main: string, port: number, dataDir: string): Promise<() => Promise<void>> {
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    LIGHTDASH_URL: '',
    SANDBOX_MEMBERS: '50',
    ACCESS_LOG: 'off',
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const said = await Promise.race([once(child.stdout, 'data'), ended.then(() => null)]);
  if (!said) throw new Error(`${main} did not start.`);
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
