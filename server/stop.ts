import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
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
  // Opened in advance, as browsers do; Node does not count them as idle and would wait for them.
  const unused = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    unused.set(socket, performance.now());
    socket.once('close', () => unused.delete(socket));
  });
  const open = new Set<ServerResponse>();
  server.on('request', ({ socket }, outgoing: ServerResponse) => {
    unused.delete(socket);
    open.add(outgoing);
    outgoing.once('close', () => open.delete(outgoing));
  });

  return async ({ delayMs, graceMs }) => {
    await delay(delayMs);
    await readWhatArrived();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Again and again, since an answer that began before the stop did not tell its connection to close.
    const sweep = setInterval(async () => {
      await readWhatArrived();
      for (const [socket, since] of unused) if (performance.now() - since > SILENT_MS) socket.destroy();
      server.closeIdleConnections();
    }, 50);
    const force = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    // What was cut off ends a moment after its server, and whoever writes it down has to hear of it.
    await Promise.all([...open].map((outgoing) => once(outgoing, 'close')));
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
