import { memo, type ChangeEvent, type MouseEvent, type ReactNode } from 'react';
import { classes } from '../lib/text';
import type { Column } from './ColumnHeader';
import styles from './DataTable.module.css';

/** What becomes of a click, a tick and the focus in a row: the same functions as long as the table is there. */
export type Hands = {
  onClick: (event: MouseEvent<HTMLElement>, index: number) => void;
  onCheck: (event: ChangeEvent, index: number) => void;
  onFocus: (index: number) => void;
};

type DrawnRowProps<Row> = {
  row: Row;
  index: number;
  name: string;
  /** What stands in it over others, instead of cells. */
  head: ReactNode;
  columns: readonly Column<Row, string>[];
  /** Where there is no room for columns. */
  narrowCell: ((row: Row) => ReactNode) | undefined;
  rowMenu: ((row: Row) => ReactNode) | undefined;
  hasMenu: boolean;
  /** Undefined where rows are not selected. */
  isSelected: boolean | undefined;
  /** Whether the tab key stops at it; undefined where nobody moves through the rows. */
  isStop: boolean | undefined;
  hands: Hands;
};

/** A row, drawn again only where something of it has changed: not when one scrolls, types or moves on to another. */
export const DrawnRow = memo(
  ({
    row,
    index,
    name,
    head,
    columns,
    narrowCell,
    rowMenu,
    hasMenu,
    isSelected,
    isStop,
    hands,
  }: DrawnRowProps<unknown>) => (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={head === null ? isSelected : undefined}
      className={classes(styles.row, isStop !== undefined && styles.opens)}
      {...(isStop !== undefined && {
        tabIndex: isStop ? 0 : -1,
        onClick: (event) => hands.onClick(event, index),
        onFocus: (event) => event.target === event.currentTarget && hands.onFocus(index),
      })}
    >
      {head !== null && (
        <td
          className={styles.head}
          colSpan={(narrowCell ? 1 : columns.length) + Number(isSelected !== undefined) + Number(hasMenu)}
        >
          {head}
        </td>
      )}
      {head === null && isSelected !== undefined && (
        <td className={styles.check}>
          <label className={styles.checkTarget}>
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={`Select ${name}`}
              checked={isSelected}
              onChange={(event) => hands.onCheck(event, index)}
            />
          </label>
        </td>
      )}
      {head === null &&
        (narrowCell ? (
          <td>{narrowCell(row)}</td>
        ) : (
          columns.map(({ id, cell, text, isNumber, isQuiet }) => (
            <td key={id} className={classes(isNumber && styles.number, isQuiet && styles.quiet)}>
              {cell ? cell(row) : text && <bdi title={text(row)}>{text(row)}</bdi>}
            </td>
          ))
        ))}
      {head === null && hasMenu && <td className={styles.menu}>{rowMenu?.(row)}</td>}
    </tr>
  ),
) as <Row>(props: DrawnRowProps<Row> & { key: string }) => ReactNode;
