import { useMediaQuery } from '@mantine/hooks';
import { useMemo, type ReactNode } from 'react';
import type { CsvColumn } from '../lib/csv';
import { downloadCsv } from '../lib/download';
import type { ListSchema } from '../lib/list-view';
import { indexRows, matcher, sortRows } from '../lib/rows';
import { count } from '../lib/text';
import styles from './AccessTables.module.css';
import { DataTable, type Column } from './DataTable';
import { ExportButton } from './ExportButton';
import { FilterChip } from './FilterChip';
import cells from './NarrowCell.module.css';
import { NothingMatches } from './NothingMatches';
import { ToolbarActions } from './Page';
import toolbar from './Page.module.css';
import { SearchBox } from './SearchBox';
import { SelectionBar } from './SelectionBar';
import { useListView } from './useListView';
import { useSelection } from './useSelection';

/** A filter of a table: what can be chosen, and what of it a row is. */
type AccessFilter<Row> = {
  name: string;
  options: readonly { value: string; label: string }[];
  of: (row: Row) => readonly string[];
  /** Whether it can tell rows apart at all; absent where it always can. */
  isOffered?: (rows: readonly Row[]) => boolean;
};

/** What a table of access is, whatever its rows: a constant. */
export type AccessTableKind<Row, Filter extends string, Sort extends string> = {
  label: string;
  list: ListSchema<Filter, Sort>;
  sortKeys: Readonly<Record<Sort, (row: Row) => string | number | null>>;
  rowId: (row: Row) => string;
  rowName: (row: Row) => string;
  /** What the search is called, what it looks at in words, and in a row. */
  search: { label: string; looksAt: string; textOf: (row: Row) => string };
  filters: Readonly<Record<Filter, AccessFilter<Row>>>;
  /** "Nobody matches". */
  nothing: string;
  /** What one row and many are called; absent for rows. */
  noun?: readonly [one: string, many: string];
  csv: readonly CsvColumn<Row>[];
};

type AccessTableProps<Row, Filter extends string, Sort extends string> = {
  kind: AccessTableKind<Row, Filter, Sort>;
  rows: readonly Row[];
  columns: readonly Column<Row, Sort>[];
  /** The one cell of a row where there is no room for columns: its name, what it allows, and why. */
  narrowCell: (row: Row) => { name: ReactNode; gives: ReactNode; because: ReactNode };
  /** How many there are, in words. In: the rows that fit the filters. */
  sum?: (shown: readonly Row[]) => ReactNode;
  /** What stands in place of the rows where there are none at all. */
  none: ReactNode;
  /** Whose or of what the list is, for the file that is exported. */
  file: string;
  actions?: ReactNode;
  /** A line about what is missing. */
  rest?: ReactNode;
  onOpen: (row: Row) => void;
  rowMenu?: ((row: Row) => ReactNode) | undefined;
  /** What can be done with the rows that are selected; absent where rows are not selected. */
  bulk?: ((selected: readonly Row[]) => ReactNode) | undefined;
  /** Among other things on a page. */
  fit?: boolean;
};

/** A list of who reaches what and why, with search, filters and sort in the address, and what is shown as a file. */
export const AccessTable = <Row, Filter extends string, Sort extends string>(
  props: AccessTableProps<Row, Filter, Sort>,
) => {
  const {
    kind,
    rows: all,
    columns,
    narrowCell,
    sum,
    none,
    file,
    actions,
    rest,
    onOpen,
    rowMenu,
    bulk,
    fit = false,
  } = props;
  const {
    label,
    list,
    sortKeys,
    rowId,
    rowName,
    search: searching,
    filters,
    nothing,
    noun = ['row', 'rows'],
    csv,
  } = kind;
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const { view, search, onSearch, change } = useListView(list, all.length);
  const byId = useMemo(() => new Map(all.map((row) => [rowId(row), row])), [all, rowId]);
  const selection = useSelection(byId);
  const sorted = useMemo(
    () => sortRows(all, sortKeys[view.sort.column], view.sort.descending),
    [all, sortKeys, view.sort],
  );
  const index = useMemo(() => indexRows(sorted, searching.textOf), [sorted, searching]);
  const rows = useMemo(() => {
    const matches = matcher(view.search, index);
    // What nobody filters by is not asked of a row: it may take a while to make.
    const chosen = (Object.keys(filters) as Filter[]).filter((name) => view.filters[name].length > 0);
    return sorted.filter(
      (row, place) =>
        matches(place) &&
        chosen.every((name) => filters[name].of(row).some((value) => view.filters[name].includes(value))),
    );
  }, [sorted, index, filters, view]);

  return (
    <>
      <div className={toolbar.bar}>
        <SearchBox label={searching.label} value={search} onChange={onSearch} />
        {(Object.keys(filters) as Filter[]).map((key) => {
          const { name, options, of, isOffered } = filters[key];
          if (isOffered && !isOffered(all) && view.filters[key].length === 0) return null;
          return (
            <FilterChip
              key={key}
              name={name}
              options={options.map((option) => ({
                ...option,
                count: () => all.filter((row) => of(row).includes(option.value)).length,
              }))}
              chosen={view.filters[key]}
              onChange={(values) =>
                change({ filters: { [key]: values } as unknown as Partial<Record<Filter, readonly string[]>> })
              }
            />
          );
        })}
        {sum && (
          <span role="status" className={styles.soft}>
            {sum(rows)}
          </span>
        )}
        <ToolbarActions>
          {actions}
          <ExportButton rows={rows.length} onClick={() => downloadCsv(file, csv, rows)} />
        </ToolbarActions>
      </div>
      {rest}
      {all.length === 0 && none}
      {all.length > 0 && rows.length === 0 && (
        <NothingMatches
          title={nothing}
          view={view}
          searched={searching.looksAt}
          showAll={`Show all ${count(all.length, ...noun)}`}
          onClear={change}
        />
      )}
      {rows.length > 0 && (
        <DataTable
          label={label}
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={columns}
          narrow={narrow}
          narrowCell={(row) => {
            const { name, gives, because } = narrowCell(row);
            return (
              <div className={cells.narrow}>
                <div>
                  {name}
                  <span>{gives}</span>
                </div>
                <div>
                  <bdi>{because}</bdi>
                </div>
              </div>
            );
          }}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          selection={bulk && selection}
          onOpen={onOpen}
          rowMenu={rowMenu}
          fit={fit}
        />
      )}
      {bulk && selection.size > 0 && (
        <SelectionBar size={selection.size} one={noun[0]} many={noun[1]} onClear={selection.clear}>
          {bulk(selection.ids().flatMap((id) => byId.get(id) ?? []))}
        </SelectionBar>
      )}
    </>
  );
};
