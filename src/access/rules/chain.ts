import { directRole, projectFacts, type Facts } from './facts';
import type { SpaceRole } from '#/domain/access-roles';
import { groupRef, type IndexedProject, type IndexedSpace, type SnapshotIndex } from './snapshot-index';
import type { GroupRef, ProjectSource, SpaceRef, UnreadPart } from './sources';
import { UNKNOWN, type Decision, type Unknown } from '#/domain/unknown';
import { unreadParts } from './unread';

/** One space of a chain, as far as it has been read about one person. */
export type Link = {
  space: SpaceRef;
  /** Whether access also comes from above: the parent or, at the top, the project. */
  inherits: Decision;
  direct: SpaceRole | null | 'holder' | Unknown;
  /** What the person's groups are granted here; unknown where the grants or the groups are. */
  groups: readonly { group: GroupRef; role: SpaceRole }[] | Unknown;
  /** Where the person's groups are unknown: what groups are granted here, for they could be theirs. */
  candidates: readonly SpaceRole[] | Unknown;
  everybody: SpaceRole | null | Unknown;
};

/** What has been read about one person in one space of generation C. */
export type ChainFacts = {
  /** About the project that the space is in. */
  project: Facts;
  /** The space, then those above it, as far as they have been read: also those above one that does not inherit. */
  chain: readonly Link[];
  /** Whether the last of them is the one at the top. */
  isWhole: boolean;
  /** Whether all of them inherit, as the server says it of the space in question. */
  inheritsFromProject: Decision;
};

/** Whether a source of a role makes its holder one of those whom a grant to the members of the project reaches (C5). */
export function isOfProjectMembers({ kind, role }: ProjectSource): boolean {
  return kind === 'projectGrant' || (kind === 'organizationRole' && typeof role === 'string' && role !== 'member');
}

/** The space and those above it, as far as they have been read. Empty: the space itself has not. */
export function spacesAbove(
  index: SnapshotIndex,
  space: IndexedSpace | undefined,
): { spaces: IndexedSpace[]; isWhole: boolean } {
  const spaces: IndexedSpace[] = [];
  let at = space;
  // Spaces that lie in each other have no top; a server never says so, a half-read snapshot might.
  while (at && !spaces.includes(at)) {
    spaces.push(at);
    if (at.space.parentSpaceUuid === null) return { spaces, isWhole: true };
    at = index.spaces.get(at.space.parentSpaceUuid);
  }
  return { spaces, isWhole: false };
}

/** What is known about a person in a space: C1 to C5. */
export function chainFacts(
  index: SnapshotIndex,
  userUuid: string,
  project: IndexedProject | undefined,
  space: IndexedSpace | undefined,
): ChainFacts {
  const { spaces, isWhole } = spacesAbove(index, space);
  return {
    project: projectFacts(index, userUuid, project),
    chain: spaces.map((each) => link(index, userUuid, each)),
    isWhole,
    inheritsFromProject: space?.space.inheritsFromProject ?? UNKNOWN,
  };
}

function link(index: SnapshotIndex, userUuid: string, { space, directGrants, groupGrants }: IndexedSpace): Link {
  const member = index.members.get(userUuid);
  const common = {
    space: { spaceUuid: space.spaceUuid, name: space.name },
    inherits: space.inheritsParent ?? UNKNOWN,
    everybody: space.projectMemberRole ?? null,
  };
  if (member?.isRemoved) return { ...common, everybody: null, direct: null, groups: [], candidates: [] };
  const groupUuids = member?.groupUuids ?? UNKNOWN;
  const isInNone = groupUuids !== UNKNOWN && groupUuids.length === 0;
  const direct = directRole(directGrants, userUuid);
  if (isInNone) return { ...common, direct, groups: [], candidates: [] };
  if (groupGrants === UNKNOWN) return { ...common, direct, groups: UNKNOWN, candidates: UNKNOWN };
  if (groupUuids === UNKNOWN) return { ...common, direct, groups: UNKNOWN, candidates: [...groupGrants.values()] };
  const groups = groupUuids.flatMap((groupUuid) => {
    const role = groupGrants.get(groupUuid);
    return role ? [{ group: groupRef(index, groupUuid), role }] : [];
  });
  return { ...common, direct, groups, candidates: [] };
}

/** Everything about the person in the space that has not been read. */
export function unreadChainParts({ project, chain, isWhole }: ChainFacts): UnreadPart[] {
  const inProject = unreadParts(project);
  const isGroupsNamed = inProject.some(({ kind }) => kind === 'groupsOfMember');
  const mayBeInOne = project.organizationRole !== UNKNOWN && project.groups === UNKNOWN;
  const parts: (UnreadPart | false)[] = [
    ...inProject,
    mayBeInOne && !isGroupsNamed && chain.some(({ groups }) => groups === UNKNOWN) && { kind: 'groupsOfMember' },
    chain.length === 0 ? { kind: 'space' } : !isWhole && { kind: 'rootSpace' },
    chain.some(({ inherits }) => inherits === UNKNOWN) && { kind: 'privacy' },
    chain.some(({ direct }) => direct === UNKNOWN) && { kind: 'spaceGrants' },
    chain.some(({ everybody }) => everybody === UNKNOWN) && { kind: 'projectMembersGrant' },
    chain.some(({ direct }) => direct === 'holder') && { kind: 'spaceGrantRole' },
    chain.some(({ candidates }) => candidates === UNKNOWN) && { kind: 'groupSpaceGrants' },
  ];
  return parts.filter((part) => part !== false);
}
