import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from './run';

/** What the benches of the server start and stop; everything listens on the loopback interface. */

const START_MS = 30_000;

export interface Running {
  port: number;
  process: ChildProcess;
  /** Ends it by a signal, and waits for that. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A folder of this run's own; removed when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'console-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Throws, with what to type, when a program that a bench needs is missing. */
export async function requirePrograms(...programs: string[]): Promise<void> {
  for (const program of programs) {
    const { code } = await run(program, ['-v'], { capture: true });
    if (code === 127)
      throw new Error(
        `${program} is missing; on Debian: apt-get install -y ${programs.join(' ')} libnginx-mod-http-brotli-static`,
      );
  }
}

/** A port that is free at the moment. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

/**
 * Starts the built server.
 *
 * @param env what it is configured by; without PORT it gets a free one. Nothing else is passed on, so that two machines
 * measure the same.
 */
export async function startConsole(env: Record<string, string>): Promise<Running> {
  const port = Number(env.PORT ?? (await freePort()));
  const settings = {
    ...env,
    PATH: process.env.PATH ?? '',
    HOST: '127.0.0.1',
    PORT: String(port),
    NODE_ENV: 'production',
  };
  const child = spawn(process.execPath, [resolve('dist/server/main.js')], {
    env: settings,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return started(child, port, 'SIGKILL');
}

/**
 * Starts nginx with one worker.
 *
 * @param http what stands in its http block; `listen` is written as `listen PORT;`.
 */
export async function startNginx(http: string): Promise<Running> {
  const port = await freePort();
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'tmp'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/tmp/${name};`,
  );
  const lines = [
    'include /etc/nginx/modules-enabled/*.conf;',
    'worker_processes 1;',
    'daemon off;',
    `pid ${folder}/pid;`,
    'error_log stderr crit;',
    // Started by root, nginx would run its workers as a user who may not read the build.
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    'events { worker_connections 2048; }',
    'http {',
    'include /etc/nginx/mime.types;',
    ...temporary,
    http.replaceAll('listen PORT;', `listen 127.0.0.1:${port};`),
    '}',
  ];
  writeFileSync(join(folder, 'nginx.conf'), lines.join('\n'));
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // By SIGKILL its worker would go on.
  return started(child, port, 'SIGTERM');
}

async function started(child: ChildProcess, port: number, atExit: NodeJS.Signals): Promise<Running> {
  const kill = () => child.kill(atExit);
  process.once('exit', kill);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const until = performance.now() + START_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null)
      throw new Error(`The server on port ${port} ended at once, with code ${child.exitCode}.`);
    if (performance.now() > until) throw new Error(`Nobody listens on port ${port} after ${START_MS / 1000} seconds.`);
    await delay(20);
  }
  return {
    port,
    process: child,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
      process.off('exit', kill);
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(socket.destroy() !== null));
    socket.once('error', () => done(false));
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}
