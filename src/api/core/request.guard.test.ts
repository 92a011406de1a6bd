import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cookieCredential, tokenCredential } from './credentials';
import { isFailure } from './failure';
import { addressOf } from './reach';
import type { ApiRequest, RequesterOptions } from './request';
import { createNetwork, createTestRequester, failureOf, fixedSource, json, ORIGIN, TOKEN } from './testing';

const dialect = {
  name: 'Plain',
  reach: ['/api/'],
  authorize: () => ({}),
  decode: () => ({ ok: true, data: 0 }) as const,
};

const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  'another host': [
    'https://evil.example/api/v1/user',
    'HTTPS://EVIL.EXAMPLE/api/v1/user',
    'http://console.example/api/v1/user',
    'https://console.example:8443/api/v1/user',
    'https://console.example.evil.example/api/v1/user',
    'https://console.example%2eevil.example/api/v1/user',
    'https://evil.example#https://console.example/api/v1/user',
    'https://evil.example?https://console.example/api/v1/user',
    'https://evil.example\\@console.example/api/v1/user',
    'https:evil.example/api/v1/user',
    'https:/evil.example/api/v1/user',
    'https:///evil.example/api/v1/user',
    'http://[::1]/api/v1/user',
    'https://[/api/v1/user',
  ],
  'a host without a scheme': [
    '//evil.example/api/v1/user',
    '///evil.example/api/v1/user',
    '////evil.example/api/v1/user',
    '/\\evil.example/api/v1/user',
    '\\/evil.example/api/v1/user',
    '\\\\evil.example/api/v1/user',
    '/\t/evil.example/api/v1/user',
    '/\n/evil.example/api/v1/user',
    '\t//evil.example/api/v1/user',
    ' //evil.example/api/v1/user',
    '//console.example@evil.example/api/v1/user',
  ],
  'a user': [
    'https://console.example@evil.example/api/v1/user',
    'https://user@console.example/api/v1/user',
    'https://user:password@console.example/api/v1/user',
    'https://:password@console.example/api/v1/user',
    '//:password@console.example/api/v1/user',
    '@evil.example/api/v1/user',
  ],
  dots: [
    '/api/../secret',
    '/api/..',
    '/api/.',
    '/api/./v1/user',
    '/api/v1/../../secret',
    '/../api/v1/user',
    '/api/v1/org/user/..',
    '/api/v1/groups/../members/x',
    '/api/..;/secret',
    '/api/v1/user/;/../../secret',
  ],
  backslashes: ['/api\\v1\\user', '/api/..\\secret', '/api/v1\\..\\..\\secret', '\\api\\v1\\user'],
  'encoded dots and slashes': [
    '/api/%2e%2e/secret',
    '/api/%2E%2E/secret',
    '/api/.%2e/secret',
    '/api/%2e./secret',
    '/api/%2e/v1/user',
    '/api/..%2fsecret',
    '/api/..%2Fsecret',
    '/api/v1/org/user/%2e%2e%2fx',
    '/api/..%5csecret',
    '/api/%2e%2e%5Csecret',
    '/api/%252e%252e%252fsecret',
    '/api/..%252fsecret',
    '/api/%2e%2e;/secret',
    '/api%2fv1/user',
    '/%2fevil.example/api/v1/user',
    '/api/v1/user%00.json',
  ],
  'tabs, line ends, blanks and zeros': [
    '/api/\t../secret',
    '/api/.\n./secret',
    '/a\npi/v1/user',
    '/api/v1/us\rer',
    '/api/v1/user\n',
    ' /api/v1/user',
    '/api/v1/user ',
    '/api/v1/\0user',
  ],
  'another scheme': [
    'javascript:alert(1)//api/',
    'java\nscript:alert(1)',
    'data:text/html,/api/v1/user',
    'data:/api/v1/user',
    'blob:https://console.example/api/v1/user',
    'file:///api/v1/user',
    'ftp://console.example/api/v1/user',
    'wss://console.example/api/v1/user',
    'about:blank',
    'mailto:a@evil.example',
  ],
  'what only looks like the prefix': [
    '/api',
    '/apix/v1/user',
    '/api.evil.example/v1/user',
    '/API/v1/user',
    '/%61pi/v1/user',
    '/ａpi/v1/user',
    '/v1/api/user',
    '/sandbox/faults',
    '?/api/v1/user',
    '#/api/v1/user',
    '',
  ],
  'an empty segment': ['/api//evil.example', '/api/v1//user', '/api//'],
  'no path of its own': ['https://console.example/api/v1/user', 'api/v1/user', './api/v1/user'],
};

describe('the origin guard', () => {
  const cases = Object.entries(HOSTILE).flatMap(([what, urls]) => urls.map((url) => ({ what, url })));

  it('is tried with enough forms', () => {
    expect(new Set(cases.map(({ url }) => url)).size).toBeGreaterThanOrEqual(90);
  });

  it.each(cases)('refuses $what: $url', async ({ url }) => {
    const network = createNetwork(json(200, {}));
    let isAsked = false;
    const { request } = createTestRequester(network.send, {
      credentials: {
        get: () => {
          isAsked = true;
          return Promise.resolve(tokenCredential(TOKEN));
        },
      },
    });
    expect(await failureOf(request({ method: 'GET', url }))).toMatchObject({ kind: 'blocked', outcome: 'not-sent' });
    expect(network.sent).toEqual([]);
    expect(isAsked).toBe(false);
  });

  it('lets nothing through where the page has no origin, as in a sandboxed frame', () => {
    for (const url of ['/api/v1/user', 'data:/api/v1/user', 'javascript:/api/v1/user']) {
      expect(() => addressOf(dialect, 'null', { method: 'GET', url })).toThrow(
        expect.objectContaining({ kind: 'blocked' }),
      );
    }
  });

  it('lets the addresses of the contract through as they are', () => {
    for (const url of [
      '/api/v1/user',
      '/api/v2/orgs/172a2270-000f-42be-9c68-c4752c23ae51/roles',
      '/api/v1/schedulers/job/25/status',
    ]) {
      expect(addressOf(dialect, ORIGIN, { method: 'GET', url }).href).toBe(`${ORIGIN}${url}`);
    }
    expect(addressOf(dialect, ORIGIN, { method: 'GET', url: '/api/v1/org/users/email/a%40b.example' }).pathname).toBe(
      '/api/v1/org/users/email/a%40b.example',
    );
  });

  it('never lets a parameter of a path become another path', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', 'f', ';', '?', '#', '@', '\t') }),
    );
    fc.assert(
      fc.property(odd, (segment) => {
        let url;
        try {
          url = addressOf(dialect, ORIGIN, {
            method: 'DELETE',
            url: `/api/v1/org/user/${encodeURIComponent(segment)}`,
          });
        } catch (error) {
          return isFailure(error, 'blocked');
        }
        const last = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
        return url.pathname.split('/').length === 6 && last === segment && !/[/\\]|^\.\.?$/.test(last);
      }),
      { numRuns: 2000 },
    );
  });

  it('never leaves its origin and prefix, whatever it is given', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      'api',
      '%2e',
      '%2f',
      ':',
      '@',
      'https:',
      'evil.example',
      'console.example',
      '\t',
      '?',
      '#',
      ';',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        try {
          const url = addressOf(dialect, ORIGIN, { method: 'GET', url: pieces.join('') });
          return (
            url.origin === ORIGIN && url.pathname.startsWith('/api/') && url.username === '' && url.password === ''
          );
        } catch (error) {
          return isFailure(error, 'blocked');
        }
      }),
      { numRuns: 5000 },
    );
  });
});

/** The one request that a call makes. */
const sentBy = async (request: ApiRequest, options: Partial<RequesterOptions> = {}) => {
  const network = createNetwork(json(200, {}));
  await createTestRequester(network.send, options).request(request);
  const [sent] = network.sent;
  if (!sent || network.sent.length !== 1) throw new Error('expected one request');
  return sent;
};

describe('what is sent', () => {
  it('carries a token in its header and nowhere else', async () => {
    const sent = await sentBy({
      method: 'post',
      url: '/api/v1/org/groups',
      params: { a: 1 },
      data: { name: 'Finance' },
    });
    expect(sent.headers).toMatchObject({ authorization: `ApiKey ${TOKEN}` });
    expect(sent.url).not.toContain(TOKEN);
    expect(sent.init.body).not.toContain(TOKEN);
    expect(sent.method).toBe('POST');
  });

  it('does not let a caller replace the credential by a header', async () => {
    const sent = await sentBy({
      method: 'GET',
      url: '/api/v1/user',
      headers: { authorization: 'ApiKey other', 'x-extra': '1' },
    });
    expect(sent.headers).toMatchObject({ authorization: `ApiKey ${TOKEN}`, 'x-extra': '1' });
  });

  it.each([
    { what: 'a token', credential: tokenCredential(TOKEN), expected: 'omit' },
    { what: 'no credential', credential: null, expected: 'omit' },
    { what: 'a session cookie', credential: cookieCredential('session'), expected: 'same-origin' },
    { what: 'a demo identity', credential: cookieCredential('demo'), expected: 'same-origin' },
  ])('lets the browser attach cookies only for a cookie credential: $what', async ({ credential, expected }) => {
    const sent = await sentBy(
      { method: 'GET', url: '/api/v1/user' },
      { credentials: { get: () => Promise.resolve(credential) } },
    );
    expect(sent.init.credentials).toBe(expected);
  });

  it('follows no redirect, tells no referrer, and leaves nothing in the cache of the browser', async () => {
    const sent = await sentBy({ method: 'GET', url: '/api/v1/user' });
    expect(sent.init).toMatchObject({
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      body: null,
    });
    expect(sent.headers).not.toHaveProperty('content-type');
  });

  it('sends each header once, however it is spelt', async () => {
    const headers = { 'Content-Type': 'application/json', Accept: 'text/plain', AUTHORIZATION: 'ApiKey other' };
    const sent = await sentBy({ method: 'POST', url: '/api/v1/org/groups', headers, data: {} });
    expect(sent.headers).toEqual({
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `ApiKey ${TOKEN}`,
    });
  });

  it('sends a body as JSON', async () => {
    const sent = await sentBy({ method: 'PATCH', url: '/api/v1/user/me', data: { firstName: 'Zoë' } });
    expect(sent.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' });
    expect(JSON.parse(String(sent.init.body))).toEqual({ firstName: 'Zoë' });
  });

  it('leaves out parameters without a value, repeats lists, and keeps 0, false and an empty text', async () => {
    const params = {
      none: null,
      unset: undefined,
      page: 0,
      all: false,
      q: '',
      uuids: ['a', 'b', null, undefined],
      empty: [],
      odd: 'a&b=c#d',
    };
    const sent = await sentBy({ method: 'GET', url: '/api/v1/org/users', params });
    expect([...new URL(sent.url).searchParams]).toEqual([
      ['page', '0'],
      ['all', 'false'],
      ['q', ''],
      ['uuids', 'a'],
      ['uuids', 'b'],
      ['odd', 'a&b=c#d'],
    ]);
  });

  it('tries another credential for one request without touching the source', async () => {
    const sent = await sentBy(
      { method: 'GET', url: '/api/v1/user', credential: tokenCredential('ldpat_tried0000') },
      { credentials: fixedSource() },
    );
    expect(sent.headers.authorization).toBe('ApiKey ldpat_tried0000');
  });
});

describe('addressOf', () => {
  const reaching = {
    name: 'Plain',
    reach: ['/api/', '/more/'],
    authorize: () => ({}),
    decode: () => ({ ok: true as const, data: 1 }),
  };

  it('takes any of the prefixes, and a query that stands in the address', () => {
    expect(addressOf(reaching, ORIGIN, { method: 'GET', url: '/more/x' }).pathname).toBe('/more/x');
    expect(
      addressOf(reaching, ORIGIN, {
        method: 'GET',
        url: '/api/v1/x?a=1#top',
        params: { b: [2, 3], c: null, d: undefined },
      }).search,
    ).toBe('?a=1&b=2&b=3');
    expect(() => addressOf(reaching, ORIGIN, { method: 'GET', url: '/other/x' })).toThrow(
      expect.objectContaining({ kind: 'blocked' }),
    );
  });

  it('tells nothing of an address that it refuses', () => {
    expect(() => addressOf(reaching, ORIGIN, { method: 'delete', url: 'https://evil.example/api/x' })).toThrow(
      expect.objectContaining({ kind: 'blocked', outcome: 'not-sent', method: 'DELETE', path: '', api: 'Plain' }),
    );
  });
});

describe('an answer that repeats the credential', () => {
  it.each([tokenCredential(TOKEN), tokenCredential('katapult-canary-0123', 'Bearer')])(
    'is read without it, as data and as a failure',
    async (credential) => {
      const secret = credential.headers.authorization?.split(' ')[1] ?? '';
      const network = createNetwork(
        json(200, { said: `You are ${secret}` }),
        json(400, { error: `no such token ${secret}, ${secret}` }),
        json(200, { ok: true }),
      );
      const { request } = createTestRequester(network.send, { credentials: fixedSource(credential) });
      const call = { method: 'GET', url: '/api/v1/user' };
      expect(await request(call)).toEqual({ said: 'You are •••' });
      expect((await failureOf(request(call))).code).toBe('no such token •••, •••');
      expect(await request(call)).toEqual({ ok: true });
    },
  );

  it('is left as it is where the credential is a cookie', async () => {
    const network = createNetwork(json(200, { said: 'hello' }));
    const { request } = createTestRequester(network.send, { credentials: fixedSource(cookieCredential('session')) });
    expect(await request({ method: 'GET', url: '/api/v1/user' })).toEqual({ said: 'hello' });
  });
});

describe('an answer over which the dialect stumbles', () => {
  const stumbling = { name: 'Plain', reach: ['/api/'], authorize: () => ({}), decode: () => JSON.parse('{') as never };

  it('is one that it cannot read: never an error of the console', async () => {
    const { request } = createTestRequester(createNetwork(json(200, {})).send, { dialect: stumbling });
    expect(await failureOf(request({ method: 'GET', url: '/api/v1/x' }))).toMatchObject({
      kind: 'malformed',
      outcome: 'rejected',
    });
    expect(await failureOf(request({ method: 'POST', url: '/api/v1/x' }))).toMatchObject({
      kind: 'malformed',
      outcome: 'unknown',
    });
  });
});

describe('what an answer says beside its data', () => {
  const notice = { kind: 'deprecated' as const, method: 'GET', path: '/api/v1/x', text: 'Gone in May' };
  const telling = {
    name: 'Plain',
    reach: ['/api/'],
    authorize: () => ({}),
    decode: () => ({ ok: true as const, data: 1 }),
  };

  it('is passed on to whoever listens', async () => {
    const onNotice = vi.fn();
    const { request } = createTestRequester(createNetwork(json(200, {})).send, {
      dialect: { ...telling, notices: () => [notice] },
      onNotice,
    });
    expect(await request({ method: 'GET', url: '/api/v1/x' })).toBe(1);
    expect(onNotice).toHaveBeenCalledExactlyOnceWith(notice);
    const quiet = createTestRequester(createNetwork(json(200, {})).send, { dialect: telling, onNotice });
    await quiet.request({ method: 'GET', url: '/api/v1/x' });
    expect(onNotice).toHaveBeenCalledTimes(1);
  });
});
