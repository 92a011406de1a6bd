/** The first of some rows as sorting all of them would have them. In: their order, and how many. */
export const firstOf = <Row>(rows: readonly Row[], compare: (a: Row, b: Row) => number, count: number): Row[] => {
  const first: Row[] = [];
  for (const row of rows) {
    const last = first[count - 1];
    if (last !== undefined && compare(row, last) >= 0) continue;
    const after = first.findIndex((other) => compare(row, other) < 0);
    first.splice(after === -1 ? first.length : after, 0, row);
    first.length = Math.min(first.length, count);
  }
  return first;
};
