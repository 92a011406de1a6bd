import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSettings } from './config';
import { type Running, send, startUpstream, startWithAccounts, startWithProxy } from './test-support';

const MIB = 1024 * 1024;
/** More than everything that may be held together. */
const SIZE = 256 * MIB;
const br = (bytes: Buffer) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_LGWIN]: 24 } });

const plain = Buffer.alloc(SIZE, ' ');
const zipped = gzipSync(plain, { level: 9 });
const BOMBS: readonly [coding: string, bytes: Buffer][] = [
  ['br', br(plain)],
  ['gzip', zipped],
  ['x-gzip', zipped],
  ['deflate', deflateSync(plain)],
  ['deflate', deflateRawSync(plain)],
  ['gzip, gzip', gzipSync(zipped)],
  ['gzip, br', br(zipped)],
  ['br, gzip', gzipSync(br(plain))],
  ['GZIP', zipped],
  // So many layers that unfolding them would be the attack.
  [
    Array.from({ length: 40 }, () => 'gzip').join(', '),
    Array.from({ length: 40 }).reduce<Buffer>((bytes) => gzipSync(bytes), zipped),
  ],
];

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let proxy: Running;
let accounts: Running;
let logged: string[];
beforeAll(async () => {
  logged = [];
  const log = (line: string) => void logged.push(line);
  upstream = await startUpstream();
  proxy = await startWithProxy(upstream.url, { log });
  const ACCOUNTS = JSON.stringify([{ id: 'vm', api: 'katapult', url: upstream.url.origin, credentials: ['token'] }]);
  const settings = readSettings({ LIGHTDASH_URL: upstream.url.origin, ACCOUNTS });
  const lightdash = { url: upstream.url, send: fetch };
  accounts = await startWithAccounts({ accounts: settings.accounts, lightdash, log });
});
afterAll(async () => {
  await Promise.all([proxy.close(), accounts.close()]);
  await upstream.close();
});

it.each(BOMBS)('an answer of 256 MiB that is small as %s unfolds nowhere in the server', async (coding, bytes) => {
  expect(bytes.byteLength).toBeLessThan(2 * MIB);
  upstream.answerWith((_call, response) =>
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding }).end(bytes),
  );
  const before = process.memoryUsage().rss;
  // To Lightdash's callers it goes as it came.
  const passed = await send(proxy.port, '/api/v1/org', { headers: { 'accept-encoding': coding } });
  expect({ status: passed.status, coding: passed.headers['content-encoding'] }).toEqual({ status: 200, coding });
  expect(passed.body.equals(bytes)).toBe(true);
  // Of a linked account, which is read as a whole, no more than a MiB is taken in.
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      send(accounts.port, '/accounts/vm/users/current', { headers: { authorization: 'Bearer x' } }),
    ),
  );
  for (const { status, text } of answers) {
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([
      502,
      expect.stringMatching(/^(answer_too_large|upstream_unreachable)$/),
    ]);
    expect(text.length).toBeLessThan(500);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(192 * MIB);
});
