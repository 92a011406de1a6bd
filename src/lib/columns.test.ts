import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitColumns, longestBut, sampleTexts, type Wish } from './columns';

const wish = (natural: number, more: Partial<Wish> = {}): Wish => ({
  natural,
  usual: natural / 2,
  least: 40,
  isFlexible: false,
  ...more,
});

describe('columns', () => {
  it('are as wide as what is in them; the flexible one takes what is left, until it has enough', () => {
    const columns = [wish(200), wish(100, { isFlexible: true }), wish(80)];
    expect(fitColumns(columns, 440)).toEqual([200, 160, 80]);
    // 180 are enough for it; the other 460 are for all, to each as much again.
    expect(fitColumns(columns, 920)).toEqual([400, 360, 160]);
  });

  it('share what is left in proportion where none is flexible', () => {
    expect(fitColumns([wish(200), wish(100)], 600)).toEqual([400, 200]);
  });

  it('give way where the room is short: the flexible one first, then the others to what is usual, then all', () => {
    const columns = [wish(200), wish(300, { isFlexible: true }), wish(100)];
    expect(fitColumns(columns, 500)).toEqual([200, 200, 100]);
    expect(fitColumns(columns, 375)).toEqual([150, 150, 75]);
    expect(fitColumns(columns, 210)).toEqual([70, 95, 45]);
  });

  it('are never narrower than what is least: the table scrolls instead', () => {
    expect(fitColumns([wish(200), wish(100)], 50)).toEqual([40, 40]);
  });

  it('keep a width chosen by hand, whatever the room', () => {
    const columns = [wish(200, { chosen: 90 }), wish(100, { isFlexible: true }), wish(80, { chosen: 400 })];
    expect(fitColumns(columns, 800)).toEqual([90, 310, 400]);
    expect(fitColumns(columns, 300)).toEqual([90, 40, 400]);
  });

  it('fill the room but for parts of pixels, unless nothing can give way any more', () => {
    const width = fc.integer({ min: 40, max: 420 });
    const column = fc.record({
      natural: width,
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      isFlexible: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 400, max: 2000 }),
        (some, room) => {
          const columns = some.map(({ natural, part, isFlexible }) =>
            wish(natural, { usual: 40 + (natural - 40) * part, isFlexible }),
          );
          const sum = fitColumns(columns, room).reduce((all, each) => all + each, 0);
          expect(sum).toBeLessThanOrEqual(room);
          expect(sum).toBeGreaterThan(room - columns.length - 1);
        },
      ),
    );
  });
});

describe('the texts that a column is made for', () => {
  it('are the longest but for the rarest', () => {
    const texts = Array.from({ length: 100 }, (_, i) => 'x'.repeat(i + 1));
    expect(longestBut(0.03, texts).map(({ length }) => length)).toEqual(Array.from({ length: 24 }, (_, i) => 97 - i));
  });

  it('leave out none of a few', () => {
    expect(longestBut(0.03, ['Active', 'Invited 58 minutes ago'])).toEqual(['Invited 58 minutes ago', 'Active']);
  });

  it('leave out what may need a font of its own, but not where that is the most', () => {
    const [thai, plain] = ['ประเสริฐ วงศ์สวัสดิ์', 'Κωνσταντίνος Ó Súilleabháin'];
    expect(longestBut(0, [thai, plain, '🦊'.repeat(20), 'Ann'])).toEqual([plain, 'Ann']);
    expect(longestBut(0, [thai, '直子 高橋', 'Ann'])).toEqual([thai, '直子 高橋', 'Ann']);
  });

  it('are looked for in 2,000 rows of many', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => i);
    expect(sampleTexts(rows, String)).toHaveLength(2000);
    expect(sampleTexts(rows.slice(0, 3), String)).toEqual(['0', '1', '2']);
  });
});
