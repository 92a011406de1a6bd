import type { Sorting } from './ColumnHeader';
import styles from './SortHeader.module.css';

type SortHeaderProps = Sorting<string> & { columns: readonly { header: string; sortBy?: string | undefined }[] };

/** The head of a table that has room for one column: what its rows are sorted by, all columns at choice, and which way. */
const SortHeader = ({ columns, sort, onSort }: SortHeaderProps) => {
  const sorts = columns.filter(({ sortBy }) => sortBy !== undefined);
  if (!sort || !onSort || sorts.length === 0) return <th scope="col">{columns[0]?.header}</th>;
  return (
    <th scope="col">
      <div className={styles.sort}>
        <label>
          Sort by
          <select value={sort.column} onChange={(event) => onSort({ column: event.target.value, descending: false })}>
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

export default SortHeader;
