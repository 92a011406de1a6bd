import { describe, expect, it, vi } from 'vitest';
import { callAccount, createAccountClient } from './account';
import { tokenCredential } from './credentials';
import type { Dialect } from './dialect';
import { createNetwork, failureOf, fixedSource, json, ORIGIN, testHome } from './testing';

const dialectOf = (prefix: string): Dialect => ({
  name: 'Some API',
  reach: [`${prefix}/users/`],
  authorize: ({ credential }) => credential?.headers ?? {},
  decode: ({ text }) => ({ ok: true, data: JSON.parse(text) as unknown }),
});

const setUp = (accountId = 'first') => {
  const network = createNetwork(json(200, 'data'));
  const client = createAccountClient(accountId, dialectOf, fixedSource(), { home: testHome, send: network.send });
  return { client, sent: network.sent };
};

describe('a client of an account', () => {
  it('puts its own path in front', async () => {
    const { client, sent } = setUp('second');
    expect(await client({ method: 'GET', url: '/users/me' })).toBe('data');
    expect(sent.map(({ url }) => url)).toEqual([`${ORIGIN}/accounts/second/users/me`]);
  });

  it.each([
    '/organizations',
    '//evil.example/users/me',
    '/../zenml/users/me',
    'https://evil.example/users/me',
    '@evil.example/users/me',
    '',
  ])('does not leave its API: %j', async (url) => {
    const { client, sent } = setUp();
    expect((await failureOf(client({ method: 'GET', url }))).kind).toBe('blocked');
    expect(sent).toEqual([]);
  });

  it('belongs to the page’s own origin where none is named', async () => {
    const { sent, send } = createNetwork(json(200, 'data'));
    const call = () =>
      createAccountClient('first', dialectOf, fixedSource(), { send })({ method: 'GET', url: '/users/me' });
    await call();
    vi.stubGlobal('location', { origin: ORIGIN });
    await call().finally(() => vi.unstubAllGlobals());
    expect(sent.map(({ url }) => url)).toEqual([
      'http://localhost/accounts/first/users/me',
      `${ORIGIN}/accounts/first/users/me`,
    ]);
  });
});

describe('a call', () => {
  it('goes through the client it is given, with a credential to try', async () => {
    const { client, sent } = setUp();
    await callAccount(
      { method: 'GET', url: '/users/me' },
      { client, credential: tokenCredential('another', 'Bearer') },
    );
    expect(sent[0]?.headers.authorization).toBe('Bearer another');
  });

  it('goes nowhere without one', async () => {
    const failure = await failureOf(callAccount({ method: 'get', url: '/users/me' }, undefined));
    expect(failure).toMatchObject({ kind: 'blocked', outcome: 'not-sent', method: 'GET' });
  });
});
