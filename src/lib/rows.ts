import { fold } from './text';

/** For each row, at the same place, the text that a search looks at. */
export type RowIndex = readonly string[];

/** Hyphens, quotes and brackets at the beginning of a name don't bring it to the top. */
const collator = new Intl.Collator(undefined, { ignorePunctuation: true, numeric: true });

/** What a search compares, made once for a list, so that a keystroke costs only the comparison. */
export const indexRows = <Row>(rows: readonly Row[], textOf: (row: Row) => string): RowIndex =>
  rows.map((row) => fold(textOf(row)));

/** A test of places in an index: every word of the search is in the text there, whatever case and accents. */
export const matcher = (search: string, index: RowIndex): ((place: number) => boolean) => {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return (place) => words.every((word) => index[place]?.includes(word));
};

/**
 * A sorted copy, stable in both directions: equal rows keep their order. Rows without a key (null) come last, whichever the
 * direction. As filtering keeps the order, sort first and filter the sorted rows: a keystroke then sorts nothing.
 */
export const sortRows = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | number | null,
  descending: boolean,
): Row[] => {
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      return sign * (typeof a.key === 'number' ? a.key - Number(b.key) : collator.compare(a.key, String(b.key)));
    })
    .map(({ row }) => row);
};
