import { useMemo } from 'react';
import { count } from '#/lib/text';
import { Effect } from '#/ui/Effect';
import { compareSpace, type SpaceEffectOf } from './space-effect';
import { because, powersInWords } from './words';

/** What a change of grants or of privacy does to the people it concerns, by the access rules over what has been read. */
export const SpaceEffect = (props: SpaceEffectOf) => {
  const { snapshot, model, everybody, spaceUuid, change } = props;
  const outcome = useMemo(() => compareSpace({ snapshot, model, everybody, spaceUuid, change }), [snapshot, model, everybody, spaceUuid, change]);
  if (!outcome) return null;
  const { gone, come, less, more, same, open, only, concerned } = outcome;
  return (
    <Effect
      lines={[
        ['Will no longer open it', gone],
        ['Will be able to open it', come],
        ['Will be allowed less in it', less],
        ['Will be allowed more in it', more],
      ]}
      idle={`This changes nothing for anybody${concerned === 0 ? ': it concerns nobody' : ''}.`}
      others={!only && same > 0 ? `For ${count(same, 'other person', 'others')} nothing changes.` : null}
      unknown={open}
    >
      {only?.view === true && (
        <p>
          <b>Access afterwards:</b> {powersInWords(only).toLowerCase()}. <bdi>{because(only.path)}.</bdi>
        </p>
      )}
    </Effect>
  );
};
