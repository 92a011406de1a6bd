import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';

/** How long open calls may take to end once nothing new is taken. */
export const GRACE_MS = 20_000;

/** Whoever has opened a connection says something within this time, however busy the machine is, or wants nothing yet. */
const SILENT_MS = 1_000;

interface StopOptions {
  /** How long new connections are still taken, so that balancers may notice that we are not ready any more. */
  delayMs: number;
  /** How long open calls may take to end after that. */
  graceMs: number;
}

/**
 * Watches a server from its start on.
 *
 * @returns how to close it: first nothing changes, then nothing new is taken, then what is open ends or is cut off.
 */
export function prepareStop(server: Server): (options: StopOptions) => Promise<void> {
  /** Every connection, and since when it has been silent; null once it has said something. */
  const sockets = new Map<Socket, number | null>();
  server.on('connection', (socket: Socket) => {
    sockets.set(socket, performance.now());
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', ({ socket }) => {
    if (sockets.has(socket)) sockets.set(socket, null);
  });

  return async ({ delayMs, graceMs }) => {
    await delay(delayMs);
    await readWhatArrived();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Again and again, since an answer that began before the stop did not tell its connection to close.
    const sweep = setInterval(async () => {
      await readWhatArrived();
      // Browsers open some in advance; Node does not count them as idle and would wait for them.
      for (const [socket, since] of sockets)
        if (since !== null && performance.now() - since > SILENT_MS) socket.destroy();
      server.closeIdleConnections();
    }, 50);
    const force = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    // What was cut off ends a moment after its server, and whoever writes it down has to hear of it.
    await Promise.all([...sockets.keys()].map((socket) => once(socket, 'close')));
    clearInterval(sweep);
    clearTimeout(force);
  };
}

/**
 * A turn of the event loop begins with timers: on a busy machine calls have arrived by then that nobody has looked at. One turn
 * accepts their connections, the next one reads them.
 */
async function readWhatArrived(): Promise<void> {
  await nextTurn();
  await nextTurn();
}
