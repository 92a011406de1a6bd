import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ageOf, type Credential } from './credentials';
import { describeFailure } from './sentences';
import { createHostLink, type HostToken } from './host';
import { createClock, createNetwork, createTestRequester, failureOf, json } from './testing';
import { createCredentialStore } from './store';

const HOUR = 3_600_000;
const clock = createClock();
let given: (Promise<unknown> | (() => Promise<unknown>))[] = [];
const getToken = vi.fn((_asked: unknown) => {
  const next = given.shift() ?? Promise.reject(new Error('the portal says ldpat_secret00000'));
  return (typeof next === 'function' ? next() : next) as Promise<HostToken>;
});

const token = (name: string, fields: Record<string, unknown> = {}) =>
  Promise.resolve({ token: `ldpat_${name}`, scheme: 'ApiKey', expiresAt: null, tokenId: `id-${name}`, ...fields });

const link = () => createHostLink(getToken, { now: clock.now, patienceMs: 20 });
const tokenOf = (credential: Credential | null) => credential?.headers.authorization;

beforeEach(() => {
  getToken.mockClear();
  given = [];
});

describe('a first credential', () => {
  it('is of the host, without cookies, and knows when it ends', async () => {
    given = [token('one', { scheme: 'Bearer', expiresAt: clock.now() + HOUR })];
    const first = await link().first();
    expect(first).toMatchObject({
      kind: 'host',
      cookies: false,
      headers: { authorization: 'Bearer ldpat_one' },
      lifetime: { endsAt: clock.now() + HOUR, ms: HOUR },
    });
    expect(ageOf(first, clock.now())).toEqual({ isDue: false, isOver: false });
    expect(getToken).toHaveBeenCalledExactlyOnceWith({ reason: 'initial' });
  });

  it('is asked for once by any number of callers', async () => {
    given = [token('one')];
    const { first } = link();
    expect(new Set(await Promise.all([first(), first(), first()])).size).toBe(1);
    expect(getToken).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'ldpat_x'],
    ['no token', { token: undefined }],
    ['an empty token', { token: '' }],
    ['a token with a space', { token: 'a b' }],
    ['a token with a line break', { token: 'a\r\nx-evil: 1' }],
    ['a token beyond ASCII', { token: 'ключ' }],
    ['another scheme', { scheme: 'Basic' }],
    ['no word on its end', { expiresAt: undefined }],
    ['an end in words', { expiresAt: '2030-01-01' }],
    ['an endless end', { expiresAt: Infinity }],
    ['an end that is no number', { expiresAt: Number.NaN }],
    ['no name', { tokenId: 7 }],
  ])('is refused where the host gives %s', async (_what, wrong) => {
    given = [typeof wrong === 'object' ? token('one', wrong) : Promise.resolve(wrong)];
    expect(await failureOf(link().first())).toMatchObject({
      kind: 'unauthorized',
      code: 'host',
      outcome: 'not-sent',
      serverMessage: 'The portal gave a token that cannot be used',
    });
  });

  it.each([
    ['is past', () => clock.now()],
    ['was meant in seconds', () => Math.round(clock.now() / 1000) + 300],
  ])(
    'is used, as one whose end nobody knows, where its end %s: it may be this clock that is wrong',
    async (_what, end) => {
      given = [token('one', { expiresAt: end() })];
      const first = await link().first();
      expect(tokenOf(first)).toBe('ApiKey ldpat_one');
      expect(ageOf(first, clock.now())).toEqual({ isDue: false, isOver: false });
    },
  );

  it.each([
    ['refuses', () => Promise.reject(new Error('ldpat_secret00000'))],
    [
      'throws',
      () => {
        throw new Error('ldpat_secret00000');
      },
    ],
  ])('is refused where the host %s, whose words are shown to nobody', async (_what, how) => {
    given = [how];
    const failure = await failureOf(link().first());
    expect(describeFailure(failure)).toEqual({
      title: 'The portal could not sign you in',
      message: 'The portal gave no token.',
      canRetry: true,
    });
    expect(JSON.stringify({ ...failure })).not.toContain('secret');
  });

  it('is not waited for any longer than a host may take; a late one is not used', async () => {
    let answer: (late: unknown) => void = () => {};
    given = [new Promise((resolve) => (answer = resolve)), token('two')];
    const { first } = link();
    expect(await failureOf(first())).toMatchObject({ serverMessage: 'The portal did not answer in time' });
    answer(await token('one'));
    expect(tokenOf(await first())).toBe('ApiKey ldpat_two');
  });
});

describe('the next one', () => {
  const withFirst = async () => {
    const own = link();
    given = [token('one')];
    return { ...own, old: await own.first() };
  };

  it('is asked for with the reason and the name of the one before', async () => {
    const { renew, old } = await withFirst();
    given = [token('two'), token('three')];
    const second = (await renew(old, 'due')) as Credential;
    expect(tokenOf(second)).toBe('ApiKey ldpat_two');
    expect(tokenOf(await renew(second, 'dead'))).toBe('ApiKey ldpat_three');
    expect(getToken.mock.calls.slice(1)).toEqual([
      [{ reason: 'expiring', tokenId: 'id-one' }],
      [{ reason: 'rejected', tokenId: 'id-two' }],
    ]);
  });

  it('is none where the host has none for a dead one, or gives the dead one again', async () => {
    const { renew, old } = await withFirst();
    given = [Promise.reject(new Error('no')), token('one')];
    expect([await renew(old, 'dead'), await renew(old, 'dead')]).toEqual([null, null]);
  });

  it('may be the same where it only lives longer', async () => {
    const { renew, old } = await withFirst();
    given = [token('one', { expiresAt: clock.now() + HOUR })];
    expect(await renew(old, 'due')).toMatchObject({ lifetime: { ms: HOUR } });
  });

  it('is none ahead of time where the host has none, and may be had later', async () => {
    const { renew, old } = await withFirst();
    given = [Promise.reject(new Error('no'))];
    expect((await failureOf(renew(old, 'due'))).kind).toBe('unauthorized');
    given = [token('two')];
    expect(tokenOf(await renew(old, 'due'))).toBe('ApiKey ldpat_two');
  });
});

describe('a store whose credentials a host hands in', () => {
  const setUp = () => {
    const store = createCredentialStore(null, { now: clock.now });
    const { first, renew } = link();
    store.obtainBy(first);
    store.renewBy(renew);
    return store;
  };

  it('asks for the first one when it is needed, once for all, and again after a refusal', async () => {
    const { source } = setUp();
    expect((await failureOf(source.get({}))).code).toBe('host');
    given = [token('one')];
    expect(new Set((await Promise.all([source.get({}), source.get({})])).map(tokenOf))).toEqual(
      new Set(['ApiKey ldpat_one']),
    );
    expect(getToken).toHaveBeenCalledTimes(2);
  });

  it('keeps what took its place while the host was asked', async () => {
    const store = setUp();
    let answer: (late: unknown) => void = () => {};
    given = [new Promise((resolve) => (answer = resolve))];
    const waiting = store.source.get({});
    const own = { ...((await createHostLink(() => token('own') as Promise<HostToken>).first()) as Credential) };
    store.replace(own);
    answer(await token('late'));
    expect(await waiting).toBe(own);
  });

  it('says why it asks: due by the clock, dead by the clock, refused by the server', async () => {
    const { source } = setUp();
    const ending = () => ({ expiresAt: clock.now() + HOUR });
    given = [token('one', ending())];
    await source.get({});
    clock.pass(HOUR - 60_000);
    given = [token('two', ending())];
    await source.get({});
    clock.pass(HOUR);
    given = [token('three', ending())];
    const third = (await source.get({})) as Credential;
    given = [token('four')];
    await source.get({ rejected: third });
    expect(getToken.mock.calls.map(([asked]) => (asked as { reason: string }).reason)).toEqual([
      'initial',
      'expiring',
      'rejected',
      'rejected',
    ]);
  });

  it('sends a request again with the new one, and none with the old one', async () => {
    const { source } = setUp();
    given = [token('one'), token('two')];
    const network = createNetwork(json(401, {}), json(200, { ok: true }));
    const { request } = createTestRequester(network.send, { credentials: source });
    expect(await request({ method: 'PATCH', url: '/api/v1/x', data: {} })).toEqual({ ok: true });
    expect(network.sent.map(({ headers, init }) => [headers.authorization, init.credentials])).toEqual([
      ['ApiKey ldpat_one', 'omit'],
      ['ApiKey ldpat_two', 'omit'],
    ]);
  });
});
