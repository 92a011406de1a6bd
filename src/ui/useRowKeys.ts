import { useEffect, useRef, type ChangeEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import type { Selection } from './useSelection';

type RowKeys = {
  count: number;
  /** Index of the row that has, or would get, the keyboard. */
  current: number;
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
  current,
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
  const anchor = useRef(idAt(0));

  useEffect(() => {
    if (wanted.current === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const go = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    wanted.current = next;
    scrollTo(next);
    setActive(next);
  };

  const selectRange = (to: number) => {
    // By its id: rows may have come between.
    const from = Math.max(0, ids().indexOf(anchor.current ?? ''));
    selection?.add(ids().slice(Math.min(from, to), Math.max(from, to) + 1));
  };

  const moves: Record<string, () => number> = {
    ArrowDown: () => current + 1,
    ArrowUp: () => current - 1,
    PageDown: () => current + pageSize(),
    PageUp: () => current - pageSize(),
    Home: () => 0,
    End: () => count - 1,
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLTableRowElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
      const menu = event.target.querySelector<HTMLElement>('[aria-haspopup="menu"]');
      if (!menu) return;
      event.preventDefault();
      menu.focus({ preventScroll: true });
      menu.click();
    } else if (move) {
      event.preventDefault();
      const next = Math.max(0, Math.min(count - 1, move()));
      if (event.shiftKey) selectRange(next);
      else anchor.current = idAt(next);
      go(next);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      fold(current, event.key === 'ArrowRight');
    } else if (event.key === 'Enter') {
      event.preventDefault();
      open(current);
    } else if (event.key === ' ') {
      event.preventDefault();
      const id = idAt(current);
      if (id === undefined || !selection) return;
      if (event.shiftKey) selectRange(current);
      else selection.toggle(id);
      anchor.current = id;
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
      anchor.current = idAt(index);
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
