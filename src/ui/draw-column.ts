import { changeLayout } from './change-layout';
import { LEAST, MOST } from './table-layout';

/** Makes a column so wide from now on; null: as wide as what is in it, again. In: the table's name, the column's id. */
export const setWidth = (table: string, column: string, width: number | null): void =>
  changeLayout(table, (now) => {
    const { [column]: _, ...others } = now.widths;
    if (width === null) return { ...now, widths: others };
    return { ...now, widths: { ...others, [column]: Math.round(Math.max(LEAST, Math.min(MOST, width))) } };
  });

const DOUBLE = 400;
let last = { at: 0, column: '' };

/**
 * Follows the pointer that has taken hold of the edge of a column until it lets go; taken twice in a row, the column is as wide as
 * what is in it again. In: the edge, where the pointer was, the table's name, the column's id.
 */
export const drawColumn = (
  edge: HTMLElement,
  from: { x: number; pointerId: number },
  table: string,
  column: string,
): void => {
  const again = last.column === `${table} ${column}` && performance.now() - last.at < DOUBLE;
  last = { at: performance.now(), column: `${table} ${column}` };
  if (again) return setWidth(table, column, null);
  // It was let go before this code was there.
  if (!edge.hasPointerCapture(from.pointerId)) return;
  const width = edge.parentElement?.offsetWidth ?? 0;
  const follow = ({ clientX }: PointerEvent) => setWidth(table, column, width + clientX - from.x);
  edge.addEventListener('pointermove', follow);
  edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', follow), { once: true });
};
