import { useMemo, useRef, useState, type ReactNode } from 'react';
import { classes } from '../lib/text';
import styles from './DataTable.module.css';
import { ColumnHeader, SortHeader, type Column, type Sort } from './SortHeader';
import { useRowKeys } from './useRowKeys';
import { useRowMemory } from './useRowMemory';
import type { Selection } from './useSelection';
import { useWindow } from './useWindow';

export type { Column } from './SortHeader';

type DataTableProps<Row, SortBy extends string> = {
  /** The table's name for a screen reader, such as "Members". */
  label: string;
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** What a row is called in its own controls, such as a person's name. */
  rowName: (row: Row) => string;
  columns: readonly Column<Row, SortBy>[];
  /** The one cell of a row where there is no room for columns. */
  narrowCell: (row: Row) => ReactNode;
  narrow: boolean;
  /** Rows of two lines also where there are columns: for lists that say more of a row than one line holds. */
  tall?: boolean;
  /** Both absent where no column can be sorted by. */
  sort?: Sort<SortBy>;
  onSort?: (sort: Sort<SortBy>) => void;
  /** Absent where nothing can be done with many rows. */
  selection?: Selection | undefined;
  /** Absent where rows lead nowhere; without a selection either, it is a plain table with nothing to move through. */
  onOpen?: (row: Row) => void;
  rowMenu?: ((row: Row) => ReactNode) | undefined;
  /** What stands in a row over others, as wide as the table; null in one that is like all. Such rows are not selected. */
  head?: ((row: Row) => ReactNode) | undefined;
  /** Shows or hides what lies in a row, by the arrows to the right and the left. */
  onFold?: ((row: Row, isOpen: boolean) => void) | undefined;
  /** As high as its rows, up to half the window, instead of filling the page: for a table among other things. */
  fit?: boolean;
};

const ROW = 37;
const TALL_ROW = 57;
/** Rows up to which the whole list is in the document, where the browser's own search finds them. */
const SHORT_LIST = 200;

const Spacer = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden className={styles.spacer}>
      <td style={{ height }} />
    </tr>
  ) : null;

/**
 * The one table of the console: any number of rows; of a long list only those in sight are in the document. Arrows, Page, Home and
 * End move, Enter opens, Space selects (with Shift a range), Escape lets go of the selection, the menu key (or Shift F10) opens
 * the row's menu.
 */
export const DataTable = <Row, SortBy extends string>(props: DataTableProps<Row, SortBy>) => {
  const {
    rows,
    rowId,
    rowName,
    columns,
    narrow,
    sort,
    onSort,
    selection,
    onOpen,
    rowMenu,
    head,
    onFold,
    tall = false,
    fit = false,
  } = props;
  const rowHeight = narrow || tall ? TALL_ROW : ROW;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const current = Math.min(active ?? 0, rows.length - 1);
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  const heads = rows.map((row) => head?.(row) ?? null);
  const selectable = head ? ids.filter((_, i) => heads[i] === null) : ids;

  const shown = useWindow({
    count: rows.length,
    size: rowHeight,
    scroller,
    lead: ROW,
    overscan: 12,
    whole: SHORT_LIST,
  });

  const keys = useRowKeys({
    count: rows.length,
    current,
    pageSize: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 1),
    scrollTo: shown.scrollTo,
    scroller,
    setActive,
    open: (index) => {
      const row = rows[index];
      if (row !== undefined) onOpen?.(row);
    },
    fold: (index, isOpen) => {
      const row = rows[index];
      if (row !== undefined) onFold?.(row, isOpen);
    },
    ids,
    selection,
  });

  useRowMemory({
    label: props.label,
    ids,
    rowId: active === null ? undefined : ids[current],
    selection,
    focus: keys.go,
  });

  // A row scrolled out of the document cannot be tabbed to: then the first one in it can.
  const tabStop = current >= shown.first && current < shown.end ? current : shown.first;
  const isGrid = onOpen !== undefined || selection !== undefined;
  const allSelected = selection !== undefined && selectable.length > 0 && selectable.every((id) => selection.has(id));

  return (
    <div className={classes(styles.scroller, fit && styles.fit)} ref={scroller}>
      <table
        className={styles.table}
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selection ? true : undefined}
        {...(isGrid && { role: 'grid', onKeyDown: keys.onKeyDown })}
      >
        <thead>
          <tr aria-rowindex={1}>
            {selection && (
              <th className={styles.check} scope="col">
                <label className={styles.checkTarget}>
                  <input
                    type="checkbox"
                    aria-label={allSelected ? 'Clear the selection' : `Select all ${selectable.length}`}
                    checked={allSelected}
                    ref={(box) => {
                      if (box) box.indeterminate = !allSelected && selection.size > 0;
                    }}
                    onChange={() => selection.set(allSelected ? [] : selectable)}
                  />
                </label>
              </th>
            )}
            {narrow ? (
              <SortHeader columns={columns} sort={sort} onSort={onSort} />
            ) : (
              columns.map((column) => <ColumnHeader key={column.id} column={column} sort={sort} onSort={onSort} />)
            )}
            {rowMenu && (
              <th className={styles.menu} scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <Spacer height={shown.before} />
          {rows.slice(shown.first, shown.end).map((row, place) => {
            const index = shown.first + place;
            const id = rowId(row);
            const selected = selection?.has(id) ?? false;
            return (
              <tr
                key={id}
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={selection && heads[index] === null ? selected : undefined}
                className={classes(styles.row, isGrid && styles.opens, (narrow || tall) && styles.tall)}
                {...(isGrid && {
                  tabIndex: index === tabStop ? 0 : -1,
                  onClick: (event) => keys.onRowClick(event, index),
                  onFocus: (event) => event.target === event.currentTarget && setActive(index),
                })}
              >
                {heads[index] !== null && (
                  <td
                    className={styles.head}
                    colSpan={
                      (narrow ? 1 : columns.length) + Number(selection !== undefined) + Number(rowMenu !== undefined)
                    }
                  >
                    {heads[index]}
                  </td>
                )}
                {heads[index] === null && selection && (
                  <td className={styles.check}>
                    <label className={styles.checkTarget}>
                      <input
                        type="checkbox"
                        tabIndex={-1}
                        aria-label={`Select ${rowName(row)}`}
                        checked={selected}
                        onChange={(event) => keys.onCheck(event, index)}
                      />
                    </label>
                  </td>
                )}
                {heads[index] === null &&
                  (narrow ? (
                    <td>{props.narrowCell(row)}</td>
                  ) : (
                    columns.map((column) => <td key={column.id}>{column.cell(row)}</td>)
                  ))}
                {heads[index] === null && rowMenu && <td className={styles.menu}>{rowMenu(row)}</td>}
              </tr>
            );
          })}
          <Spacer height={shown.after} />
        </tbody>
      </table>
    </div>
  );
};
