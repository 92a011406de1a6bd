import {
  lazy,
  Suspense,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type PointerEvent,
  type ReactNode,
  type Ref,
} from 'react';
import { once } from '../lib/memo';
import { classes } from '../lib/text';
import { ColumnsButton } from './ColumnsButton';
import styles from './DataTable.module.css';
import { usePlace } from './place';
import { ColumnHeader, type Column, type Sort } from './ColumnHeader';
import { CHECK, MENU, rowHeightOf, useTableLayout } from './table-layout';
import { DrawnRow, type Hands } from './DrawnRow';
import { PAGE } from './table-room';
import { useColumnWidths } from './useColumnWidths';
import { useRowKeys } from './useRowKeys';
import { useRowMemory } from './useRowMemory';
import type { Selection } from './useSelection';
import { useWindow } from './useWindow';

export type { Column } from './ColumnHeader';

const SortHeader = lazy(() => import('./SortHeader'));

/** For rows that come between others. */
export type TableControl = {
  scroller: HTMLElement | null;
  /** The height of a row, in pixels. */
  rowHeight: number;
  /** Goes with the rows that come, before one scrolls by as many as have come above. In: how many, and where a row is then. */
  move: (above: number, to: (index: number) => number) => void;
};

export type DataTableProps<Row, SortBy extends string> = {
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
  /** The rows whose texts its columns are made for; those that are shown, where nothing else is said. */
  measured?: readonly Row[];
  /** As high as its rows, up to half the window, instead of filling the page: for a table among other things. */
  fit?: boolean;
  /** Its rows are a part of those that there are. */
  isPart?: boolean;
  control?: Ref<TableControl>;
};

const HEAD = 37;
/** Rows up to which the whole list is in the document, where the browser's own search finds them. */
const SHORT_LIST = 200;
/** Not sooner than so many milliseconds after its first rows: to draw the rest takes longer than to draw those. */
const REST_MS = 500;

const Spacer = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr aria-hidden className={styles.spacer}>
      <td style={{ height }} />
    </tr>
  ) : null;

/** Loaded with the first edge that somebody takes hold of; a click that comes too late for it moves nothing. */
const grip = (event: PointerEvent<HTMLElement>, table: string, column: string): void => {
  event.preventDefault();
  const edge = event.currentTarget;
  const from = { x: event.clientX, pointerId: event.pointerId };
  edge.setPointerCapture(event.pointerId);
  void import('./draw-column').then(({ drawColumn }) => drawColumn(edge, from, table, column));
};

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
    columns: all,
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
    measured = rows,
    isPart = false,
    control,
  } = props;
  const table = `${usePlace()?.path} ${props.label}`;
  const layout = useTableLayout(table);
  const { hidden, widths } = layout;
  const rowHeight = rowHeightOf(narrow, tall, layout);
  const columns = useMemo(() => all.filter(({ id }, i) => i === 0 || !hidden.includes(id)), [all, hidden]);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const current = Math.min(active ?? 0, rows.length - 1);
  // Of 100,000 rows only whoever selects many, or comes back, needs all ids.
  const ids = useMemo(() => once(() => rows.map(rowId)), [rows, rowId]);
  const idAt = (index: number) => {
    const row = rows[index];
    return row === undefined ? undefined : rowId(row);
  };
  const heads = useMemo(() => head && rows.map((row) => head(row) ?? null), [rows, head]);
  const selectable = useMemo(() => (heads ? once(() => ids().filter((_, i) => heads[i] === null)) : ids), [heads, ids]);
  const selectables = heads ? selectable().length : rows.length;

  const shown = useWindow({
    count: rows.length,
    size: rowHeight,
    scroller,
    lead: HEAD,
    overscan: 12,
    whole: SHORT_LIST,
    wholeAfter: REST_MS,
  });

  useImperativeHandle(control, () => ({
    scroller: scroller.current,
    rowHeight,
    move: (above, to) => {
      shown.shift(above);
      setActive((index) => (index === null ? null : to(index)));
    },
  }));

  const keys = useRowKeys({
    count: rows.length,
    order: `${sort?.column} ${sort?.descending}`,
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
    idAt,
    selection,
  });

  useRowMemory({
    label: props.label,
    ids,
    rowId: active === null ? undefined : idAt(current),
    selection,
    focus: keys.go,
  });

  const cols = useColumnWidths({
    columns: narrow ? null : columns,
    rows: measured,
    scroller,
    where: fit ? table : PAGE,
    beside: (selection ? CHECK : 0) + MENU,
    chosen: widths,
  });

  // A row scrolled out of the document cannot be tabbed to: then the first one in it can.
  const tabStop = current >= shown.first && current < shown.end ? current : shown.first;
  const isGrid = onOpen !== undefined || selection !== undefined;
  const allSelected = useMemo(
    () =>
      selection !== undefined && selection.size > 0 && selectables > 0 && selectable().every((id) => selection.has(id)),
    [selection, selectable, selectables],
  );
  // What a row tells goes to the table as it was drawn last, so that no row is drawn for what has not changed in it.
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  const [hands] = useState<Hands>(() => ({
    onClick: (event, index) => latest.current.onRowClick(event, index),
    onCheck: (event, index) => latest.current.onCheck(event, index),
    onFocus: setActive,
  }));

  return (
    <div className={classes(styles.scroller, fit && styles.fit)} ref={scroller}>
      <table
        className={styles.table}
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selection ? true : undefined}
        style={{ '--row': `${rowHeight - 1}px` } as CSSProperties}
        {...(isGrid && { role: 'grid', onKeyDown: keys.onKeyDown })}
      >
        <colgroup ref={cols}>
          {selection && <col width={CHECK} />}
          {narrow ? <col /> : columns.map(({ id }) => <col key={id} data-column={id} />)}
          {(rowMenu || !narrow) && <col width={MENU} />}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {selection && (
              <th className={styles.check} scope="col">
                <label className={styles.checkTarget}>
                  <input
                    type="checkbox"
                    aria-label={
                      allSelected ? 'Clear the selection' : `Select all ${selectables}${isPart ? ' read so far' : ''}`
                    }
                    checked={allSelected}
                    ref={(box) => {
                      if (box) box.indeterminate = !allSelected && selection.size > 0;
                    }}
                    onChange={() => selection.set(allSelected ? [] : selectable())}
                  />
                </label>
              </th>
            )}
            {narrow ? (
              <Suspense fallback={<th scope="col">{all[0]?.header}</th>}>
                <SortHeader columns={all} sort={sort} onSort={onSort as ((sort: Sort<string>) => void) | undefined} />
              </Suspense>
            ) : (
              columns.map((column) => (
                <ColumnHeader
                  key={column.id}
                  column={column}
                  sort={sort}
                  onSort={onSort}
                  onGrip={(event) => grip(event, table, column.id)}
                />
              ))
            )}
            {(rowMenu || !narrow) && (
              <th className={styles.menu} scope="col">
                {rowMenu && <span className="visually-hidden">Actions</span>}
                {!narrow && <ColumnsButton table={table} columns={all} layout={layout} cols={cols} />}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <Spacer height={shown.before} />
          {rows.slice(shown.first, shown.end).map((row, place) => {
            const index = shown.first + place;
            const id = rowId(row);
            return (
              <DrawnRow
                key={id}
                row={row}
                index={index}
                name={rowName(row)}
                head={heads?.[index] ?? null}
                columns={columns}
                narrowCell={narrow ? props.narrowCell : undefined}
                rowMenu={rowMenu}
                hasMenu={rowMenu !== undefined || !narrow}
                isSelected={selection?.has(id)}
                isStop={isGrid ? index === tabStop : undefined}
                hands={hands}
              />
            );
          })}
          <Spacer height={shown.after} />
        </tbody>
      </table>
    </div>
  );
};
