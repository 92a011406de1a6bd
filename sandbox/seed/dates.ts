export const DAY = 24 * 60 * 60 * 1000;

/** The moment so many milliseconds before (or, negative, after) the given one, as the API writes it. */
export function before(now: Date, milliseconds: number): string {
  return new Date(now.getTime() - milliseconds).toISOString();
}
