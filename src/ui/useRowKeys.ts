import { useEffect, useRef, type ChangeEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import type { Selection } from './useSelection';

type RowKeys = {
  count: number;
  /** What they are sorted by: a range that began in another order is none. */
  order: string;
  pageSize: () => number;
  scrollTo: (index: number) => void;
  scroller: RefObject<HTMLElement | null>;
  setActive: (index: number) => void;
  open: (index: number) => void;
  fold: (index: number, isOpen: boolean) => void;
  ids: () => readonly string[];
  idAt: (index: number) => string | undefined;
  selection?: Selection | undefined;
};

const CONTROLS = 'a, button, input, label, [role="menu"]';

/**
 * Moving through a virtual table by keyboard and choosing rows by keyboard or pointer. A row that comes into the document
 * only after scrolling gets the focus once it is there.
 */
export const useRowKeys = ({
  count,
  order,
  pageSize,
  scrollTo,
  scroller,
  setActive,
  open,
  fold,
  ids,
  idAt,
  selection,
}: RowKeys) => {
  const wanted = useRef<number | null>(null);
  // Where a range begins and where the last one ended, by their ids: rows may come between.
  const anchor = useRef<{ id: string | undefined; order: string }>(undefined);
  const ended = useRef<string>(undefined);
  const begin = (index: number) => {
    anchor.current = { id: idAt(index), order };
  };

  /** At once where the row is there: were it left to the next drawing, that may come while somebody types elsewhere. */
  const focusWanted = () => {
    if (wanted.current === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`);
    if (!row) return;
    // What came beside the table since may have taken some of its room.
    scrollTo(wanted.current);
    wanted.current = null;
    row.focus({ preventScroll: true });
  };

  useEffect(focusWanted);

  const go = (index: number) => {
    wanted.current = index;
    scrollTo(index);
    setActive(index);
    focusWanted();
  };

  /** In: where it ends; where it begins, if none has begun. */
  const selectRange = (to: number, at = to) => {
    const all = ids();
    let from = selection?.size && anchor.current?.order === order ? all.indexOf(anchor.current.id ?? '') : -1;
    if (from < 0) begin((from = at));
    ended.current = idAt(to);
    selection?.add(all.slice(Math.min(from, to), Math.max(from, to) + 1));
  };

  const moves: Record<string, (at: number) => number> = {
    ArrowDown: (at) => at + 1,
    ArrowUp: (at) => at - 1,
    PageDown: (at) => at + pageSize(),
    PageUp: (at) => at - pageSize(),
    Home: () => 0,
    End: () => count - 1,
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLTableRowElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    // Not which row was active last: rows may have come above, and that with the focus moved on.
    const at = Number(event.target.dataset.index);
    const move = moves[event.key];
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      const menu = event.target.querySelector<HTMLElement>('[aria-haspopup="menu"]');
      if (!menu) return;
      event.preventDefault();
      menu.focus({ preventScroll: true });
      menu.click();
    } else if (move) {
      event.preventDefault();
      const next = Math.max(0, Math.min(count - 1, move(at)));
      if (event.shiftKey) {
        // Whoever has left the end of the last range begins another.
        if (idAt(at) !== ended.current) begin(at);
        selectRange(next, at);
      } else begin(next);
      go(next);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      fold(at, event.key === 'ArrowRight');
    } else if (event.key === 'Enter') {
      event.preventDefault();
      open(at);
    } else if (event.key === ' ') {
      event.preventDefault();
      const id = idAt(at);
      if (id === undefined || !selection) return;
      if (event.shiftKey) selectRange(at);
      else selection.toggle(id);
      begin(at);
    } else if (event.key === 'Escape' && selection && selection.size > 0) {
      event.preventDefault();
      selection.clear();
    }
  };

  const onRowClick = (event: MouseEvent<HTMLElement>, index: number) => {
    setActive(index);
    const isControl = event.target instanceof Element && event.target.closest(CONTROLS) !== null;
    if (event.shiftKey && selection) {
      // The browser has marked the text in between.
      globalThis.getSelection()?.removeAllRanges();
      if (!isControl) selectRange(index);
      return;
    }
    if (isControl) {
      begin(index);
      return;
    }
    // Dragging over text to copy it is not a click on the row.
    if (globalThis.getSelection()?.toString()) return;
    open(index);
  };

  /** The box of a row was clicked; with Shift all rows from the last one on are selected. */
  const onCheck = (event: ChangeEvent, index: number) => {
    if ((event.nativeEvent as globalThis.MouseEvent).shiftKey) selectRange(index);
    else selection?.toggle(idAt(index) ?? '');
  };

  return { onKeyDown, onRowClick, onCheck, go };
};
