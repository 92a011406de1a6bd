import { useEffect, useMemo } from 'react';
import type { ListSchema, ListView } from '../lib/list-view';
import { narrowRows, orderRows, type ListRules, type Ordered, type RowIndex, type RowSort } from '../lib/rows';
import { fold } from '../lib/text';
import { useListView } from './useListView';

/** What a list is, whatever its rows: a constant. */
export type ListKind<Row, Filter extends string, SortBy extends string> = ListRules<Row, Filter, SortBy> & {
  /** The table's name for a screen reader, such as "Members". */
  label: string;
  rowId: (row: Row) => string;
  /** What a row is called in its own controls, such as a person's name. */
  rowName: (row: Row) => string;
  /** What one row and many are called. */
  noun: readonly [one: string, many: string];
  /** "Nobody matches". */
  nothing: string;
  /** What the search looks at, in words: "name or e-mail". Absent where there is no search. */
  searched?: string;
  /** What the search is called, where it is not “Search by” that. */
  searchLabel?: string;
  /** What the address may say. */
  schema: ListSchema<Filter, SortBy>;
};

type ListKindOptions<Row, Filter extends string, SortBy extends string> = Omit<
  ListKind<Row, Filter, SortBy>,
  'schema'
> & {
  /** The first column, ascending, where it is not said. */
  defaultSort?: RowSort<NoInfer<SortBy>>;
  prefix?: string;
};

/** A kind of list; what its address may say follows from its columns and filters. */
export const listKind = <Row, Filter extends string, SortBy extends string>({
  defaultSort,
  prefix = '',
  ...kind
}: ListKindOptions<Row, Filter, SortBy>): ListKind<Row, Filter, SortBy> => {
  const [first] = kind.sorts;
  if (first === undefined) throw new TypeError('A list is sorted by something.');
  const names = Object.keys(kind.filters) as Filter[];
  return {
    ...kind,
    schema: {
      filters: Object.fromEntries(
        names.map((name) => {
          const { options, form } = kind.filters[name];
          return [name, form ? null : (options?.map(({ value }) => value) ?? null)];
        }),
      ) as unknown as ListSchema<Filter, SortBy>['filters'],
      forms: Object.fromEntries(
        names.flatMap((name) => (kind.filters[name].form ? [[name, kind.filters[name].form]] : [])),
      ) as NonNullable<ListSchema<Filter, SortBy>['forms']>,
      sorts: kind.sorts,
      defaultSort: defaultSort ?? { column: first, descending: false },
      prefix,
    },
  };
};

/** By then a list that has come is there to be seen, in milliseconds. */
const SETTLED = 500;
/** The index of a search is made of so many rows at once: in a few milliseconds. */
const SLICE = 2_000;

/** The view of a list as its address has it, and how to change it. */
type HeldView<Filter extends string, SortBy extends string> = ReturnType<typeof useListView<Filter, SortBy>>;

/** A list as it is looked at. `all`: its rows before search and filters; `rows`: those left, sorted. */
export type List<Row, Filter extends string, SortBy extends string> = HeldView<Filter, SortBy> & {
  kind: ListKind<Row, Filter, SortBy>;
  all: readonly Row[];
  rows: readonly Row[];
};

/** Orders the rows of a list, going on from how they were ordered last. */
const keepingOrder = <Row, Filter extends string, SortBy extends string>(kind: ListKind<Row, Filter, SortBy>) => {
  let last: Ordered<Row, SortBy> | undefined;
  return (all: readonly Row[], sort: RowSort<SortBy>) => (last = orderRows(kind, all, sort, last));
};

/** Narrows the rows of a list. What goes on with a word is looked for among the rows that have the word so far, not among all. */
const keepingFound = <Row, Filter extends string, SortBy extends string>(kind: ListKind<Row, Filter, SortBy>) => {
  let last: { of: readonly Row[]; filters: string; search: string; rows: readonly Row[]; texts: RowIndex } | undefined;
  return (
    { rows: of, index }: Ordered<Row, SortBy>,
    view: Pick<ListView<Filter, SortBy>, 'search' | 'filters'>,
  ): readonly Row[] => {
    if (view.search === '') return narrowRows(of, kind, view, []);
    const filters = JSON.stringify(view.filters);
    const search = fold(view.search);
    const isGoingOn = last?.of === of && last.filters === filters && search.startsWith(last.search);
    // The address, when it follows, says the same once more.
    if (isGoingOn && last?.search === search) return last.rows;
    const from = isGoingOn && last ? last : { rows: of, texts: index.all() };
    const rows = narrowRows(from.rows, kind, view, from.texts);
    let found = 0;
    const texts = from.texts.filter((_, place) => from.rows[place] === rows[found] && ++found > 0);
    last = { of, filters, search, rows, texts };
    return rows;
  };
};

/** A list whose view is known already, because its rows depend on it. */
export const useListOf = <Row, Filter extends string, SortBy extends string>(
  kind: ListKind<Row, Filter, SortBy>,
  all: readonly Row[],
  held: HeldView<Filter, SortBy>,
): List<Row, Filter, SortBy> => {
  const { filters, sort }: ListView<Filter, SortBy> = held.view;
  const search = kind.searched === undefined ? '' : held.view.search;
  const order = useMemo(() => keepingOrder(kind), [kind]);
  // The index is of every row: the first sight does not wait for it, nor a keystroke.
  const ordered = useMemo(() => order(all, sort), [order, all, sort]);
  const { index } = ordered;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const goOn = () => {
      if (!index.advance(SLICE)) timer = setTimeout(goOn);
    };
    timer = setTimeout(goOn, SETTLED);
    return () => clearTimeout(timer);
  }, [index]);
  const narrow = useMemo(() => keepingFound(kind), [kind]);
  const rows = useMemo(() => narrow(ordered, { search, filters }), [narrow, ordered, search, filters]);
  return { ...held, kind, all, rows };
};

/** A list with search, filters and sort in the address. In: what it is, and all of its rows, their identity stable. */
export const useList = <Row, Filter extends string, SortBy extends string>(
  kind: ListKind<Row, Filter, SortBy>,
  all: readonly Row[],
): List<Row, Filter, SortBy> => useListOf(kind, all, useListView(kind.schema, all.length));
