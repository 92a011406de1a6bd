import { count, grouped } from './text';

/** `state`: a word about somebody who cannot sign in, empty for all others. */
type MaybeKnown = { isKnown: boolean; state: string };

/**
 * How many people a list shows, and of how many of them there is more to say: "12 people", "3 of 12 people", "20 people, 3 of
 * whom cannot sign in", "12 people; of 40 more it is not known". In: the rows that fit the filters, all of them, and
 * how many people there are where not all of them are rows.
 */
export const peopleInWords = (
  shown: readonly MaybeKnown[],
  all: readonly MaybeKnown[],
  inAll = all.filter(({ isKnown }) => isKnown).length,
): string => {
  const known = shown.filter(({ isKnown }) => isKnown).length;
  const people = count(inAll, 'person', 'people');
  const rest = shown.length - known;
  const away = shown.filter(({ isKnown, state }) => isKnown && state !== '').length;
  return [
    shown.length === all.length && known === inAll ? people : `${grouped(known)} of ${people}`,
    away > 0 && (inAll === 1 ? ', who cannot sign in' : `, ${grouped(away)} of whom cannot sign in`),
    rest > 0 && `; of ${grouped(rest)} more it is not known`,
  ]
    .filter(Boolean)
    .join('');
};
