import { act, cleanup, render } from '@testing-library/react';
import { useEffect, useRef } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useWindow } from './useWindow';

/** Tells of the first layout, as a browser does; of none after it. */
class FirstLayout {
  readonly hear: () => void;
  constructor(hear: () => void) {
    this.hear = hear;
  }
  observe = () => act(this.hear);
  disconnect = () => {};
}

beforeEach(() => void vi.stubGlobal('ResizeObserver', FirstLayout));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const SIZE = 10;
const HEAD = 20;
type Shown = ReturnType<typeof useWindow>;

/** A list in a scroller 120 pixels high, of which the head covers 20. */
function list(count: number, whole?: number, wholeAfter?: number) {
  const seen: Shown[] = [];
  const List = ({ length }: { length: number }) => {
    const scroller = useRef<HTMLDivElement>(null);
    const shown = useWindow({
      count: length,
      size: SIZE,
      scroller,
      lead: HEAD,
      overscan: 5,
      ...(whole !== undefined && { whole }),
      ...(wholeAfter !== undefined && { wholeAfter }),
    });
    useEffect(() => {
      seen.push(shown);
    });
    return (
      <div
        ref={(element) => {
          if (element) Object.defineProperty(element, 'clientHeight', { value: 120, configurable: true });
          scroller.current = element;
        }}
      />
    );
  };
  const { container, rerender } = render(<List length={count} />);
  const element = container.firstElementChild as HTMLElement;
  return {
    element,
    shown: () => seen.at(-1) as Shown,
    scroll: (top: number) =>
      act(() => {
        element.scrollTop = top;
        element.dispatchEvent(new Event('scroll'));
      }),
    resize: (length: number) => rerender(<List length={length} />),
  };
}

it('begins with no more than the browser window could show', () => {
  vi.stubGlobal(
    'ResizeObserver',
    class extends FirstLayout {
      override observe = () => {};
    },
  );
  const { shown } = list(1_000);
  expect(shown().end).toBe(Math.ceil(innerHeight / SIZE));
});

it('holds what is in sight, the overscan around it once one has scrolled, and the room of the rest', () => {
  const { shown, scroll } = list(1_000);
  expect(shown().first).toBe(0);
  expect(shown().end).toBeGreaterThanOrEqual(10);
  expect(shown().end).toBeLessThan(10 + 5);
  scroll(5_000);
  expect(shown().first).toBeLessThanOrEqual(500 - 5);
  expect(shown().first).toBeGreaterThan(480);
  expect(shown().end).toBeGreaterThanOrEqual(510 + 5);
  expect(shown().before + (shown().end - shown().first) * SIZE + shown().after).toBe(1_000 * SIZE);
});

it('holds every part at every place that can be scrolled to', () => {
  const { shown, scroll } = list(300);
  for (let top = 0; top <= 300 * SIZE + HEAD - 120; top += 7) {
    scroll(top);
    expect(shown().first, `from ${top}`).toBeLessThanOrEqual(Math.floor(top / SIZE));
    expect(shown().end, `to ${top}`).toBeGreaterThanOrEqual(Math.min(300, Math.ceil((top + 100) / SIZE)));
  }
});

it('has a short list whole', () => {
  const { shown, resize } = list(200, 200);
  expect(shown()).toMatchObject({ first: 0, end: 200, before: 0, after: 0 });
  resize(201);
  expect(shown().end).toBeLessThan(201);
});

it('has at first what is in sight of a short list that is to be whole later', () => {
  vi.useFakeTimers();
  const { shown, scroll, resize } = list(200, 200, 500);
  expect(shown()).toMatchObject({ first: 0, end: 14, before: 0, after: 186 * SIZE });
  act(() => void vi.advanceTimersByTime(499));
  scroll(1_000);
  expect(shown()).toMatchObject({ first: 95, end: 119 });
  act(() => void vi.advanceTimersByTime(1));
  expect(shown()).toMatchObject({ first: 0, end: 200, before: 0, after: 0 });
  resize(201);
  expect(shown().end).toBeLessThan(201);
});

it('waits for nothing with a list that is long', () => {
  vi.useFakeTimers();
  const { resize, shown } = list(201, 200, 500);
  expect(vi.getTimerCount()).toBe(0);
  resize(200);
  act(() => void vi.advanceTimersByTime(500));
  expect(shown().end).toBe(200);
});

it('shows the end of a list that became shorter than where one was', () => {
  const { shown, scroll, resize } = list(1_000);
  scroll(9_000);
  resize(300);
  expect(shown().end).toBe(300);
  expect(shown().first).toBeLessThan(300);
});

it.each([
  { what: 'up, until the head does not cover it', from: 5_000, to: 100, top: 1_000 },
  { what: 'down, until it is whole', from: 0, to: 50, top: HEAD + 51 * SIZE - 120 },
  { what: 'not at all where it is in sight', from: 1_000, to: 103, top: 1_000 },
])('scrolls to a part $what', ({ from, to, top }) => {
  const { element, shown, scroll } = list(1_000);
  scroll(from);
  shown().scrollTo(to);
  expect(element.scrollTop).toBe(top);
});
