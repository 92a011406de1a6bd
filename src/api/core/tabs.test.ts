import { afterEach, describe, expect, it, vi } from 'vitest';
import { tokenCredential } from './credentials';
import { openHome } from './home';
import { createBrowser } from './testing';
import { createTabs, openTabs, type Held } from './tabs';

const held = (id: string): Held => ({ credential: { ...tokenCredential('ldpat_x'), id }, owner: 'ana', replaces: [] });
const silent = { onAsk: () => null, onTell: () => {}, onEnd: () => {}, onSpent: () => {} };

const setUp = (count: number, patience = 20) => {
  const browser = createBrowser();
  return Array.from({ length: count }, () => {
    const { channel, locks } = browser.open();
    return createTabs('console', channel, locks, patience);
  });
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('tabs', () => {
  it('take no notice of what is none of their messages', () => {
    const { channel, locks } = createBrowser().open();
    const heard: ((event: MessageEvent<unknown>) => void)[] = [];
    const tabs = createTabs(
      'console',
      { ...channel, addEventListener: (_type: string, listen: never) => void heard.push(listen) },
      locks,
    );
    const called = vi.fn(() => null);
    tabs.listen({ onAsk: called, onTell: called, onEnd: called, onSpent: called });
    const one = held('x');
    const wanted = { not: [], owner: null };
    for (const data of [
      undefined,
      null,
      'ask',
      42,
      [],
      {},
      { type: 'constructor' },
      { type: ['ask'] },
      { type: 'ask' },
      { type: 'ask', nonce: '1', wanted },
      { type: 'ask', nonce: 1, wanted: null },
      { type: 'ask', nonce: 1, wanted: { ...wanted, not: [1] } },
      { type: 'ask', nonce: 1, wanted: { ...wanted, not: 'x' } },
      { type: 'ask', nonce: 1, wanted: { not: [] } },
      { type: 'answer', nonce: 1, held: {} },
      { type: 'answer', nonce: '1', held: one },
      { type: 'told' },
      { type: 'told', held: { ...one, credential: null } },
      { type: 'told', held: { ...one, credential: { headers: {} } } },
      { type: 'told', held: { ...one, credential: { id: 'x' } } },
      { type: 'told', held: { ...one, owner: 1 } },
      { type: 'told', held: { ...one, replaces: null } },
      { type: 'spent', id: 1 },
      { type: 'ended' },
    ])
      heard.forEach((listen) => listen(new MessageEvent('message', { data })));
    expect(heard).toHaveLength(1);
    expect(called).not.toHaveBeenCalled();
    heard[0]?.(new MessageEvent('message', { data: { type: 'told', held: one } }));
    expect(called).toHaveBeenCalledOnce();
  });

  it('do not wait where there is no other', async () => {
    const [only] = setUp(1, 1e9);
    expect(await only?.ask({ not: [], owner: null })).toBeNull();
  });

  it('wait a moment for others that have nothing', async () => {
    const [one, two] = setUp(2);
    two?.listen(silent);
    one?.listen(silent);
    expect(await one?.ask({ not: [], owner: null })).toBeNull();
  });

  it('take the first answer, and are asked with all that matters', async () => {
    const [one, two, three] = setUp(3, 5000);
    const onAsk = vi.fn(() => held('two'));
    one?.listen(silent);
    two?.listen({ ...silent, onAsk });
    three?.listen({ ...silent, onAsk: () => held('three') });
    expect((await one?.ask({ not: ['old'], owner: 'ana' }))?.credential.id).toBe('two');
    expect(onAsk).toHaveBeenCalledExactlyOnceWith({ not: ['old'], owner: 'ana' });
  });

  it('ignore an answer that comes too late', async () => {
    const [one, two] = setUp(2, 1);
    one?.listen(silent);
    let answer = () => {};
    two?.listen({
      ...silent,
      onAsk: () => {
        answer();
        return held('late');
      },
    });
    const asked = new Promise<void>((resolve) => (answer = resolve));
    expect(await one?.ask({ not: [], owner: null })).toBeNull();
    await asked;
    expect(await one?.ask({ not: [], owner: null })).not.toBe(undefined);
  });

  it('hear what others tell, that nothing renews a credential, and that a session has ended', async () => {
    const [one, two] = setUp(2);
    const heard = { ...silent, onTell: vi.fn(), onEnd: vi.fn(), onSpent: vi.fn() };
    two?.listen(heard);
    one?.tell(held('new'));
    one?.tellSpent('old');
    one?.end('ana');
    await vi.waitFor(() => expect(heard.onEnd).toHaveBeenCalledExactlyOnceWith('ana'));
    expect(heard.onTell).toHaveBeenCalledExactlyOnceWith(held('new'));
    expect(heard.onSpent).toHaveBeenCalledExactlyOnceWith('old');
  });

  it('let one after the other do what only one may do at a time', async () => {
    const [one, two] = setUp(2);
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      return name;
    };
    expect(await Promise.all([one?.exclusively(work('one')), two?.exclusively(work('two'))])).toEqual(['one', 'two']);
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('ask even where the browser does not say which locks are held', async () => {
    const { channel } = createBrowser().open();
    const locks = { request: () => new Promise(() => {}), query: () => Promise.resolve({}) } as unknown as LockManager;
    expect(await createTabs('console', channel, locks, 1).ask({ not: [], owner: null })).toBeNull();
  });
});

describe('openTabs', () => {
  it('needs a console that shares; the end of the console closes it', () => {
    expect(openTabs('console')).toBeUndefined();
    openHome({ base: 'http://localhost', hasTabs: false });
    const { locks } = createBrowser().open();
    vi.stubGlobal('navigator', { locks });
    expect(openTabs('console')).toBeUndefined();
    const end = openHome({ base: 'http://localhost', hasTabs: true });
    const close = vi.fn();
    const Channel = vi.fn(function (this: object, name: string) {
      Object.assign(this, { name, postMessage: () => {}, addEventListener: () => {}, close });
    });
    vi.stubGlobal('BroadcastChannel', Channel);
    expect(openTabs('console')).toBeDefined();
    expect(Channel).toHaveBeenCalledExactlyOnceWith('console');
    expect(close).not.toHaveBeenCalled();
    end();
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('hears what others tell in a page that has no locks, and asks nobody', async () => {
    openHome({ base: 'http://localhost', hasTabs: true });
    const browser = createBrowser();
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('BroadcastChannel', function () {
      return browser.open().channel;
    });
    const [one, other] = [openTabs('console'), openTabs('console')];
    const onEnd = vi.fn();
    one?.listen({ ...silent, onAsk: () => held('x'), onEnd });
    expect(await other?.ask({ not: [], owner: null })).toBeNull();
    expect(await other?.exclusively(async () => 'done')).toBe('done');
    other?.end('ana');
    await vi.waitFor(() => expect(onEnd).toHaveBeenCalledExactlyOnceWith('ana'));
    vi.stubGlobal('navigator', undefined);
    expect(await openTabs('console')?.ask({ not: [], owner: null })).toBeNull();
  });
});
