import { useSyncExternalStore } from 'react';

/** How somebody wants to see one table. */
export type TableLayout = {
  /** The ids of the columns that are not shown. */
  hidden: readonly string[];
  /** By the ids of columns: widths chosen by hand, in pixels. */
  widths: Readonly<Record<string, number>>;
  isCompact: boolean;
};

const AS_IT_COMES: TableLayout = { hidden: [], widths: {}, isCompact: false };

/** As they are shown, by table; and who is told when one changes. Written by change-layout.ts alone. */
export const known = new Map<string, TableLayout>();
export const listeners = new Set<() => void>();

// oxlint-disable-next-line no-restricted-globals -- How wide columns are is no secret, and meant to outlive the tab.
export const storage = (): Storage => localStorage;
export const keyOf = (table: string): string => `lightdash-console:table:${table}`;

/** Narrower than this nothing can be read, nor the edge of a column be taken hold of again. */
export const LEAST = 56;
export const MOST = 900;

/** What the columns of ticks and of menus take, in pixels. */
export const CHECK = 38;
export const MENU = 48;
/** In a window narrower than this, in pixels, there is room for one column, where a list does not say otherwise. */
export const NARROW_BELOW = 900;

/** Heights of rows of one line and of two, comfortable and compact, in pixels. */
const HEIGHTS = { one: [37, 31], two: [57, 49] } as const;

/** How high the rows of a table are, in pixels. In: whether there is room for one column only, and whether they have two lines. */
export const rowHeightOf = (narrow: boolean, tall: boolean, { isCompact }: TableLayout): number =>
  HEIGHTS[narrow || tall ? 'two' : 'one'][isCompact && !narrow ? 1 : 0];

/** What this browser has kept of it; what is not understood is left out. */
const read = (table: string): TableLayout => {
  try {
    const { hidden, widths, isCompact } = JSON.parse(storage().getItem(keyOf(table)) ?? '') as Partial<TableLayout>;
    return {
      hidden: Array.isArray(hidden) ? hidden.filter((id) => typeof id === 'string') : [],
      widths: Object.fromEntries(
        Object.entries(widths ?? {}).filter(
          ([, width]) => typeof width === 'number' && width >= LEAST && width <= MOST,
        ),
      ),
      isCompact: isCompact === true,
    };
  } catch {
    return AS_IT_COMES;
  }
};

export const layoutOf = (table: string): TableLayout => {
  const now = known.get(table) ?? read(table);
  known.set(table, now);
  return now;
};

/** How a table is seen in this browser. In: the table's name, of its own among all tables. */
export const useTableLayout = (table: string): TableLayout =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => layoutOf(table),
  );
