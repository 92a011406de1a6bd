import { fold } from './text';

/** For each row, at the same place, the text that a search looks at. */
export type RowIndex = readonly string[];

/** What a row is sorted by; null: nothing to compare, last. */
type SortKey<Row> = (row: Row) => string | number | null;

/** Hyphens, quotes and brackets at the beginning of a name don't bring it to the top. */
const collator = new Intl.Collator(undefined, { ignorePunctuation: true, numeric: true });

/** What a search compares, made once for a list, so that a keystroke costs only the comparison. */
export const indexRows = <Row>(rows: readonly Row[], textOf: (row: Row) => string): RowIndex =>
  rows.map((row) => fold(textOf(row)));

/** A test of places in an index: every word of the search is in the text there, whatever case and accents. */
export const matcher = (search: string, index: RowIndex): ((place: number) => boolean) => {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const [word = ''] = words;
  // While one word is typed, which is nearly always, nothing else is done for each of 100,000 rows.
  if (words.length < 2) return (place) => index[place]?.includes(word) ?? word === '';
  return (place) => words.every((each) => index[place]?.includes(each));
};

const compareKeys =
  (descending: boolean) =>
  (a: string | number | null, b: string | number | null): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return (descending ? -1 : 1) * (typeof a === 'number' ? a - Number(b) : collator.compare(a, String(b)));
  };

/**
 * A sorted copy, stable in both directions: equal rows keep their order. Rows without a key (null) come last, whichever the
 * direction. As filtering keeps the order, sort first and filter the sorted rows: a keystroke then sorts nothing.
 */
export const sortRows = <Row>(rows: readonly Row[], keyOf: SortKey<Row>, descending: boolean): Row[] => {
  const compare = compareKeys(descending);
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ row }) => row);
};

export type RowSort<Column extends string> = { column: Column; descending: boolean };

/**
 * One filter of a list: its name, what can be chosen (absent where that is known only while the list is shown: then the address
 * may name any identifier), and what of it a row is (absent where it takes more than the row to tell: then whoever shows the
 * list looks). `form`: what the address may name besides the options. `isRare`: offered behind “+ Filter” until it is used.
 */
type RowFilter<Row> = {
  name: string;
  options?: readonly { value: string; label: string }[];
  form?: RegExp;
  isRare?: boolean;
  of?: (row: Row) => readonly string[];
};

/** How the rows of a list are sorted, searched and filtered: a constant. */
export type ListRules<Row, Filter extends string, Column extends string> = {
  sorts: readonly Column[];
  sort: (rows: readonly Row[], by: RowSort<Column>) => Row[];
  /** The order of two rows, where rows are sorted by nothing else: then a list that grows is merged instead of sorted anew. */
  compare?: (by: RowSort<Column>) => (a: Row, b: Row) => number;
  /** What the search looks at. */
  textOf: (row: Row) => string;
  filters: Readonly<Record<Filter, RowFilter<Row>>>;
};

/** Sorting by the key of each column, as sortRows does. */
export const sortedBy = <Row, Column extends string>(
  keys: Readonly<Record<Column, SortKey<Row>>>,
): Required<Pick<ListRules<Row, never, Column>, 'sorts' | 'sort' | 'compare'>> => ({
  sorts: Object.keys(keys) as Column[],
  sort: (rows, { column, descending }) => sortRows(rows, keys[column], descending),
  compare: ({ column, descending }) => {
    const compare = compareKeys(descending);
    return (a, b) => compare(keys[column](a), keys[column](b));
  },
});

/** The rows of a list in their order, with the index of a search; of which rows and which order that is. */
export type Ordered<Row, Column extends string> = {
  of: readonly Row[];
  by: RowSort<Column>;
  rows: readonly Row[];
  index: RowIndexing;
};

type RowIndexing = {
  /** Goes on with the index by so many rows, so that nobody waits for all of it at once. Out: whether it is whole. */
  advance: (by: number) => boolean;
  /** The whole of it, made now as far as it is not there. */
  all: () => RowIndex;
};

/** The index of a list, made bit by bit. In: as much as there is of it. */
export const indexing = <Row>(rows: readonly Row[], textOf: (row: Row) => string, made: string[] = []): RowIndexing => {
  const advance = (by: number) => {
    for (const row of rows.slice(made.length, made.length + by)) made.push(fold(textOf(row)));
    return made.length === rows.length;
  };
  return {
    advance,
    all: () => {
      advance(rows.length);
      return made;
    },
  };
};

type Orderable<Row, Column extends string> = Pick<ListRules<Row, never, Column>, 'sort' | 'compare' | 'textOf'>;

/** Orders a list that has only grown at its end since `before`, from that; null where it has not. */
type Growth = <Row, Column extends string>(
  rules: Orderable<Row, Column>,
  of: readonly Row[],
  by: RowSort<Column>,
  before: Ordered<Row, Column>,
) => Ordered<Row, Column> | null;

let growth: Growth | undefined;

/** From now on lists that grow are merged, not sorted anew: by code that comes with the first of them (rows-growing.ts). */
export const mergeGrowth = (how: Growth): void => {
  growth = how;
};

/** Sorts the rows of a list. In: how the list was ordered last. */
export const orderRows = <Row, Column extends string>(
  rules: Orderable<Row, Column>,
  of: readonly Row[],
  by: RowSort<Column>,
  before?: Ordered<Row, Column>,
): Ordered<Row, Column> => {
  const grown = before && growth?.(rules, of, by, before);
  if (grown) return grown;
  const rows = rules.sort(of, by);
  return { of, by, rows, index: indexing(rows, rules.textOf) };
};

/** Values with their names, as a filter offers them. */
export const optionsOf = <Value extends string>(values: readonly Value[], nameOf: (value: Value) => string) =>
  values.map((value) => ({ value, label: nameOf(value) }));

/**
 * The rows that have every word of the search in their text and one of the chosen values of each filter; where nothing is
 * chosen, all pass. Keeps the order and the input.
 */
export const narrowRows = <Row, Filter extends string>(
  rows: readonly Row[],
  { textOf, filters }: Pick<ListRules<Row, Filter, never>, 'textOf' | 'filters'>,
  view: { search: string; filters: Readonly<Record<Filter, readonly string[]>> },
  index: RowIndex = indexRows(rows, textOf),
): readonly Row[] => {
  const matches = matcher(view.search, index);
  // What nobody filters by is not asked of a row: it may take a while to make.
  const chosen = (Object.keys(filters) as Filter[]).flatMap((name) => {
    const { of } = filters[name];
    return of && view.filters[name].length > 0 ? [{ of, wanted: new Set(view.filters[name]) }] : [];
  });
  if (view.search === '' && chosen.length === 0) return rows;
  return rows.filter(
    (row, place) => matches(place) && chosen.every(({ of, wanted }) => of(row).some((value) => wanted.has(value))),
  );
};
