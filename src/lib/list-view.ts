/** What an address may say about a list: which filters with which values (null: any identifiers), which sorts, and the default. */
export type ListSchema<Filter extends string, Sort extends string> = {
  filters: Readonly<Record<Filter, readonly string[] | null>>;
  /** Which identifiers, where not any. */
  forms?: Partial<Readonly<Record<Filter, RegExp>>>;
  sorts: readonly Sort[];
  defaultSort: ListSort<Sort>;
  /** Before each name in the address, where a page has more than one list: `credentials-sort`. */
  prefix?: string;
};

type ListSort<Sort extends string> = { column: Sort; descending: boolean };

/** What a person looks at in a list: the search, the chosen values of each filter, the order. */
export type ListView<Filter extends string, Sort extends string> = {
  search: string;
  filters: Readonly<Record<Filter, readonly string[]>>;
  sort: ListSort<Sort>;
};

/**
 * The view that an address asks for: `?q=ana&role=editor,developer&sort=-joined`. Never throws: what is missing is the
 * default, what is unknown or repeated is left out.
 */
export const readListView = <Filter extends string, Sort extends string>(
  { filters, forms = {}, sorts, defaultSort, prefix = '' }: ListSchema<Filter, Sort>,
  params: URLSearchParams,
): ListView<Filter, Sort> => {
  const chosen = (name: string, known: readonly string[] | null, form?: RegExp): string[] => {
    const wanted = (params.get(prefix + name) ?? '').split(',');
    return known
      ? known.filter((value) => wanted.includes(value))
      : [...new Set(wanted.filter((word) => (form ?? /^[\w-]+$/).test(word)))];
  };
  const order = params.get(`${prefix}sort`) ?? '';
  const descending = order.startsWith('-');
  const column = sorts.find((each) => each === order.slice(Number(descending)));
  const entries = Object.entries<readonly string[] | null>(filters).map(([name, known]) => [
    name,
    chosen(name, known, forms[name as Filter]),
  ]);
  return {
    search: params.get(`${prefix}q`) ?? '',
    filters: Object.fromEntries(entries) as ListView<Filter, Sort>['filters'],
    sort: column ? { column, descending } : defaultSort,
  };
};

/** The shortest address of a view: defaults are left out. Reading it back gives the same view. */
export const writeListView = <Filter extends string, Sort extends string>(
  { defaultSort, prefix = '' }: ListSchema<Filter, Sort>,
  { search, filters, sort }: ListView<Filter, Sort>,
): URLSearchParams => {
  const written = (order: ListSort<Sort>) => `${order.descending ? '-' : ''}${order.column}`;
  const params: [string, string][] = [
    ['q', search],
    ...Object.entries<readonly string[]>(filters).map(([name, values]): [string, string] => [name, values.join()]),
    ['sort', written(sort) === written(defaultSort) ? '' : written(sort)],
  ];
  return new URLSearchParams(params.filter(([, value]) => value !== '').map(([name, value]) => [prefix + name, value]));
};

/** Everything that the address may say about a list, by name. */
export const listParams = ({
  filters,
  prefix = '',
}: Pick<ListSchema<string, string>, 'filters' | 'prefix'>): string[] =>
  ['q', 'sort', ...Object.keys(filters)].map((name) => prefix + name);
