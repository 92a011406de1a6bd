import { classes } from '../lib/text';
import { fitColumns } from '../lib/columns';
import { element } from '../lib/element';
import type { Column } from './ColumnHeader';
import styles from './DataTable.module.css';
import { firstToolbar, type FirstToolbar } from './first-toolbar';
import narrowCell from './NarrowCell.module.css';
import { CHECK, layoutOf, MENU, NARROW_BELOW, rowHeightOf } from './table-layout';
import { noteRoom, PAGE } from './table-room';
import { familyOf } from './text-width';
import { measuredAhead, wishesOf } from './useColumnWidths';

/** The first rows of a list, for the picture of its place. */
export type FirstRows<Row> = {
  /** As the table has them (DataTable.tsx). */
  label: string;
  columns: readonly Column<Row, string>[];
  /** The first rows in their order. In: how many. */
  rows: (count: number) => readonly Row[];
  measured: readonly Row[];
  hasSelection: boolean;
  toolbar: FirstToolbar;
  /** What stands in the cells of a row, by the ids of columns. */
  cells: (row: Row) => Readonly<Record<string, Node | string>>;
  /** Which of them stand in each line of a row where there is no room for columns. */
  lines: readonly (readonly string[])[];
};

/**
 * Draws the first rows of a list into the picture of its place, and the toolbar above them, where they will be: what people came to
 * read is there before React has drawn the console, which takes several times as long. What can be done with rows comes with the table.
 * In: the lines that stand for rows, below a bar that stands for the toolbar, and the path of the place.
 */
export const drawFirstRows = <Row>(lines: Element, path: string, first: FirstRows<Row>): void => {
  const layout = layoutOf(`${path} ${first.label}`);
  const narrow = matchMedia(`(max-width: ${NARROW_BELOW}px)`).matches;
  const height = rowHeightOf(narrow, narrow, layout);
  const columns = first.columns.filter(({ id }, i) => i === 0 || !layout.hidden.includes(id));
  const shown = narrow ? columns.slice(0, 1) : columns;
  const scroller = element('div', styles.scroller);
  lines.previousElementSibling?.replaceWith(firstToolbar(first.toolbar));
  lines.replaceWith(scroller);
  const beside = (first.hasSelection ? CHECK : 0) + MENU;
  const widths = narrow ? [] : firstWidths(columns, first.measured, scroller, beside, layout.widths);

  const hasMenu = first.hasSelection || !narrow;
  const rowOf = (row: Row) => {
    const cells = first.cells(row);
    const texts = narrow
      ? [element('td', '', linesOf(cells, first.lines))]
      : columns.map(({ id, isNumber, isQuiet }) =>
          element('td', classes(isNumber && styles.number, isQuiet && styles.quiet), cells[id] ?? ''),
        );
    return element(
      'tr',
      styles.row,
      first.hasSelection && element('td', styles.check),
      ...texts,
      hasMenu && element('td', styles.menu),
    );
  };
  const table = element(
    'table',
    styles.table,
    element(
      'colgroup',
      '',
      first.hasSelection && col(CHECK),
      ...shown.map((_, i) => col(widths[i])),
      hasMenu && col(MENU),
    ),
    element(
      'thead',
      '',
      element(
        'tr',
        '',
        first.hasSelection && element('th', styles.check),
        ...shown.map(({ header, isNumber }) => element('th', classes(isNumber && styles.number), header)),
        hasMenu && element('th', styles.menu),
      ),
    ),
    element('tbody', '', ...first.rows(Math.ceil(innerHeight / height)).map(rowOf)),
  );
  table.style.setProperty('--row', `${height - 1}px`);
  scroller.append(table);
};

/** Column widths, in whole pixels, which the table will not measure again. In: where the rows stand, and as for the table. */
const firstWidths = <Row>(
  columns: readonly Column<Row, string>[],
  rows: readonly Row[],
  scroller: Element,
  beside: number,
  chosen: Readonly<Record<string, number>>,
): number[] => {
  const wishes = wishesOf(columns, rows, familyOf(scroller));
  measuredAhead.set(rows, new Map(columns.map(({ id }, i) => [id, wishes[i] as (typeof wishes)[number]])));
  const room = scroller.clientWidth;
  noteRoom(PAGE, room);
  return fitColumns(
    wishes.map((wish, i) => ({ ...wish, chosen: chosen[columns[i]?.id ?? ''] })),
    room - beside,
  );
};

const col = (width?: number): HTMLElement => {
  const made = element('col');
  if (width !== undefined) made.style.width = `${width}px`;
  return made;
};

/** The one cell of a row where there is no room for columns. */
const linesOf = (cells: Readonly<Record<string, Node | string>>, lines: FirstRows<never>['lines']): HTMLElement =>
  element('div', narrowCell.narrow, ...lines.map((ids) => element('div', '', ...ids.map((id) => cells[id] ?? ''))));
