import { spawn } from 'node:child_process';
import { createServer } from 'vite';
import { gen } from './gen';

const port = Number(process.env.PORT || 4600);
const backendPort = port + 1;

await gen();

// It checks the settings and says where the console is; `watch` restarts it on a change.
const backend = spawn(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/main.ts'], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, CONSOLE_DEV_PORT: String(backendPort) },
});

// Before the configuration is read: that is where it is used.
process.env.CONSOLE_BACKEND = `http://127.0.0.1:${backendPort}`;
const vite = await createServer({ server: { port, strictPort: true } });

const stop = async (code: number) => {
  backend.kill('SIGTERM');
  await vite.close();
  process.exit(code);
};
backend.on('exit', (code) => void stop(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));

try {
  await vite.listen();
} catch (error) {
  console.error(error instanceof Error ? `${error.message}.` : error);
  await stop(1);
}
