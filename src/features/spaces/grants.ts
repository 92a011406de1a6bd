import type { Groups } from '#/data/groups';
import type { MemberList } from '#/data/members';
import type { SpaceDetail } from '#/data/spaces';
import {
  explainEffect,
  type AccessModel,
  type AccessSnapshot,
  type PathStep,
  type SpaceRole,
  type Unknown,
} from '#/access/rules';
import { statusName, type Member } from '#/domain/members';
import { directGrantsOf, type SpaceGrantHolder } from '#/domain/space-grants';
import { count } from '#/lib/text';

/** One grant of a space, to a person or a group, with the name of its holder. */
export type GrantRow = SpaceGrantHolder & {
  name: string;
  email: string;
  role: SpaceRole | Unknown;
  /** Who it concerns: the person, or the members of the group. */
  userUuids: readonly string[];
  /** A word about a person who cannot sign in. */
  state: string;
};

/**
 * What a grant does, in words. `idle`: nothing; `limited`: less than its role says, because the role in the project is too weak;
 * `open`: not everything could be read.
 */
export type GrantEffect = { text: string; kind: 'counts' | 'limited' | 'idle' | 'open' };

const membersOf = (everybody: MemberList | undefined, groupUuid: string): string[] =>
  (everybody?.members ?? []).filter(({ groupUuids }) => groupUuids.includes(groupUuid)).map(({ userUuid }) => userUuid);

/** Who a grant concerns: the person, or the members of the group. */
export const concernedBy = ({ kind, uuid }: SpaceGrantHolder, everybody: MemberList | undefined): readonly string[] =>
  kind === 'user' ? [uuid] : membersOf(everybody, uuid);

/**
 * The grants of a space, groups first. In: the space; who holds one of their own, by the list of spaces (undefined where that was
 * not read: then only those whom the access list shows). Holders who cannot be read keep the name that the server sends.
 */
export const grantRows = (
  detail: SpaceDetail,
  holders: readonly string[] | undefined,
  everybody: MemberList | undefined,
  groups: Groups | undefined,
): GrantRow[] => {
  const shown = holders ?? [
    ...new Set(detail.access.filter(({ hasDirectAccess }) => hasDirectAccess).map(({ userUuid }) => userUuid)),
  ];
  const direct = directGrantsOf(shown, detail.access);
  return [
    ...detail.groupGrants.map(({ groupUuid, name, role }): GrantRow => ({
      kind: 'group',
      uuid: groupUuid,
      name: groups?.get(groupUuid)?.name ?? name,
      email: '',
      role,
      userUuids: membersOf(everybody, groupUuid),
      state: '',
    })),
    ...(direct === 'unknown' ? [] : direct).map(({ userUuid, role }): GrantRow => {
      const member: Pick<Member, 'name' | 'email' | 'status'> | undefined = everybody?.byUuid.get(userUuid);
      const row = detail.access.find((each) => each.userUuid === userUuid);
      return {
        kind: 'user',
        uuid: userUuid,
        name: member?.name ?? row?.name ?? userUuid,
        email: member?.email ?? row?.email ?? '',
        role: detail.isNewer ? (row?.role ?? role) : role,
        userUuids: [userUuid],
        state: member && member.status !== 'active' ? statusName(member.status) : '',
      };
    }),
  ];
};

const isStepOf = (step: PathStep, { kind, uuid }: SpaceGrantHolder): boolean =>
  kind === 'user' ? step.kind === 'spaceGrant' : step.kind === 'groupSpaceGrant' && step.group.groupUuid === uuid;

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
  holder: SpaceGrantHolder,
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
  const among = `${counting.length.toLocaleString('en-GB')} of ${count(userUuids.length, 'member', 'members')}`;
  return {
    text: `Counts for ${among}${limited === 0 ? '' : `, ${limited === counting.length ? 'all' : limited.toLocaleString('en-GB')} limited by the role in the project`}`,
    kind,
  };
};

/** An effect as a line: what is nothing, or less than it seems, is called so first. */
export const effectInWords = ({ text, kind }: GrantEffect): string => {
  const flag = kind === 'idle' ? 'Without effect' : kind === 'limited' ? 'Limited' : null;
  return flag ? `${flag}: ${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
};

/** The grants of the space itself as the snapshot has them, for a comparison: by holder, the role. */
export const presentRoles = (
  snapshot: AccessSnapshot | null,
  spaceUuid: string,
): ReadonlyMap<string, SpaceRole | Unknown> => {
  const space = snapshot?.spaces.find((each) => each.spaceUuid === spaceUuid);
  const people = !space || space.directGrants === 'unknown' ? [] : space.directGrants;
  const groups = !space || space.groupGrants === 'unknown' ? [] : space.groupGrants;
  return new Map<string, SpaceRole | Unknown>([
    ...people.map(({ userUuid, role }) => [userUuid, role] as const),
    ...groups.map(({ groupUuid, role }) => [groupUuid, role] as const),
  ]);
};
