import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { DataTable, type DataTableProps, type TableControl } from './DataTable';
import { useSurface } from './surface';

/** Hands that have not moved for so long are still, in milliseconds. */
const STILL = 1_000;

const MOVES = [
  'pointermove',
  'pointerdown',
  'pointerup',
  'wheel',
  'scroll',
  'touchmove',
  'keydown',
  'focusin',
  'click',
] as const;

/** When somebody moved in an element last. Out: how to ask for that, and how to end it. */
const watchHands = (element: HTMLElement) => {
  let last = Number.NEGATIVE_INFINITY;
  let at = '';
  const ended = new AbortController();
  const options = { capture: true, passive: true, signal: ended.signal };
  for (const name of MOVES)
    element.addEventListener(
      name,
      (event) => {
        // Rows that move under a pointer at rest are no movement of it.
        if (event instanceof PointerEvent && event.type === 'pointermove') {
          const to = `${event.clientX} ${event.clientY}`;
          if (to === at) return;
          at = to;
        }
        last = performance.now();
      },
      options,
    );
  return { since: () => performance.now() - last, end: () => ended.abort() };
};

const placeIn = <Row,>(rows: readonly Row[], row: Row | undefined, rowId: (row: Row) => string): number | undefined => {
  const place = row === undefined ? -1 : rows.findIndex((each) => rowId(each) === rowId(row));
  return place < 0 ? undefined : place;
};

/** The index of the row that an element is in; NaN where it is in none. */
const indexIn = (element: Element | null): number =>
  Number(element?.closest<HTMLElement>('tr[data-index]')?.dataset.index ?? Number.NaN);

type GrowingTableProps<Row, SortBy extends string> = DataTableProps<Row, SortBy> & {
  /** How the rows are looked at: those of another view are shown at once. */
  of: unknown;
};

/**
 * A table whose rows are still coming, in between those that are there. What has come waits while somebody points, scrolls or
 * types in it, or has a menu of it open; then the row under the pointer, or that with the focus, or the first in sight, stays where it is.
 */
export const GrowingTable = <Row, SortBy extends string>({ of, ...props }: GrowingTableProps<Row, SortBy>) => {
  const { rows, isPart, rowId, selection } = props;
  // The columns stay as wide as they were made for the first that came.
  const [measured] = useState(props.measured ?? rows);
  const surface = useSurface();
  const control = useRef<TableControl>(null);
  const hands = useRef<ReturnType<typeof watchHands>>(undefined);
  const [held, setHeld] = useState({ of, rows, isPart });
  // When all is there and shown, rows come and go as in any other table.
  const isLate = (isPart || held.isPart) && held.of === of && held.rows !== rows;
  if (!isLate && (held.rows !== rows || held.of !== of || held.isPart !== isPart)) setHeld({ of, rows, isPart });
  const selected = selection?.size ?? 0;

  useEffect(() => {
    const scroller = control.current?.scroller;
    hands.current = scroller ? watchHands(scroller) : undefined;
    return () => hands.current?.end();
  }, []);

  useEffect(() => {
    if (!isLate) return;
    const to = (index: number) => placeIn(rows, held.rows[index], rowId) ?? index;
    const merge = () => {
      const { scroller, rowHeight, move } = control.current ?? {};
      if (!scroller || !rowHeight || !move) return;
      const focused = surface.activeElement;
      const pointed = indexIn(scroller.querySelector('tr[data-index]:hover'));
      const inFocus = indexIn(scroller.contains(focused) ? focused : null);
      const first = Math.ceil(scroller.scrollTop / rowHeight);
      const anchor = [pointed, inFocus].find((index) => index >= first) ?? first;
      // Whoever only looks on from the top sees the first rows, whichever these are.
      const isHeld = anchor > 0 || pointed === 0 || inFocus === 0 || selected > 0;
      const above = isHeld ? to(anchor) - anchor : 0;
      flushSync(() => {
        setHeld({ of, rows, isPart });
        move(above, to);
      });
      scroller.scrollTop += above * rowHeight;
    };
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const open = control.current?.scroller?.querySelector('tbody [aria-expanded="true"]');
      const left = open ? STILL : STILL - (hands.current?.since() ?? STILL);
      if (left <= 0) merge();
      else timer = setTimeout(look, left);
    };
    timer = setTimeout(look);
    return () => clearTimeout(timer);
  }, [isLate, held, of, rows, isPart, rowId, selected, surface]);

  const shown = isLate ? { rows: held.rows, isPart: true } : {};
  return <DataTable {...props} {...shown} measured={measured} control={control} />;
};
