import { keyOf, known, layoutOf, listeners, storage, type TableLayout } from './table-layout';

/** Changes how a table is seen, now and in this browser from now on; where the browser keeps nothing, until the page is left. */
export const changeLayout = (table: string, change: (now: TableLayout) => TableLayout): void => {
  const next = change(layoutOf(table));
  known.set(table, next);
  for (const tell of listeners) tell();
  try {
    if (next.hidden.length === 0 && Object.keys(next.widths).length === 0 && !next.isCompact)
      storage().removeItem(keyOf(table));
    else storage().setItem(keyOf(table), JSON.stringify(next));
  } catch {
    // It is kept as long as the page is.
  }
};
