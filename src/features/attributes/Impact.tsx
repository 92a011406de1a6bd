import { useMemo } from 'react';
import { useMembers } from '#/data/members';
import { effectOn, type AttributeDraft } from '#/domain/attributes';
import { Effect } from '#/ui/Effect';

const names = (people: readonly { name: string }[]) => people.map(({ name }) => name);

/** Whose effective values a change of an attribute changes, before it is made. */
export const Impact = ({ before, after }: { before: AttributeDraft; after: AttributeDraft }) => {
  const { data: everybody } = useMembers();
  const effect = useMemo(
    () => (everybody ? effectOn(before, after, everybody.members) : null),
    [before, after, everybody],
  );
  if (!effect) return <p role="status">Who has other values then is not known: the members could not be read yet.</p>;
  return (
    <Effect
      lines={[
        ['Have another value then', names(effect.changed)],
        ['Have no value any more', names(effect.lost)],
      ]}
      none="Nobody has another value in effect then."
      others="Everybody else keeps what they have in effect."
      unknown={everybody?.missing ?? 0}
    />
  );
};
