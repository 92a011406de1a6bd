import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestClient } from '#/data/testing';
import type { DrawFirstRows, Place } from '#/ui/place';
import { lastRoom, PAGE } from '#/ui/table-room';
import { waitForFirstRows } from './first-rows';

const draw = vi.fn<DrawFirstRows>();
const place: Place = {
  path: '/things',
  title: 'Things',
  load: () => {},
  page: async () => () => null,
  firstRows: async () => draw,
};
const queryClient = createTestClient();

/** Begins at a place. In: what is at that address, what the address says besides its path, and what has failed by then. */
const begin = (handle: Place | null = place, search = '', errors: object | null = null) =>
  waitForFirstRows(
    {
      state: { matches: [{ route: {} }, { route: { handle: handle ?? undefined } }], location: { search }, errors },
    } as never,
    document.body,
    queryClient,
  );

/** A signal that aborts as soon as somebody listens. */
const aborting = (): AbortSignal => {
  const controller = new AbortController();
  queueMicrotask(() => controller.abort());
  return controller.signal;
};

/** Nothing is laid out here: the width that the lines of the picture have. */
let width: number;

beforeEach(() => {
  width = 800;
  draw.mockReset().mockResolvedValue();
  document.body.innerHTML = '<div class="boot-shell"><div class="boot-lines"></div></div>';
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => width);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a place that draws its first rows', () => {
  it('is given the lines of the picture, and waited for until what it drew is seen', async () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(new AbortController().signal);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const seen = vi.fn<() => void>();
    const begun = begin().then(seen);
    await vi.waitFor(() => expect(frames).toHaveLength(1));
    expect(draw).toHaveBeenCalledExactlyOnceWith(
      document.querySelector('.boot-lines'),
      queryClient,
      expect.any(AbortSignal),
    );
    frames[0]?.(0);
    expect(seen).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    await begun;
  });

  it('is not waited for where its rows stay away, and is told so', async () => {
    draw.mockImplementation(
      (_lines, _client, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    );
    await begin();
    expect(draw.mock.calls[0]?.[2].aborted).toBe(true);
  });

  it('is not waited for where its table stays away', async () => {
    draw.mockReturnValue(new Promise(() => {}));
    const after = vi
      .spyOn(AbortSignal, 'timeout')
      .mockImplementation((ms) => (ms > 120 ? aborting() : new AbortController().signal));
    await begin();
    expect(after.mock.calls.map(([ms]) => ms)).toContain(1_000);
  });

  it('keeps nobody waiting where it, or its code, fails', async () => {
    draw.mockRejectedValue(new Error('no'));
    await begin();
    await begin({ ...place, firstRows: () => Promise.reject(new Error('no')) });
    expect(draw.mock.calls[0]?.[2].aborted).toBe(false);
  });

  it('draws none where the address says how to look at the list, where something has failed, or there is no picture of one to be seen', async () => {
    await begin(place, '?q=ana');
    await begin(place, '', { shell: new Error('no') });
    width = 0;
    await begin();
    document.body.innerHTML = '<div class="boot-shell"></div>';
    await begin();
    expect(draw).not.toHaveBeenCalled();
  });
});

it('the picture tells how much room a table will have, of whatever place', async () => {
  await begin(null);
  expect(lastRoom(PAGE)).toBeGreaterThanOrEqual(width);
});

it('a place that draws nothing first is not waited for', async () => {
  const { firstRows: _, ...other } = place;
  await begin(other);
  await begin(null);
  expect(draw).not.toHaveBeenCalled();
});
