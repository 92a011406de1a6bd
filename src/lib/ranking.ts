/** Where a word begins in a text: at its start, or behind anything that is neither letter nor digit. */
const beginsIn = (word: string, text: string): boolean => {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  return false;
};

/**
 * How well something answers a search, the smaller the better: 0 is called that, 1 begins with it, 2 has words that begin with
 * its words, 3 has these in its other text (an address), 4 has them anywhere; null for not at all. In: all folded (`fold`), the
 * search without blanks at its ends.
 */
export const rank = (wanted: string, name: string, other = ''): number | null => {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const words = wanted.split(/\s+/);
  const both = `${name}\n${other}`;
  if (!words.every((word) => both.includes(word))) return null;
  if (words.every((word) => beginsIn(word, name))) return 2;
  return words.every((word) => beginsIn(word, both)) ? 3 : 4;
};

type Rankable = { kind: string; name: string; folded: string; other?: string };

/** Of one quality no more are compared: whoever types one letter looks for none of a thousand. */
const COMPARED = 300;

/**
 * The best of what a search finds, the best first; among equals in the order of their kinds, then by name. In: what there is,
 * the search (folded), the kinds in their order with how many of each are shown at most, and how many in all.
 */
export const bestOf = <Thing extends Rankable>(
  things: Iterable<Thing>,
  wanted: string,
  kinds: ReadonlyMap<string, number>,
  limit: number,
): { thing: Thing; rank: number }[] => {
  const found: { thing: Thing; rank: number }[][] = [];
  for (const thing of things) {
    const quality = rank(wanted, thing.folded, thing.other);
    if (quality === null) continue;
    const equals = (found[quality] ??= []);
    if (equals.length < COMPARED) equals.push({ thing, rank: quality });
  }
  const order = [...kinds.keys()];
  const placeOf = ({ thing: { kind } }: { thing: Thing }) => order.indexOf(kind);
  const left = new Map(kinds);
  const shown = found
    .flat()
    .toSorted((a, b) => a.rank - b.rank || placeOf(a) - placeOf(b) || a.thing.name.localeCompare(b.thing.name));
  return shown
    .filter(({ thing: { kind } }) => {
      const rest = left.get(kind) ?? 0;
      left.set(kind, rest - 1);
      return rest > 0;
    })
    .slice(0, limit);
};
