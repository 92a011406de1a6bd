import { expect, it } from 'vitest';
import { toCsv } from './csv';
import { parseCsv } from './csv-read';

it('reads what is written, quotes, commas and line ends too', () => {
  const rows = [
    ['a "b"', 'c, d'],
    ['two\r\nlines', ' e'],
  ];
  const text = toCsv(
    [0, 1].map((place) => ({ header: `h${place}`, value: (row: string[]) => row[place] ?? '' })),
    rows,
  );
  expect(parseCsv(text)).toEqual([['h0', 'h1'], ...rows]);
});

it.each(['a;b\n1;2,5', 'a\tb\r\n1\t2,5\r\n\r\n', '\uFEFFa;b\n1;"2,5'])(
  'takes the separator of the first line: %j',
  (text) => {
    expect(parseCsv(text)).toEqual([
      ['a', 'b'],
      ['1', '2,5'],
    ]);
  },
);
