import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toResponse } from './proxy-answer';
import { sendAgain, startRawUpstream, type RawUpstream } from './testing-raw';
import { type Running, send, startWithProxy } from './test-support';

let upstream: RawUpstream;
let front: Running;
let logged: string[];

beforeEach(async () => {
  logged = [];
  upstream = await startRawUpstream();
  front = await startWithProxy(upstream.url, { log: (line) => logged.push(line) });
});
afterEach(async () => {
  await front.close();
  await upstream.close();
});

/** The upstream answers with these lines of a header. */
const answerWith = (status: string, ...lines: string[]) =>
  upstream.answerWith((_message, socket) =>
    socket.write([`HTTP/1.1 ${status}`, ...lines, 'Content-Length: 2', '', '{}'].join('\r\n')),
  );

describe('an answer of the upstream', () => {
  it.each([
    'public, max-age=31536000, immutable',
    'public',
    's-maxage=60',
    'max-age=0, stale-while-revalidate=600',
    'private',
    'no-cache',
  ])('is somebody’s, and kept nowhere, though it says "%s"', async (said) => {
    answerWith('200 OK', `Cache-Control: ${said}`, 'Expires: Thu, 01 Jan 2099 00:00:00 GMT', 'Age: 5');
    const { headers } = await send(front.port, '/api/v1/user', { headers: { cookie: 'connect.sid=1' } });
    expect(headers['cache-control']).toBe('private, no-store');
  });

  it.each(['401 Unauthorized', '403 Forbidden', '200 OK'])(
    'does not have the browser ask for a password (%s)',
    async (status) => {
      answerWith(
        status,
        'WWW-Authenticate: Basic realm="Lightdash"',
        'WWW-Authenticate: Negotiate',
        'Proxy-Authenticate: Basic',
      );
      const answer = await send(front.port, '/api/v1/user');
      expect(answer.status).toBe(Number(status.slice(0, 3)));
      expect(answer.headers).not.toHaveProperty('www-authenticate');
      expect(answer.headers).not.toHaveProperty('proxy-authenticate');
    },
  );

  it.each(['https', 'https,https', 'https, http', ' HTTPS '])(
    'keeps Secure where the first proxy says "%s"',
    async (proto) => {
      answerWith(
        '200 OK',
        'Set-Cookie: __Host-sid=1; Path=/; Secure',
        'Set-Cookie: connect.sid=2; Path=/; Secure; HttpOnly',
      );
      const { headers } = await send(front.port, '/api/v1/login', { headers: { 'x-forwarded-proto': proto } });
      expect(headers['set-cookie']).toEqual([
        '__Host-sid=1; Path=/; Secure',
        'connect.sid=2; Path=/; Secure; HttpOnly',
      ]);
      expect(logged).toEqual([]);
    },
  );

  it('loses a cookie that no browser takes over http, and the log says what to do', async () => {
    answerWith('200 OK', 'Set-Cookie: __Host-sid=secret; Path=/; Secure', 'Set-Cookie: connect.sid=2; Secure');
    const { headers } = await send(front.port, '/api/v1/login');
    expect(headers['set-cookie']).toEqual(['connect.sid=2']);
    expect(logged).toEqual(['A cookie of Lightdash works over https only: serve the console over https.']);
  });
});

describe('an upstream that sends its headers byte by byte', () => {
  it('is given up on, and holds no place', async () => {
    upstream.answerWith((message, socket) => {
      if (!message.includes('/api/v1/dripped'))
        return void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
      socket.write('HTTP/1.1 200 OK\r\nX: ');
      // It hangs up at last: a server that has waited so long says something else of it.
      let left = 100;
      const drip = setInterval(() => (left-- > 0 ? socket.write('a') : socket.destroy()), 10);
      socket.on('close', () => clearInterval(drip));
    });
    const hasty = await startWithProxy(upstream.url, { maxCalls: 1, timeoutMs: 150 });
    const dripped = send(hasty.port, '/api/v1/dripped');
    const next = sendAgain(hasty.port, '/api/v1/next');
    expect((await dripped).status).toBe(504);
    expect((await next).status).toBe(200);
    await hasty.close();
  });
});

/** Reads some answers of some pieces each. Out: how many pieces came in a turn of the event loop at most, and in how many none. */
async function turnsOf(answers: number, pieces: number): Promise<{ most: number; free: number }> {
  let [inTurn, most, free, isOver] = [0, 0, 0, false];
  const turn = () => {
    if (inTurn === 0) free += 1;
    most = Math.max(most, inTurn);
    inTurn = 0;
    if (!isOver) setImmediate(turn);
  };
  turn();
  const read = async () => {
    const parts = Array.from({ length: pieces }, () => Buffer.alloc(64 * 1024));
    const answer = Object.assign(Readable.from(parts, { highWaterMark: 32 }), { statusCode: 200, headers: {} });
    const { body } = toResponse(answer as unknown as IncomingMessage, {
      target: new URL('http://upstream'),
      secure: false,
      setsCookies: false,
      outgoing: {} as ServerResponse,
      reader: { holds: () => true, stalls: () => {}, moves: () => {} },
      log: () => {},
    });
    answer.on('data', () => (inTurn += 1));
    let size = 0;
    for await (const piece of body ?? []) size += piece.byteLength;
    expect(size).toBe(pieces * 64 * 1024);
  };
  await Promise.all(Array.from({ length: answers }, read));
  isOver = true;
  return { most: Math.max(most, inTurn), free };
}

it('a large answer lets others have their turn between its pieces', async () => {
  // Ours and the test's turns begin in either order: two pieces may fall between two of the latter.
  expect((await turnsOf(1, 32)).most).toBeLessThanOrEqual(2);
});

it('many large answers let other requests through between their pieces', async () => {
  const { most, free } = await turnsOf(64, 8);
  expect(most).toBeLessThanOrEqual(16);
  // As many as pieces, but for the last few.
  expect(free).toBeGreaterThan((64 * 8) / 2);
});
