import { spawn } from 'node:child_process';
import { createServer } from 'vite';
import { gen } from './gen';

const port = Number(process.env.PORT || 4600);
const backendPort = port + 1;

await gen();

// It checks the settings and says where the console is; `watch` restarts it on a change.
const backend = spawn(
  process.execPath,
  ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/main.ts'],
  { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, CONSOLE_DEV_PORT: String(backendPort) } },
);

// Before the configuration is read: that is where it is used.
process.env.CONSOLE_BACKEND = `http://127.0.0.1:${backendPort}`;
const vite = await createServer({ server: { port, strictPort: true } });

/** Ctrl-C reaches the backend as well; a second signal at once would cut its orderly end short. */
const stopBackend = () => setTimeout(() => backend.kill('SIGTERM'), 500);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopBackend);

// The one way out: nothing of us outlives the backend, and it does not outlive us.
backend.on('exit', (code) => void vite.close().finally(() => process.exit(code ?? 0)));

await vite.listen().catch((error: Error) => {
  console.error(error.message);
  stopBackend();
});
