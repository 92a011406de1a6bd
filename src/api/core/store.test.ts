import { describe, expect, it, vi } from 'vitest';
import { cookieCredential, oauthCredential, tokenCredential, type Credential } from './credentials';
import { ApiFailure } from './failure';
import { createCredentialStore } from './store';
import { createClock, createNetwork, createTestRequester, failureOf, json } from './testing';

const HOUR = 3600;

/** OAuth credentials one after the other, each an hour long from when it was made. */
const createIssuer = (now: () => number) => {
  let n = 0;
  const issue = (): Credential =>
    oauthCredential({ access: `ldapp_${++n}`, refresh: `ldref_${n}`, expiresIn: HOUR }, now());
  return { issue, renew: vi.fn(() => Promise.resolve<Credential | null>(issue())) };
};

const tokenOf = (credential: Credential | null) => credential?.headers.authorization;

describe('renewal ahead of the end', () => {
  const setUp = () => {
    const clock = createClock();
    const { issue, renew } = createIssuer(clock.now);
    const store = createCredentialStore(issue(), { now: clock.now });
    store.renewBy(renew);
    return { clock, renew, store };
  };

  it('uses a credential as it is until a tenth of its life is left, then renews it once for all callers', async () => {
    const { clock, renew, store } = setUp();
    clock.pass(HOUR * 900 - 1);
    expect(tokenOf(await store.source.get({}))).toBe('Bearer ldapp_1');
    clock.pass(1);
    const all = await Promise.all(Array.from({ length: 100 }, () => store.source.get({})));
    expect(new Set(all.map(tokenOf))).toEqual(new Set(['Bearer ldapp_2']));
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('goes on with the old one while it lives when the renewal fails in passing, and tries again', async () => {
    const { clock, renew, store } = setUp();
    renew.mockRejectedValueOnce(new ApiFailure({ kind: 'network', outcome: 'rejected' }));
    clock.pass(HOUR * 950);
    expect(tokenOf(await store.source.get({}))).toBe('Bearer ldapp_1');
    clock.pass(30_000);
    expect(tokenOf(await store.source.get({}))).toBe('Bearer ldapp_2');
  });

  it('lets no call wait for a token endpoint that has just failed, and asks it ever more rarely', async () => {
    const { clock, renew, store } = setUp();
    renew.mockRejectedValue(new ApiFailure({ kind: 'timeout', outcome: 'unknown' }));
    clock.pass(HOUR * 900);
    const askedAfter: number[] = [];
    for (let second = 0; second < 240; second++) {
      const before = renew.mock.calls.length;
      const all = await Promise.all([store.source.get({}), store.source.get({})]);
      expect(all.map(tokenOf)).toEqual(['Bearer ldapp_1', 'Bearer ldapp_1']);
      if (renew.mock.calls.length > before) askedAfter.push(second);
      clock.pass(1000);
    }
    expect(askedAfter).toEqual([0, 30, 90, 210]);
    expect(renew).toHaveBeenCalledTimes(4);
  });

  it('starts over with a new credential, however often the one before could not be renewed', async () => {
    const { clock, renew, store } = setUp();
    renew.mockRejectedValueOnce(new ApiFailure({ kind: 'network', outcome: 'rejected' }));
    clock.pass(HOUR * 950);
    await store.source.get({});
    store.replace(createIssuer(() => clock.now() - HOUR * 950).issue());
    await store.source.get({});
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('reports the failure when it has expired and cannot be renewed now: nothing is sent, no sign-in is asked for', async () => {
    const { clock, renew, store } = setUp();
    const ask = vi.fn(() => Promise.resolve(null));
    store.askWith(ask);
    renew.mockRejectedValue(
      new ApiFailure({ kind: 'network', outcome: 'unknown', method: 'POST', path: '/api/v1/oauth/token' }),
    );
    clock.pass(HOUR * 1000);
    const network = createNetwork(json(200, {}));
    const { request } = createTestRequester(network.send, { credentials: store.source });
    expect(await failureOf(request({ method: 'POST', url: '/api/v1/x' }))).toMatchObject({
      kind: 'network',
      outcome: 'not-sent',
      method: 'POST',
      path: '',
    });
    expect(network.sent).toEqual([]);
    expect(ask).not.toHaveBeenCalled();
  });

  it('does not try again what is over for good: the old one serves until its end, then the person is asked', async () => {
    const { clock, renew, store } = setUp();
    renew.mockResolvedValue(null);
    const again = tokenCredential('ldpat_again00000');
    const ask = vi.fn(() => Promise.resolve(again));
    store.askWith(ask);
    clock.pass(HOUR * 950);
    expect(tokenOf(await store.source.get({}))).toBe('Bearer ldapp_1');
    expect(tokenOf(await store.source.get({}))).toBe('Bearer ldapp_1');
    clock.pass(HOUR * 50);
    expect(await store.source.get({})).toBe(again);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('asks the person also where a renewal ahead of time was under way when the credential was refused', async () => {
    const { clock, renew, store } = setUp();
    let finish: (renewed: Credential | null) => void = () => {};
    renew.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    const again = tokenCredential('ldpat_again00000');
    store.askWith(() => Promise.resolve(again));
    const old = store.current();
    clock.pass(HOUR * 950);
    const early = store.source.get({});
    const refused = store.source.get({ rejected: old as Credential });
    finish(null);
    expect(tokenOf(await early)).toBe(tokenOf(old));
    expect(await refused).toBe(again);
  });

  it('leaves alone what has no known end, and what nothing renews', async () => {
    const clock = createClock();
    const lasting = tokenCredential('ldpat_lasting000');
    const store = createCredentialStore(lasting, { now: clock.now });
    const ending = createIssuer(clock.now).issue();
    clock.pass(HOUR * 950);
    expect(await store.source.get({})).toBe(lasting);
    store.replace(ending);
    expect(await store.source.get({})).toBe(ending);
  });

  const late = [
    ['comes', () => Promise.resolve(tokenCredential('ldpat_late000000'))],
    ['is over for good', () => Promise.resolve(null)],
    ['fails', () => Promise.reject(new ApiFailure({ kind: 'network', outcome: 'rejected' }))],
  ] as const;

  it.each(late)('sends nothing as whoever signed in meanwhile when it %s', async (_, end) => {
    const { clock, renew, store } = setUp();
    let go = () => {};
    renew.mockReturnValue(new Promise<void>((resolve) => (go = resolve)).then(end));
    clock.pass(HOUR * 950);
    const waiting = store.source.get({});
    const other = cookieCredential('session');
    await vi.waitFor(() => expect(renew).toHaveBeenCalled());
    store.replace(other);
    go();
    expect(await waiting).toBeNull();
    expect(store.current()).toBe(other);
  });
});

describe('whoever listens', () => {
  it('hears of another credential, and of none, until it has enough', () => {
    const store = createCredentialStore(null);
    const heard = vi.fn();
    const stop = store.subscribe(heard);
    store.adopt(tokenCredential('ldpat_new00000000'), 'ana');
    expect(store.owner()).toBe('ana');
    store.replace(null);
    expect(heard).toHaveBeenCalledTimes(2);
    stop();
    store.replace(tokenCredential('ldpat_other000000'));
    expect(heard).toHaveBeenCalledTimes(2);
  });
});
