import { useMemo } from 'react';
import { buildAccessModel, type AccessModel, type AccessSnapshot, type SpaceAccess } from '#/domain/access';
import type { MemberList } from '#/data/members';
import { withSpaceChange, type SpaceChange } from '#/domain/space-grants';
import { count } from '#/lib/text';
import { Effect } from '#/ui/Effect';
import { because, powersInWords } from './words';

type SpaceEffectProps = {
  snapshot: AccessSnapshot | null;
  model: AccessModel | null;
  everybody: MemberList | undefined;
  /** The space that carries privacy and grants. */
  spaceUuid: string;
  change: SpaceChange;
};

const POWERS = ['view', 'editDashboards', 'editCharts', 'manage'] as const;

const isOpen = (answer: SpaceAccess) => POWERS.some((power) => answer[power] === 'unknown');

const compare = ({ snapshot, model, everybody, spaceUuid, change }: SpaceEffectProps) => {
  if (!snapshot || !model || !everybody) return null;
  const after = buildAccessModel(withSpaceChange(snapshot, spaceUuid, change));
  const users = new Set(change.grants?.flatMap(({ kind, uuid }) => (kind === 'user' ? [uuid] : [])));
  const groups = new Set(change.grants?.flatMap(({ kind, uuid }) => (kind === 'group' ? [uuid] : [])));
  const concerned = change.grants
    ? everybody.members.filter(({ userUuid, groupUuids }) => users.has(userUuid) || groupUuids.some((uuid) => groups.has(uuid)))
    : everybody.members;
  const sums = { gone: [] as string[], come: [] as string[], less: [] as string[], more: [] as string[], same: 0, open: 0 };
  let only: SpaceAccess | null = null;
  for (const { userUuid, name } of concerned) {
    const was = model.space(userUuid, spaceUuid);
    const will = after.space(userUuid, spaceUuid);
    if (concerned.length === 1) only = will;
    if (isOpen(was) || isOpen(will)) sums.open++;
    else if (was.view === true && will.view === false) sums.gone.push(name);
    else if (was.view === false && will.view === true) sums.come.push(name);
    else if (POWERS.some((power) => was[power] === true && will[power] === false)) sums.less.push(name);
    else if (POWERS.some((power) => was[power] === false && will[power] === true)) sums.more.push(name);
    else sums.same++;
  }
  return { ...sums, only };
};

/** What a change of grants or of privacy does to the people it concerns, by the access rules over what has been read. */
export const SpaceEffect = (props: SpaceEffectProps) => {
  const { snapshot, model, everybody, spaceUuid, change } = props;
  const outcome = useMemo(() => compare({ snapshot, model, everybody, spaceUuid, change }), [snapshot, model, everybody, spaceUuid, change]);
  if (!outcome) return null;
  const { gone, come, less, more, same, open, only } = outcome;
  return (
    <Effect
      lines={[
        ['Will no longer open it', gone],
        ['Will be able to open it', come],
        ['Will be allowed less in it', less],
        ['Will be allowed more in it', more],
      ]}
      idle={`This changes nothing for anybody${change.grants && same === 0 ? ': it concerns nobody' : ''}.`}
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
