import { describe, expect, it } from 'vitest';
import { isFailure } from './failure';
import { createRateLimiter } from './rate-limiter';
import { MAX_IN_FLIGHT } from './semaphore';
import { createClock, createNetwork, createTestRequester, failureOf, json } from './testing';

const named = { method: 'GET', path: '/api/v1/org', api: 'Plain' };
const place = { ...named, signal: new AbortController().signal };
const bare = { retryAfter: null, permittedPerMinute: null };

const createTestLimiter = () => {
  const clock = createClock();
  return { clock, limiter: createRateLimiter(clock.now, clock.wait) };
};

describe('the rate limiter of one API', () => {
  it('holds nothing back before the API has refused anything', async () => {
    const { clock, limiter } = createTestLimiter();
    for (let i = 0; i < 100; i++) await limiter.waitForTurn(place);
    limiter.answered(0);
    await limiter.waitForTurn(place);
    expect(clock.waits).toEqual([]);
  });

  it('holds every call back until the time that was named, and not longer', async () => {
    const { clock, limiter } = createTestLimiter();
    limiter.refused({ ...bare, retryAfter: 7 }, 0);
    clock.pass(2000);
    await limiter.waitForTurn(place);
    await limiter.waitForTurn(place);
    expect(clock.waits).toEqual([5000]);
  });

  it('does not shorten a wait because a later refusal names less', async () => {
    const { clock, limiter } = createTestLimiter();
    limiter.refused({ ...bare, retryAfter: 9 }, 0);
    limiter.refused({ ...bare, retryAfter: 1 }, 0);
    await limiter.waitForTurn(place);
    expect(clock.waits).toEqual([9000]);
  });

  it('holds a call back that waits already when another refusal names more', async () => {
    const { clock, limiter } = createTestLimiter();
    limiter.refused(bare, 0);
    const turn = limiter.waitForTurn(place);
    limiter.refused({ ...bare, retryAfter: 9 }, 0);
    await turn;
    expect(clock.waits).toEqual([1000, 9000]);
  });

  it('pauses twice as long with each further bare refusal, up to 20 seconds, and forgets that with an answer', async () => {
    const { clock, limiter } = createTestLimiter();
    let round = 0;
    const refuse = async () => {
      limiter.refused(bare, round);
      round = await limiter.waitForTurn(place);
    };
    for (let i = 0; i < 7; i++) await refuse();
    expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
    limiter.answered(round);
    await refuse();
    expect(clock.waits.at(-1)).toBe(1000);
  });

  it('pauses once for the calls that are refused together', async () => {
    const { clock, limiter } = createTestLimiter();
    const round = await limiter.waitForTurn(place);
    for (let i = 0; i < 6; i++) {
      clock.pass(100);
      limiter.refused(bare, round);
    }
    const next = await limiter.waitForTurn(place);
    expect(clock.waits).toEqual([500]);
    limiter.refused(bare, next);
    await limiter.waitForTurn(place);
    expect(clock.waits).toEqual([500, 2000]);
  });

  it('does not take the answer to a call from before the refusal for the end of it', async () => {
    const { clock, limiter } = createTestLimiter();
    const round = await limiter.waitForTurn(place);
    limiter.refused(bare, round);
    limiter.answered(round);
    limiter.refused(bare, await limiter.waitForTurn(place));
    await limiter.waitForTurn(place);
    expect(clock.waits).toEqual([1000, 2000]);
  });

  it('keeps to the calls a minute that are permitted, for a minute', async () => {
    const { clock, limiter } = createTestLimiter();
    limiter.refused({ ...bare, permittedPerMinute: 6 }, 0);
    const begun = clock.now();
    const sentAt: number[] = [];
    for (let i = 0; i < 8; i++) {
      await limiter.waitForTurn(place);
      sentAt.push((clock.now() - begun) / 1000);
    }
    // One each ten seconds; after the minute nothing holds them back any more.
    expect(sentAt).toEqual([10, 20, 30, 40, 50, 60, 60, 60]);
  });

  it('spaces calls that come together, too', async () => {
    const clock = createClock();
    const waits: number[] = [];
    const limiter = createRateLimiter(clock.now, async (ms) => {
      waits.push(ms);
      await Promise.resolve();
      clock.pass(Math.max(0, ms - (clock.now() - begun)));
    });
    const begun = clock.now();
    limiter.refused({ retryAfter: 2, permittedPerMinute: 60 }, 0);
    await Promise.all(Array.from({ length: 4 }, () => limiter.waitForTurn(place)));
    expect(waits).toEqual([2000, 3000, 4000, 5000]);
  });

  it('takes a limit of nothing for a bare refusal', async () => {
    const { clock, limiter } = createTestLimiter();
    limiter.refused({ retryAfter: null, permittedPerMinute: 0 }, 0);
    await limiter.waitForTurn(place);
    expect(clock.waits).toEqual([1000]);
  });

  it('sends nothing where the wait is too long for a person, and says how long it is', async () => {
    const { clock, limiter } = createTestLimiter();
    limiter.refused({ ...bare, retryAfter: 31 }, 0);
    const failure: unknown = await limiter.waitForTurn(place).catch((error: unknown) => error);
    expect(isFailure(failure, 'rate-limited')).toBe(true);
    expect(failure).toMatchObject({ outcome: 'not-sent', retryAfter: 31, ...named });
    clock.pass(1000);
    await limiter.waitForTurn(place);
    expect(clock.waits).toEqual([30_000]);
  });
});

describe('a requester whose API refuses a call because there are too many', () => {
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

  it('does not repeat what was never sent: it reports the wait instead', async () => {
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

  it('sends none of the calls that wait for room before the pause is over', async () => {
    const refusal = json(429, { error: 'Slow' });
    const refusals = Array.from({ length: MAX_IN_FLIGHT }, () => refusal);
    const network = createNetwork(...refusals, json(200, {}));
    const { request, waits } = createTestRequester(network.send);
    const all = Array.from({ length: MAX_IN_FLIGHT * 2 }, () =>
      request({ method: 'POST', url: '/api/v1/a' }).then(
        () => 'sent',
        () => 'refused',
      ),
    );
    expect((await Promise.all(all)).toSorted().lastIndexOf('refused')).toBe(MAX_IN_FLIGHT - 1);
    // The clock of the test has gone on by the time the others look.
    expect(waits).toEqual([1000]);
  });

  it('sends nothing for a caller who gives up at the end of the pause', async () => {
    const controller = new AbortController();
    const network = createNetwork(json(429, { error: 'Slow' }), json(200, {}));
    const clock = createClock();
    const { request } = createTestRequester(network.send, {
      now: clock.now,
      wait: (ms) => {
        controller.abort();
        return clock.wait(ms);
      },
    });
    await failureOf(request({ method: 'POST', url: '/api/v1/a' }));
    const failure = await failureOf(request({ method: 'POST', url: '/api/v1/a', signal: controller.signal }));
    expect(failure).toMatchObject({ kind: 'aborted', outcome: 'not-sent' });
    expect(network.sent).toHaveLength(1);
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
