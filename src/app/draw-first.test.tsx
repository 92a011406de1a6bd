import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestClient } from '#/data/testing';
import type { DrawFirst, Place } from '#/ui/place';
import { drawFirst } from './draw-first';

const draw = vi.fn<DrawFirst>();
const place: Place = {
  path: '/things',
  title: 'Things',
  load: () => {},
  page: async () => () => null,
  drawFirst: async () => draw,
};
const queryClient = createTestClient();

/** Begins at a place. In: what is at that address, what the address says besides its path, and what has failed by then. */
const begin = (handle: Place | null = place, search = '', errors: object | null = null) =>
  drawFirst(
    {
      state: { matches: [{ route: {} }, { route: { handle: handle ?? undefined } }], location: { search }, errors },
    } as never,
    document.body,
    queryClient,
  );

beforeEach(() => {
  draw.mockReset().mockResolvedValue();
  document.body.innerHTML = '<div class="boot-shell"><div class="boot-lines"></div></div>';
});
afterEach(() => vi.unstubAllGlobals());

describe('a place that draws its first rows', () => {
  it('is given the lines of the picture, and waited for until what it drew is seen', async () => {
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
    const begun = begin();
    await vi.waitFor(() => expect(frames).toHaveLength(1));
    expect(draw).toHaveBeenCalledExactlyOnceWith(
      document.querySelector('.boot-lines'),
      queryClient,
      expect.any(AbortSignal),
    );
    frames[0]?.(0);
    await begun;
  });

  it('is not waited for where its rows stay away, and is told so', async () => {
    draw.mockReturnValue(new Promise(() => {}));
    await begin();
    expect(draw.mock.calls[0]?.[2].aborted).toBe(true);
  });

  it('keeps nobody waiting where it fails', async () => {
    draw.mockRejectedValue(new Error('no'));
    await begin();
    expect(draw.mock.calls[0]?.[2].aborted).toBe(false);
  });

  it('draws none where the address says how to look at the list, where something has failed, or there is no picture of one', async () => {
    await begin(place, '?q=ana');
    await begin(place, '', { shell: new Error('no') });
    document.body.innerHTML = '<div class="boot-shell"></div>';
    await begin();
    expect(draw).not.toHaveBeenCalled();
  });
});

it('a place that draws nothing first is not waited for', async () => {
  const { drawFirst: _, ...other } = place;
  await begin(other);
  await begin(null);
  expect(draw).not.toHaveBeenCalled();
});
