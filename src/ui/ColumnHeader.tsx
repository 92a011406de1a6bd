import type { PointerEvent, ReactNode } from 'react';
import { classes } from '../lib/text';
import table from './DataTable.module.css';

/** One column. Its width is that of what is in it (useColumnWidths.ts), unless somebody chose another. */
export type Column<Row, SortBy extends string> = {
  id: string;
  header: string;
  /** The sort that it stands for. */
  sortBy?: SortBy;
  /** What is in it as text, to be measured; shown as it is where there is no `cell`. Absent where the head is as wide. */
  text?: (row: Row) => string;
  cell?: (row: Row) => ReactNode;
  /** What a cell has beside its text, such as a mark, in pixels. */
  extra?: number;
  /** Takes the room that the others leave, and gives way first: for lists of names, and sentences. */
  isFlexible?: boolean;
  /** The text is bold. */
  isStrong?: boolean;
  /** Says what the others do not hang on: smaller and softer. */
  isQuiet?: boolean;
  /** Stands at the right, digit under digit. */
  isNumber?: boolean;
};

/** What the rows of a table are sorted by. */
export type Sort<SortBy extends string> = { column: SortBy; descending: boolean };

/** Both absent where no column can be sorted by. */
export type Sorting<SortBy extends string> = {
  sort: Sort<SortBy> | undefined;
  onSort: ((sort: Sort<SortBy>) => void) | undefined;
};

type ColumnHeaderProps<Row, SortBy extends string> = Sorting<SortBy> & {
  column: Column<Row, SortBy>;
  /** Somebody begins to draw its edge. */
  onGrip: (event: PointerEvent<HTMLElement>) => void;
};

/** The head of one column, a button where the rows can be sorted by it, and an edge to draw it wider or narrower by. */
export const ColumnHeader = <Row, SortBy extends string>({
  column: { header, sortBy, isNumber },
  sort,
  onSort,
  onGrip,
}: ColumnHeaderProps<Row, SortBy>) => {
  const isSorted = sortBy !== undefined && sort?.column === sortBy;
  return (
    <th
      scope="col"
      className={isNumber ? table.number : undefined}
      aria-sort={sortBy && (isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none')}
    >
      {sortBy ? (
        <button
          type="button"
          className={classes(table.sort, isSorted && table.sorted)}
          onClick={() => onSort?.({ column: sortBy, descending: isSorted && !sort.descending })}
        >
          {header}
          <span className={table.arrow} aria-hidden>
            {isSorted ? (sort.descending ? '↓' : '↑') : ''}
          </span>
        </button>
      ) : (
        header
      )}
      <span className={table.grip} aria-hidden onPointerDown={onGrip} />
    </th>
  );
};
