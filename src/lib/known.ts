import { count } from './text';

type MaybeKnown = { isKnown: boolean };

/**
 * How many people a list shows, where of some it is not known whether they belong in it: "12 people", "3 of 12 people",
 * "12 people · of 40 it is not known". In: the rows that fit the filters, and all of them.
 */
export const peopleInWords = (shown: readonly MaybeKnown[], all: readonly MaybeKnown[]): string => {
  const [known, total] = [shown, all].map((rows) => rows.filter(({ isKnown }) => isKnown).length) as [number, number];
  const people = count(total, 'person', 'people');
  const rest = shown.length - known;
  return `${shown.length === all.length ? people : `${known.toLocaleString('en-GB')} of ${people}`}${rest > 0 ? ` · of ${rest.toLocaleString('en-GB')} it is not known` : ''}`;
};
