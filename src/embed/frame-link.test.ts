import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWatch, type Watch } from './channel';
import { findPortal } from './frame-link';
import { PROTOCOL, PROTOCOL_VERSION, TIMEOUT_MS, type Hello } from './protocol';

const PORTAL = 'https://portal.example.com';
const settings = { path: '/members', theme: 'dark', language: 'en' };

/** The window of the frame, and the one around it. */
const around = { postMessage: vi.fn<(data: Hello, origin: string) => void>() };
let own: EventTarget;
const { port1: port } = new MessageChannel();
let watch: Watch;

beforeEach(() => {
  own = new EventTarget();
  around.postMessage.mockReset();
  vi.useFakeTimers();
  watch = createWatch();
  vi.stubGlobal('window', own);
  vi.stubGlobal('parent', around);
  vi.stubGlobal('location', { ancestorOrigins: undefined });
  vi.stubGlobal('addEventListener', own.addEventListener.bind(own));
  vi.stubGlobal('removeEventListener', own.removeEventListener.bind(own));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const say = (data: unknown, { origin = PORTAL, source = around as unknown, ports = [port] } = {}) =>
  own.dispatchEvent(Object.assign(new Event('message'), { data, origin, source, ports }));

/** The right answer to what the frame has said. */
const welcome = (changes: object = {}) => ({
  ...(around.postMessage.mock.lastCall?.[0] as Hello),
  settings,
  ...changes,
});

describe('findPortal', () => {
  it('greets the listed origins only, and takes the answer of one of them', async () => {
    const found = findPortal([PORTAL, 'https://other.example.com'], watch);
    expect(around.postMessage.mock.calls.map(([, origin]) => origin)).toEqual([PORTAL, 'https://other.example.com']);
    say(welcome());
    expect(await found).toMatchObject({ port, settings });
  });

  it('greets nobody else where the browser tells who is around', () => {
    vi.stubGlobal('location', { ancestorOrigins: [PORTAL] });
    void findPortal([PORTAL, 'https://other.example.com'], watch);
    expect(around.postMessage.mock.calls.map(([, origin]) => origin)).toEqual([PORTAL]);
  });

  it('says so when it is not in a frame', async () => {
    vi.stubGlobal('parent', own);
    await expect(findPortal([PORTAL], watch)).rejects.toMatchObject({ missing: 'unframed' });
  });

  it('says so when the portal speaks another version', async () => {
    const found = expect(findPortal([PORTAL], watch)).rejects.toMatchObject({ missing: 'version' });
    say(welcome({ version: PROTOCOL_VERSION + 1 }));
    await found;
    expect(watch.ignored.version).toBe(1);
  });

  it.each<[string, keyof Watch['ignored'], () => void]>([
    ['of another origin', 'origin', () => say(welcome(), { origin: 'https://portal.example.com.evil.example' })],
    ['of an opaque origin', 'origin', () => say(welcome(), { origin: 'null' })],
    ['of the same host without TLS', 'origin', () => say(welcome(), { origin: 'http://portal.example.com' })],
    ['of another window', 'source', () => say(welcome(), { source: {} })],
    ['that is nothing', 'malformed', () => say(null)],
    ['of another protocol', 'malformed', () => say({ ...welcome(), protocol: 'penpal' })],
    ['without a port', 'malformed', () => say(welcome(), { ports: [] })],
    [
      'with settings that are none',
      'malformed',
      () => say(welcome({ settings: { ...settings, path: '//evil.example' } })),
    ],
    ['to another start of the frame', 'replay', () => say(welcome({ nonce: 'former' }))],
  ])('ignores and counts a message %s', async (_name, reason, send) => {
    const found = expect(findPortal([PORTAL], watch)).rejects.toMatchObject({ missing: 'silent' });
    send();
    expect(watch.ignored[reason]).toBe(1);
    await vi.advanceTimersByTimeAsync(TIMEOUT_MS);
    await found;
  });

  it('ignores and counts what comes after the answer', async () => {
    const found = findPortal([PORTAL], watch);
    say(welcome());
    say(welcome());
    expect(watch.ignored.replay).toBe(1);
    (await found).leave();
    say(welcome());
    expect(watch.ignored.replay).toBe(1);
  });

  it('ignores and counts what nobody could want to say', () => {
    void findPortal([PORTAL], watch).catch(() => undefined);
    for (let n = 0; n < 1_000; n += 1) say({ protocol: PROTOCOL });
    expect(watch.ignored).toMatchObject({ flood: 800 });
  });

  it('leaves alone what other windows have to say to each other', () => {
    void findPortal([PORTAL], watch).catch(() => undefined);
    say({ from: 'an extension' }, { source: own as unknown });
    expect(Object.values(watch.ignored)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
