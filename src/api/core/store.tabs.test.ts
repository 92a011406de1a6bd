import { describe, expect, it, vi } from 'vitest';
import { cookieCredential, oauthCredential, tokenCredential, type Credential } from './credentials';
import { createCredentialStore } from './store';
import { createTabs } from './tabs';
import { createBrowser, createClock, createNetwork, createTestRequester, json, type Sent } from './testing';

const HOUR = 3600;
const read = { method: 'GET', url: '/api/v1/user' };

/** OAuth credentials one after the other, each an hour long from when it was made. */
const createIssuer = (now: () => number) => {
  let n = 0;
  const issue = (): Credential =>
    oauthCredential({ access: `ldapp_${++n}`, refresh: `ldref_${n}`, expiresIn: HOUR }, now());
  return { issue, renew: vi.fn(() => Promise.resolve<Credential | null>(issue())) };
};

const tokenOf = (credential: Credential | null) => credential?.headers.authorization;

describe('tabs of one browser', () => {
  /** Tabs that all hold the same OAuth credential of one person. */
  const openTabs = (count: number, clock = createClock()) => {
    const browser = createBrowser();
    const { issue, renew } = createIssuer(clock.now);
    const shared = issue();
    const open = (initial: Credential | null, owner: string | null) => {
      const { channel, locks } = browser.open();
      const store = createCredentialStore(initial, {
        tabs: createTabs('console', channel, locks, 300),
        now: clock.now,
      });
      store.renewBy(renew);
      if (owner !== null) store.belongsTo(owner);
      return store;
    };
    return {
      open,
      quiet: browser.quiet,
      clock,
      issue,
      renew,
      shared,
      stores: Array.from({ length: count }, () => open(structuredClone(shared), 'ana')),
    };
  };

  it('renew once, however many there are and however many calls each has', async () => {
    const { stores, shared, renew } = openTabs(10);
    const good = (sent: Sent) => sent.headers.authorization !== tokenOf(shared);
    const networks = stores.map(() => createNetwork((sent) => (good(sent) ? json(200, { ok: true }) : json(401, {}))));
    const calls = stores.flatMap((store, i) => {
      const { request } = createTestRequester(networks[i]?.send ?? fetch, { credentials: store.source });
      return Array.from({ length: 10 }, () => request(read));
    });
    expect(await Promise.all(calls)).toHaveLength(100);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(new Set(stores.map(({ current }) => tokenOf(current())))).toEqual(new Set(['Bearer ldapp_2']));
  });

  it('try a renewal that is over for good once, not each of them, and ask each other again later', async () => {
    const { stores, open, renew } = openTabs(10);
    renew.mockResolvedValue(null);
    const reject = () =>
      Promise.all(stores.map(({ source, current }) => source.get({ rejected: current() as Credential })));
    expect(new Set(await reject())).toEqual(new Set([null]));
    expect(renew).toHaveBeenCalledTimes(1);
    const again = open(tokenCredential('ldpat_again000000'), 'ana');
    expect(new Set((await reject()).map(tokenOf))).toEqual(new Set([tokenOf(again.current())]));
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('do not take one credential for spent because another one is', async () => {
    const { open, issue, renew } = openTabs(0);
    renew.mockResolvedValueOnce(null);
    const [ana, eve] = [open(issue(), 'ana'), open(issue(), 'eve')];
    const answers = [ana, eve].map(({ source, current }) => source.get({ rejected: current() as Credential }));
    expect((await Promise.all(answers)).filter(Boolean)).toHaveLength(1);
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('go on with what another one renewed meanwhile', async () => {
    const {
      stores: [first, second],
      renew,
    } = openTabs(2);
    const old = second?.current();
    if (!first || !second || !old) throw new Error('no tabs');
    await first.source.get({ rejected: first.current() as Credential });
    await vi.waitFor(() => expect(tokenOf(second.current())).toBe('Bearer ldapp_2'));
    expect(tokenOf(await second.source.get({ rejected: old }))).toBe('Bearer ldapp_2');
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('give a new one what they have, which then knows whose it is', async () => {
    const {
      open,
      stores: [first],
    } = openTabs(1);
    const fresh = open(null, null);
    expect(tokenOf(await fresh.source.get({}))).toBe('Bearer ldapp_1');
    first?.end();
    await vi.waitFor(() => expect(fresh.current()).toBeNull());
  });

  it('are asked once by a new one, which then signs in by itself', async () => {
    const { open } = openTabs(0);
    open(cookieCredential('session'), 'ana');
    const fresh = open(null, null);
    expect(await Promise.all([fresh.source.get({}), fresh.source.get({})])).toEqual([null, null]);
    open(tokenCredential('ldpat_later00000'), 'ana');
    expect(await fresh.source.get({})).toBeNull();
  });

  it('are not asked by one that signed out, and again by one that waits for a credential', async () => {
    const { open } = openTabs(1);
    const fresh = open(null, null);
    fresh.replace(null);
    expect(await fresh.source.get({})).toBeNull();
    fresh.await(null);
    expect(tokenOf(await fresh.source.get({}))).toBe('Bearer ldapp_1');
  });

  it('hand nothing to one that waits for what another person has', async () => {
    const { open } = openTabs(1);
    const eve = open(null, null);
    eve.await('eve');
    expect(await eve.source.get({})).toBeNull();
    open(tokenCredential('ldpat_eve0000000'), 'eve');
    eve.await('eve');
    expect(tokenOf(await eve.source.get({}))).toBe('ApiKey ldpat_eve0000000');
  });

  it('that signed in while the others were asked keep what they signed in with', async () => {
    const { open } = openTabs(1);
    const fresh = open(null, null);
    const waiting = fresh.source.get({});
    const own = cookieCredential('session');
    fresh.replace(own);
    expect(await waiting).toBe(own);
  });

  it('never take over a credential of another person', async () => {
    const {
      open,
      quiet,
      renew,
      stores: [ana],
    } = openTabs(1);
    renew.mockResolvedValue(null);
    const ben = open(cookieCredential('session'), 'ben');
    expect(await ben.source.get({ rejected: ben.current() as Credential })).toBeNull();
    ben.end();
    await quiet();
    expect(tokenOf(ana?.current() ?? null)).toBe('Bearer ldapp_1');
  });

  it('help out one of the same person whose own credential died', async () => {
    const { open, renew } = openTabs(1);
    const other = open(cookieCredential('session'), 'ana');
    expect(tokenOf(await other.source.get({ rejected: other.current() as Credential }))).toBe('Bearer ldapp_1');
    expect(renew).not.toHaveBeenCalled();
  });

  it('help out one that does not know yet whose it is', async () => {
    const { open } = openTabs(1);
    const other = open(cookieCredential('session'), null);
    expect(tokenOf(await other.source.get({ rejected: other.current() as Credential }))).toBe('Bearer ldapp_1');
    expect(tokenOf(other.current())).toBe('Bearer ldapp_1');
  });

  it('hand out neither what is over nor what the asking one has seen die', async () => {
    const { clock, open, renew, issue } = openTabs(1);
    renew.mockResolvedValue(null);
    const late = open(issue(), 'ana');
    const own = late.current() as Credential;
    clock.pass(HOUR * 1000);
    expect(await late.source.get({ rejected: own })).toBeNull();
  });

  it('answer each other’s questions: who signs in again in one tab goes on in all', async () => {
    const { open, renew } = openTabs(0);
    renew.mockResolvedValue(null);
    const [one, two] = [open(cookieCredential('session'), 'ana'), open(cookieCredential('session'), 'ana')];
    const closed = vi.fn();
    two.askWith(() => new Promise(() => {}), closed);
    const waiting = two.source.get({ rejected: two.current() as Credential });
    const again = cookieCredential('session');
    one.askWith(() => Promise.resolve(again));
    await one.source.get({ rejected: one.current() as Credential });
    expect((await waiting)?.id).toBe(again.id);
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('hear of a sign-in elsewhere only if a question is open', async () => {
    const { open } = openTabs(0);
    const [one, two] = [open(cookieCredential('session'), 'ana'), open(cookieCredential('session'), 'ana')];
    const closed = vi.fn();
    two.askWith(() => Promise.resolve(null), closed);
    const before = two.current();
    const heard = vi.fn();
    two.onEndElsewhere(heard);
    one.adopt(cookieCredential('session'), 'ana');
    one.end();
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
    expect(closed).not.toHaveBeenCalled();
    expect(before?.cookies).toBe(true);
    expect(two.current()).toBeNull();
  });

  it('that do not know whose they are, or belong to another person, hear nothing of what others tell', async () => {
    const { open, quiet } = openTabs(0);
    const [one, unknown, nobody, eve] = [
      open(cookieCredential('session'), 'ana'),
      open(cookieCredential('session'), null),
      open(null, null),
      open(null, 'eve'),
    ];
    const before = unknown.current();
    one.adopt(tokenCredential('ldpat_new00000000'), 'ana');
    await quiet();
    expect(unknown.current()).toBe(before);
    expect([nobody.current(), eve.current()]).toEqual([null, null]);
  });

  it('that have nothing yet get what the same person has connected elsewhere, and lose it with them', async () => {
    const { open } = openTabs(0);
    const [one, empty] = [open(null, 'ana'), open(null, 'ana')];
    const changed = vi.fn();
    empty.subscribe(changed);
    one.adopt(tokenCredential('katapult-new0000', 'Bearer'), 'ana');
    await vi.waitFor(() => expect(tokenOf(empty.current())).toBe('Bearer katapult-new0000'));
    expect(changed).toHaveBeenCalledTimes(1);
    one.end();
    await vi.waitFor(() => expect(empty.current()).toBeNull());
  });

  it('stop using a cookie that belongs to another person now; a token of one’s own stays', async () => {
    const {
      open,
      stores: [token],
    } = openTabs(1);
    const [ana, other, unknown] = [
      open(cookieCredential('session'), 'ana'),
      open(cookieCredential('session'), 'ben'),
      open(cookieCredential('session'), null),
    ];
    const heard = vi.fn();
    ana.onEndElsewhere(heard);
    ana.askWith(() => new Promise(() => {}));
    const waiting = ana.source.get({ rejected: ana.current() as Credential });
    other.adopt(cookieCredential('session'), 'ben');
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
    expect(ana.current()).toBeNull();
    expect(unknown.current()).not.toBeNull();
    expect(tokenOf(token?.current() ?? null)).toBe('Bearer ldapp_1');
    token?.end();
    expect(await waiting).toBeNull();
  });

  it('stop using a cookie of which one of them does not know whose it is now', async () => {
    const { open } = openTabs(0);
    const [ana, other] = [open(cookieCredential('session'), 'ana'), open(null, null)];
    const heard = vi.fn();
    ana.onEndElsewhere(heard);
    other.mistrust(cookieCredential('session'));
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
    expect([ana.current(), other.current()]).toEqual([null, null]);
  });

  it('end a session together, and an open question with it', async () => {
    const {
      stores: [one, two],
      renew,
    } = openTabs(2);
    renew.mockResolvedValue(null);
    if (!one || !two) throw new Error('no tabs');
    two.askWith(() => new Promise(() => {}));
    const waiting = two.source.get({ rejected: two.current() as Credential });
    await vi.waitFor(() => expect(renew).toHaveBeenCalled());
    one.end();
    expect(await waiting).toBeNull();
    expect(two.current()).toBeNull();
  });

  it('do not tell other tabs when a credential without an owner ends', async () => {
    const {
      open,
      quiet,
      stores: [ana],
    } = openTabs(1);
    const nobody = open(null, null);
    nobody.end();
    await quiet();
    expect(ana?.current()).not.toBeNull();
  });
});
