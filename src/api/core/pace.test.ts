import { describe, expect, it } from 'vitest';
import { isFailure } from './failure';
import { createPace } from './pace';
import { createClock, createNetwork, createTestRequester, failureOf, json } from './testing';

const named = { method: 'GET', path: '/api/v1/org', api: 'Plain' };
const place = { ...named, signal: new AbortController().signal };
const bare = { retryAfter: null, permittedPerMinute: null };

const createTestPace = () => {
  const clock = createClock();
  return { clock, pace: createPace(clock.now, clock.wait) };
};

describe('the pace of calls to one API', () => {
  it('is free as long as nobody complains', async () => {
    const { clock, pace } = createTestPace();
    for (let i = 0; i < 100; i++) await pace.turn(place);
    pace.carryOn();
    await pace.turn(place);
    expect(clock.waits).toEqual([]);
  });

  it('holds every call back until the time that was named, and not longer', async () => {
    const { clock, pace } = createTestPace();
    pace.slowDown({ ...bare, retryAfter: 7 });
    clock.pass(2000);
    await pace.turn(place);
    await pace.turn(place);
    expect(clock.waits).toEqual([5000]);
  });

  it('does not shorten a wait because a later refusal names less', async () => {
    const { clock, pace } = createTestPace();
    pace.slowDown({ ...bare, retryAfter: 9 });
    pace.slowDown({ ...bare, retryAfter: 1 });
    await pace.turn(place);
    expect(clock.waits).toEqual([9000]);
  });

  it('pauses twice as long with each further bare refusal, up to 20 seconds, and forgets that with an answer', async () => {
    const { clock, pace } = createTestPace();
    for (let i = 0; i < 7; i++) {
      pace.slowDown(bare);
      await pace.turn(place);
    }
    expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
    pace.carryOn();
    pace.slowDown(bare);
    await pace.turn(place);
    expect(clock.waits.at(-1)).toBe(1000);
  });

  it('keeps to the calls a minute that are permitted, for a minute', async () => {
    const { clock, pace } = createTestPace();
    pace.slowDown({ ...bare, permittedPerMinute: 6 });
    const begun = clock.now();
    const sentAt: number[] = [];
    for (let i = 0; i < 8; i++) {
      await pace.turn(place);
      sentAt.push((clock.now() - begun) / 1000);
    }
    // One each ten seconds; after the minute nothing holds them back any more.
    expect(sentAt).toEqual([10, 20, 30, 40, 50, 60, 60, 60]);
  });

  it('spaces calls that come together, too', async () => {
    const clock = createClock();
    const waits: number[] = [];
    const pace = createPace(clock.now, (ms) => {
      waits.push(ms);
      return Promise.resolve();
    });
    pace.slowDown({ retryAfter: 2, permittedPerMinute: 60 });
    await Promise.all(Array.from({ length: 4 }, () => pace.turn(place)));
    expect(waits).toEqual([2000, 3000, 4000, 5000]);
  });

  it('takes a limit of nothing for a bare refusal', async () => {
    const { clock, pace } = createTestPace();
    pace.slowDown({ retryAfter: null, permittedPerMinute: 0 });
    await pace.turn(place);
    expect(clock.waits).toEqual([1000]);
  });

  it('sends nothing where the wait is too long for a person, and says how long it is', async () => {
    const { clock, pace } = createTestPace();
    pace.slowDown({ ...bare, retryAfter: 31 });
    const failure: unknown = await pace.turn(place).catch((error: unknown) => error);
    expect(isFailure(failure, 'rate-limited')).toBe(true);
    expect(failure).toMatchObject({ outcome: 'not-sent', retryAfter: 31, ...named });
    clock.pass(1000);
    await pace.turn(place);
    expect(clock.waits).toEqual([30_000]);
  });
});

describe('a requester that is told to slow down', () => {
  it('repeats a GET not before the time that was named, and holds other calls back as well', async () => {
    const network = createNetwork(
      json(429, { error: 'Slow' }, { 'retry-after': '5' }),
      json(200, { a: 1 }),
      json(200, { b: 2 }),
    );
    const { request, waits } = createTestRequester(network.send);
    expect(await request({ method: 'GET', url: '/api/v1/a' })).toEqual({ a: 1 });
    expect(waits).toEqual([5000]);
  });

  it('holds a write back that comes after the refusal, and sends the refused one only once', async () => {
    const network = createNetwork(json(429, { error: 'Slow' }), json(200, { b: 2 }));
    const { request, waits } = createTestRequester(network.send);
    expect(await failureOf(request({ method: 'POST', url: '/api/v1/a' }))).toMatchObject({
      kind: 'rate-limited',
      outcome: 'rejected',
    });
    expect(await request({ method: 'POST', url: '/api/v1/b' })).toEqual({ b: 2 });
    expect(waits).toEqual([1000]);
    expect(network.sent).toHaveLength(2);
  });

  it('does not repeat what was never sent: the wait is told instead', async () => {
    const network = createNetwork(json(429, { error: 'Slow' }, { 'retry-after': '90' }), json(200, {}));
    const { request, waits } = createTestRequester(network.send);
    expect(await failureOf(request({ method: 'GET', url: '/api/v1/a' }))).toMatchObject({
      kind: 'rate-limited',
      outcome: 'rejected',
      retryAfter: 90,
    });
    expect(await failureOf(request({ method: 'GET', url: '/api/v1/a' }))).toMatchObject({
      kind: 'rate-limited',
      outcome: 'not-sent',
      retryAfter: 90,
      api: 'Plain',
    });
    expect(network.sent).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('is stopped while it waits for its turn', async () => {
    const controller = new AbortController();
    const network = createNetwork(json(429, { error: 'Slow' }), json(200, {}));
    const { request } = createTestRequester(network.send, {
      wait: () => {
        controller.abort();
        return Promise.reject(controller.signal.reason as Error);
      },
    });
    await failureOf(request({ method: 'POST', url: '/api/v1/a' }));
    const failure = await failureOf(request({ method: 'POST', url: '/api/v1/a', signal: controller.signal }));
    expect(failure).toMatchObject({ kind: 'aborted', outcome: 'not-sent', path: '/api/v1/a' });
    expect(network.sent).toHaveLength(1);
  });
});
