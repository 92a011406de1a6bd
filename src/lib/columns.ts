/** What a column of a table asks for, in pixels. */
export type Wish = {
  /** As wide as its head and nearly all of its texts are. */
  natural: number;
  /** As wide as most of its texts are. */
  usual: number;
  /** Below this it says nothing any more. */
  least: number;
  /** Takes the room that is left, and gives way first. */
  isFlexible: boolean;
  /** Chosen by hand: neither grows nor gives way. */
  chosen?: number | undefined;
};

const CANDIDATES = 24;
const SAMPLED = 2_000;
/** A flexible column wider than this leaves the rest to the others. */
const ENOUGH = 620;
const GROWTH = 1.8;

/** The texts of a column, of 2,000 rows at most. */
export const sampleTexts = <Row>(rows: readonly Row[], text: (row: Row) => string): string[] => {
  const step = Math.max(1, Math.floor(rows.length / SAMPLED));
  return rows.flatMap((row, i) => (i % step === 0 ? [text(row)] : []));
};

/** Scripts and pictures that the page's own font may lack: the browser then looks for another, which takes longer than all the rest. */
const MAY_LACK = /[\u0590-\u1dff\u2e80-\uffff]/;

/**
 * The longest texts but for a share of them. Letters differ in width, so these are candidates to be measured; those that may need a
 * font of their own are among them only where they are the most.
 */
export const longestBut = (share: number, texts: readonly string[]): string[] => {
  const skipped = Math.floor(texts.length * share);
  const longest = texts.toSorted((a, b) => b.length - a.length).slice(skipped, skipped + CANDIDATES);
  const plain = longest.filter((text) => !MAY_LACK.test(text));
  return plain.length * 2 < longest.length ? longest : plain;
};

/**
 * How wide each column becomes. What is left over is for the flexible ones until they have enough, then for all. Where the room is
 * short, the flexible ones give way first and then the others, down to what is usual, then all down to what is least; what was
 * chosen by hand stays. Then the table is wider than its room and scrolls. In: what each asks for, and the room. Out: whole pixels.
 */
export const fitColumns = (wishes: readonly Wish[], room: number): number[] => {
  const parts = wishes.map((wish) => ({ ...wish, width: wish.chosen ?? wish.natural }));
  const free = parts.filter(({ chosen }) => chosen === undefined);
  const flexible = free.filter(({ isFlexible }) => isFlexible);
  type Part = (typeof parts)[number];
  /** Takes or gives what is missing, to each in proportion to how much that can be. */
  const share = (some: readonly Part[], limitOf: (part: Part) => number) => {
    const missing = room - parts.reduce((sum, { width }) => sum + width, 0);
    const reserves = some.map((part) => (missing > 0 ? Math.max : Math.min)(0, limitOf(part) - part.width));
    const reserve = reserves.reduce((sum, each) => sum + each, 0);
    if (reserve === 0) return;
    for (const [i, part] of some.entries()) part.width += (reserves[i] ?? 0) * Math.min(1, missing / reserve);
  };
  const isShort = parts.reduce((sum, { width }) => sum + width, 0) > room;
  if (isShort) {
    share(flexible, ({ usual }) => usual);
    share(free, ({ usual }) => usual);
    share(free, ({ least }) => least);
  } else {
    share(flexible, ({ width }) => Math.min(ENOUGH, width * GROWTH));
    share(free, ({ width }) => width * (1 + room));
  }
  return parts.map(({ width }) => Math.floor(width));
};
