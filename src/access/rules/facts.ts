import type { OrganizationRole } from '#/domain/roles';
import type { CustomRole, ProjectRole, SpaceRole } from '#/domain/access-roles';
import type { AccessMember, Generation } from './snapshot';
import {
  groupRef,
  namedRole,
  PROJECT_NOT_READ,
  type IndexedProject,
  type IndexedSpace,
  type SnapshotIndex,
} from './snapshot-index';
import type { GroupRef } from './sources';
import { UNKNOWN, type Decision, type Unknown } from '#/domain/unknown';

/** A group with its grants in the place in question. */
export type GroupFacts = {
  group: GroupRef;
  projectRole: ProjectRole | null | Unknown;
  /** Whether it is granted custom roles in the project besides, which ones is not known. */
  hasMoreRoles: boolean;
  spaceRole: SpaceRole | null | Unknown;
};

/** What has been read about one person in one place: a project, or a space in it. The terms are those of A1 and A5. */
export type Facts = {
  generation: Generation;
  /** O */
  organizationRole: OrganizationRole | CustomRole | Unknown;
  /** D */
  projectRole: ProjectRole | null | Unknown;
  /** Whether there are custom roles beside O, and beside D, of which it is not known which. */
  hasMoreRoles: { organization: boolean; project: boolean };
  /** Whether the project is a preview that the person created. */
  isOwnPreview: Decision;
  /** The person's groups, each with G and SG. */
  groups: readonly GroupFacts[] | Unknown;
  /** Where those are unknown: the groups that hold a grant here, for they could be the person's. */
  candidates: readonly GroupFacts[];
  /** Whether it is known of each group what it is granted here. */
  groupProjectGrantsRead: boolean;
  groupSpaceGrantsRead: boolean;
  /** SU; `holder`: there is a grant, but its role can't be read (A6). */
  spaceRole: SpaceRole | null | 'holder' | Unknown;
  isPublic: Decision;
};

/** Where one is when only the project is asked about: no space, so nothing about it is open. */
const NO_SPACE = { groupSpaceGrantsRead: true, spaceRole: null, isPublic: false } as const;

/** What is known about a person in a project. A person or project that has not been read: undefined. */
export function projectFacts(index: SnapshotIndex, userUuid: string, project: IndexedProject | undefined): Facts {
  return { ...inProject(index, userUuid, project, new Map()), ...NO_SPACE };
}

/** What is known about a person in a space. In: the space at the top (A4), if it has been read. */
export function spaceFacts(
  index: SnapshotIndex,
  userUuid: string,
  project: IndexedProject | undefined,
  root: IndexedSpace | Unknown,
): Facts {
  const { space, directGrants, groupGrants } = root === UNKNOWN ? NOTHING_READ : root;
  const isPrivate = space === UNKNOWN ? UNKNOWN : (space.isPrivate ?? UNKNOWN);
  return {
    ...inProject(index, userUuid, project, groupGrants),
    groupSpaceGrantsRead: groupGrants !== UNKNOWN,
    spaceRole: index.members.get(userUuid)?.isRemoved ? null : directRole(directGrants, userUuid),
    isPublic: isPrivate === UNKNOWN ? UNKNOWN : !isPrivate,
  };
}

/** The own grant of a person on a space; `holder`: there is one, but its role can't be read (A6). */
export function directRole(directGrants: IndexedSpace['directGrants'], userUuid: string): Facts['spaceRole'] {
  if (directGrants === UNKNOWN) return UNKNOWN;
  const role = directGrants.get(userUuid) ?? null;
  return role === UNKNOWN ? 'holder' : role;
}

const NOTHING_READ = { space: UNKNOWN, directGrants: UNKNOWN, groupGrants: UNKNOWN } as const;
/** What is known of somebody who has been removed: that there is nothing. */
const REMOVED = {
  organizationRole: 'member',
  projectRole: null,
  hasMoreRoles: { organization: false, project: false },
  isOwnPreview: false,
  groups: [],
  candidates: [],
} as const;

function inProject(
  index: SnapshotIndex,
  userUuid: string,
  { userGrants, groupGrants, moreRoles, previewCreator }: IndexedProject = PROJECT_NOT_READ,
  spaceGrants: ReadonlyMap<string, SpaceRole> | Unknown,
) {
  const { generation } = index;
  const member: AccessMember | undefined = index.members.get(userUuid);
  if (member?.isRemoved) return { generation, ...REMOVED, groupProjectGrantsRead: groupGrants !== UNKNOWN };
  const granted = (grants: ReadonlyMap<string, string> | Unknown, holder: string) => {
    if (grants === UNKNOWN) return UNKNOWN;
    const role = grants.get(holder);
    return role === undefined ? null : namedRole(index, role);
  };
  const group = (groupUuid: string): GroupFacts => ({
    group: groupRef(index, groupUuid),
    projectRole: granted(groupGrants, groupUuid),
    hasMoreRoles: moreRoles.has(groupUuid),
    spaceRole: spaceGrants === UNKNOWN ? UNKNOWN : (spaceGrants.get(groupUuid) ?? null),
  });
  const groupUuids = member?.groupUuids ?? UNKNOWN;
  return {
    generation,
    organizationRole: member ? organizationRole(index, member) : UNKNOWN,
    projectRole: granted(userGrants, userUuid),
    hasMoreRoles: { organization: member?.hasMoreRoles ?? false, project: moreRoles.has(userUuid) },
    isOwnPreview: previewCreator === UNKNOWN ? UNKNOWN : previewCreator === userUuid,
    groups: groupUuids === UNKNOWN ? UNKNOWN : groupUuids.map(group),
    candidates: groupUuids === UNKNOWN ? [...holders(groupGrants, spaceGrants)].map(group) : [],
    groupProjectGrantsRead: groupGrants !== UNKNOWN,
  };
}

/** O: a system role or, in C, the custom role beside the placeholder `member`. */
function organizationRole({ customRoles }: SnapshotIndex, { role, roleUuid }: AccessMember): Facts['organizationRole'] {
  if (!roleUuid) return role;
  return customRoles.get(roleUuid) ?? { roleUuid, scopes: UNKNOWN };
}

function holders(...grants: (ReadonlyMap<string, unknown> | Unknown)[]): Set<string> {
  return new Set(grants.flatMap((each) => (each === UNKNOWN ? [] : [...each.keys()])));
}
