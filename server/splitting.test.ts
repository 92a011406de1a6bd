import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RawUpstream, sendAgain, speak, startRawUpstream } from './testing-raw';
import { type Running, startWithProxy } from './test-support';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';
const POISON = 'HTTP/1.1 200 OK\r\nX-Injected: 1\r\nContent-Length: 6\r\n\r\npoison';
const GET = 'GET /api/v1/outer HTTP/1.1\r\nHost: console\r\nConnection: close\r\n\r\n';

const SPLITTING = 'A. Klein, HTTP response splitting (2004)';
const QUEUE = 'J. Kettle, HTTP/2: the sequel is always worse (2021), response queue poisoning';
const rfc = (section: string) => `RFC 9112, section ${section}`;
const header = (line: string) => `HTTP/1.1 200 OK\r\n${line}\r\nContent-Length: 2\r\n\r\n{}`;

/** What an upstream may write, by mistake or because somebody has made it, and whether it may be handed on at all. */
const ANSWERS: readonly [name: string, bytes: string, source: string][] = [
  ['bare CR in a header', header('X: a\rX-Injected: 1'), SPLITTING],
  ['bare LF in a header', header('X: a\nX-Injected: 1'), SPLITTING],
  ['NUL in a header', header('X: a\0X-Injected: 1'), SPLITTING],
  [
    'line ends in a Location, encoded',
    'HTTP/1.1 302 Found\r\nLocation: /x%0d%0aX-Injected:%201\r\nContent-Length: 0\r\n\r\n',
    SPLITTING,
  ],
  [
    'line ends in a Location',
    'HTTP/1.1 302 Found\r\nLocation: /x\r\nX-Injected: 1\rX-Injected: 2\r\nContent-Length: 0\r\n\r\n',
    SPLITTING,
  ],
  [
    'letters that lose their high byte in a Location',
    `HTTP/1.1 302 Found\r\nLocation: /x${Buffer.from('\u010d\u010aX-Injected: 1').toString('latin1')}\r\nContent-Length: 0\r\n\r\n`,
    'R. Kelly, CRLF injection by Unicode truncation in Node.js (2018)',
  ],
  ['line end in a cookie', header('Set-Cookie: a=b\rX-Injected: 1'), SPLITTING],
  ['control character', header('X: a\u0001b'), 'RFC 9110, section 5.5'],
  ['DEL', header('X: a\u007fb'), 'RFC 9110, section 5.5'],
  ['high bytes', header('X: \u00e4\u00ff'), 'RFC 9110, section 5.5'],
  ['folded header', header('X: a\r\n X-Injected: 1'), rfc('5.2')],
  ['space before the colon', header('X-Injected : 1'), rfc('5.1')],
  ['space in a name', header('X Injected: 1'), rfc('5.1')],
  ['no name', header(': X-Injected'), rfc('5')],
  ['no colon', header('X-Injected'), rfc('5')],
  ['bare LFs all over', 'HTTP/1.1 200 OK\nX: a\nContent-Length: 2\n\n{}', rfc('2.2')],
  ['line end in the reason', 'HTTP/1.1 200 OK\rX-Injected: 1\r\nContent-Length: 2\r\n\r\n{}', rfc('4')],
  [
    'a header of ours',
    header(
      'Content-Security-Policy: default-src *\r\nX-Frame-Options: ALLOWALL\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\nClear-Site-Data: "*"\r\nService-Worker-Allowed: /\r\nRefresh: 0;url=//evil.example\r\nCross-Origin-Resource-Policy: cross-origin\r\nReferrer-Policy: unsafe-url',
    ),
    SPLITTING,
  ],
  ['a header named by Connection', header('Connection: X-Injected\r\nX-Injected: 1'), 'RFC 9110, section 7.6.1'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 80\r\n\r\n{}', rfc('6.3')],
  ['a list of lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2, 80\r\n\r\n{}', rfc('6.3')],
  [
    'length and chunks',
    `HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    rfc('6.3'),
  ],
  [
    'chunks and length',
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${POISON}`,
    rfc('6.3'),
  ],
  [
    'unknown coding',
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}${POISON}`,
    rfc('6.1'),
  ],
  ['negative length', 'HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}', rfc('6.2')],
  ['length of words', 'HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}', rfc('6.2')],
  ['chunk with a sign', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n', rfc('7.1')],
  [
    'chunk with another line end',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}XX0\r\n\r\n',
    rfc('7.1'),
  ],
  [
    'trailers',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Injected\r\n\r\n2\r\n{}\r\n0\r\nX-Injected: 1\r\nSet-Cookie: a=b\r\n\r\n',
    rfc('7.1.2'),
  ],
  ['two answers at once', OK + POISON, QUEUE],
  ['an answer behind one without a body', `HTTP/1.1 204 No Content\r\n\r\n${POISON}`, rfc('6.3')],
  ['a body in a 204', `HTTP/1.1 204 No Content\r\nContent-Length: ${POISON.length}\r\n\r\n${POISON}`, rfc('6.3')],
  ['a body in a 304', `HTTP/1.1 304 Not Modified\r\nContent-Length: ${POISON.length}\r\n\r\n${POISON}`, rfc('6.3')],
  ['a body in a 205', 'HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\n{}', 'RFC 9110, section 15.3.6'],
  ['a 205', 'HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n', 'RFC 9110, section 15.3.6'],
  [
    'interim answers',
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\nX-Injected: 1\r\n\r\n${OK}`,
    'RFC 9110, section 15.2',
  ],
  ['an unknown interim answer', `HTTP/1.1 199 Odd\r\nX-Injected: 1\r\n\r\n${OK}`, 'RFC 9110, section 15.2'],
  [
    'another protocol',
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n${POISON}`,
    'J. Miller (Bishop Fox), h2c smuggling (2020)',
  ],
  ['another protocol, unsaid', `HTTP/1.1 101 Switching Protocols\r\n\r\n${POISON}`, 'RFC 9110, section 15.2.2'],
  ['status 000', 'HTTP/1.1 000 Nothing\r\nContent-Length: 2\r\n\r\n{}', 'RFC 9110, section 15'],
  ['status 99', 'HTTP/1.1 99 Odd\r\nContent-Length: 2\r\n\r\n{}', 'RFC 9110, section 15'],
  ['status 600', 'HTTP/1.1 600 Odd\r\nContent-Length: 2\r\n\r\n{}', 'RFC 9110, section 15'],
  ['status 999', 'HTTP/1.1 999 Denied\r\nContent-Length: 2\r\n\r\n{}', 'RFC 9110, section 15'],
  ['status 2000', 'HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\n{}', 'RFC 9110, section 15'],
  ['status of words', 'HTTP/1.1 OK\r\nContent-Length: 2\r\n\r\n{}', rfc('4')],
  ['version 0.9', '<html>poison', rfc('2.3')],
  ['version 2.0', 'HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\n{}', rfc('2.3')],
  ['version 1.2', 'HTTP/1.2 200 OK\r\nContent-Length: 2\r\n\r\n{}', rfc('2.3')],
  ['endless headers', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(256 * 1024)}\r\nContent-Length: 2\r\n\r\n{}`, 'CWE-770'],
  ['endless number of headers', `HTTP/1.1 200 OK\r\n${'a:b\r\n'.repeat(50_000)}Content-Length: 2\r\n\r\n{}`, 'CWE-770'],
  [
    'a large chunk extension',
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(256 * 1024)}\r\n{}\r\n0\r\n\r\n`,
    'CVE-2024-22019, unbounded chunk extensions',
  ],
  ['nothing', '', rfc('9.5')],
];

let upstream: RawUpstream;
let front: Running;
let logged: string[];

beforeEach(async () => {
  logged = [];
  upstream = await startRawUpstream();
  front = await startWithProxy(upstream.url, { log: (line) => logged.push(line), timeoutMs: 200 });
});
afterEach(async () => {
  await front.close();
  await upstream.close();
});

/** Answers the first call as told, all others as they should be. */
function answerFirst(bytes: string, ends: boolean): void {
  let isFirst = true;
  upstream.answerWith((_message, socket: Socket) => {
    const said = Buffer.from(isFirst ? bytes : OK, 'latin1');
    if (isFirst && ends) socket.end(said);
    else socket.write(said);
    isFirst = false;
  });
}

async function expectNextCallIsFine(): Promise<void> {
  expect(await sendAgain(front.port, '/api/v1/victim')).toMatchObject({ status: 200, text: '{}' });
}

describe('an answer of the upstream', () => {
  const counts = { handedOn: 0, refused: 0 };
  afterAll(() => {
    const all = counts.handedOn + counts.refused;
    process.stdout.write(`${all} answers of evil upstreams: ${counts.handedOn} handed on, ${counts.refused} refused\n`);
  });

  it.each(
    ANSWERS.flatMap(([name, bytes, source]) =>
      [true, false].map((ends) => [name, ends ? 'and hangs up' : 'and stays', source, bytes, ends] as const),
    ),
  )('%s, %s: becomes one answer of ours, or none (%s)', async (name, _stays, _source, bytes, ends) => {
    answerFirst(bytes, ends);
    const said = await speak(front.port, GET);
    const [head = ''] = said.split('\r\n\r\n', 1);
    const lines = head.split('\r\n');
    expect(said).toMatch(/^HTTP\/1\.1 (200|204|205|302|304|502|504) /);
    expect(said.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
    for (const line of lines.slice(1)) expect(line).toMatch(/^[!#$%&'*+.^_`|~\w-]+: [\t -~\x80-\xff]*$/);
    const names = lines.slice(1).map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
    for (const injected of [
      'access-control-allow-origin',
      'access-control-allow-credentials',
      'clear-site-data',
      'service-worker-allowed',
      'refresh',
      'link',
      'trailer',
    ]) {
      expect(names).not.toContain(injected);
    }
    if (name !== 'line ends in a Location') expect(names).not.toContain('x-injected');
    expect(names.filter((one) => one === 'content-length' || one === 'transfer-encoding').length).toBeLessThanOrEqual(
      1,
    );
    // RFC 9110, 8.6.
    if (/^HTTP\/1\.1 20[45] /.test(said)) expect(names).not.toContain('content-length');
    expect(lines).toContain('x-frame-options: DENY');
    expect(lines).toContain('referrer-policy: no-referrer');
    expect(lines).toContain('cross-origin-resource-policy: same-origin');
    expect(said).toContain("default-src 'none'");
    expect(said).not.toContain('poison');
    expect(logged.join('\n')).not.toMatch(/poison|injected/i);
    await expectNextCallIsFine();
    counts[/^HTTP\/1\.1 50\d /.test(said) ? 'refused' : 'handedOn'] += 1;
  });

  it(`nobody asked for is nobody's (${QUEUE})`, async () => {
    // The second answer comes while the connection waits for its next call.
    const sockets: Socket[] = [];
    upstream.answerWith((_message, socket) => {
      sockets.push(socket);
      socket.write(OK);
    });
    await expectNextCallIsFine();
    const [first] = sockets;
    const closed = first && once(first, 'close');
    first?.write(POISON);
    await closed;
    await expectNextCallIsFine();
    await expectNextCallIsFine();
  });
});
