import type { Phrase } from '../words/sentence';

/** A sentence with its names set apart, each in its own direction of writing. */
export const Phrases = ({ of }: { of: readonly Phrase[] }) => (
  <>
    {of.map((phrase, place) =>
      typeof phrase === 'string' ? (
        phrase
      ) : (
        // The same words may come twice: only the place tells them apart.
        <strong key={place}>
          <bdi>{phrase.name}</bdi>
        </strong>
      ),
    )}
  </>
);
