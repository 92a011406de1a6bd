import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ConsoleConnection, ConnectOptions } from './portal-types';
import { connectConsole } from './portal';
import { PROTOCOL, PROTOCOL_VERSION, TIMEOUT_MS, type Welcome } from './protocol';

const CONSOLE = 'https://console.example.com';
const TOKEN = { token: 'ldpat_secret', scheme: 'ApiKey', expiresAt: null, tokenId: '1' } as const;
const hello = { protocol: PROTOCOL, version: PROTOCOL_VERSION, nonce: 'first' };

const open: ConsoleConnection[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((connection) => connection.destroy()));
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** An iframe, whose window only writes down what is posted to it. */
const frame = () => {
  const iframe = document.createElement('iframe');
  const posted = vi.fn<(data: Welcome, origin: string, ports: MessagePort[]) => void>();
  const inside = { postMessage: posted };
  Object.defineProperty(iframe, 'contentWindow', { get: () => inside });
  // Nothing is loaded here, nor is it put into the page, where it would be.
  Object.defineProperty(iframe, 'src', { writable: true, value: '' });
  return { iframe, inside, posted };
};

const connect = (options: Partial<ConnectOptions> = {}) => {
  const { iframe, inside, posted } = frame();
  const getToken = vi.fn(async () => TOKEN);
  const connection = connectConsole(iframe, { consoleOrigin: CONSOLE, getToken, ...options });
  open.push(connection);
  const say = (data: unknown, { origin = CONSOLE, source = inside as unknown } = {}) =>
    dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
  /** The frame's end of the port that came with the last answer. */
  const port = () => {
    const [, , [end]] = posted.mock.lastCall ?? [undefined, undefined, []];
    if (!end) throw new Error('No port was posted.');
    const heard = new Promise<unknown>((resolve) =>
      end.addEventListener('message', ({ data }) => resolve(data), { once: true }),
    );
    end.start();
    return {
      heard,
      call: (name: string, id: number, ...args: unknown[]) => end.postMessage({ call: name, id, args }, []),
    };
  };
  return { iframe, posted, connection, say, port, getToken };
};

describe('connectConsole', () => {
  it.each<[string, object, string]>([
    ['an origin with a path', { consoleOrigin: `${CONSOLE}/` }, 'consoleOrigin is no origin'],
    ['any origin', { consoleOrigin: '*' }, 'consoleOrigin is no origin'],
    ['a script', { consoleOrigin: 'javascript:alert(1)' }, 'consoleOrigin is no origin'],
    ['no getToken', { getToken: undefined }, 'getToken is no function'],
    ['a theme there is not', { theme: 'blue' }, "theme is none of 'light', 'dark' and 'auto'"],
    ['a language there is not', { language: 'en_GB' }, 'language is no language tag'],
    ['a listener that is none', { onNavigate: '/members' }, 'onNavigate is no function'],
  ])('refuses %s', (_name, options, sentence) => {
    expect(() => connect(options as Partial<ConnectOptions>)).toThrow(sentence);
  });

  it('refuses what is no iframe, and an iframe twice', () => {
    expect(() =>
      connectConsole(document.body as HTMLIFrameElement, { consoleOrigin: CONSOLE, getToken: async () => TOKEN }),
    ).toThrow('no <iframe>');
    const { iframe } = connect();
    expect(() => connectConsole(iframe, { consoleOrigin: CONSOLE, getToken: async () => TOKEN })).toThrow(
      'connected already',
    );
  });

  it('gives the iframe its page, and answers its greeting with what the portal wants', async () => {
    const { iframe, connection, posted, say } = connect({ path: '/members', theme: 'dark' });
    expect(iframe.src).toBe(`${CONSOLE}/embed.html`);
    say(hello);
    await connection.ready;
    expect(posted).toHaveBeenCalledWith(
      { ...hello, settings: { path: '/members', theme: 'dark', language: 'en' } },
      CONSOLE,
      [expect.anything()],
    );
  });

  it('hands over a token, and nothing that came along with it', async () => {
    const { say, port } = connect({
      getToken: async () => ({ ...TOKEN, refresh: 'secret', toString: () => 'secret' }),
    });
    say(hello);
    const { heard, call } = port();
    call('getToken', 1, { reason: 'initial' });
    expect(await heard).toEqual({ answer: 1, failed: false, value: TOKEN });
  });

  it('tells the frame only that there is no token; see token.test.ts for whom it tells more', async () => {
    vi.stubGlobal('reportError', vi.fn<(error: unknown) => void>());
    const { say, port } = connect({ getToken: () => Promise.reject(new Error('The portal is asleep.')) });
    say(hello);
    const { heard, call } = port();
    call('getToken', 1, { reason: 'initial' });
    expect(await heard).toEqual({ answer: 1, failed: true });
    expect(reportError).toHaveBeenCalledTimes(1);
  });

  it.each(['https://example.com', '//x', '?utm=1', '', `/${'x'.repeat(4_000)}`])(
    'begins at the front page for %s, which is no place, and says so',
    async (path) => {
      const reported = vi.fn<(error: unknown) => void>();
      vi.stubGlobal('reportError', reported);
      const { connection, posted, say } = connect({ path });
      say(hello);
      await connection.ready;
      expect(posted.mock.lastCall?.[0].settings.path).toBeNull();
      expect(String(reported.mock.lastCall?.[0])).toMatch(
        /^TypeError: connectConsole: path is no place of the console; .* The console begins at its front page\.$/,
      );
    },
  );

  it('hears where it goes when it asks for that, at once, as a step, and not again', async () => {
    const onNavigate = vi.fn();
    const { connection, say, port } = connect({ onNavigate });
    say(hello);
    const { heard } = port();
    void connection.navigate('/spaces').catch(() => undefined);
    expect(onNavigate.mock.calls).toEqual([['/spaces', { replace: false }]]);
    expect(await heard).toMatchObject({ call: 'navigate', args: ['/spaces'] });
    void connection.navigate('/spaces').catch(() => undefined);
    expect(onNavigate).toHaveBeenCalledTimes(1);
  });

  it('hears nothing before the person was asked about what is unsaved', async () => {
    const onNavigate = vi.fn();
    const { connection, say, port } = connect({ onNavigate });
    say(hello);
    const { heard, call } = port();
    call('confirmLeave', 1, 'unsaved');
    await heard;
    void connection.navigate('/spaces').catch(() => undefined);
    expect(onNavigate).not.toHaveBeenCalled();
  });

  it('begins anew, where the console was, when the frame loads anew', async () => {
    const onNavigate = vi.fn();
    const confirmLeave = vi.fn();
    const { posted, say, port } = connect({ onNavigate, confirmLeave });
    say(hello);
    const { call } = port();
    call('onNavigate', 1, '/groups', true);
    call('confirmLeave', 2, 'unsaved');
    await vi.waitFor(() => expect(confirmLeave).toHaveBeenCalledWith('unsaved'));
    expect(onNavigate).toHaveBeenCalledWith('/groups', { replace: true });
    say({ ...hello, nonce: 'second' });
    expect(posted.mock.lastCall?.[0]).toMatchObject({ nonce: 'second', settings: { path: '/groups' } });
    expect(confirmLeave).toHaveBeenLastCalledWith('nothing');
  });

  it('keeps the page while something would be lost', async () => {
    const isHeld = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const { connection, say, port } = connect();
    say(hello);
    expect(isHeld()).toBe(false);
    const { heard, call } = port();
    call('confirmLeave', 1, 'running');
    await heard;
    expect(isHeld()).toBe(true);
    await connection.destroy();
    expect(isHeld()).toBe(false);
  });

  it('says so when no console answers', async () => {
    vi.useFakeTimers();
    const { iframe, connection } = connect();
    const refused = expect(connection.ready).rejects.toThrow(
      `No console has answered from ${CONSOLE} within 10 seconds`,
    );
    iframe.dispatchEvent(new Event('load'));
    await vi.advanceTimersByTimeAsync(TIMEOUT_MS);
    await refused;
  });

  it('says so when the console speaks another version', async () => {
    const { connection, posted, say } = connect();
    const refused = expect(connection.ready).rejects.toThrow('load portal.js from the console itself');
    say({ ...hello, version: 2 });
    await refused;
    expect(posted).toHaveBeenCalledWith(hello, CONSOLE);
  });

  it.each<[string, keyof ConsoleConnection['ignored'], Parameters<ReturnType<typeof connect>['say']>]>([
    ['of another origin', 'origin', [hello, { origin: 'https://console.example.com.evil.example' }]],
    ['of another window', 'source', [hello, { source: {} }]],
    ['of no window', 'source', [hello, { source: null }]],
    ['that is no greeting', 'malformed', [{ call: 'getToken', id: 1, args: [{ reason: 'initial' }] }]],
  ])('ignores and counts a message %s', (_name, reason, said) => {
    const { connection, posted, say, getToken } = connect();
    say(...said);
    expect(connection.ignored).toMatchObject({ [reason]: 1 });
    expect(posted).not.toHaveBeenCalled();
    expect(getToken).not.toHaveBeenCalled();
  });

  it('ignores and counts a greeting that was here before', () => {
    const { connection, posted, say } = connect();
    say(hello);
    say(hello);
    expect(connection.ignored.replay).toBe(1);
    expect(posted).toHaveBeenCalledTimes(1);
  });

  it('is told what cannot be asked for, and that it is over', async () => {
    const { connection } = connect();
    await expect(connection.navigate('//example.com')).rejects.toThrow('no place of the console');
    await expect(connection.setTheme('blue' as 'dark')).rejects.toThrow('none of');
    await expect(connection.setLanguage('')).rejects.toThrow('no language tag');
    expect(await connection.flush()).toBe('nothing');
    await connection.destroy();
    await expect(connection.navigate('/members')).rejects.toThrow('destroyed');
  });
});
