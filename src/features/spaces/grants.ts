import type { Groups } from '#/data/groups';
import type { MemberList } from '#/data/members';
import type { SpaceDetail } from '#/data/spaces';
import { type AccessModel, type AccessSpace, explainEffect, type PathStep } from '#/access';
import { grantOf, type Grant, type GrantEffect, type Holder } from '#/features/grants/grants';
import { directGrantsOf } from '#/domain/space-grants';
import { count, grouped } from '#/lib/text';

/**
 * The grants of a space on a server where spaces inherit, as the rules know them: exactly those on the space itself. Out: groups
 * first; people are missing where who of them holds one is not known.
 */
export const exactGrantRows = (
  { directGrants, groupGrants }: Pick<AccessSpace, 'directGrants' | 'groupGrants'>,
  detail: SpaceDetail,
  everybody: MemberList | undefined,
  groups: Groups | undefined,
): Grant[] => {
  const names = new Map(detail.groupGrants.map(({ groupUuid, name }) => [groupUuid, name]));
  const ofGroups = groupGrants === 'unknown' ? detail.groupGrants : groupGrants;
  return [
    ...ofGroups.map(({ groupUuid, role }) =>
      grantOf({ kind: 'group', uuid: groupUuid }, role, everybody, groups, { name: names.get(groupUuid) }),
    ),
    ...(directGrants === 'unknown' ? [] : directGrants).map(({ userUuid, role }) =>
      grantOf({ kind: 'user', uuid: userUuid }, role, everybody, groups),
    ),
  ];
};

/**
 * The grants of a space up to 0.2110, groups first. In: the space; who holds one of their own, by the list of spaces (undefined where that was
 * not read: then only those whom the access list shows). Holders who cannot be read keep the name that the server sends.
 */
export const grantRows = (
  detail: SpaceDetail,
  holders: readonly string[] | undefined,
  everybody: MemberList | undefined,
  groups: Groups | undefined,
): Grant[] => {
  const shown = holders ?? [
    ...new Set(detail.access.filter(({ hasDirectAccess }) => hasDirectAccess).map(({ userUuid }) => userUuid)),
  ];
  const direct = directGrantsOf(shown, detail.access);
  return [
    ...detail.groupGrants.map(({ groupUuid, name, role }) =>
      grantOf({ kind: 'group', uuid: groupUuid }, role, everybody, groups, { name }),
    ),
    ...(direct === 'unknown' ? [] : direct).map(({ userUuid, role }) => {
      const row = detail.access.find((each) => each.userUuid === userUuid);
      return grantOf({ kind: 'user', uuid: userUuid }, role, everybody, groups, row);
    }),
  ];
};

/**
 * How many grants there are on a space, the one to everybody in the project among them, and what an empty list of them means. In:
 * the space; its grants by the rules (undefined before they have been read), which alone tell of people where spaces inherit; how
 * many are listed. Out: `size` null where the server does not tell of all.
 */
export const shownGrants = (
  { isNewer, everybody }: Pick<SpaceDetail, 'isNewer' | 'everybody'>,
  granted: Pick<AccessSpace, 'directGrants'> | undefined,
  listed: number,
): { size: number | null; none: string } => {
  if (isNewer && (granted?.directGrants ?? 'unknown') === 'unknown')
    return { size: null, none: everybody ? 'No other grant is shown to you' : 'No grant is shown to you' };
  return everybody
    ? { size: listed + 1, none: 'No person or group is granted this one by itself' }
    : { size: listed, none: 'Nothing is granted here' };
};

const isStepOf = (step: PathStep, { kind, uuid }: Holder): boolean =>
  // Grants on spaces above are steps of the same kinds.
  !('on' in step && step.on) &&
  (kind === 'user' ? step.kind === 'spaceGrant' : step.kind === 'groupSpaceGrant' && step.group.groupUuid === uuid);

const commonest = (words: readonly string[]): string => {
  const tally = new Map<string, number>();
  for (const word of words) tally.set(word, (tally.get(word) ?? 0) + 1);
  return [...tally].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '';
};

/**
 * What a grant does to those it concerns, by the access rules: whether it counts, or why not. In: a model that has the grant;
 * the space that carries it.
 */
export const effectOfGrant = (
  model: AccessModel,
  spaceUuid: string,
  holder: Holder,
  userUuids: readonly string[],
): GrantEffect => {
  if (userUuids.length === 0) return { text: 'Nobody is in the group', kind: 'idle' };
  const steps = userUuids.flatMap(
    (userUuid) => model.space(userUuid, spaceUuid).path.find((step) => isStepOf(step, holder)) ?? [],
  );
  const counting = steps.filter(({ effect }) => effect === 'wins' || effect === 'contributes');
  const idle = steps.filter(({ effect }) => effect === 'none');
  if (counting.length === 0) {
    if (idle.length === 0 || idle.length < steps.length)
      return { text: 'Not known: not everything could be read', kind: 'open' };
    return {
      text: `${commonest(idle.map(explainEffect))}${idle.length > 1 ? ` (${count(idle.length, 'member', 'members')})` : ''}`,
      kind: 'idle',
    };
  }
  const limit = commonest(counting.map(explainEffect).filter(Boolean));
  const limited = counting.filter((step) => explainEffect(step) !== '').length;
  const kind = limited === counting.length ? 'limited' : 'counts';
  if (holder.kind === 'user') return { text: limit || 'Gives the effective role', kind };
  const among = `${grouped(counting.length)} of ${count(userUuids.length, 'member', 'members')}`;
  return {
    text: `Counts for ${among}${limited === 0 ? '' : `, ${limited === counting.length ? 'all' : grouped(limited)} limited by the role in the project`}`,
    kind,
  };
};

/** An effect as a line: what is nothing, or less than it seems, is called so first. */
export const effectInWords = ({ text, kind }: GrantEffect): string => {
  const flag = kind === 'idle' ? 'Without effect' : kind === 'limited' ? 'Limited' : null;
  return flag ? `${flag}: ${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
};
