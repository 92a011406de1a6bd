import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

interface StopOptions {
  /** How long new connections are still taken, so that balancers may notice that we are not ready any more. */
  delayMs: number;
  /** How long open calls may take to end after that. */
  graceMs: number;
}

/** Closes a server: first nothing changes, then nothing new is taken, then what is open ends or is cut off. */
export async function stopServer(server: Server, { delayMs, graceMs }: StopOptions): Promise<void> {
  await delay(delayMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose last answer went out before the stop does not know that it should close.
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const force = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(force);
}
