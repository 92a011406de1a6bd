import { describe, expect, it } from 'vitest';
import { indexing, indexRows, narrowRows, orderRows, sortedBy, type Ordered } from './rows';
import { firstOf } from './first-of';
import { growRows } from './rows-growing';

growRows();

type Row = { id: number; name: string; joined: number | null };
type Column = 'name' | 'joined';

const rules = {
  textOf: ({ name }: Row) => name,
  ...sortedBy<Row, Column>({ name: ({ name }) => name, joined: ({ joined }) => joined }),
};

/** Numbers that look random and are the same in every run. */
const numbers = (seed: number) => () => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
  return seed / 0x7fff_ffff;
};

const rowsOf = (count: number, seed: number): Row[] => {
  const next = numbers(seed);
  return Array.from({ length: count }, (_, id) => ({
    id,
    // Few names, so that many rows are equal and have to keep their order.
    name: `${['Zoë', 'ana', 'Ana', 'Bo', '“Cy”', 'Émile'][Math.floor(next() * 6)]} ${Math.floor(next() * 12)}`,
    joined: next() < 0.2 ? null : Math.floor(next() * 50),
  }));
};

describe('the first of a list', () => {
  it.each([1, 2, 3].flatMap((seed) => (['name', 'joined'] as const).map((column) => ({ seed, column }))))(
    'are those that sorting it would have there, the equal ones in their order: $column, $seed',
    ({ seed, column }) => {
      const by = { column, descending: false };
      for (const count of [1, 24, 300, 500])
        expect(firstOf(rowsOf(400, seed), rules.compare(by), count)).toEqual(
          rules.sort(rowsOf(400, seed), by).slice(0, count),
        );
    },
  );
});

describe('a list that grows', () => {
  it.each(
    [1, 2, 3, 4, 5].flatMap((seed) =>
      (['name', 'joined'] as const).flatMap((column) => [
        { seed, column, descending: false },
        { seed, column, descending: true },
      ]),
    ),
  )('is merged as it would have been sorted: $column, descending $descending, $seed', ({ seed, ...by }) => {
    const all = rowsOf(400, seed);
    let last: Ordered<Row, Column> | undefined;
    for (const end of [7, 60, 60, 61, 300, 400]) {
      last = orderRows(rules, all.slice(0, end), by, last);
      // Somebody searches in some of these lists, which then have an index when more comes.
      if (seed % 2 === 0 && end < 300) last.index.all();
    }
    const anew = orderRows(rules, all, by);
    expect(last?.rows.map(({ id }) => id)).toEqual(anew.rows.map(({ id }) => id));
    expect(last?.index.all()).toEqual(anew.index.all());
  });

  it('compares only what has come, about as often as it has to', () => {
    let compared = 0;
    const counting = {
      ...rules,
      compare: (by: { column: Column; descending: boolean }) => {
        const compare = rules.compare(by);
        return (a: Row, b: Row) => {
          compared++;
          return compare(a, b);
        };
      },
    };
    const all = rowsOf(20_000, 6);
    const by = { column: 'name', descending: false } as const;
    const before = orderRows(counting, all.slice(0, 19_000), by);
    orderRows(counting, all, by, before);
    expect(compared).toBeLessThan(1_000 * 15);
  });

  it('looks for the text of each row once where somebody searches, and of none where nobody does', () => {
    let looked = 0;
    const counting = {
      ...rules,
      textOf: (row: Row) => {
        looked++;
        return row.name;
      },
    };
    const all = rowsOf(300, 8);
    const by = { column: 'name', descending: false } as const;
    let last = orderRows(counting, all.slice(0, 100), by);
    last = orderRows(counting, all.slice(0, 200), by, last);
    expect(looked).toBe(0);
    last.index.all();
    last = orderRows(counting, all, by, last);
    expect(last.index.all()).toHaveLength(300);
    expect(looked).toBe(300);
  });

  it('is sorted anew where a row has changed, or the order', () => {
    const all = rowsOf(50, 7);
    const before = orderRows(rules, all, { column: 'name', descending: false });
    const changed = all.with(10, { ...(all[10] as Row), name: 'Aaron' });
    const sorted = orderRows(rules, changed, { column: 'name', descending: false }, before);
    expect(sorted.rows).toEqual(rules.sort(changed, { column: 'name', descending: false }));
    const turned = orderRows(rules, all, { column: 'name', descending: true }, before);
    expect(turned.rows).toEqual(rules.sort(all, { column: 'name', descending: true }));
  });
});

describe('an index made bit by bit', () => {
  const all = rowsOf(25, 9);

  it('is whole after as many bits as there are, and the same as one made at once', () => {
    const index = indexing(all, rules.textOf);
    expect([index.advance(10), index.advance(10), index.advance(10), index.advance(10)]).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(index.all()).toEqual(indexRows(all, rules.textOf));
  });

  it('is whole at once for who searches before that', () => {
    const index = indexing(all, rules.textOf);
    index.advance(10);
    expect(index.all()).toEqual(indexRows(all, rules.textOf));
  });
});

it('narrows nothing where nothing is searched or chosen', () => {
  const all = rowsOf(5, 10);
  const view = { search: '', filters: {} };
  expect(narrowRows(all, { textOf: rules.textOf, filters: {} }, view, [])).toBe(all);
});
