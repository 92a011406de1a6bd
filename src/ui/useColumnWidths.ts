import { useLayoutEffect, useRef, type RefObject } from 'react';
import { fitColumns, longestBut, sampleTexts, type Wish } from '../lib/columns';
import type { Column } from './ColumnHeader';
import { lastRoom, noteRoom } from './table-room';
import { CELL, familyOf, HEAD, measure, type Face } from './text-width';

/** The space on both sides of a cell's text, and of the mark of the order in a head. */
const PADDING = 21;
const MARK = 14;
/** Flexible columns of which no texts are known, and the least of any. */
const FLEXIBLE = { natural: 240, usual: 125, least: 110 };
/** Wider than this no column is by itself, however long its texts are. */
const MOST = 440;
/** Narrower than this a column does not give way. */
const SHORT = 165;
/** So many different texts are words of a kind, not names. */
const FEW = 12;

/** What columns ask for, by their heads and texts, in a font family. */
export const wishesOf = <Row>(columns: readonly Column<Row, string>[], rows: readonly Row[], family: string): Wish[] =>
  columns.map(({ header, text, extra = 0, isFlexible = false, isStrong, isQuiet, isNumber }) => {
    const head = measure(HEAD, family, [header]) + PADDING + (isNumber ? 2 : 1) * MARK;
    const texts = text ? sampleTexts(rows, text) : [];
    const face: Face = isQuiet ? CELL.quiet : isStrong ? CELL.strong : CELL.usual;
    const width = (share: number, of: readonly string[]) =>
      Math.min(MOST, Math.max(head, measure(face, family, longestBut(share, of)) + PADDING + extra));
    const { natural, usual: few, least } = FLEXIBLE;
    if (isFlexible && !text) return { natural: natural + extra, usual: few + extra, least, isFlexible };
    const kinds = [...new Set(texts)];
    // A word of a few, such as a role, is read whole by all.
    const usual = kinds.length < FEW && !isFlexible ? width(0, kinds) : width(isFlexible ? 0.5 : 0.1, texts);
    return {
      natural: width(0.03, kinds),
      usual,
      // A date or a role is read whole or not at all.
      least: isFlexible ? Math.min(usual, least) : usual < SHORT ? usual : usual * 0.6,
      isFlexible,
    };
  });

/** What the columns of rows asked for that were drawn before their table was there (first-rows.ts): it takes this once, and measures nothing itself. */
export const measuredAhead = new WeakMap<readonly unknown[], ReadonlyMap<string, Wish>>();

type ColumnWidths<Row> = {
  /** Absent where there is room for one cell only. */
  columns: readonly Column<Row, string>[] | null;
  rows: readonly Row[];
  scroller: RefObject<HTMLElement | null>;
  /** Where it stands: tables of one name have the same room. */
  where: string;
  /** What the columns beside those take, in pixels. */
  beside: number;
  /** Chosen by hand, by the columns' ids. */
  chosen: Readonly<Record<string, number>>;
};

/**
 * Columns as wide as what is in them, measured when there are rows; after that the room is divided anew only when it changes,
 * or somebody changes a width. Out: where the `col` elements go, whose widths this sets.
 */
export const useColumnWidths = <Row>({ columns, rows, scroller, where, beside, chosen }: ColumnWidths<Row>) => {
  const group = useRef<HTMLTableColElement>(null);
  const wishes = useRef<{ of: number; known: ReadonlyMap<string, Wish> }>({ of: 0, known: new Map() });

  useLayoutEffect(() => {
    const element = scroller.current;
    const cols = group.current?.querySelectorAll<HTMLElement>('[data-column]');
    if (!element || !cols || !columns) return;
    const ahead = measuredAhead.get(rows);
    if (ahead && wishes.current.of === 0) wishes.current = { of: rows.length, known: ahead };
    measuredAhead.delete(rows);
    const { of, known } = wishes.current;
    // A list that comes in part by part is measured again each time it has doubled: it is moving anyway.
    const isGrown = rows.length >= 2 * of;
    const fresh = columns.filter(({ id }) => isGrown || !known.has(id));
    if (fresh.length > 0) {
      const made = wishesOf(fresh, rows, familyOf(element));
      wishes.current = {
        of: rows.length,
        known: new Map([...known, ...fresh.map(({ id }, i) => [id, made[i] as Wish] as const)]),
      };
    }
    const divide = (room: number) => {
      const asked = columns.map(({ id }) => ({ ...(wishes.current.known.get(id) as Wish), chosen: chosen[id] }));
      const widths = fitColumns(asked, room - beside);
      for (const [i, col] of cols.entries()) col.style.width = `${widths[i]}px`;
    };
    // To ask for the room here would lay out all rows, and once more when the columns have their widths. The observer asks when that is
    // done, before anything is painted.
    let divided = lastRoom(where) ?? element.clientWidth;
    divide(divided);
    const resizes = new ResizeObserver(() => {
      const room = element.clientWidth;
      noteRoom(where, room);
      if (room !== divided) divide((divided = room));
    });
    resizes.observe(element);
    return () => resizes.disconnect();
  }, [columns, rows, scroller, where, beside, chosen]);

  return group;
};
