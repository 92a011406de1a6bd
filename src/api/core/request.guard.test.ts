import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenCredential } from './credentials';
import { isFailure } from './failure';
import { addressOf } from './reach';
import { createNetwork, createTestRequester, failureOf, json, ORIGIN, TOKEN } from './testing';
import { RUNS } from '#/lib/testing-runs';

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
      RUNS,
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
      RUNS,
    );
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

  it('does not repeat an address that it refuses', () => {
    expect(() => addressOf(reaching, ORIGIN, { method: 'delete', url: 'https://evil.example/api/x' })).toThrow(
      expect.objectContaining({ kind: 'blocked', outcome: 'not-sent', method: 'DELETE', path: '', api: 'Plain' }),
    );
  });
});
