/** What has not been read, and what can't be said because of it. Never guessed. */
export type Unknown = 'unknown';

export const UNKNOWN: Unknown = 'unknown';

/** An answer that may be open. */
export type Decision = boolean | Unknown;

/** The value all agree on; else unknown. In: at least one value. */
export function agreed<T>(values: readonly [T, ...T[]], same: (a: T, b: T) => boolean = Object.is): T | Unknown {
  const [first] = values;
  return values.every((value) => same(first, value)) ? first : UNKNOWN;
}
