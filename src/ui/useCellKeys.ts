import { useEffect, useRef, type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';

/** The row of the head, where columns are sorted. */
export const HEAD = -1;

/** A place in a matrix. Column 0 is the name of the row. */
export type CellAt = { row: number; column: number };

type CellKeys = {
  rows: number;
  columns: number;
  current: CellAt;
  pageSize: () => number;
  scroller: RefObject<HTMLElement | null>;
  scrollTo: (at: CellAt) => void;
  setActive: (at: CellAt) => void;
  open: (at: CellAt) => void;
};

const placeOf = (target: EventTarget): { at: CellAt; element: HTMLElement } | null => {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null;
  const [row, column] = element?.dataset.at?.split(' ').map(Number) ?? [];
  return element && row !== undefined && column !== undefined ? { at: { row, column }, element } : null;
};

/**
 * Moving through a matrix of which only a part is in the document: one cell at a time is in the tab order. A cell that comes
 * into the document only after scrolling gets the focus once it is there. Cells say where they are by `data-at`.
 */
export const useCellKeys = ({ rows, columns, current, pageSize, scroller, scrollTo, setActive, open }: CellKeys) => {
  const wanted = useRef<CellAt | null>(null);

  useEffect(() => {
    if (!wanted.current) return;
    const { row, column } = wanted.current;
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`);
    if (!cell) return;
    wanted.current = null;
    cell.focus({ preventScroll: true });
  });

  const go = ({ row, column }: CellAt) => {
    const next = { row: Math.max(HEAD, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns, column)) };
    wanted.current = next;
    scrollTo(next);
    setActive(next);
  };

  const { row, column } = current;
  const moves: Record<string, () => CellAt> = {
    ArrowDown: () => ({ row: row + 1, column }),
    ArrowUp: () => ({ row: row - 1, column }),
    ArrowRight: () => ({ row, column: column + 1 }),
    ArrowLeft: () => ({ row, column: column - 1 }),
    PageDown: () => ({ row: Math.min(rows - 1, row + pageSize()), column }),
    PageUp: () => ({ row: Math.max(0, row - pageSize()), column }),
    Home: () => ({ row, column: 0 }),
    End: () => ({ row, column: columns }),
  };
  const corners: Record<string, () => CellAt> = {
    Home: () => ({ row: 0, column: 0 }),
    End: () => ({ row: rows - 1, column: columns }),
  };

  return {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.altKey || event.metaKey || event.shiftKey) return;
      const place = placeOf(event.target);
      if (!place) return;
      const move = (event.ctrlKey ? corners : moves)[event.key];
      if (move) {
        event.preventDefault();
        go(move());
      } else if (event.key === 'Enter' && !event.ctrlKey && place.element.tagName === 'DIV') {
        // Links and buttons have an Enter of their own.
        event.preventDefault();
        open(place.at);
      }
    },
    onClick: (event: MouseEvent<HTMLElement>) => {
      const place = placeOf(event.target);
      if (!place || place.element.tagName === 'A') return;
      // Where the keyboard goes on from when the panel is closed.
      place.element.focus({ preventScroll: true });
      open(place.at);
    },
    onFocus: (event: FocusEvent<HTMLElement>) => {
      const place = placeOf(event.target);
      if (place && (place.at.row !== row || place.at.column !== column)) setActive(place.at);
    },
  };
};
