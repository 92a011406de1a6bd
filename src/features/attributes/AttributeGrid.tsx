import { useMediaQuery } from '@mantine/hooks';
import { memo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { sourceInWords, type Attribute } from '#/domain/attributes';
import { memberLink } from '#/features/members/routes';
import { HEAD, useCellKeys, type CellAt } from '#/ui/useCellKeys';
import { useWindow } from '#/ui/useWindow';
import styles from './attributes.module.css';
import type { PersonRow } from './peopleRows';

const ROW = 37;
const COLUMN = 168;

export const ATTRIBUTE_GRID_HEADERS = [{ header: 'Person' }, { header: '' }, { header: '' }, { header: '' }];

/** What stands behind a value, where it is not the person's own alone. */
const MARKS = { own: '', group: 'group', both: 'own + group', default: 'default', none: '' } as const;

type AttributeGridProps = {
  label: string;
  rows: readonly PersonRow[];
  attributes: readonly Attribute[];
  nameOf: (groupUuid: string) => string;
  descending: boolean;
  onSort: () => void;
  onCell: (row: PersonRow, attribute: Attribute) => void;
  onHead: (attribute: Attribute) => void;
};

/**
 * People and attributes in a grid of any size, of which only the cells in sight are in the document. Arrows, Page, Home and End move,
 * Enter opens a cell, or the attribute at the head of a column.
 */
export const AttributeGrid = (props: AttributeGridProps) => {
  const { label, rows, attributes, nameOf, descending, onSort, onCell, onHead } = props;
  const isSmall = useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false });
  const nameWidth = isSmall ? 150 : 250;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<CellAt>({ row: 0, column: 1 });
  const current: CellAt = {
    row: Math.min(active.row, rows.length - 1),
    column: Math.min(active.column, attributes.length),
  };
  const vertical = useWindow({ count: rows.length, size: ROW, scroller, lead: ROW, overscan: 6 });
  const across = useWindow({
    axis: 'horizontal',
    count: attributes.length,
    size: COLUMN,
    scroller,
    lead: nameWidth,
    overscan: 2,
  });
  const keys = useCellKeys({
    rows: rows.length,
    columns: attributes.length,
    current,
    pageSize: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW) - 2),
    scroller,
    scrollTo: ({ row, column }) => {
      if (row !== HEAD) vertical.scrollTo(row);
      if (column > 0) across.scrollTo(column - 1);
    },
    setActive,
    open: ({ row, column }) => {
      const attribute = attributes[column - 1];
      if (row === HEAD) return attribute ? onHead(attribute) : onSort();
      const opened = rows[row];
      if (opened && attribute) onCell(opened, attribute);
    },
  });
  const { first, end } = across;
  // A cell scrolled out of the document cannot be tabbed to: then one that is in it can.
  const stop: CellAt = {
    row:
      current.row === HEAD || (current.row >= vertical.first && current.row < vertical.end)
        ? current.row
        : vertical.first,
    column: current.column === 0 || (current.column > first && current.column <= end) ? current.column : first + 1,
  };
  const headTab = (column: number) => (stop.row === HEAD && stop.column === column ? 0 : -1);

  return (
    <div className={styles.scroller} ref={scroller}>
      <div
        role="grid"
        tabIndex={-1}
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-colcount={attributes.length + 1}
        className={styles.grid}
        style={{ width: nameWidth + across.total, height: vertical.total + ROW }}
        onKeyDown={keys.onKeyDown}
        onClick={keys.onClick}
        onFocus={keys.onFocus}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1}>
            <div
              role="columnheader"
              aria-colindex={1}
              aria-sort={descending ? 'descending' : 'ascending'}
              className={styles.person}
              style={{ width: nameWidth }}
            >
              <button type="button" data-at={`${HEAD} 0`} tabIndex={headTab(0)}>
                Person <span aria-hidden>{descending ? '↓' : '↑'}</span>
              </button>
            </div>
            {attributes.slice(first, end).map((attribute, place) => (
              <div
                key={attribute.uuid}
                role="columnheader"
                aria-colindex={first + place + 2}
                className={styles.cell}
                style={{ left: nameWidth + (first + place) * COLUMN, width: COLUMN }}
              >
                <button
                  type="button"
                  data-at={`${HEAD} ${first + place + 1}`}
                  tabIndex={headTab(first + place + 1)}
                  title={attribute.description || attribute.name}
                >
                  <bdi>{attribute.name}</bdi>
                </button>
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup">
          {rows.slice(vertical.first, vertical.end).map((row, place) => {
            const index = vertical.first + place;
            return (
              <Row
                key={row.member.userUuid}
                row={row}
                index={index}
                nameWidth={nameWidth}
                first={first}
                end={end}
                nameOf={nameOf}
                tabStop={stop.row === index ? stop.column : -1}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
};

type RowProps = {
  row: PersonRow;
  index: number;
  nameWidth: number;
  first: number;
  end: number;
  nameOf: (groupUuid: string) => string;
  tabStop: number;
};

/** Memoized, so that scrolling does not render it again. */
const Row = memo(({ row: { member, cells }, index, nameWidth, first, end, nameOf, tabStop }: RowProps) => (
  <div
    role="row"
    aria-rowindex={index + 2}
    className={styles.row}
    style={{ transform: `translateY(${ROW + index * ROW}px)` }}
  >
    <div role="rowheader" aria-colindex={1} className={styles.person} style={{ width: nameWidth }}>
      <Link
        to={memberLink(member.userUuid)}
        data-at={`${index} 0`}
        tabIndex={tabStop === 0 ? 0 : -1}
        title={member.email}
      >
        <bdi>{member.name}</bdi>
      </Link>
    </div>
    {cells.slice(first, end).map((cell, place) => {
      const column = first + place + 1;
      const words = `${cell.values.join(', ') || 'None'}: ${sourceInWords(cell, nameOf)}`;
      return (
        <div
          key={column}
          role="gridcell"
          aria-colindex={column + 1}
          aria-label={words}
          data-at={`${index} ${column}`}
          data-source={cell.source}
          tabIndex={tabStop === column ? 0 : -1}
          className={styles.cell}
          style={{ left: nameWidth + (column - 1) * COLUMN, width: COLUMN }}
          title={words}
        >
          <bdi>{cell.values.join(', ') || '—'}</bdi>
          {MARKS[cell.source] && (
            <small>{cell.groups.length > 1 ? `${cell.groups.length} groups` : MARKS[cell.source]}</small>
          )}
        </div>
      );
    })}
  </div>
));
