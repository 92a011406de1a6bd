import type { MemberList } from '#/data/members';
import { buildAccessModel, type AccessModel, type AccessSnapshot, type SpaceAccess } from '#/domain/access';
import { withSpaceChange, type SpaceChange } from '#/domain/space-grants';

export type SpaceEffectOf = {
  snapshot: AccessSnapshot | null;
  model: AccessModel | null;
  everybody: Pick<MemberList, 'members'> | undefined;
  /** The space that carries privacy and grants. */
  spaceUuid: string;
  change: SpaceChange;
};

const POWERS = ['view', 'editDashboards', 'editCharts', 'manage'] as const;

const isOpen = (answer: SpaceAccess) => POWERS.some((power) => answer[power] === 'unknown');

/**
 * What a change of grants or of privacy does to each person it concerns; null where that cannot be told. `same` counts those for
 * whom nothing changes: of a grant all it is for, of privacy only who can do something there now, not everybody else there is.
 */
export const compareSpace = ({ snapshot, model, everybody, spaceUuid, change }: SpaceEffectOf) => {
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
    else if (change.grants || POWERS.some((power) => was[power] === true)) sums.same++;
  }
  return { ...sums, only, concerned: concerned.length };
};
