import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Answer, send } from './test-support';

/** An upstream that speaks in bytes, for what no HTTP library would say. */
export interface RawUpstream {
  url: URL;
  /** What each connection has brought since this was asked last, in latin1. */
  take(): string[];
  /** What is written when a message has arrived, or by oneself. */
  answerWith(answer: (message: string, socket: Socket) => void): void;
  close(): Promise<void>;
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}';

/** Answers whatever looks like the end of a message; latin1 in, latin1 out. */
export async function startRawUpstream(): Promise<RawUpstream> {
  const received: { bytes: string }[] = [];
  const sockets = new Set<Socket>();
  let answer: (message: string, socket: Socket) => void = (_message, socket) => void socket.write(OK);
  const server = createServer((socket) => {
    const own = { bytes: '' };
    received.push(own);
    let message = '';
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      own.bytes += chunk.toString('latin1');
      message += chunk.toString('latin1');
      if (!isComplete(message)) return;
      answer(message, socket);
      message = '';
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    take: () => {
      const all = received.map(({ bytes }) => bytes);
      for (const one of received) one.bytes = '';
      return all;
    },
    answerWith: (next) => void (answer = next),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function isComplete(message: string): boolean {
  const end = message.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const [head, body] = [message.slice(0, end), message.slice(end + 4)];
  if (/^transfer-encoding: chunked$/im.test(head)) return body.endsWith('0\r\n\r\n');
  return body.length >= Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
}

/** A server that soon closes a connection on which nothing goes on, so that `speak` ends. On a busy machine it may answer 408. */
export const IMPATIENT = { headersTimeoutMs: 100, requestTimeoutMs: 100, checkEveryMs: 10, keepAliveMs: 20 };

/**
 * Writes bytes to a server, and reads until it closes the connection.
 *
 * @returns what came, in latin1.
 */
export async function speak(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('error', () => {});
  socket.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
  socket.write(Buffer.from(bytes, 'latin1'));
  await once(socket, 'close');
  return said;
}

/** Sends a call, again when an impatient server, or one before an impatient upstream, has not waited for it. */
export async function sendAgain(...call: Parameters<typeof send>): Promise<Answer> {
  const answer = await send(...call);
  return answer.status === 408 || answer.status === 504 ? sendAgain(...call) : answer;
}
