import { familyOf } from './text-width';

/** Where tables stand that fill their page. */
export const PAGE = '';

const rooms = new Map<string, { room: number; inWindow: number }>();

/** Keeps how much room a table had, in pixels, by where it stands. */
export const noteRoom = (where: string, room: number): void => {
  rooms.set(where, { room, inWindow: innerWidth });
};

/** The room that a table had last, or else one that fills its page. In a window of another width that says nothing. */
export const lastRoom = (where: string): number | undefined =>
  [rooms.get(where), rooms.get(PAGE)].find((last) => last?.inWindow === innerWidth)?.room;

/**
 * Asks the picture of a place what its tables want to know before their rows are laid out, while that costs nothing: to ask when the rows
 * are there lays all of them out once more than needed. In: the lines that stand for rows.
 */
export const askPicture = (lines: Element): void => {
  familyOf(lines);
  if (lines.clientWidth > 0) noteRoom(PAGE, lines.clientWidth);
};
