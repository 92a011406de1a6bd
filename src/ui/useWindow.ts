import { startTransition, useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

/** The window moves by so many parts at once: scrolling by less draws nothing. */
const STEP = 4;

type WindowOptions = {
  /** How many parts there are. */
  count: number;
  /** The height of each, or its width, in pixels. All have the same, so a window over them is a division. */
  size: number;
  scroller: RefObject<HTMLElement | null>;
  axis?: 'vertical' | 'horizontal';
  /** Pixels at the start of the scroller that its head covers; the first part begins after them. */
  lead: number;
  /** How many parts out of sight are in the document on each side, once one has scrolled: whoever looks at the start waits for none. */
  overscan: number;
  /** Up to so many parts all are in the document, so that the browser's own search finds them. */
  whole?: number;
  /** In milliseconds; until then a short list, too, has in the document what is in sight: that comes first, and what the page still reads for it. */
  wholeAfter?: number;
};

type Window = {
  /** Index of the first part in the document, and of the one after the last. */
  first: number;
  end: number;
  /** Pixels of what is not in the document, before and after it, and of all parts together. */
  before: number;
  after: number;
  total: number;
  /** Has so many parts less, or more, before the window: for whoever scrolls by as much at once. */
  shift: (parts: number) => void;
  /** Scrolls as little as shows the part. */
  scrollTo: (index: number) => void;
};

/** Which parts of a row of equal parts are to be in the document: those in sight and some around them; of a short one all. */
export const useWindow = ({
  count,
  size,
  scroller,
  axis = 'vertical',
  lead,
  overscan,
  whole = 0,
  wholeAfter = 0,
}: WindowOptions): Window => {
  const [position, length] =
    axis === 'vertical' ? (['scrollTop', 'clientHeight'] as const) : (['scrollLeft', 'clientWidth'] as const);
  // Before the scroller has been measured, as much as the browser's window could show and nothing around it: it is seen sooner.
  const [seen, setSeen] = useState(() => ({
    from: 0,
    parts: Math.ceil((axis === 'vertical' ? innerHeight : innerWidth) / size),
    around: 0,
  }));

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const from = Math.floor(element[position] / size / STEP) * STEP;
      const parts = Math.ceil((element[length] - lead) / size) + STEP;
      const around = from > 0 ? overscan : 0;
      setSeen((before) =>
        before.from === from && before.parts === parts && before.around === around ? before : { from, parts, around },
      );
    };
    // Before the browser paints what it has scrolled to, or it would paint a gap.
    const onScroll = () => flushSync(look);
    element.addEventListener('scroll', onScroll, { passive: true });
    // Looks for the first time as well, when the browser has laid out what it will paint: to ask here would make it do so twice.
    const resizes = new ResizeObserver(look);
    resizes.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      resizes.disconnect();
    };
  }, [scroller, position, length, size, lead, overscan]);

  const [isRestDue, setRestDue] = useState(wholeAfter === 0);
  const isShort = count <= whole;
  useEffect(() => {
    if (isRestDue || !isShort) return;
    const timer = setTimeout(() => startTransition(() => setRestDue(true)), wholeAfter);
    return () => clearTimeout(timer);
  }, [isRestDue, isShort, wholeAfter]);

  const isWhole = isRestDue && isShort;
  const first = isWhole ? 0 : Math.max(0, Math.min(seen.from, count - seen.parts) - seen.around);
  const end = isWhole ? count : Math.min(count, seen.from + seen.parts + seen.around);
  return {
    first,
    end,
    before: first * size,
    after: (count - end) * size,
    total: count * size,
    shift: (parts) => setSeen((before) => ({ ...before, from: before.from + parts })),
    scrollTo: (index) => {
      const element = scroller.current;
      if (!element) return;
      const least = lead + (index + 1) * size - element[length];
      const offset = Math.max(least, Math.min(element[position], index * size));
      element.scrollTo(axis === 'vertical' ? { top: offset } : { left: offset });
    },
  };
};
