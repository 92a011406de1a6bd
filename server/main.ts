import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { announcement } from './announcement';
import { type Accounts, createAccounts } from './accounts';
import { type Backend, createApp } from './app';
import { readSettings, runtimeConfig, type Settings } from './config';
import { ConfigError } from './config-values';
import { createProxy } from './proxy';
import { readWeb } from './web';

/** How long open calls may take to end once we are told to stop. */
const GRACE_MS = 3_000;

const log = (line: string) => console.error(line);

interface Behind {
  backend: Backend;
  accounts: Accounts;
}

async function createBehind({ lightdashUrl, dataDir, sizes, accounts }: Settings): Promise<Behind> {
  if (lightdashUrl) {
    const lightdash = { url: lightdashUrl, send: fetch };
    return { backend: createProxy(lightdashUrl, { log }), accounts: createAccounts({ accounts, apps: null, lightdash, log }) };
  }
  await mkdir(dataDir, { recursive: true });
  // Loaded only here: before a real Lightdash nobody needs the database's native module.
  const { createSandbox } = await import('../sandbox/index');
  const { app, accounts: apps, close } = await createSandbox({ dataDir, sizes, log });
  const lightdash = { url: new URL('http://lightdash.sandbox.invalid'), send: (request: Request) => app.fetch(request) };
  return {
    backend: { fetch: (request, bindings) => app.fetch(request, bindings), close },
    accounts: createAccounts({ accounts, apps, lightdash, log }),
  };
}

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  // Set by `npm run dev`, where Vite has HOST and PORT, serves the console and passes the backend's calls on to us.
  const devPort = Number(process.env.CONSOLE_DEV_PORT ?? 0);
  const { host, port } = devPort ? { host: '127.0.0.1', port: devPort } : settings;
  const web = devPort ? null : await readWeb(fileURLToPath(new URL('../web/', import.meta.url)));
  const { backend, accounts } = await createBehind(settings);
  const app = createApp({ config: runtimeConfig(settings), backend, accounts, web, log });

  const server = serve({ fetch: app.fetch, hostname: host, port }, () => console.log(announcement(settings)));
  server.on('error', (error: NodeJS.ErrnoException) => fail(listenProblem(error, host, port)));

  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    const force = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(force);
      void backend.close().then(() => process.exit(0));
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function listenProblem(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use; stop the other program, or start with another PORT.`;
  if (error.code === 'EACCES') return `Port ${port} needs more rights than this user has; start with a PORT above 1023.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `HOST ${host} is not an address of this machine; use 127.0.0.1 or 0.0.0.0.`;
  }
  return `The server could not listen on ${host}:${port}: ${error.code ?? error.message}.`;
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) fail(error.message);
  fail(`The server could not start: ${error instanceof Error ? error.message : String(error)}`);
});
