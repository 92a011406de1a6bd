import { fileURLToPath } from 'node:url';
import { createAccessLog, toStdout } from './access-log';
import { announcement } from './announcement';
import { type Accounts, createAccounts } from './accounts';
import { createApp } from './app';
import { createBodies } from './body';
import type { Backend } from './proxy';
import { readSettings, runtimeConfig, type Settings } from './config';
import { ConfigError } from './config-values';
import { dataDirProblem, makeFolder } from './folder';
import { createHttpServer } from './http';
import { keepAssets } from './kept-assets';
import { listen } from './listen';
import { createProxy } from './proxy';
import { GRACE_MS, prepareStop } from './stop';
import { readWeb } from './web';

const log = (line: string) => console.error(line);

interface Behind {
  backend: Backend;
  accounts: Accounts;
}

async function createBehind(settings: Settings): Promise<Behind> {
  const { lightdashUrl, dataDir, sizes, generation, sandboxSwitches: hasSwitches, accounts } = settings;
  const bodies = createBodies();
  if (lightdashUrl) {
    const lightdash = { url: lightdashUrl, send: fetch };
    return {
      backend: createProxy(lightdashUrl, { bodies, log }),
      accounts: createAccounts({ accounts, apps: null, lightdash, bodies, log }),
    };
  }
  const refuseFolder = (error: unknown): never => {
    const problem = dataDirProblem(dataDir, error);
    throw problem === null ? error : new ConfigError(problem);
  };
  await makeFolder(dataDir).catch(refuseFolder);
  // Loaded only here: before a real Lightdash nobody needs the database's native module.
  const { createSandbox } = await import('../sandbox/index');
  const options = { dataDir, sizes, ...(generation ? { generation } : {}), hasSwitches, log };
  const { app, accounts: apps, close } = await createSandbox(options).catch(refuseFolder);
  const lightdash = {
    url: new URL('http://lightdash.sandbox.invalid'),
    send: (request: Request) => app.fetch(request),
  };
  return {
    backend: { fetch: (request, bindings) => app.fetch(request, bindings), isReachable: async () => true, close },
    accounts: createAccounts({ accounts, apps, lightdash, bodies, log }),
  };
}

async function main(): Promise<void> {
  let stopping = false;
  /** Until the server listens there is nothing that has to end first. */
  let end = async (): Promise<void> => {};
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    await end();
    process.exit(0);
  };
  // Before anything else: in a container we are process 1, which a signal that nobody listens for does not end.
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());

  const settings = readSettings(process.env);
  // Set by `npm run dev`, where Vite has HOST and PORT, serves the console and passes the backend's calls on to us.
  const devPort = Number(process.env.CONSOLE_DEV_PORT ?? 0);
  const { host, port } = devPort ? { host: '127.0.0.1', port: devPort } : settings;
  const built = (folder: string) => fileURLToPath(new URL(`../${folder}/`, import.meta.url));
  const [webDir, libDir] = [built('web'), built('lib')];
  const web = devPort ? null : await readWeb(webDir, libDir);
  const { keepAssetsDir: dir } = settings;
  const kept = web && dir !== null ? await keepAssets({ dir, webDir, libDir, log }) : null;
  const config = runtimeConfig(settings, web?.build ?? 'dev');
  const { backend, accounts } = await createBehind(settings);

  const isStopping = () => stopping;
  const app = createApp({ config, backend, accounts, web, isStopping, log });
  const accessLog = settings.accessLog && !devPort ? createAccessLog(toStdout()) : null;
  const server = createHttpServer({
    fetch: app.fetch,
    web,
    kept,
    portals: settings.embedOrigins,
    allowedHosts: settings.allowedHosts,
    accessLog,
    isStopping,
  });
  const stopServer = prepareStop(server);
  await listen(server, { port, host, log });
  end = async () => {
    await stopServer({ delayMs: settings.stopDelayMs, graceMs: GRACE_MS });
    await backend.close();
  };
  console.log(announcement(settings));
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) fail(error.message);
  fail(`The server could not start: ${error instanceof Error ? error.message : String(error)}`);
});
