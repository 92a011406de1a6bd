import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Dialect } from './dialect';
import { tokenCredential } from './credentials';
import { ApiFailure, type FailureKind } from './failure';
import { createRequester } from './request';
import { MAX_ATTEMPTS, readRetryAfter, retryDelay } from './retry';
import {
  createNetwork,
  createTestRequester,
  failureOf,
  fixedSource,
  html,
  json,
  silence,
  type Reaction,
  type Send,
  type Sent,
} from './testing';

const read = { method: 'GET', url: '/api/v1/org/users' };
const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method, url: '/api/v1/org/users' }));
const NOW = Date.parse('2026-11-20T12:00:00Z');

const cutOff = (): Response => {
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode('{"status":"o'));
      controller.error(new TypeError('terminated'));
    },
  });
  return new Response(body, { status: 200, headers: { 'content-type': 'application/json' } });
};

/** Begins an answer and never ends it. */
const stalls = ({ init }: Sent) => {
  const start = (controller: ReadableStreamDefaultController) =>
    init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
  return new Response(new ReadableStream({ start }), { status: 200 });
};

const opaqueRedirect = () =>
  ({
    type: 'opaqueredirect',
    status: 0,
    headers: new Headers(),
    text: () => Promise.resolve(''),
  }) as unknown as Response;

describe('a redirect', () => {
  it.each<{ what: string; reaction: Reaction }>([
    { what: 'an opaque redirect', reaction: opaqueRedirect },
    {
      what: 'a readable 302',
      reaction: new Response(null, { status: 302, headers: { location: 'https://evil.example/' } }),
    },
    {
      what: 'a 307, which would repeat the body',
      reaction: new Response(null, { status: 307, headers: { location: '//evil.example/' } }),
    },
  ])('is refused, not followed and not repeated: $what', async ({ reaction }) => {
    const network = createNetwork(reaction);
    const { request } = createTestRequester(network.send);
    expect(await failureOf(request(read))).toMatchObject({ kind: 'malformed', outcome: 'rejected' });
    expect(await failureOf(request({ ...read, method: 'POST' }))).toMatchObject({
      kind: 'malformed',
      outcome: 'unknown',
    });
    expect(network.sent.map(({ url }) => new URL(url).host)).toEqual(['console.example', 'console.example']);
  });
});

describe('an answer that does not come', () => {
  it('is a timeout when the server is too slow', async () => {
    const { request } = createTestRequester(createNetwork(silence).send, { timeoutMs: 1 });
    expect(await failureOf(request({ ...read, method: 'DELETE' }))).toMatchObject({
      kind: 'timeout',
      outcome: 'unknown',
      status: 0,
    });
  });

  it('is a timeout also when the body stops coming', async () => {
    const { request } = createTestRequester(createNetwork(stalls).send, { timeoutMs: 1 });
    expect(await failureOf(request({ ...read, method: 'POST' }))).toMatchObject({
      kind: 'timeout',
      outcome: 'unknown',
    });
  });

  it('is named after the caller when the caller stopped it, and is not repeated', async () => {
    const controller = new AbortController();
    const network = createNetwork((sent) => {
      const answer = silence(sent);
      controller.abort();
      return answer;
    });
    const { request, waits } = createTestRequester(network.send);
    expect(await failureOf(request({ ...read, signal: controller.signal }))).toMatchObject({ kind: 'aborted' });
    expect(network.sent).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('is not known to be undone when a write was stopped under way', async () => {
    const controller = new AbortController();
    const { request } = createTestRequester((_url, init) => {
      controller.abort();
      // The browser rejects with the reason of the signal.
      return Promise.reject(init?.signal?.reason as Error);
    });
    expect(await failureOf(request({ method: 'POST', url: '/api/v1/x', signal: controller.signal }))).toMatchObject({
      kind: 'aborted',
      outcome: 'unknown',
    });
  });

  it('is nothing at all when the caller had given up before', async () => {
    const network = createNetwork(json(200, {}));
    const { request } = createTestRequester(network.send);
    const call = { method: 'POST', url: '/api/v1/x', signal: AbortSignal.abort() };
    for (const credential of [undefined, tokenCredential('ldpat_tried00000')]) {
      expect(await failureOf(request({ ...call, credential }))).toMatchObject({ kind: 'aborted', outcome: 'not-sent' });
    }
    expect(network.sent).toEqual([]);
  });

  it('differs between no network and being offline', async () => {
    for (const [online, kind] of [
      [true, 'network'],
      [false, 'offline'],
    ] as const) {
      const { request } = createTestRequester(createNetwork(new TypeError('Failed to fetch')).send, {
        isOnline: () => online,
      });
      expect(await failureOf(request(read))).toMatchObject({
        kind,
        outcome: 'rejected',
        method: 'GET',
        path: '/api/v1/org/users',
      });
    }
  });

  it('is sent by the browser itself where nothing else sends it', async () => {
    const credentials = fixedSource();
    const dialect: Dialect = {
      name: 'Plain',
      reach: ['/api/'],
      authorize: () => ({}),
      decode: ({ text }) => ({ ok: true, data: text }),
    };
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('hello')));
    expect(await createRequester({ dialect, credentials })(read)).toBe('hello');
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    vi.stubGlobal('navigator', { onLine: false });
    expect(await failureOf(createRequester({ dialect, credentials })({ ...read, method: 'POST' }))).toMatchObject({
      kind: 'offline',
      api: 'Plain',
    });
    vi.unstubAllGlobals();
  });

  it('leaves the query, which may hold what a person typed, out of the failure', async () => {
    const { request } = createTestRequester(
      createNetwork(new TypeError('Failed to fetch https://console.example/?q=typed')).send,
    );
    const failure = await failureOf(request({ ...read, params: { searchQuery: 'typed' } }));
    expect(JSON.stringify({ ...failure, message: failure.message })).not.toContain('typed');
  });
});

describe('a GET that failed in passing', () => {
  const passing: { what: string; reaction: Reaction }[] = [
    { what: 'network', reaction: new TypeError('Failed to fetch') },
    { what: 'body cut off', reaction: cutOff },
    { what: '503', reaction: html(503) },
  ];

  it.each(passing)('is sent again until it succeeds: $what', async ({ reaction }) => {
    const network = createNetwork(reaction, reaction, json(200, { ana: 1 }));
    const { request, waits } = createTestRequester(network.send);
    expect(await request(read)).toEqual({ ana: 1 });
    expect(network.sent).toHaveLength(3);
    expect(waits).toEqual([300, 600]);
  });

  it.each(passing)('is sent three times at most: $what', async ({ reaction }) => {
    const network = createNetwork(reaction);
    const { request, waits } = createTestRequester(network.send);
    await failureOf(request(read));
    expect(network.sent).toHaveLength(MAX_ATTEMPTS);
    expect(waits).toHaveLength(MAX_ATTEMPTS - 1);
  });

  it('is not sent again for an answer that will stay the same', async () => {
    for (const reaction of [
      json(403, { error: 'No' }),
      json(404, {}),
      json(500, { error: 'Unexpected' }),
      html(200),
      new Response('{"half":'),
    ]) {
      const network = createNetwork(reaction);
      await failureOf(createTestRequester(network.send).request(read));
      expect(network.sent).toHaveLength(1);
    }
  });

  it('waits for as long as the server asks for, in seconds', async () => {
    const network = createNetwork(json(503, {}, { 'retry-after': '7' }), json(200, {}));
    const { request, waits } = createTestRequester(network.send);
    await request(read);
    expect(waits).toEqual([7000]);
  });

  it('waits until the date that the server names', async () => {
    const at = new Date(NOW + 20_000).toUTCString();
    const network = createNetwork(json(429, {}, { 'retry-after': at }), json(200, {}));
    const { request, waits } = createTestRequester(network.send);
    await request(read);
    expect(waits).toEqual([20_000]);
  });

  it('waits as long as one call of those takes that are permitted in a minute', async () => {
    const limited = (permittedPerMinute: number) =>
      new ApiFailure({ kind: 'rate-limited', outcome: 'rejected', method: 'GET', permittedPerMinute });
    expect(retryDelay(limited(6), 1, 0)).toBe(10_000);
    expect(retryDelay(limited(0), 1, 0)).toBe(0);
    expect(retryDelay(new ApiFailure({ ...limited(6), retryAfter: 2 }), 1, 0)).toBe(2000);
  });

  it('is not waited for when the server asks for more than half a minute', async () => {
    const network = createNetwork(json(429, {}, { 'retry-after': '31' }));
    const { request, waits } = createTestRequester(network.send);
    expect(await failureOf(request(read))).toMatchObject({ kind: 'rate-limited', retryAfter: 31 });
    expect(network.sent).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('is given up while it waits, when the caller stops it', async () => {
    const controller = new AbortController();
    const network = createNetwork((sent) => {
      queueMicrotask(() => queueMicrotask(() => controller.abort()));
      return sent.url ? json(503, {}, { 'retry-after': '30' }) : html(500);
    });
    const request = createRequesterWithRealPause(network.send);
    expect(await failureOf(request({ ...read, signal: controller.signal }))).toMatchObject({ kind: 'aborted' });
    expect(network.sent).toHaveLength(1);
  });
});

/** With the pause of production, which an abort must end at once. */
const createRequesterWithRealPause = (send: Send) =>
  createRequester({
    dialect: {
      name: 'Plain',
      reach: ['/api/'],
      authorize: () => ({}),
      decode: () => ({ ok: false, failure: { kind: 'unavailable' } }),
    },
    credentials: fixedSource(),
    send,
    isOnline: () => true,
  });

describe('a write', () => {
  const lost: { what: string; reaction: Reaction }[] = [
    { what: 'network', reaction: new TypeError('Failed to fetch') },
    { what: 'an answer cut off', reaction: cutOff },
    { what: 'half a JSON', reaction: new Response('{"status":"ok","resu', { status: 200 }) },
    { what: 'HTML in place of an answer', reaction: html(200) },
    { what: 'a gateway', reaction: html(502) },
    {
      what: 'a gateway with Retry-After',
      reaction: new Response('', { status: 503, headers: { 'retry-after': '0' } }),
    },
    { what: 'a gateway that timed out', reaction: html(504) },
    { what: 'an HTML 500 of something in between', reaction: html(500) },
  ];
  const cases = WRITES.flatMap((write) => lost.map((each) => ({ ...each, write, method: write.method })));

  it.each(cases)('is sent once, and not known to be saved: $method, $what', async ({ write, reaction }) => {
    const network = createNetwork(reaction);
    const { request, waits } = createTestRequester(network.send);
    expect(await failureOf(request({ ...write, data: { role: 'viewer' } }))).toMatchObject({
      outcome: 'unknown',
      method: write.method,
    });
    expect(network.sent).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it.each(WRITES)(
    'is sent once and known to be refused when the API says so, or our own server: $method',
    async (write) => {
      for (const reaction of [
        json(403, { error: 'Forbidden' }),
        json(429, { error: 'Slow' }, { 'retry-after': '0' }),
        json(500, { error: 'Unexpected' }),
        // Our own server had no room for it (server/proxy.ts).
        json(503, { error: 'ServiceUnavailableError' }, { 'retry-after': '0', 'x-console-not-passed-on': '1' }),
      ]) {
        const network = createNetwork(reaction);
        expect(await failureOf(createTestRequester(network.send).request(write))).toMatchObject({
          outcome: 'rejected',
        });
        expect(network.sent).toHaveLength(1);
      }
    },
  );
});

const failure = (method: string, kind: FailureKind, retryAfter: number | null) =>
  new ApiFailure({ kind, outcome: 'rejected', method, retryAfter });

describe('retryDelay', () => {
  const kinds: FailureKind[] = ['network', 'offline', 'unavailable', 'rate-limited'];

  it('stays within the doubling bound and never falls below Retry-After', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.option(fc.double({ min: 0, max: 30, noNaN: true })),
        fc.integer({ min: 1, max: 2 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (kind, retryAfter, sends, random) => {
          const delay = retryDelay(failure('GET', kind, retryAfter), sends, random) ?? -1;
          const bound = 300 * 2 ** sends;
          return delay >= (retryAfter ?? 0) * 1000 && delay <= Math.max(bound, (retryAfter ?? 0) * 1000);
        },
      ),
    );
  });

  it('spreads over the whole bound', () => {
    expect(retryDelay(failure('GET', 'network', null), 1, 0)).toBe(0);
    expect(retryDelay(failure('GET', 'network', null), 1, 0.999)).toBeCloseTo(599.4);
    expect(retryDelay(failure('GET', 'network', null), 2, 0.999)).toBeCloseTo(1198.8);
  });

  it('is for a GET that failed in passing, and for nothing else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'get', ''),
        fc.constantFrom(...kinds),
        fc.nat(5),
        (method, kind, sends) => {
          expect(retryDelay(failure(method, kind, null), sends, 0.5)).toBeNull();
        },
      ),
    );
    for (const kind of [
      'unauthorized',
      'forbidden',
      'server',
      'malformed',
      'aborted',
      'blocked',
      'not-found',
    ] as const) {
      expect(retryDelay(failure('GET', kind, null), 1, 0.5)).toBeNull();
    }
    expect(retryDelay(failure('GET', 'network', null), 3, 0.5)).toBeNull();
  });
});

describe('readRetryAfter', () => {
  it.each([
    [null, null],
    ['', null],
    ['  ', null],
    ['soon', null],
    ['0', 0],
    [' 12 ', 12],
    ['Fri, 20 Nov 2026 12:00:30 GMT', 30],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
  ])('reads %j as %j seconds', (value, seconds) => {
    expect(readRetryAfter(value, NOW)).toBe(seconds);
  });

  it('never asks for a wait that cannot be', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String), fc.constant('9'.repeat(400))),
        (value) => {
          const seconds = readRetryAfter(value, NOW);
          expect(seconds === null || seconds >= 0).toBe(true);
        },
      ),
    );
  });
});
