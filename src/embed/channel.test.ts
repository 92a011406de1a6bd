import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWatch, openChannel, type Watch } from './channel';
import type { HostToken } from './host';
import { frameGuards, hostGuards, TIMEOUT_MS, type FrameCalls, type HostCalls } from './protocol';

const TOKEN: HostToken = { token: 'ldpat_secret', scheme: 'ApiKey', expiresAt: null, tokenId: '1' };

const open: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const close of open.splice(0)) close();
});

/** A frame whose other side is a bare port, to send whatever one likes. */
const frameAt = (watch: Watch = createWatch()) => {
  const { port1, port2 } = new MessageChannel();
  const went: string[] = [];
  const frame = openChannel<FrameCalls, HostCalls>({
    port: port1,
    ours: {
      navigate: (path) => void went.push(path),
      setTheme: () => {
        throw new Error('the secret reason');
      },
      setLanguage: () => 'en',
      flush: () => 'unsaved',
      destroy: () => undefined,
    },
    oursGuards: frameGuards,
    theirsGuards: hostGuards,
    watch,
  });
  const heard: unknown[] = [];
  const seen: (() => void)[] = [];
  port2.addEventListener('message', ({ data }) => {
    heard.push(data);
    for (const see of seen.splice(0)) see();
  });
  port2.start();
  open.push(() => {
    frame.close();
    port2.close();
  });
  const next = async () => {
    if (heard.length === 0) await new Promise<void>((see) => seen.push(see));
    return heard.shift();
  };
  /** A port keeps the order: what was sent before has been heard when this is answered. */
  let id = 1_000_000;
  const settle = async () => {
    id += 1;
    port2.postMessage({ call: 'flush', id, args: [] });
    for (;;) {
      const answer = (await next()) as { answer?: number };
      if (answer.answer === id) return;
    }
  };
  return { frame, port: port2, next, settle, went, watch };
};

describe('a channel', () => {
  it('answers calls', async () => {
    const { port, next, went } = frameAt();
    port.postMessage({ call: 'navigate', id: 1, args: ['/members?role=admin'] });
    expect(await next()).toEqual({ answer: 1, failed: false, value: undefined });
    expect(went).toEqual(['/members?role=admin']);
  });

  it('says that a call failed, and not why', async () => {
    const { port, next } = frameAt();
    port.postMessage({ call: 'setTheme', id: 1, args: ['dark'] });
    expect(await next()).toEqual({ answer: 1, failed: true });
  });

  it('calls, and hands the answer on', async () => {
    const { frame, port, next } = frameAt();
    const token = frame.call('getToken', { reason: 'initial' });
    expect(await next()).toEqual({ call: 'getToken', id: 1, args: [{ reason: 'initial' }] });
    port.postMessage({ answer: 1, failed: false, value: TOKEN });
    expect(await token).toEqual(TOKEN);
  });

  it('throws what the other side calls a failure, without its words', async () => {
    const { frame, port, next } = frameAt();
    const token = frame.call('getToken', { reason: 'expiring', tokenId: '1' });
    await next();
    port.postMessage({ answer: 1, failed: true, value: 'ldpat_secret' });
    await expect(token).rejects.toThrow(/^getToken failed on the other side\.$/);
  });

  it('waits ten seconds for an answer', async () => {
    vi.useFakeTimers();
    const { frame } = frameAt();
    const token = expect(frame.call('getToken', { reason: 'initial' })).rejects.toThrow('getToken was not answered.');
    await vi.advanceTimersByTimeAsync(TIMEOUT_MS);
    await token;
  });

  it('fails what is waited for when it is closed', async () => {
    const { frame } = frameAt();
    const token = expect(frame.call('getToken', { reason: 'initial' })).rejects.toThrow('getToken was not answered.');
    frame.close();
    await token;
  });
});

describe('a message that is ignored and counted', () => {
  const answered = { answer: 1, failed: false };

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'navigate'],
    ['an empty object', {}],
    ['an unknown call', { call: 'eval', id: 1, args: ['1'] }],
    ['an inherited member', { call: 'constructor', id: 1, args: [] }],
    ['a prototype', { call: '__proto__', id: 1, args: [] }],
    ['a call without an id', { call: 'navigate', args: ['/members'] }],
    ['an id that is no whole number', { call: 'navigate', id: 1.5, args: ['/members'] }],
    ['no arguments', { call: 'navigate', id: 1 }],
    ['too few arguments', { call: 'navigate', id: 1, args: [] }],
    ['too many arguments', { call: 'navigate', id: 1, args: ['/members', true] }],
    ['another origin', { call: 'navigate', id: 1, args: ['https://example.com/'] }],
    ['another origin without a scheme', { call: 'navigate', id: 1, args: ['//example.com/'] }],
    ['another origin with a backslash', { call: 'navigate', id: 1, args: ['/\\example.com'] }],
    ['another origin behind dots', { call: 'navigate', id: 1, args: ['/..//example.com'] }],
    ['a script', { call: 'navigate', id: 1, args: ['javascript:alert(1)'] }],
    ['an object instead of a path', { call: 'navigate', id: 1, args: [{ toString: 1 }] }],
    ['an endless path', { call: 'navigate', id: 1, args: [`/${'a'.repeat(5_000)}`] }],
    ['a theme there is not', { call: 'setTheme', id: 1, args: ['blue'] }],
    ['a language there is not', { call: 'setLanguage', id: 1, args: ['"><script>'] }],
  ])('%s', async (_name, message) => {
    const { port, settle, went, watch } = frameAt();
    port.postMessage(message);
    await settle();
    expect(watch.ignored).toEqual({ source: 0, origin: 0, version: 0, malformed: 1, replay: 0, flood: 0 });
    expect(went).toEqual([]);
  });

  it('a call that was here before', async () => {
    const { port, settle, went, watch } = frameAt();
    for (const id of [7, 7, 3]) port.postMessage({ call: 'navigate', id, args: ['/groups'] });
    await settle();
    expect(went).toEqual(['/groups']);
    expect(watch.ignored.replay).toBe(2);
  });

  it('an answer that nobody waits for', async () => {
    const { port, settle, watch } = frameAt();
    port.postMessage({ answer: 5, failed: false, value: TOKEN });
    await settle();
    expect(watch.ignored.replay).toBe(1);
  });

  it.each<[string, unknown]>([
    ['no token', undefined],
    ['a text', 'ldpat_secret'],
    ['a token with a line break', { ...TOKEN, token: 'ldpat\r\nX: 1' }],
    ['an unknown scheme', { ...TOKEN, scheme: 'Basic' }],
    ['an end that is no time', { ...TOKEN, expiresAt: '2030' }],
    ['no end', { token: 'x', scheme: 'ApiKey', tokenId: '1' }],
    ['no name', { ...TOKEN, tokenId: '' }],
  ])('as a token, %s', async (_name, value) => {
    const { frame, port, next, settle, watch } = frameAt();
    const token = frame.call('getToken', { reason: 'initial' });
    await next();
    port.postMessage({ ...answered, value });
    await settle();
    expect(watch.ignored.malformed).toBe(1);
    port.postMessage({ ...answered, value: TOKEN });
    expect(await token).toEqual(TOKEN);
  });

  it('what is beyond 200 at once, and 100 a second', async () => {
    let now = 0;
    const { port, settle, went, watch } = frameAt(createWatch(() => now));
    for (let id = 1; id <= 1_000; id += 1) port.postMessage({ call: 'navigate', id, args: ['/groups'] });
    await vi.waitFor(() => expect(watch.ignored.flood).toBe(800));
    expect(went).toHaveLength(200);
    now = 1_000;
    await settle();
    for (let id = 2_000_000; id < 2_000_200; id += 1) port.postMessage({ call: 'navigate', id, args: ['/groups'] });
    await vi.waitFor(() => expect(watch.ignored.flood).toBe(901));
    expect(went).toHaveLength(299);
  });

  it('is told of, and of what was ignored before', () => {
    const listener = vi.fn();
    const watch = createWatch();
    watch.ignore('origin');
    watch.onIgnored(listener);
    expect(listener).toHaveBeenCalledTimes(1);
    watch.ignore('source');
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
