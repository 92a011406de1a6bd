import { expect, it } from 'vitest';
import { toCsv } from './csv';
import { parseCsv } from './csv-read';

const cells = (text: string) => parseCsv(text).map((row) => row.cells);

it('reads what is written, quotes, commas and line ends too', () => {
  const rows = [
    ['a "b"', 'c, d'],
    ['two\r\nlines', ' e'],
  ];
  const text = toCsv(
    [0, 1].map((place) => ({ header: `h${place}`, value: (row: string[]) => row[place] ?? '' })),
    rows,
  );
  expect(cells(text)).toEqual([['h0', 'h1'], ...rows]);
});

it.each(['a;b\n1;2,5', 'a\tb\r\n1\t2,5\r\n\r\n', '\uFEFFa;b\n1;"2,5'])(
  'takes the separator of the first line: %j',
  (text) => {
    expect(cells(text)).toEqual([
      ['a', 'b'],
      ['1', '2,5'],
    ]);
  },
);

it.each(['\n', '\r\n', '\r'])('knows where a row begins, with lines ended by %j', (end) => {
  const plain = ['', 'a,b', '', '1,2', ' ', '3,4'].join(end);
  expect(parseCsv(plain).map(({ line }) => line)).toEqual([2, 4, 6]);
  expect(cells(plain)).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ]);
  const quoted = ['a,b', `"1${end}1",2`, '', '3,"4"'].join(end);
  expect(parseCsv(quoted).map(({ line }) => line)).toEqual([1, 2, 5]);
  expect(cells(quoted)[2]).toEqual(['3', '4']);
});
