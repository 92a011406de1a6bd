import { useEffect, useRef } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';
import type { Selection } from './useSelection';
import { useSurface } from './surface';

type Kept = { rowId: string | undefined; selected: readonly string[] };

/** By entry of the history and table; it lives as long as the console does. */
const memory = new Map<string, Kept>();
const REMEMBERED = 50;

const keep = (place: string, kept: Kept) => {
  memory.delete(place);
  memory.set(place, kept);
  const [oldest] = memory.keys();
  if (memory.size > REMEMBERED && oldest !== undefined) memory.delete(oldest);
};

/** Forgets all tables: whoever comes next stands nowhere yet. */
export const forgetRows = (): void => memory.clear();

type RowMemory = {
  /** The name of the table: a page may have several. */
  label: string;
  ids: () => readonly string[];
  /** The row that had the keyboard or the pointer last; none before there was one. */
  rowId: string | undefined;
  selection: Selection | undefined;
  focus: (index: number) => void;
};

/**
 * Whoever comes back to a table by the browser's own way stands where they left it: the same row has the focus, the same rows
 * are selected. Whoever goes there anew begins anew.
 */
export const useRowMemory = ({ label, ids, rowId, selection, focus }: RowMemory): void => {
  const surface = useSurface();
  const { key } = useLocation();
  const isReturn = useNavigationType() === NavigationType.Pop;
  const now = { place: `${key} ${label}`, rowId, selection };
  const latest = useRef(now);
  const arrival = useRef({ isReturn, ids, focus });

  useEffect(() => {
    latest.current = now;
  });

  useEffect(() => {
    const { place, selection: toFill } = latest.current;
    const kept = arrival.current.isReturn ? memory.get(place) : undefined;
    memory.delete(place);
    if (kept && kept.selected.length > 0) toFill?.set(kept.selected);
    const index = kept?.rowId === undefined ? -1 : arrival.current.ids().indexOf(kept.rowId);
    // Rows that come late take the keyboard from nobody who is typing already.
    if (index >= 0 && !(surface.activeElement instanceof HTMLInputElement)) arrival.current.focus(index);
    return () => {
      const { place: left, rowId: row, selection: chosen } = latest.current;
      const selected = chosen?.ids() ?? [];
      if (row !== undefined || selected.length > 0) keep(left, { rowId: row, selected });
    };
  }, [surface]);
};
