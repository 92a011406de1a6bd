import type { Column, DataTableProps } from './DataTable';
import styles from './SortHeader.module.css';

type SortHeaderProps<Row, SortBy extends string> = {
  columns: readonly Column<Row, SortBy>[];
  sort: DataTableProps<Row, SortBy>['sort'] | undefined;
  onSort: DataTableProps<Row, SortBy>['onSort'] | undefined;
};

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
