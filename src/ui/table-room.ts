import { element } from '../lib/element';
import { familyOf } from './text-width';

/** Where tables stand that fill their page. */
export const PAGE = '';
/** Where others stand of which nothing is known yet. */
const SOMEWHERE = ' ';
/** How far the scrollbar of a table that fills its page stands in the page's margin (DataTable.module.css). */
const MARGIN = 15;

const rooms = new Map<string, { room: number; inWindow: number }>();

/** Keeps how much room a table had, in pixels, by where it stands. */
export const noteRoom = (where: string, room: number): void => {
  rooms.set(where, { room, inWindow: innerWidth });
};

/** The room that a table had last, or would have as wide as its page. In a window of another width that says nothing. */
export const lastRoom = (where: string): number | undefined =>
  [rooms.get(where), rooms.get(SOMEWHERE)].find((last) => last?.inWindow === innerWidth)?.room;

/** How much is kept free for a scrollbar; nothing where it lies over what it scrolls. */
const gutterIn = (parent: Element): number => {
  const probe = element('div');
  probe.style.overflow = 'auto';
  probe.style.scrollbarGutter = 'stable';
  parent.append(probe);
  const width = probe.offsetWidth - probe.clientWidth;
  probe.remove();
  return width;
};

/**
 * Asks the picture of a place what its tables want to know before their rows are laid out, while that costs little: to ask when the rows
 * are there lays all of them out once more than needed. In: the lines that stand for rows.
 */
export const askPicture = (lines: Element): void => {
  familyOf(lines);
  const width = lines.clientWidth;
  if (width === 0) return;
  noteRoom(SOMEWHERE, width);
  noteRoom(PAGE, width + MARGIN - gutterIn(lines));
};
