import { type ChildProcess, spawn } from 'node:child_process';
import { build, isBuildStale } from './build';

/** The console and the demo portal around it, each on a site of its own: to a browser, `localhost` is not 127.0.0.1. */
const port = Number(process.env.PORT || 4600);
const portalPort = Number(process.env.PORTAL_PORT || port + 100);
const portalOrigin = `http://localhost:${portalPort}`;

if (isBuildStale()) {
  console.log('Building, for the sources are newer than the last build …');
  process.env.NODE_ENV = 'production';
  await build();
}

const start = (args: string[], env: Record<string, string>): ChildProcess =>
  spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });

const children = [
  start(['dist/server/main.js'], {
    PORT: String(port),
    HOST: '127.0.0.1',
    LIGHTDASH_URL: '',
    EMBED_ORIGINS: portalOrigin,
    ACCESS_LOG: 'off',
  }),
  start(['node_modules/tsx/dist/cli.mjs', 'e2e/portal/main.ts'], {
    PORTAL_PORT: String(portalPort),
    CONSOLE_ORIGIN: `http://127.0.0.1:${port}`,
  }),
];

/** One does not outlive the other. */
const stop = () => {
  for (const child of children) child.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
for (const child of children) {
  child.on('exit', (code) => {
    process.exitCode ||= code ?? 0;
    stop();
  });
}
