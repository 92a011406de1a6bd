import { count } from './text';

/** `state`: a word about somebody who cannot sign in, empty for all others. */
type MaybeKnown = { isKnown: boolean; state: string };

/**
 * How many people a list shows, and of how many of them there is more to say: "12 people", "3 of 12 people", "20 people, 3 of
 * whom cannot sign in", "12 people; of 40 more it is not known". In: the rows that fit the filters, and all of them.
 */
export const peopleInWords = (shown: readonly MaybeKnown[], all: readonly MaybeKnown[]): string => {
  const [known, total] = [shown, all].map((rows) => rows.filter(({ isKnown }) => isKnown).length) as [number, number];
  const people = count(total, 'person', 'people');
  const rest = shown.length - known;
  const away = shown.filter(({ isKnown, state }) => isKnown && state !== '').length;
  return [
    shown.length === all.length ? people : `${known.toLocaleString('en-GB')} of ${people}`,
    away > 0 && (total === 1 ? ', who cannot sign in' : `, ${away.toLocaleString('en-GB')} of whom cannot sign in`),
    rest > 0 && `; of ${rest.toLocaleString('en-GB')} more it is not known`,
  ]
    .filter(Boolean)
    .join('');
};
