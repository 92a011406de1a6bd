import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cookieCredential, tokenCredential, type Credential } from './credentials';
import { dropEarly, sendEarly } from './early';
import { createNetwork, createTestRequester, json, ORIGIN, silence, type Reaction } from './testing';

const ME = { method: 'GET', url: '/api/v1/user' };
const OK = json(200, 'me');

/** The network of the page's own script, and that of the console which comes later, with a credential. */
const open = (early: Reaction, credential: Credential | null = cookieCredential('session')) => {
  const first = createNetwork(early);
  vi.stubGlobal('fetch', first.send);
  const later = createNetwork(json(200, 'later'));
  const { request } = createTestRequester(later.send, { credentials: { get: () => Promise.resolve(credential) } });
  sendEarly([ME.url]);
  return { first: first.sent, later: later.sent, request };
};

beforeEach(() => vi.stubGlobal('location', { origin: ORIGIN }));
afterEach(() => {
  dropEarly();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a call that left with the page', () => {
  it('is sent as the fetch layer would, with the cookie and no token', async () => {
    const { first } = open(OK);
    await Promise.resolve();
    expect(first).toHaveLength(1);
    expect(first[0]).toMatchObject({
      url: ME.url,
      headers: { accept: 'application/json' },
      init: { credentials: 'same-origin', redirect: 'manual', referrerPolicy: 'no-referrer', cache: 'no-store' },
    });
  });

  it('answers the first one who asks for the same, and nobody else', async () => {
    const { request, later } = open(OK);
    expect(await request(ME)).toBe('me');
    expect(later).toHaveLength(0);
    expect(await request(ME)).toBe('later');
  });

  it('is read before anybody asks for it, once', async () => {
    const answer = new Response('"me"', { status: 200 });
    const { request } = open(() => answer);
    await new Promise((resolve) => setTimeout(resolve));
    expect(answer.bodyUsed).toBe(true);
    expect(await request(ME)).toBe('me');
  });

  it('that breaks off while it is read is sent again', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('network error')) });
    const { request } = open(() => new Response(broken));
    expect(await request(ME)).toBe('later');
  });

  it('is not the answer to another address, nor to other headers', async () => {
    const { request } = open(OK);
    expect(await request({ ...ME, params: { page: 2 } })).toBe('later');
    expect(await request({ ...ME, headers: { 'x-more': '1' } })).toBe('later');
    expect(await request(ME)).toBe('me');
  });

  it('is not the answer to who shows a token, or sends no cookie', async () => {
    expect(await open(OK, tokenCredential('ldpat_x')).request(ME)).toBe('later');
    expect(await open(OK, null).request(ME)).toBe('later');
  });

  it('is dropped by the first write, and by the first call with a token', async () => {
    for (const [call, by] of [
      [{ ...ME, method: 'POST' }, cookieCredential('session')],
      [{ method: 'GET', url: '/api/v1/other' }, tokenCredential('ldpat_x')],
    ] as const) {
      const { first, request } = open(silence, by);
      await request(call);
      expect(first[0]?.init.signal?.aborted).toBe(true);
    }
  });

  it('that is refused says who is not signed in', async () => {
    await expect(open(json(401, {})).request(ME)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  it('that failed in passing is sent again', async () => {
    const { request } = open(new TypeError('Failed to fetch'));
    expect(await request(ME)).toBe('later');
  });

  it('has its time from when it left, and is not sent again after it', async () => {
    vi.useFakeTimers();
    const { request, later } = open(silence);
    await vi.advanceTimersByTimeAsync(10_000);
    const asked = expect(request(ME)).rejects.toMatchObject({ kind: 'timeout' });
    await vi.advanceTimersByTimeAsync(5_001);
    await asked;
    expect(later).toHaveLength(0);
  });

  it('that nobody has asked for in its time is sent anew', async () => {
    vi.useFakeTimers();
    const { request, first, later } = open(silence);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(first[0]?.init.signal?.aborted).toBe(true);
    expect(await request(ME)).toBe('later');
    expect(later).toHaveLength(1);
  });

  it('ends with whoever has asked for it', async () => {
    const { request, first } = open(silence);
    const caller = new AbortController();
    const asked = expect(request({ ...ME, signal: caller.signal })).rejects.toMatchObject({ kind: 'aborted' });
    await new Promise((resolve) => setTimeout(resolve));
    caller.abort();
    await asked;
    expect(first[0]?.init.signal?.aborted).toBe(true);
  });
});
