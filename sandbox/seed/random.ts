import { createHash } from 'node:crypto';

export type Random = {
  /** From 0 up to, not including, 1. */
  float(): number;
  /** From 0 up to, not including, the bound. */
  integer(bound: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** As many different elements as asked for, or all there are. */
  sample<T>(list: readonly T[], count: number): T[];
  /** A version 4 uuid. */
  uuid(): string;
};

/** Chance that repeats itself: the same key gives the same sequence (sfc32, its 128 bits taken from a hash of the key). */
export function randomFrom(key: string): Random {
  const digest = createHash('sha256').update(key).digest();
  let [a, b, c, counter] = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)) as [
    number,
    number,
    number,
    number,
  ];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  const float = () => next() / 2 ** 32;
  const integer = (bound: number) => Math.floor(float() * bound);
  const pick = <T>(list: readonly T[]): T => {
    const element = list[integer(list.length)];
    if (element === undefined) throw new Error('nothing to pick from');
    return element;
  };
  return {
    float,
    integer,
    chance: (probability) => float() < probability,
    pick,
    sample(list, count) {
      const chosen = new Set<(typeof list)[number]>();
      const wanted = Math.min(count, list.length);
      while (chosen.size < wanted) chosen.add(pick(list));
      return [...chosen];
    },
    uuid() {
      const hex = [next(), next(), next(), next()].map((word) => word.toString(16).padStart(8, '0')).join('');
      const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}
