import { afterEach, describe, expect, it, vi } from 'vitest';
import { currentHome, openHome } from './home';
import { createNetwork, createTestRequester, failureOf, json, silence } from './testing';

afterEach(() => {
  vi.unstubAllGlobals();
});

const read = { method: 'GET', url: '/api/v1/user' };

it('is the origin of the page by default, and shares nothing', () => {
  expect(currentHome()).toMatchObject({ base: 'http://localhost', hasTabs: false });
  vi.stubGlobal('location', { origin: 'https://console.example' });
  expect(currentHome().base).toBe('https://console.example');
});

describe('a home', () => {
  it.each(['https://console.example', 'https://portal.example/lightdash', 'https://portal.example/a/b'])(
    'is where calls go, below %s and nowhere else',
    async (base) => {
      openHome({ base, hasTabs: false });
      const { send, sent } = createNetwork(json(200, {}));
      const { request } = createTestRequester(send, { home: currentHome });
      await request({ ...read, params: { page: 1 } });
      expect(sent.map(({ url }) => url)).toEqual([`${base}/api/v1/user?page=1`]);
      for (const url of [
        '/lightdash/api/v1/user',
        '/../api/v1/user',
        'https://evil.example/api/v1/user',
        `${base}/api/v1/user`,
        '@evil.example/api/',
        '.evil.example/api/',
      ]) {
        expect((await failureOf(request({ ...read, url }))).kind, url).toBe('blocked');
      }
      expect(sent).toHaveLength(1);
    },
  );

  it.each(['https://portal.example/a/../b', 'https://PORTAL.example', 'https://me@portal.example', 'null', ''])(
    'lets nothing out where it is not an address as browsers write it: %j',
    async (base) => {
      openHome({ base, hasTabs: false });
      const { send, sent } = createNetwork(json(200, {}));
      const { request } = createTestRequester(send, { home: currentHome });
      expect((await failureOf(request(read))).kind).toBe('blocked');
      expect(sent).toEqual([]);
    },
  );

  it('ends what is under way and refuses what comes after; the next one has calls of its own', async () => {
    const end = openHome({ base: 'https://console.example', hasTabs: false });
    const { send, sent } = createNetwork(silence, silence, json(200, {}));
    const { request } = createTestRequester(send, { home: currentHome });
    const own = new AbortController();
    const underWay = [failureOf(request(read)), failureOf(request({ ...read, signal: own.signal }))];
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    end();
    expect((await Promise.all(underWay)).map(({ kind }) => kind)).toEqual(['aborted', 'aborted']);
    expect((await failureOf(request(read))).kind).toBe('aborted');
    openHome({ base: 'https://console.example', hasTabs: false });
    expect(await request(read)).toEqual({});
  });

  it('is called with how each call ended, without its query', async () => {
    const onCall = vi.fn();
    openHome({ base: 'https://portal.example/lightdash', hasTabs: false, onCall });
    const { request } = createTestRequester(createNetwork(json(200, {}), json(403, {})).send, { home: currentHome });
    await request({ method: 'patch', url: '/api/v1/x?secret=1', data: {} });
    await failureOf(request(read));
    expect(onCall.mock.calls.map(([call]) => call)).toMatchObject([
      { method: 'PATCH', path: '/api/v1/x', failure: null },
      { method: 'GET', path: '/api/v1/user', failure: { kind: 'forbidden', path: '/api/v1/user' } },
    ]);
  });
});
