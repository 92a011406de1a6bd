import { describe, expect, it } from 'vitest';
import { cookieCredential, tokenCredential } from './credentials';
import type { ApiRequest, RequesterOptions } from './request';
import { createNetwork, createTestRequester, fixedSource, json, TOKEN } from './testing';

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
