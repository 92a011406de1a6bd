import type { Groups } from '#/data/groups';
import type { MemberList } from '#/data/members';
import type { AccessSnapshot } from '#/access';
import { statusName } from '#/domain/members';
import type { SpaceGrantHolder } from '#/domain/space-grants';

/** Whom a grant is for. */
export type Holder = SpaceGrantHolder;

/** One grant of a project or a space. `role` is a system role, the uuid of a custom one, or `unknown` where the server hides it. */
export type Grant = Holder & {
  name: string;
  /** The address of a person; empty for a group. */
  email: string;
  /** Who it concerns: the person, or the members of the group. */
  userUuids: readonly string[];
  role: string;
  /** Others are granted beside this one, and the server does not say which. */
  hasMoreRoles?: boolean | undefined;
  /** A word about a person who cannot sign in. */
  state: string;
};

/**
 * What a grant does, in words. `counts`: without it somebody would have less; `limited`: less than its role says; `idle`: nothing
 * would be different without it; `open`: not everything could be read.
 */
export type GrantEffect = { text: string; kind: 'counts' | 'limited' | 'idle' | 'open' };

/** A grant as a list shows it: with its role and its effect in words. */
export type GrantRow = Grant & { roleName: string; effect: GrantEffect };

/** What a change of a grant does where several roles are held by it at once. In: whether it is taken away. */
export const moreRolesInWords = (isRevoked: boolean): string =>
  `Several roles are granted here at once, and the server does not say which. ${isRevoked ? 'All of them go.' : 'Only the one chosen remains.'}`;

/** Who a grant concerns: the person, or the members of the group. */
export const concernedBy = ({ kind, uuid }: Holder, everybody: MemberList | undefined): readonly string[] =>
  kind === 'user'
    ? [uuid]
    : (everybody?.members ?? []).filter(({ groupUuids }) => groupUuids.includes(uuid)).map(({ userUuid }) => userUuid);

/** A grant with the name of its holder. In: what the server calls a holder who is in no list; otherwise it keeps the uuid. */
export const grantOf = (
  holder: Holder & { hasMoreRoles?: boolean | undefined },
  role: string,
  everybody: MemberList | undefined,
  groups: Groups | undefined,
  listed: { name?: string | undefined; email?: string | undefined } = {},
): Grant => {
  const { kind, uuid } = holder;
  const member = kind === 'user' ? everybody?.byUuid.get(uuid) : undefined;
  return {
    kind,
    uuid,
    name: (kind === 'user' ? member?.name : groups?.get(uuid)?.name) ?? listed.name ?? uuid,
    email: member?.email ?? listed.email ?? '',
    userUuids: concernedBy(holder, everybody),
    role,
    hasMoreRoles: holder.hasMoreRoles,
    state: member && member.status !== 'active' ? statusName(member.status) : '',
  };
};

/** The grants of a project or a space as far as a snapshot has them, groups first: who holds them, and with which role. */
export const grantsIn = (
  snapshot: Pick<AccessSnapshot, 'projects' | 'spaces'> | null,
  { projectUuid, spaceUuid }: { projectUuid: string; spaceUuid?: string },
): (Holder & { role: string; hasMoreRoles?: boolean | undefined })[] => {
  const space = snapshot?.spaces.find((each) => each.spaceUuid === spaceUuid);
  const project = snapshot?.projects.find((each) => each.projectUuid === projectUuid);
  const [people, groups] =
    spaceUuid === undefined ? [project?.userGrants, project?.groupGrants] : [space?.directGrants, space?.groupGrants];
  return [
    ...(!groups || groups === 'unknown'
      ? []
      : groups.map((grant) => ({ ...held(grant), kind: 'group' as const, uuid: grant.groupUuid }))),
    ...(!people || people === 'unknown'
      ? []
      : people.map((grant) => ({ ...held(grant), kind: 'user' as const, uuid: grant.userUuid }))),
  ];
};

const held = ({ role, hasMoreRoles }: { role: string; hasMoreRoles?: boolean | undefined }) => ({ role, hasMoreRoles });
