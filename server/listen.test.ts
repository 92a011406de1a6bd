import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from './listen';
import { send } from './test-support';

const HOST = '127.0.0.1';
const server = createServer((_call, answer) => answer.end('here'));
afterEach(() => void server.close());

describe('a server that is told to listen', () => {
  it('goes on after it could not accept somebody, and says so', async () => {
    const logged: string[] = [];
    await listen(server, { port: 0, host: HOST, log: (line) => logged.push(line) });
    // As Node does when the process has too many open files.
    server.emit('error', Object.assign(new Error('accept EMFILE'), { code: 'EMFILE' }));
    expect(logged).toEqual(['A connection could not be accepted: EMFILE.']);
    expect((await send((server.address() as AddressInfo).port, '/')).text).toBe('here');
  });

  it('says what to do when it can’t', async () => {
    const log = expect.unreachable;
    await listen(server, { port: 0, host: HOST, log });
    const { port } = server.address() as AddressInfo;
    await expect(listen(createServer(), { port, host: HOST, log })).rejects.toThrow(
      `Port ${port} is in use; stop the other program, or start with another PORT.`,
    );
    await expect(listen(createServer(), { port: 0, host: '203.0.113.1', log })).rejects.toThrow(
      'HOST 203.0.113.1 is not an address of this machine; use 127.0.0.1 or 0.0.0.0.',
    );
  });
});
