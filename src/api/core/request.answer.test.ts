import { describe, expect, it, vi } from 'vitest';
import { cookieCredential, tokenCredential } from './credentials';
import { createNetwork, createTestRequester, failureOf, fixedSource, json, TOKEN } from './testing';

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

describe('an answer that makes the dialect throw', () => {
  const throwing = { name: 'Plain', reach: ['/api/'], authorize: () => ({}), decode: () => JSON.parse('{') as never };

  it('is a malformed one, never an error of the console', async () => {
    const { request } = createTestRequester(createNetwork(json(200, {})).send, { dialect: throwing });
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
  const noticing = {
    name: 'Plain',
    reach: ['/api/'],
    authorize: () => ({}),
    decode: () => ({ ok: true as const, data: 1 }),
  };

  it('is passed on to whoever listens', async () => {
    const onNotice = vi.fn();
    const { request } = createTestRequester(createNetwork(json(200, {})).send, {
      dialect: { ...noticing, notices: () => [notice] },
      onNotice,
    });
    expect(await request({ method: 'GET', url: '/api/v1/x' })).toBe(1);
    expect(onNotice).toHaveBeenCalledExactlyOnceWith(notice);
    const quiet = createTestRequester(createNetwork(json(200, {})).send, { dialect: noticing, onNotice });
    await quiet.request({ method: 'GET', url: '/api/v1/x' });
    expect(onNotice).toHaveBeenCalledTimes(1);
  });
});
