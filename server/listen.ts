import { once } from 'node:events';
import type { Server } from 'node:net';
import { ConfigError } from './config-values';

interface ListenOptions {
  port: number;
  host: string;
  log: (line: string) => void;
}

/**
 * Waits until a server listens. From then on it says in the same way that it could not accept somebody, for instance where
 * there are too many open files: those who are there already, and those who come later, have nothing to do with it.
 *
 * @throws ConfigError when it can't listen there.
 */
export async function listen(server: Server, { port, host, log }: ListenOptions): Promise<void> {
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw new ConfigError(listenProblem(error as NodeJS.ErrnoException, host, port));
  }
  server.on('error', (error: NodeJS.ErrnoException) =>
    log(`A connection could not be accepted: ${error.code ?? error.name}.`),
  );
}

function listenProblem(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use; stop the other program, or start with another PORT.`;
  if (error.code === 'EACCES')
    return `Port ${port} needs more rights than this user has; start with a PORT above 1023.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `HOST ${host} is not an address of this machine; use 127.0.0.1 or 0.0.0.0.`;
  }
  return `The server could not listen on ${host}:${port}: ${error.code ?? error.message}.`;
}
