import { afterEach, describe, expect, it, vi } from 'vitest';
import { openHome, currentHome } from './home';
import { createSemaphore, MAX_IN_FLIGHT, type Priority } from './semaphore';
import { createNetwork, createTestRequester, failureOf, json, ORIGIN } from './testing';

const never = new AbortController().signal;
/** Lets promises that are settled already take effect. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a semaphore', () => {
  const fill = async (...waiting: [name: string, priority: Priority, signal?: AbortSignal][]) => {
    const semaphore = createSemaphore(2);
    const entered: string[] = [];
    await semaphore.acquire('background', never);
    await semaphore.acquire('background', never);
    const all = waiting.map(([name, priority, signal = never]) =>
      semaphore.acquire(priority, signal).then(
        () => entered.push(name),
        (reason: unknown) => entered.push(`${name}: ${String(reason)}`),
      ),
    );
    return { semaphore, entered, all };
  };

  it('lets no more through than its limit, and the next one when one leaves', async () => {
    const { semaphore, entered } = await fill(['a', 'awaited'], ['b', 'awaited']);
    await settled();
    expect(entered).toEqual([]);
    semaphore.release();
    await settled();
    expect(entered).toEqual(['a']);
  });

  it('lets what is awaited go first, each kind in the order in which it came', async () => {
    const { semaphore, entered, all } = await fill(
      ['rest 1', 'background'],
      ['rest 2', 'background'],
      ['page 1', 'awaited'],
      ['page 2', 'awaited'],
    );
    for (const _ of all) semaphore.release();
    await Promise.all(all);
    expect(entered).toEqual(['page 1', 'page 2', 'rest 1', 'rest 2']);
  });

  it('drops calls that are aborted while they wait, and rejects those aborted before', async () => {
    const stop = new AbortController();
    const { semaphore, entered, all } = await fill(['a', 'awaited', stop.signal], ['b', 'awaited']);
    stop.abort('gone');
    semaphore.release();
    await Promise.all(all);
    expect(entered).toEqual(['a: gone', 'b']);
    semaphore.release();
    await expect(semaphore.acquire('awaited', stop.signal)).rejects.toBe('gone');
    await semaphore.acquire('awaited', never);
  });

  it('keeps the place of a call that is aborted after it got one', async () => {
    const stop = new AbortController();
    const { semaphore, all } = await fill(['a', 'awaited', stop.signal]);
    semaphore.release();
    await Promise.all(all);
    stop.abort();
    semaphore.release();
    await semaphore.acquire('awaited', never);
  });
});

describe('a requester', () => {
  /** Answers of a server that come when the test lets them. */
  const createSlowServer = () => {
    const open: (() => void)[] = [];
    const network = createNetwork(
      () =>
        new Promise((resolve) => {
          open.push(() => resolve(json(200, {})));
        }),
    );
    const answer = async () => {
      open.shift()?.();
      await settled();
    };
    return { ...network, answer };
  };
  const paths = (sent: readonly { url: string }[]) => sent.map(({ url }) => new URL(url).pathname.replace('/api/', ''));

  it('has a limited number of calls in flight, and sends what is awaited before the rest', async () => {
    const server = createSlowServer();
    const { request } = createTestRequester(server.send);
    const all = Array.from({ length: MAX_IN_FLIGHT + 2 }, (_, i) =>
      request({ method: 'GET', url: `/api/space-${i}`, priority: 'background' }),
    );
    all.push(request({ method: 'GET', url: '/api/page' }));
    await settled();
    expect(server.sent).toHaveLength(MAX_IN_FLIGHT);
    while (server.sent.length < all.length) await server.answer();
    expect(paths(server.sent).slice(MAX_IN_FLIGHT)).toEqual(['page', 'space-6', 'space-7']);
    for (const _ of all) await server.answer();
    await Promise.all(all);
  });

  it('counts a call as in flight until its body is read', async () => {
    const bodies: ReadableStreamDefaultController[] = [];
    const network = createNetwork(
      () => new Response(new ReadableStream({ start: (controller) => void bodies.push(controller) })),
    );
    const { request } = createTestRequester(network.send);
    const all = Array.from({ length: MAX_IN_FLIGHT + 1 }, () => request({ method: 'GET', url: '/api/a' }));
    await settled();
    expect(network.sent).toHaveLength(MAX_IN_FLIGHT);
    const end = (body: ReadableStreamDefaultController) => {
      body.enqueue(new TextEncoder().encode('{}'));
      body.close();
    };
    bodies.forEach(end);
    await settled();
    expect(network.sent).toHaveLength(MAX_IN_FLIGHT + 1);
    bodies.slice(MAX_IN_FLIGHT).forEach(end);
    await Promise.all(all);
  });

  it('makes room for the next call when one fails', async () => {
    const network = createNetwork(json(403, { error: 'No' }));
    const { request } = createTestRequester(network.send);
    const all = Array.from({ length: MAX_IN_FLIGHT * 3 }, () => failureOf(request({ method: 'GET', url: '/api/a' })));
    expect(new Set((await Promise.all(all)).map(({ kind }) => kind))).toEqual(new Set(['forbidden']));
  });

  it('lets the time of a call begin when it is sent', async () => {
    vi.useFakeTimers();
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const end = new AbortController();
      setTimeout(() => end.abort(new DOMException('', 'TimeoutError')), ms);
      return end.signal;
    });
    const late = ({ init }: { init: RequestInit }) =>
      new Promise<Response>((resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        setTimeout(() => resolve(json(200, {})), 40);
      });
    const network = createNetwork(late);
    const { request } = createTestRequester(network.send, { timeoutMs: 70 });
    const all = Array.from({ length: MAX_IN_FLIGHT * 3 }, () => request({ method: 'GET', url: '/api/a' }));
    const answers = Promise.allSettled(all);
    await vi.advanceTimersByTimeAsync(40 * 3);
    expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set(['fulfilled']));
  });

  it('sends nothing for a caller who gives up while the call waits', async () => {
    const server = createSlowServer();
    const { request } = createTestRequester(server.send);
    const stop = new AbortController();
    const all = Array.from({ length: MAX_IN_FLIGHT }, () => request({ method: 'GET', url: '/api/a' }));
    const last = failureOf(request({ method: 'POST', url: '/api/b', signal: stop.signal }));
    await settled();
    stop.abort();
    expect(await last).toMatchObject({ kind: 'aborted', outcome: 'not-sent', path: '/api/b' });
    for (const _ of all) await server.answer();
    await Promise.all(all);
    expect(server.sent).toHaveLength(MAX_IN_FLIGHT);
  });

  it('forgets with its console what the API has said about too many calls', async () => {
    const network = createNetwork(json(429, { error: 'Slow' }, { 'retry-after': '90' }), json(200, {}));
    const { request } = createTestRequester(network.send, { home: currentHome });
    const close = openHome({ base: ORIGIN, hasTabs: false });
    await failureOf(request({ method: 'GET', url: '/api/a' }));
    expect(await failureOf(request({ method: 'GET', url: '/api/a' }))).toMatchObject({ kind: 'rate-limited' });
    close();
    openHome({ base: ORIGIN, hasTabs: false });
    expect(await request({ method: 'GET', url: '/api/a' })).toEqual({});
  });
});
