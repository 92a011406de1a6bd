import type { ReactNode } from 'react';
import { classes } from '../lib/text';
import table from './DataTable.module.css';
import styles from './SortHeader.module.css';

/** One column. `sortBy` names the sort it stands for; `width` is a CSS width of the fixed layout. */
export type Column<Row, SortBy extends string> = {
  id: string;
  header: string;
  width?: string;
  sortBy?: SortBy;
  cell: (row: Row) => ReactNode;
};

/** What the rows of a table are sorted by. */
export type Sort<SortBy extends string> = { column: SortBy; descending: boolean };

/** Both absent where no column can be sorted by. */
type Sorting<SortBy extends string> = {
  sort: Sort<SortBy> | undefined;
  onSort: ((sort: Sort<SortBy>) => void) | undefined;
};

type SortHeaderProps<Row, SortBy extends string> = Sorting<SortBy> & { columns: readonly Column<Row, SortBy>[] };

/** The head of a table that has room for one column: what its rows are sorted by, all columns at choice, and which way. */
export const SortHeader = <Row, SortBy extends string>({ columns, sort, onSort }: SortHeaderProps<Row, SortBy>) => {
  const sorts = columns.flatMap(({ header, sortBy }) => (sortBy === undefined ? [] : [{ header, sortBy }]));
  if (!sort || !onSort || sorts.length === 0) return <th scope="col">{columns[0]?.header}</th>;
  const choose = (value: string) => {
    const column = sorts.find(({ sortBy }) => sortBy === value)?.sortBy;
    if (column !== undefined) onSort({ column, descending: false });
  };
  return (
    <th scope="col">
      <div className={styles.sort}>
        <label>
          Sort by
          <select value={sort.column} onChange={(event) => choose(event.target.value)}>
            {sorts.map(({ header, sortBy }) => (
              <option key={sortBy} value={sortBy}>
                {header}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          title="Reverse the order"
          onClick={() => onSort({ ...sort, descending: !sort.descending })}
        >
          <span aria-hidden>{sort.descending ? '↓' : '↑'}</span>
          {sort.descending ? 'Descending' : 'Ascending'}
        </button>
      </div>
    </th>
  );
};

type ColumnHeaderProps<Row, SortBy extends string> = Sorting<SortBy> & { column: Column<Row, SortBy> };

/** The head of one column, a button where the rows can be sorted by it. */
export const ColumnHeader = <Row, SortBy extends string>({ column, sort, onSort }: ColumnHeaderProps<Row, SortBy>) => {
  const { sortBy } = column;
  const width = column.width === undefined ? undefined : { width: column.width };
  if (!sortBy) {
    return (
      <th scope="col" style={width}>
        {column.header}
      </th>
    );
  }
  const isSorted = sort?.column === sortBy;
  return (
    <th scope="col" style={width} aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className={classes(table.sort, isSorted && table.sorted)}
        onClick={() => onSort?.({ column: sortBy, descending: isSorted && !sort.descending })}
      >
        {column.header}
        <span className={table.arrow} aria-hidden>
          {isSorted ? (sort.descending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
};
