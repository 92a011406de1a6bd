/** A request that two servers in a row may read in two ways, and who has written about it. */
export interface SmugglingCase {
  name: string;
  source: string;
  /** In latin1, as sent on one connection. */
  bytes: string;
}

const PORTSWIGGER = 'PortSwigger Web Security Academy, HTTP request smuggling';
const DESYNC = 'J. Kettle, HTTP Desync Attacks (2019)';
const TE_LIST = "J. Kettle, HTTP Desync Attacks (2019), and the permutations of PortSwigger's HTTP Request Smuggler";
const BROWSER = 'J. Kettle, Browser-Powered Desync Attacks (2022)';
const MUST_DIE = 'J. Kettle, HTTP/1.1 must die: the desync endgame (2025)';
const FUNKY = 'J. B. Weikop, Funky chunks (2025)';
const HOP = 'N. Davison, Abusing HTTP hop-by-hop request headers (2019)';
const H2C = 'J. Miller (Bishop Fox), h2c smuggling (2020)';
const KLEIN = 'A. Klein, HTTP Request Smuggling in 2020';
const LINHART = 'C. Linhart et al., HTTP Request Smuggling (Watchfire, 2005)';
const rfc = (section: string) => `RFC 9112, section ${section}`;

/** Must never be seen by the upstream, for no console asks for it and our own paths do not lead there. */
const INNER = 'GET /smuggled HTTP/1.1\r\nHost: x\r\nX-Smuggled: 1\r\n\r\n';
const JSON_TYPE = 'Content-Type: application/json\r\n';

const message = (start: string, headers: string, body = '') => `${start}\r\nHost: console\r\n${headers}\r\n${body}`;
const post = (headers: string, body = '') => message('POST /api/v1/outer HTTP/1.1', JSON_TYPE + headers, body);
const length = (body: string) => `Content-Length: ${body.length}\r\n`;
/** The body ends for whoever reads chunks; for whoever counts bytes, the inner request belongs to it. */
const HIDDEN = `0\r\n\r\n${INNER}`;
/** Text as its bytes in UTF-8. */
const wire = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const chunked = (data: string) => `${data.length.toString(16)}\r\n${data}\r\n0\r\n\r\n`;

/** Ways to write Transfer-Encoding that one server may overlook and the next may not. */
const TE_LINES: readonly [name: string, line: string, source?: string][] = [
  ['unknown coding', 'Transfer-Encoding: xchunked'],
  ['space before the colon', 'Transfer-Encoding : chunked'],
  ['tab before the colon', 'Transfer-Encoding\t: chunked'],
  ['tab after the colon', 'Transfer-Encoding:\tchunked'],
  ['no space', 'Transfer-Encoding:chunked'],
  ['leading space', ' Transfer-Encoding: chunked'],
  ['leading tab', '\tTransfer-Encoding: chunked'],
  ['vertical tab', 'Transfer-Encoding:\u000bchunked'],
  ['form feed', 'Transfer-Encoding: \u000cchunked'],
  ['NUL before the value', 'Transfer-Encoding: \0chunked'],
  ['NUL after the value', 'Transfer-Encoding: chunked\0'],
  ['high byte', 'Transfer-Encoding: \u00ffchunked'],
  ['no-break space', 'Transfer-Encoding:\u00a0chunked'],
  ['twice, one unknown', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: x'],
  ['twice, unknown first', 'Transfer-Encoding: x\r\nTransfer-Encoding: chunked'],
  ['twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked'],
  ['chunked before identity', 'Transfer-Encoding: chunked, identity'],
  ['identity before chunked', 'Transfer-Encoding: identity, chunked'],
  ['identity', 'Transfer-Encoding: identity'],
  ['gzip before chunked', 'Transfer-Encoding: gzip, chunked'],
  ['chunked before gzip', 'Transfer-Encoding: chunked, gzip'],
  ['empty item', 'Transfer-Encoding: ,chunked'],
  ['trailing comma', 'Transfer-Encoding: chunked,'],
  ['quoted', 'Transfer-Encoding: "chunked"'],
  ['single quotes', "Transfer-Encoding: 'chunked'"],
  ['parameter', 'Transfer-Encoding: chunked;q=1'],
  ['capitals', 'TRANSFER-ENCODING: CHUNKED'],
  ['empty', 'Transfer-Encoding: '],
  ['folded name', 'Transfer-Encoding\r\n : chunked', rfc('5.2')],
  ['folded value', 'Transfer-Encoding:\r\n chunked', rfc('5.2')],
  ['folded behind another', 'X: x\r\n Transfer-Encoding: chunked', rfc('5.2')],
  ['behind a bare LF', 'X: x\nTransfer-Encoding: chunked', rfc('2.2')],
  ['behind a bare CR', 'X: x\rTransfer-Encoding: chunked', rfc('2.2')],
  ['behind an encoded line end', 'X: x%0d%0aTransfer-Encoding: chunked', KLEIN],
  ['underscore', 'Transfer_Encoding: chunked', KLEIN],
  ['dot', 'Transfer.Encoding: chunked', KLEIN],
  ['behind an empty name', ': x\r\nTransfer-Encoding: chunked', KLEIN],
  ['behind a line without a colon', 'X\r\nTransfer-Encoding: chunked', KLEIN],
  ['as the content coding', 'Content-Encoding: chunked'],
  ['cut name', 'Transfer-Encodin: chunked'],
  ['named by Connection', 'Connection: transfer-encoding\r\nTransfer-Encoding: chunked', HOP],
];

/** Ways to write a length that one server may read as another number. */
const LENGTHS: readonly [name: string, lines: (n: number) => string, source?: string][] = [
  ['plus', (n) => `Content-Length: +${n}`],
  ['minus', (n) => `Content-Length: -${n}`],
  ['hexadecimal', (n) => `Content-Length: 0x${n.toString(16)}`],
  ['exponent', (n) => `Content-Length: ${n}e0`],
  ['fraction', (n) => `Content-Length: ${n}.0`],
  ['underscore', () => 'Content-Length: 1_0'],
  ['list of equals', (n) => `Content-Length: ${n}, ${n}`, rfc('6.3')],
  ['list of others', (n) => `Content-Length: ${n}, 0`, rfc('6.3')],
  ['twice the same', (n) => `Content-Length: ${n}\r\nContent-Length: ${n}`, rfc('6.3')],
  ['twice, zero first', (n) => `Content-Length: 0\r\nContent-Length: ${n}`, LINHART],
  ['twice, zero last', (n) => `Content-Length: ${n}\r\nContent-Length: 0`, LINHART],
  ['inner space', (n) => `Content-Length: ${n} 0`],
  ['tab and more', (n) => `Content-Length: 0\t${n}`],
  ['space before the colon', (n) => `Content-Length : ${n}`, rfc('5.1')],
  ['leading space', (n) => ` Content-Length: ${n}`, rfc('2.2')],
  ['empty', () => 'Content-Length: '],
  ['words', () => 'Content-Length: abc'],
  ['quoted', (n) => `Content-Length: "${n}"`],
  ['more than 64 bits', (n) => `Content-Length: ${(2n ** 64n + BigInt(n)).toString()}`],
  ['NUL', (n) => `Content-Length: ${n}\0`],
  ['folded', (n) => `Content-Length:\r\n ${n}`, rfc('5.2')],
  ['behind a bare LF', (n) => `X: x\nContent-Length: ${n}`, rfc('2.2')],
  ['behind a bare CR', (n) => `X: x\rContent-Length: ${n}`, rfc('2.2')],
  ['underscore in the name', (n) => `Content_Length: ${n}`, KLEIN],
  ['named by Connection', (n) => `Connection: content-length\r\nContent-Length: ${n}`, HOP],
];

/** Chunks whose end is a matter of opinion. Each hides the inner request behind it. */
const CHUNKS: readonly [name: string, body: string, source: string][] = [
  ['bare LF after the size', `0\n\r\n${INNER}`, FUNKY],
  ['bare LF as the end', `0\r\n\n${INNER}`, FUNKY],
  ['bare CR after the size', `0\r\r\n${INNER}`, FUNKY],
  ['LF in an extension', `2;\nxx\r\n4c\r\n0\r\n\r\n${INNER}`, FUNKY],
  ['CR in an extension', `2;a\rb\r\n{}\r\n0\r\n\r\n${INNER}`, FUNKY],
  ['no line end after the data', `2\r\n{}0\r\n\r\n${INNER}`, FUNKY],
  ['other bytes as the line end', `2\r\n{}XX0\r\n\r\n${INNER}`, FUNKY],
  ['bare LF after the data', `2\r\n{}\n0\r\n\r\n${INNER}`, FUNKY],
  [
    'large extension',
    `2;${'a'.repeat(64 * 1024)}\r\n{}\r\n0\r\n\r\n${INNER}`,
    'CVE-2024-22019, unbounded chunk extensions',
  ],
  ['NUL in an extension', `2;a=\0\r\n{}\r\n0\r\n\r\n${INNER}`, rfc('7.1.1')],
  ['prefix 0x', `0x2\r\n{}\r\n0\r\n\r\n${INNER}`, rfc('7.1')],
  ['sign', `+2\r\n{}\r\n0\r\n\r\n${INNER}`, rfc('7.1')],
  ['minus', `-1\r\n{}\r\n0\r\n\r\n${INNER}`, rfc('7.1')],
  ['space before the size', ` 2\r\n{}\r\n0\r\n\r\n${INNER}`, rfc('7.1')],
  ['space after the size', `2 \r\n{}\r\n0 \r\n\r\n${INNER}`, rfc('7.1')],
  ['empty size', `\r\n{}\r\n0\r\n\r\n${INNER}`, rfc('7.1')],
  ['more than 64 bits', `10000000000000002\r\n{}\r\n0\r\n\r\n${INNER}`, KLEIN],
  ['underscore', `0_2\r\n{}\r\n0\r\n\r\n${INNER}`, rfc('7.1')],
  ['letters', `zz\r\n{}\r\n0\r\n\r\n${INNER}`, rfc('7.1')],
  ['a length among the trailers', `2\r\n{}\r\n0\r\nContent-Length: ${INNER.length}\r\n\r\n${INNER}`, rfc('7.1.2')],
  [
    'headers among the trailers',
    `2\r\n{}\r\n0\r\nX-Smuggled: 1\r\nAuthorization: ApiKey x\r\nHost: evil\r\n\r\n${INNER}`,
    rfc('7.1.2'),
  ],
  ['a folded trailer', `2\r\n{}\r\n0\r\nX: x\r\n Y: y\r\n\r\n${INNER}`, rfc('5.2')],
  ['a trailer without a colon', `2\r\n{}\r\n0\r\n${INNER}`, rfc('7.1.2')],
];

/** Start lines and headers that do not mean one thing only. */
const HEADS: readonly [name: string, bytes: string, source: string][] = [
  ['absolute form', message('GET http://evil.example/api/v1/outer HTTP/1.1', ''), rfc('3.2.2')],
  ['absolute form with user', message('GET http://console@evil.example/smuggled HTTP/1.1', ''), rfc('3.2.2')],
  ['authority form', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n', rfc('3.2.3')],
  ['authority form with GET', message('GET evil.example:443 HTTP/1.1', ''), rfc('3.2.3')],
  ['asterisk form', message('OPTIONS * HTTP/1.1', ''), rfc('3.2.4')],
  ['no slash', message('GET smuggled HTTP/1.1', ''), rfc('3.2')],
  ['at sign', message('GET @evil.example/smuggled HTTP/1.1', ''), BROWSER],
  ['fragment', message('GET /api/v1/outer#/../../smuggled HTTP/1.1', ''), rfc('3.2')],
  ['backslashes', message('GET \\smuggled HTTP/1.1', ''), rfc('3.2')],
  ['backslash in the path', message('GET /api\\..\\smuggled HTTP/1.1', ''), rfc('3.2')],
  ['space in the target', message('GET /api/v1/outer HTTP/1.1 /smuggled HTTP/1.1', ''), rfc('3')],
  ['tabs', message('GET\t/api/v1/outer\tHTTP/1.1', ''), rfc('3')],
  ['NUL in the target', message('GET /api/v1/outer\0/smuggled HTTP/1.1', ''), rfc('3')],
  ['bare CR in the target', message('GET /api/v1/outer\rX-Smuggled:1 HTTP/1.1', ''), rfc('2.2')],
  ['bare LF in the target', message('GET /api/v1/outer\nX-Smuggled: 1 HTTP/1.1', ''), rfc('2.2')],
  [
    'line ends, encoded',
    message('GET /api/v1/outer%0d%0aX-Smuggled:%201%0d%0a HTTP/1.1', ''),
    'OWASP, HTTP response splitting and CRLF injection',
  ],
  [
    'line ends in the query, encoded',
    message('GET /api/v1/outer?a=%0d%0aX-Smuggled:%201 HTTP/1.1', ''),
    'OWASP, HTTP response splitting and CRLF injection',
  ],
  [
    'letters that lose their high byte',
    message(`GET /api/v1/outer${wire('\u010d\u010a')}X-Smuggled:1 HTTP/1.1`, ''),
    'R. Kelly, CRLF injection by Unicode truncation in Node.js (2018)',
  ],
  ['line ends before a header', message('GET /api/v1/outer\r\nX-Smuggled: 1 HTTP/1.1', ''), rfc('2.2')],
  ['high bytes', message('GET /api/v1/outer\u00e4 HTTP/1.1', ''), rfc('3.2')],
  ['version 0.9', 'GET /smuggled\r\n\r\n', rfc('2.3')],
  ['version 1.2', message('GET /api/v1/outer HTTP/1.2', `X: x\r\n`, ''), rfc('2.3')],
  ['version 2.0', message('GET /smuggled HTTP/2.0', ''), rfc('2.3')],
  ['no version', message('GET /smuggled HTTP/', ''), rfc('2.3')],
  ['preface of HTTP/2', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${INNER}`, 'RFC 9113, section 3.4'],
  [
    'chunked in HTTP/1.0',
    `POST /api/v1/outer HTTP/1.0\r\nHost: console\r\n${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n${HIDDEN}`,
    rfc('6.1'),
  ],
  ['no Host', 'GET /api/v1/outer HTTP/1.1\r\n\r\n', rfc('3.2')],
  ['two Hosts', 'GET /api/v1/outer HTTP/1.1\r\nHost: console\r\nHost: evil.example\r\n\r\n', rfc('3.2')],
  ['two equal Hosts', 'GET /api/v1/outer HTTP/1.1\r\nHost: console\r\nHOST: console\r\n\r\n', rfc('3.2')],
  ['Host with a path', 'GET /api/v1/outer HTTP/1.1\r\nHost: console/smuggled\r\n\r\n', MUST_DIE],
  ['Host with a user', 'GET /api/v1/outer HTTP/1.1\r\nHost: console@evil.example\r\n\r\n', MUST_DIE],
  ['Host with a space', 'GET /api/v1/outer HTTP/1.1\r\nHost: console evil.example\r\n\r\n', MUST_DIE],
  ['folded Host', 'GET /api/v1/outer HTTP/1.1\r\nHost: console\r\n evil.example\r\n\r\n', rfc('5.2')],
  [
    'space before the first header',
    'GET /api/v1/outer HTTP/1.1\r\n X-Smuggled: 1\r\nHost: console\r\n\r\n',
    rfc('2.2'),
  ],
  ['space in a name', message('GET /api/v1/outer HTTP/1.1', 'X Smuggled: 1\r\n'), rfc('5.1')],
  ['space after a name', message('GET /api/v1/outer HTTP/1.1', 'X-Smuggled : 1\r\n'), rfc('5.1')],
  ['NUL in a name', message('GET /api/v1/outer HTTP/1.1', 'X-\0Smuggled: 1\r\n'), rfc('5.1')],
  ['NUL in a value', message('GET /api/v1/outer HTTP/1.1', 'X: a\0X-Smuggled: 1\r\n'), 'RFC 9110, section 5.5'],
  ['bare CR in a value', message('GET /api/v1/outer HTTP/1.1', 'X: a\rX-Smuggled: 1\r\n'), 'RFC 9110, section 5.5'],
  ['bare LF in a value', message('GET /api/v1/outer HTTP/1.1', 'X: a\nX-Smuggled: 1\r\n'), rfc('2.2')],
  ['folded value', message('GET /api/v1/outer HTTP/1.1', 'X: a\r\n X-Smuggled: 1\r\n'), rfc('5.2')],
  ['tab-folded value', message('GET /api/v1/outer HTTP/1.1', 'X: a\r\n\tX-Smuggled: 1\r\n'), rfc('5.2')],
  ['empty name', message('GET /api/v1/outer HTTP/1.1', ': X-Smuggled\r\n'), rfc('5')],
  ['no colon', message('GET /api/v1/outer HTTP/1.1', 'X-Smuggled\r\n'), rfc('5')],
  ['bare LFs all over', 'GET /api/v1/outer HTTP/1.1\nHost: console\nX-Smuggled: 1\n\n', rfc('2.2')],
  ['bare LF at the end', `GET /api/v1/outer HTTP/1.1\r\nHost: console\r\n\n${INNER}`, rfc('2.2')],
  ['bare CRs at the end', `GET /api/v1/outer HTTP/1.1\r\nHost: console\r\r\r${INNER}`, rfc('2.2')],
  [
    'h2c upgrade',
    message(
      'GET /api/v1/outer HTTP/1.1',
      'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n',
      INNER,
    ),
    H2C,
  ],
  [
    'h2c upgrade, half named',
    message(
      'GET /api/v1/outer HTTP/1.1',
      'Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n',
      INNER,
    ),
    H2C,
  ],
  [
    'WebSocket upgrade',
    message(
      'GET /api/v1/outer HTTP/1.1',
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 777\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
      INNER,
    ),
    'M. Egorov, WebSocket smuggling (2019)',
  ],
  [
    'headers named by Connection',
    message(
      'GET /api/v1/outer HTTP/1.1',
      'Connection: close, host, content-length, x-forwarded-proto\r\nX-Smuggled-Not: 1\r\n',
    ),
    HOP,
  ],
  [
    "method of the proxy's own",
    message('TRACE /api/v1/outer HTTP/1.1', 'X-Smuggled: 1\r\n'),
    'J. Grossman, Cross-site tracing (2003)',
  ],
  ['method in small letters', message('get /api/v1/outer HTTP/1.1', ''), 'RFC 9110, section 9.1'],
  ['method with a line end', message('GET\r\nX-Smuggled: 1 /api/v1/outer HTTP/1.1', ''), rfc('3')],
];

/** Bodies where none belongs, or where one is said and none comes. */
const BODIES: readonly [name: string, bytes: string, source: string][] = [
  ...['GET', 'HEAD', 'OPTIONS', 'DELETE'].flatMap((method): [string, string, string][] => [
    [`${method} with a length`, message(`${method} /api/v1/outer HTTP/1.1`, JSON_TYPE + length(INNER), INNER), BROWSER],
    [
      `${method} with chunks`,
      message(`${method} /api/v1/outer HTTP/1.1`, `${JSON_TYPE}Transfer-Encoding: chunked\r\n`, chunked(INNER)),
      BROWSER,
    ],
    [
      `${method} with a length named by Connection`,
      message(`${method} /api/v1/outer HTTP/1.1`, `${JSON_TYPE}Connection: content-length\r\n${length(INNER)}`, INNER),
      HOP,
    ],
    [`${method} with a body nobody announced`, message(`${method} /api/v1/outer HTTP/1.1`, JSON_TYPE, INNER), BROWSER],
  ]),
  ['CL.0', post(length(INNER), INNER), BROWSER],
  ['body nobody announced', post('', INNER), BROWSER],
  ['Expect with a body', post(`Expect: 100-continue\r\n${length(INNER)}`, INNER), MUST_DIE],
  ['obfuscated Expect', post(`Expect: y 100-continue\r\n${length(INNER)}`, INNER), MUST_DIE],
  [
    'Expect with GET',
    message('GET /api/v1/outer HTTP/1.1', `Expect: 100-continue\r\n${length(INNER)}`, INNER),
    MUST_DIE,
  ],
  ['0.CL', message('GET /api/v1/outer HTTP/1.1', `Content-Length : ${INNER.length}\r\n`, INNER), MUST_DIE],
  ['pause in the body', post(`Content-Length: ${INNER.length + 1}\r\n`, INNER), BROWSER],
];

export const SMUGGLING_CASES: readonly SmugglingCase[] = [
  { name: 'CL.TE', source: PORTSWIGGER, bytes: post(`${length(HIDDEN)}Transfer-Encoding: chunked\r\n`, HIDDEN) },
  {
    name: 'TE.CL',
    source: PORTSWIGGER,
    bytes: post(`Content-Length: 4\r\nTransfer-Encoding: chunked\r\n`, chunked(INNER)),
  },
  {
    name: 'TE.CL, length last',
    source: DESYNC,
    bytes: post(`Transfer-Encoding: chunked\r\nContent-Length: 4\r\n`, chunked(INNER)),
  },
  {
    name: 'TE with length zero',
    source: DESYNC,
    bytes: post(`Content-Length: 0\r\nTransfer-Encoding: chunked\r\n`, HIDDEN),
  },
  ...TE_LINES.flatMap(([name, line, source = TE_LIST]): SmugglingCase[] => [
    { name: `TE.TE, ${name}`, source, bytes: post(`${line}\r\n`, HIDDEN) },
    { name: `CL.TE, ${name}`, source, bytes: post(`${length(HIDDEN)}${line}\r\n`, HIDDEN) },
    { name: `TE.CL, ${name}`, source, bytes: post(`Content-Length: 4\r\n${line}\r\n`, chunked(INNER)) },
  ]),
  ...LENGTHS.map(([name, lines, source = rfc('6.2')]) => ({
    name: `length, ${name}`,
    source,
    bytes: post(`${lines(INNER.length)}\r\n`, INNER),
  })),
  ...CHUNKS.map(([name, body, source]) => ({
    name: `chunks, ${name}`,
    source,
    bytes: post('Transfer-Encoding: chunked\r\n', body),
  })),
  ...HEADS.map(([name, bytes, source]) => ({ name: `head, ${name}`, source, bytes })),
  ...BODIES.map(([name, bytes, source]) => ({ name: `body, ${name}`, source, bytes })),
];
