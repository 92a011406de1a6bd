import * as fc from 'fast-check';
import { parse } from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CSV_BOM, csvFileName, toCsv } from './csv';

const one = (value: string | number | null) => toCsv([{ header: 'h', value: () => value }], [0]).split('\r\n')[1];

describe('toCsv', () => {
  it('writes RFC 4180', () => {
    const columns = [
      { header: 'Name', value: (row: { name: string }) => row.name },
      { header: 'Length', value: (row: { name: string }) => row.name.length },
      { header: 'Nothing', value: () => null },
    ];
    expect(toCsv(columns, [{ name: 'Ana' }, { name: 'Díaz, "Bo"\nLi' }])).toBe(
      'Name,Length,Nothing\r\nAna,3,\r\n"Díaz, ""Bo""\nLi",13,\r\n',
    );
    expect(toCsv(columns, [])).toBe('Name,Length,Nothing\r\n');
    expect(CSV_BOM).toBe('\uFEFF');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    ' =1',
    '"=1',
    "'=1",
    ' " =1',
    '\u00A0=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
  ])('defuses %j', (text) => {
    expect(one(text)?.replace(/^"/, '')).toMatch(/^'/);
  });

  it('leaves ordinary texts and numbers alone', () => {
    for (const text of ['Ana', 'a=b', 'ana@shop.example', "O'Brien", '3-4', '']) expect(one(text)).toBe(text);
    expect(one(-5)).toBe('-5');
    expect(one(0)).toBe('0');
    expect(one(null)).toBe('');
  });

  it('leaves out what turns the direction of a text, also in front of a formula', () => {
    expect(one('Ana \u202Egnp.exe\u202C \u2066x\u2069\u200F\u061C')).toBe('Ana gnp.exe x');
    expect(one('\u202E=1+1')).toBe("'=1+1");
  });

  it('defuses headers too', () => {
    expect(toCsv([{ header: '=x', value: () => '' }], [])).toBe("'=x\r\n");
  });

  it('is read back as it was, but for the apostrophes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n,;"\' ＝a') }),
    );
    const table = fc.array(fc.tuple(text, text), { minLength: 1 });
    fc.assert(
      fc.property(table, (rows) => {
        const csv = toCsv(
          [0, 1].map((i) => ({ header: `h${i}`, value: (row: string[]) => row[i] ?? null })),
          rows,
        );
        const { data, errors } = parse<string[]>(csv, { delimiter: ',', newline: '\r\n' });
        expect(errors).toEqual([]);
        const cells = data.slice(1, -1);
        expect(cells.length).toBe(rows.length);
        cells.forEach((cell, i) => {
          cell.forEach((read, j) => {
            const written = rows[i]?.[j];
            expect([written, `'${written}`]).toContain(read);
            expect(read).not.toMatch(/^[\s"]*[=+\-@＝＋－＠]/);
          });
        });
      }),
    );
  });
});

it('names files by what is in them and the day', () => {
  const day = new Date(2026, 10, 5, 23, 59);
  expect(csvFileName('members', day)).toBe('lightdash-members-2026-11-05.csv');
  expect(csvFileName(' Members: Ünïcode / all ', day)).toBe('lightdash-members-ünïcode-all-2026-11-05.csv');
});
