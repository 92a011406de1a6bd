import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { announcement } from './announcement';
import { type Backend, createApp } from './app';
import { ConfigError, readSettings, runtimeConfig, type Settings } from './config';
import { createProxy } from './proxy';
import { readWeb } from './web';

/** How long open calls may take to end once we are told to stop. */
const GRACE_MS = 3_000;

const log = (line: string) => console.error(line);

async function createBackend({ lightdashUrl, dataDir, sizes }: Settings): Promise<Backend> {
  if (lightdashUrl) return createProxy(lightdashUrl, { log });
  await mkdir(dataDir, { recursive: true });
  // Loaded only here: before a real Lightdash nobody needs the database's native module.
  const { createSandbox } = await import('../sandbox/index');
  const { app, close } = await createSandbox({ dataDir, sizes, log });
  return { fetch: (request, bindings) => app.fetch(request, bindings), close };
}

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  // Set by `npm run dev`, where Vite has HOST and PORT, serves the console and passes the backend's calls on to us.
  const devPort = Number(process.env.CONSOLE_DEV_PORT ?? 0);
  const { host, port } = devPort ? { host: '127.0.0.1', port: devPort } : settings;
  const web = devPort ? null : await readWeb(fileURLToPath(new URL('../web/', import.meta.url)));
  const backend = await createBackend(settings);
  const app = createApp({ config: runtimeConfig(settings), backend, web, log });

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
