import { once } from '#/lib/memo';
import { indexMembers, type MemberIndex } from './member-index';
import { isSystemRole, type CustomRole, type ProjectRole, type SpaceRole } from '#/domain/access-roles';
import type { AccessGrant, AccessMember, AccessProject, AccessSnapshot, AccessSpace, Generation } from './snapshot';
import type { GroupRef } from './sources';
import { UNKNOWN, type Decision, type Unknown } from '#/domain/unknown';

export type IndexedProject = {
  /** By person. */
  readonly userGrants: ReadonlyMap<string, string> | Unknown;
  /** By group. */
  readonly groupGrants: ReadonlyMap<string, string> | Unknown;
  /** The people and groups that are granted custom roles besides, which ones is not known. */
  readonly moreRoles: ReadonlySet<string>;
  /** Who created it, where it is a preview. */
  readonly previewCreator: string | null | Unknown;
};

/** What is known of a project that has not been read. */
export const PROJECT_NOT_READ: IndexedProject = {
  userGrants: UNKNOWN,
  groupGrants: UNKNOWN,
  moreRoles: new Set(),
  previewCreator: UNKNOWN,
};

export type IndexedSpace = {
  space: AccessSpace;
  readonly directGrants: ReadonlyMap<string, SpaceRole | Unknown> | Unknown;
  readonly groupGrants: ReadonlyMap<string, SpaceRole> | Unknown;
};

/**
 * A snapshot in which everything is found at once, so that no answer has to search. The grants of a place are sorted out
 * when it is first asked about: a what-if builds a model at each change, and touches a few places only.
 */
export type SnapshotIndex = {
  generation: Generation;
  members: ReadonlyMap<string, AccessMember>;
  /** The same people, for questions about everyone. */
  memberIndex: MemberIndex;
  groupNames: ReadonlyMap<string, string>;
  customRoles: ReadonlyMap<string, CustomRole>;
  projects: ReadonlyMap<string, IndexedProject>;
  spaces: ReadonlyMap<string, IndexedSpace>;
};

/** Sorts out who and what is in a snapshot, in one pass. */
export function indexSnapshot(snapshot: AccessSnapshot): SnapshotIndex {
  return {
    generation: snapshot.generation ?? 'A',
    ...peopleOf(snapshot.members),
    groupNames: new Map(snapshot.groups.map(({ groupUuid, name }) => [groupUuid, name])),
    customRoles: new Map(snapshot.customRoles.map((role) => [role.roleUuid, role])),
    projects: new Map(snapshot.projects.map((project) => [project.projectUuid, indexedProject(project)])),
    spaces: new Map(snapshot.spaces.map((space) => [space.spaceUuid, indexedSpace(space)])),
  };
}

// A what-if changes a few things and leaves the others the very same objects: those are not sorted out again.
const knownProjects = new WeakMap<AccessProject, IndexedProject>();
const knownSpaces = new WeakMap<AccessSpace, IndexedSpace>();
const knownPeople = new WeakMap<readonly AccessMember[], People>();

function indexedProject(project: AccessProject): IndexedProject {
  return remembered(knownProjects, project, () => {
    const userGrants = once(() => byHolder(project.userGrants, ({ userUuid }) => userUuid));
    const groupGrants = once(() => byHolder(project.groupGrants, ({ groupUuid }) => groupUuid));
    const moreRoles = once(() => holdersOfMore(project));
    return {
      get userGrants() {
        return userGrants();
      },
      get groupGrants() {
        return groupGrants();
      },
      get moreRoles() {
        return moreRoles();
      },
      previewCreator: project.previewCreator ?? null,
    };
  });
}

function holdersOfMore({ userGrants, groupGrants }: AccessProject): ReadonlySet<string> {
  const holders = new Set<string>();
  const add = (uuid: string, { hasMoreRoles }: AccessGrant) => hasMoreRoles && holders.add(uuid);
  for (const grant of userGrants === UNKNOWN ? [] : userGrants) add(grant.userUuid, grant);
  for (const grant of groupGrants === UNKNOWN ? [] : groupGrants) add(grant.groupUuid, grant);
  return holders;
}

function indexedSpace(space: AccessSpace): IndexedSpace {
  return remembered(knownSpaces, space, () => {
    const directGrants = once(() => byHolder(space.directGrants, ({ userUuid }) => userUuid));
    const groupGrants = once(() => byHolder(space.groupGrants, ({ groupUuid }) => groupUuid));
    return {
      space,
      get directGrants() {
        return directGrants();
      },
      get groupGrants() {
        return groupGrants();
      },
    };
  });
}

function remembered<K extends WeakKey, V>(known: WeakMap<K, V>, key: K, make: () => V): V {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

type People = Pick<SnapshotIndex, 'members' | 'memberIndex'>;

/** The members of a list by uuid, and as an index. The same list is sorted out once. */
export function peopleOf(list: readonly AccessMember[]): People {
  return remembered(knownPeople, list, () => ({
    members: new Map(list.map((member) => [member.userUuid, member])),
    memberIndex: indexMembers(list),
  }));
}

/** A9: only who is active can sign in. */
export function canSignIn({ members }: SnapshotIndex, userUuid: string): Decision {
  const member = members.get(userUuid);
  return member ? mayEnter(member) : UNKNOWN;
}

/** The same for a member of the snapshot. */
export function mayEnter({ status, isRemoved }: AccessMember): boolean {
  return status === 'active' && !isRemoved;
}

/** A group with its name, if that has been read, and its size. */
export function groupRef({ groupNames, memberIndex }: SnapshotIndex, groupUuid: string): GroupRef {
  return { groupUuid, name: groupNames.get(groupUuid), size: memberIndex.inGroup.get(groupUuid)?.length ?? 0 };
}

/** The role a grant names, by the name of a system role or the uuid of a custom one. */
export function namedRole({ customRoles }: SnapshotIndex, role: string): ProjectRole {
  return isSystemRole(role) ? role : (customRoles.get(role) ?? { roleUuid: role, scopes: UNKNOWN });
}

/** The space whose privacy and grants count: the one at the top (A4). Unknown where the way there has not been read. */
export function rootOf({ spaces }: SnapshotIndex, space: IndexedSpace): IndexedSpace | Unknown {
  const passed = new Set<IndexedSpace>();
  let at = space;
  while (at.space.parentSpaceUuid !== null) {
    const parent = spaces.get(at.space.parentSpaceUuid);
    // Spaces that lie in each other have no top; a server never says so, a half-read snapshot might.
    if (!parent || passed.has(parent)) return UNKNOWN;
    passed.add(parent);
    at = parent;
  }
  return at;
}

function byHolder<Grant extends { role: string }>(
  grants: readonly Grant[] | Unknown,
  holder: (grant: Grant) => string,
): ReadonlyMap<string, Grant['role']> | Unknown {
  return grants === UNKNOWN ? UNKNOWN : new Map(grants.map((grant) => [holder(grant), grant.role]));
}
