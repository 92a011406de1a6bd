import { indexing, mergeGrowth, orderRows } from './rows';

/** Has lists that grow at their end merged: no more is sorted than has come, and equal rows keep their order all the same. */
export const growRows = (): void =>
  mergeGrowth((rules, of, by, before) => {
    const isGrown =
      before.of.length > 0 &&
      before.by.column === by.column &&
      before.by.descending === by.descending &&
      before.of.every((row, i) => row === of[i]);
    if (!isGrown || !rules.compare) return null;
    if (of.length === before.of.length) return before;
    const order = rules.compare(by);
    const more = orderRows(rules, of.slice(before.of.length), by);
    // Who searches has an index already; for nobody else one is made of what is merged again in a moment.
    const isIndexed = before.index.advance(0);
    const [formerIndex, newIndex] = isIndexed ? [before.index.all(), more.index.all()] : [[], []];
    const rows: (typeof of)[number][] = [];
    const index: string[] = [];
    let from = 0;
    const takeUntil = (end: number) => {
      for (; from < end; from++) {
        rows.push(before.rows[from] as (typeof of)[number]);
        if (isIndexed) index.push(formerIndex[from] as string);
      }
    };
    /** Whether the row at a place of the former ones comes before a new one. */
    const isBefore = (place: number, row: (typeof of)[number]) =>
      order(before.rows[place] as (typeof of)[number], row) <= 0;
    for (const [i, row] of more.rows.entries()) {
      // In steps that double, then halve: there are many rows between two that come.
      let low = from;
      let step = 1;
      while (low + step <= before.rows.length && isBefore(low + step - 1, row)) {
        low += step;
        step *= 2;
      }
      let high = Math.min(low + step - 1, before.rows.length);
      while (low < high) {
        const middle = (low + high) >> 1;
        if (isBefore(middle, row)) low = middle + 1;
        else high = middle;
      }
      takeUntil(low);
      rows.push(row);
      if (isIndexed) index.push(newIndex[i] as string);
    }
    takeUntil(before.rows.length);
    return { of, by, rows, index: indexing(rows, rules.textOf, index) };
  });
