import { memo, useRef, useState, type ReactNode } from 'react';
import { Link } from './Link';
import { classes } from '../lib/text';
import styles from './Grid.module.css';
import { HEAD, useCellKeys, type CellAt } from './useCellKeys';
import { useWindow } from './useWindow';

const ROW = 37;
const ARROWS = { ascending: '↑', descending: '↓', none: '' } as const;

/** `title`: what more is to be said of a column than its name. */
type GridColumn = { uuid: string; name: string; title?: string };

/** How rows become cells. Both stay the same from one drawing to the next, so that scrolling draws no row again. */
type Drawing<Row, Column> = {
  nameOf: (row: Row) => { to: string; name: string; title: string; detail?: string };
  /** In: the place of the column. Out: what is seen, the same in words, and the kind, by which styles tell cells apart. */
  draw: (row: Row, column: Column, place: number) => { content: ReactNode; words: string; kind: string };
};

type GridProps<Row, Column> = Drawing<Row, Column> & {
  label: string;
  /** What the rows are: "Group", "Member". */
  rowHeader: string;
  rows: readonly Row[];
  rowId: (row: Row) => string;
  columns: readonly Column[];
  /** In pixels, as all of these. */
  nameWidth: number;
  columnWidth: number;
  /** Of a head whose names stand upright. */
  uprightHead?: number | undefined;
  className?: string | undefined;
  /** How a column is sorted, null the names; undefined: it is not to be sorted. */
  sorted: (column: Column | null) => keyof typeof ARROWS | undefined;
  /** The head of a column, null that of the names. */
  onHead: (column: Column | null) => void;
  onCell: (row: Row, column: Column) => void;
};

/**
 * A grid of any size, of which only the cells in sight are in the document. Arrows, Page, Home and End (with Ctrl the corners) move,
 * Enter opens a cell or a head. The first column and the head stay in sight.
 */
export const Grid = <Row extends object, Column extends GridColumn>({
  label,
  rowHeader,
  rows,
  rowId,
  columns,
  nameWidth,
  columnWidth,
  uprightHead,
  className,
  sorted,
  onHead,
  onCell,
  ...drawing
}: GridProps<Row, Column>) => {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<CellAt>({ row: 0, column: 1 });
  const current: CellAt = {
    row: Math.min(active.row, rows.length - 1),
    column: Math.min(active.column, columns.length),
  };
  const head = uprightHead ?? ROW;
  const vertical = useWindow({ count: rows.length, size: ROW, scroller, lead: head, overscan: 6 });
  const horizontal = useWindow({
    axis: 'horizontal',
    count: columns.length,
    size: columnWidth,
    scroller,
    lead: nameWidth,
    overscan: 2,
  });

  const keys = useCellKeys({
    rows: rows.length,
    columns: columns.length,
    current,
    pageSize: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW) - 2),
    scroller,
    scrollTo: ({ row, column }) => {
      if (row !== HEAD) vertical.scrollTo(row);
      if (column > 0) horizontal.scrollTo(column - 1);
    },
    setActive,
    open: ({ row, column }) => {
      const opened = columns[column - 1];
      if (row === HEAD) return onHead(opened ?? null);
      const of = rows[row];
      if (of && opened) onCell(of, opened);
    },
  });

  const { first, end } = horizontal;
  const shown = columns.slice(first, end);
  // A cell scrolled out of the document cannot be tabbed to: then one that is in it can.
  const stop: CellAt = {
    row:
      current.row === HEAD || (current.row >= vertical.first && current.row < vertical.end)
        ? current.row
        : vertical.first,
    column: current.column === 0 || (current.column > first && current.column <= end) ? current.column : first + 1,
  };
  const headButton = (column: Column | null, name: string, place: number) => {
    const order = sorted(column) ?? 'none';
    return (
      <button
        type="button"
        data-at={`${HEAD} ${place}`}
        className={classes(styles.sort, order !== 'none' && styles.sorted)}
        tabIndex={stop.row === HEAD && stop.column === place ? 0 : -1}
        title={column?.title ?? name}
      >
        <bdi>{name}</bdi>
        <span aria-hidden>{ARROWS[order]}</span>
      </button>
    );
  };

  return (
    <div className={classes(styles.scroller, className)} ref={scroller}>
      <div
        role="grid"
        tabIndex={-1}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        className={styles.grid}
        style={{ width: nameWidth + horizontal.total, height: vertical.total + head }}
        onKeyDown={keys.onKeyDown}
        onClick={keys.onClick}
        onFocus={keys.onFocus}
      >
        <div
          role="rowgroup"
          className={classes(styles.head, uprightHead !== undefined && styles.upright)}
          style={{ height: head }}
        >
          <div role="row" aria-rowindex={1}>
            <div
              role="columnheader"
              aria-colindex={1}
              aria-sort={sorted(null)}
              className={styles.name}
              style={{ width: nameWidth }}
            >
              {headButton(null, rowHeader, 0)}
            </div>
            {shown.map((column, place) => (
              <div
                key={column.uuid}
                role="columnheader"
                aria-colindex={first + place + 2}
                aria-sort={sorted(column)}
                className={styles.cell}
                style={{ left: nameWidth + (first + place) * columnWidth, width: columnWidth }}
              >
                {headButton(column, column.name, first + place + 1)}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup">
          {rows.slice(vertical.first, vertical.end).map((row, place) => {
            const index = vertical.first + place;
            return (
              <GridRow
                key={rowId(row)}
                row={row}
                index={index}
                top={head + index * ROW}
                nameWidth={nameWidth}
                columnWidth={columnWidth}
                first={first}
                end={end}
                columns={columns}
                tabStop={stop.row === index ? stop.column : -1}
                {...drawing}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
};

type GridRowProps<Row, Column> = Drawing<Row, Column> & {
  row: Row;
  index: number;
  top: number;
  nameWidth: number;
  columnWidth: number;
  /** The first column in the document, and the one after the last. */
  first: number;
  end: number;
  columns: readonly Column[];
  tabStop: number;
};

const PlainRow = <Row extends object, Column extends GridColumn>({
  row,
  index,
  top,
  nameWidth,
  columnWidth,
  first,
  end,
  columns,
  tabStop,
  nameOf,
  draw,
}: GridRowProps<Row, Column>) => {
  const { to, name, title, detail } = nameOf(row);
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={{ transform: `translateY(${top}px)` }}>
      <div role="rowheader" aria-colindex={1} className={styles.name} style={{ width: nameWidth }}>
        <Link to={to} data-at={`${index} 0`} tabIndex={tabStop === 0 ? 0 : -1} title={title}>
          <bdi>{name}</bdi>
        </Link>
        {detail !== undefined && <span>{detail}</span>}
      </div>
      {columns.slice(first, end).map((column, place) => (
        <GridCell
          key={column.uuid}
          row={row}
          column={column}
          index={index}
          place={first + place}
          left={nameWidth + (first + place) * columnWidth}
          width={columnWidth}
          isTabStop={tabStop === first + place + 1}
          draw={draw}
        />
      ))}
    </div>
  );
};

type GridCellProps<Row, Column> = Pick<Drawing<Row, Column>, 'draw'> & {
  row: Row;
  column: Column;
  index: number;
  place: number;
  left: number;
  width: number;
  isTabStop: boolean;
};

const PlainCell = <Row extends object, Column extends GridColumn>({
  row,
  column,
  index,
  place,
  left,
  width,
  isTabStop,
  draw,
}: GridCellProps<Row, Column>) => {
  const { content, words, kind } = draw(row, column, place);
  return (
    <div
      role="gridcell"
      aria-colindex={place + 2}
      aria-label={words}
      data-at={`${index} ${place + 1}`}
      data-source={kind}
      tabIndex={isTabStop ? 0 : -1}
      className={styles.cell}
      style={{ left, width }}
      title={words}
    >
      {content}
    </div>
  );
};

/** Scrolling does not draw it again. */
const GridRow = memo(PlainRow) as typeof PlainRow;
/** A column that comes into sight draws its own cells, and not the others of each row again. */
const GridCell = memo(PlainCell) as typeof PlainCell;
