import { memo, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Matrix } from '#/access';
import { groupLink } from '#/features/groups/routes';
import { memberLink } from '#/features/members/routes';
import { classes } from '#/lib/text';
import { useWindow } from '#/ui/useWindow';
import styles from './Matrix.module.css';
import { CellContent } from './MatrixMark';
import { cellInWords, cellOf, type MatrixColumn, type MatrixRow, type MatrixSort } from './matrixRows';
import { HEAD, useCellKeys, type CellAt } from '#/ui/useCellKeys';

const ROW = 37;
const NAME = 250;

/** Twelve projects have room in a window of 1,440 pixels; their names then stand upright. */
const layoutOf = (projects: number) => {
  const column = Math.max(75, Math.min(176, Math.floor(910 / projects)));
  const isUpright = column < 120;
  return { column, isUpright, head: isUpright ? 128 : ROW };
};

type MatrixGridProps = {
  label: string;
  /** What the rows are: "Group", "Member". */
  rowHeader: string;
  rows: readonly MatrixRow[];
  projects: readonly MatrixColumn[];
  matrix: Matrix;
  nameRole: (role: string) => string;
  sort: { column: MatrixSort; descending: boolean };
  /** The project that is sorted by. */
  sortProject: string | undefined;
  /** By the name without a project. */
  onSort: (project: string | null) => void;
  onOpen: (row: MatrixRow, project: MatrixColumn) => void;
};

/**
 * A matrix of any size, of which only the cells in sight are in the document. Arrows, Page, Home and End (with Ctrl the
 * corners) move, Enter opens a cell or sorts by a column. The first column and the head stay in sight.
 */
export const MatrixGrid = ({
  label,
  rowHeader,
  rows,
  projects,
  matrix,
  nameRole,
  sort,
  sortProject,
  onSort,
  onOpen,
}: MatrixGridProps) => {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<CellAt>({ row: 0, column: 1 });
  const current: CellAt = {
    row: Math.min(active.row, rows.length - 1),
    column: Math.min(active.column, projects.length),
  };

  const { column: columnWidth, isUpright, head } = layoutOf(projects.length);
  const vertical = useWindow({ count: rows.length, size: ROW, scroller, lead: head, overscan: 6 });
  const horizontal = useWindow({
    axis: 'horizontal',
    count: projects.length,
    size: columnWidth,
    scroller,
    lead: NAME,
    overscan: 2,
  });

  const keys = useCellKeys({
    rows: rows.length,
    columns: projects.length,
    current,
    pageSize: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW) - 2),
    scroller,
    scrollTo: ({ row, column }) => {
      if (row !== HEAD) vertical.scrollTo(row);
      if (column > 0) horizontal.scrollTo(column - 1);
    },
    setActive,
    open: ({ row, column }) => {
      const project = projects[column - 1];
      if (row === HEAD) return onSort(project?.uuid ?? null);
      const opened = rows[row];
      if (opened && project) onOpen(opened, project);
    },
  });

  const { first, end } = horizontal;
  // A cell scrolled out of the document cannot be tabbed to: then one that is in it can.
  const stop: CellAt = {
    row:
      current.row === HEAD || (current.row >= vertical.first && current.row < vertical.end)
        ? current.row
        : vertical.first,
    column: current.column === 0 || (current.column > first && current.column <= end) ? current.column : first + 1,
  };
  const sorted = (uuid: string | null): 'ascending' | 'descending' | 'none' => {
    const isSorted = uuid === null ? sort.column === 'name' : sort.column === 'project' && sortProject === uuid;
    return isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
  };
  const sortButton = (uuid: string | null, name: string, column: number) => (
    <button
      type="button"
      data-at={`${HEAD} ${column}`}
      className={classes(styles.sort, sorted(uuid) !== 'none' && styles.sorted)}
      tabIndex={stop.row === HEAD && stop.column === column ? 0 : -1}
      title={name}
    >
      <bdi>{name}</bdi>
      <span aria-hidden>{sorted(uuid) === 'none' ? '' : sort.descending ? '↓' : '↑'}</span>
    </button>
  );

  return (
    <div className={styles.scroller} ref={scroller}>
      <div
        role="grid"
        tabIndex={-1}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={projects.length + 1}
        className={styles.grid}
        style={{ width: NAME + horizontal.total, height: vertical.total + head }}
        onKeyDown={keys.onKeyDown}
        onClick={keys.onClick}
        onFocus={keys.onFocus}
      >
        <div role="rowgroup" className={classes(styles.head, isUpright && styles.upright)} style={{ height: head }}>
          <div role="row" aria-rowindex={1}>
            <div
              role="columnheader"
              aria-colindex={1}
              aria-sort={sorted(null)}
              className={styles.name}
              style={{ width: NAME }}
            >
              {sortButton(null, rowHeader, 0)}
            </div>
            {projects.slice(first, end).map((project, place) => (
              <div
                key={project.uuid}
                role="columnheader"
                aria-colindex={first + place + 2}
                aria-sort={sorted(project.uuid)}
                className={styles.cell}
                style={{ left: NAME + (first + place) * columnWidth, width: columnWidth }}
              >
                {sortButton(project.uuid, project.name, first + place + 1)}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup">
          {rows.slice(vertical.first, vertical.end).map((row, place) => {
            const index = vertical.first + place;
            return (
              <Row
                key={row.id}
                row={row}
                index={index}
                top={head + index * ROW}
                columnWidth={columnWidth}
                first={first}
                end={end}
                projects={projects}
                matrix={matrix}
                nameRole={nameRole}
                tabStop={stop.row === index ? stop.column : -1}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
};

type RowProps = Pick<MatrixGridProps, 'projects' | 'matrix' | 'nameRole'> & {
  row: MatrixRow;
  index: number;
  top: number;
  columnWidth: number;
  /** The first column in the document, and the one after the last. */
  first: number;
  end: number;
  tabStop: number;
};

/** Memoized, so that scrolling does not render it again. */
const Row = memo(({ row, index, top, columnWidth, first, end, projects, matrix, nameRole, tabStop }: RowProps) => (
  <div role="row" aria-rowindex={index + 2} className={styles.row} style={{ transform: `translateY(${top}px)` }}>
    <div role="rowheader" aria-colindex={1} className={styles.name} style={{ width: NAME }}>
      <Link
        to={row.member ? memberLink(row.id) : groupLink(row.id)}
        data-at={`${index} 0`}
        tabIndex={tabStop === 0 ? 0 : -1}
        title={row.email || row.name}
      >
        <bdi>{row.name}</bdi>
      </Link>
      <span className={styles.detail}>{row.detail}</span>
    </div>
    {projects.slice(first, end).map(({ uuid }, place) => {
      const column = first + place + 1;
      return (
        <Cell
          key={uuid}
          row={row}
          projectUuid={uuid}
          index={index}
          column={column}
          width={columnWidth}
          matrix={matrix}
          nameRole={nameRole}
          isTabStop={tabStop === column}
        />
      );
    })}
  </div>
));

type CellProps = Pick<RowProps, 'row' | 'index' | 'matrix' | 'nameRole'> & {
  projectUuid: string;
  column: number;
  width: number;
  isTabStop: boolean;
};

/** A column that comes into sight draws its own cells, and not the others of each row again. */
const Cell = memo(({ row, projectUuid, index, column, width, matrix, nameRole, isTabStop }: CellProps) => {
  const cell = cellOf(matrix, row, projectUuid);
  return (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      aria-label={cellInWords(cell, nameRole)}
      data-at={`${index} ${column}`}
      data-source={cell.source}
      tabIndex={isTabStop ? 0 : -1}
      className={styles.cell}
      style={{ left: NAME + (column - 1) * width, width }}
      title={cellInWords(cell, nameRole)}
    >
      <CellContent cell={cell} nameRole={nameRole} />
    </div>
  );
});
