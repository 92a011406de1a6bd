import type { OrganizationRole } from '#/domain/roles';
import { draftsOf, type Drafts, type GrantHolder } from './drafts';
import type { SpaceRole } from '#/domain/access-roles';
import type { AccessMember, AccessProject, AccessSnapshot, AccessSpace } from './snapshot';
import { spacesBelow, withInheritance } from './inheritance';
import type { UnreadPart } from './sources';
import { UNKNOWN } from '#/domain/unknown';

export type { GrantHolder };

/** One change of who holds what. A grant is added, changed or, with `role` null, taken away by the same kind. */
export type AccessChange =
  /** A system role, or a custom one beside the placeholder `member`; it takes the place of all that are held. */
  | { kind: 'organizationRole'; userUuid: string; role: OrganizationRole; roleUuid?: string | null }
  | { kind: 'memberAdded'; member: AccessMember }
  | { kind: 'memberRemoved'; userUuid: string }
  | { kind: 'groupMember'; groupUuid: string; userUuid: string; isMember: boolean }
  | { kind: 'groupDeleted'; groupUuid: string }
  /** `role`: a system role by its name, a custom one by its uuid. */
  | { kind: 'projectGrant'; projectUuid: string; holder: GrantHolder; role: string | null }
  | { kind: 'spaceGrant'; spaceUuid: string; holder: GrantHolder; role: SpaceRole | null }
  /** In C: whether the space inherits from above. `by`: who makes the change, for that person gets a grant there (C11). */
  | { kind: 'spacePrivacy'; spaceUuid: string; isPrivate: boolean; by?: string }
  /** With all spaces in it. */
  | { kind: 'spaceDeleted'; spaceUuid: string }
  /** C: the grant on a space to the members of its project. */
  | { kind: 'projectMembersGrant'; spaceUuid: string; role: SpaceRole | null };

/** A change without effect on the snapshot, because what it would change has not been read: what it leads to is unknown. */
export type UnreadChange = { change: AccessChange; unread: UnreadPart };

/**
 * The same snapshot after some changes, in their order: what a what-if asks about. The snapshot stays as it is, and so do the
 * lists that nothing changes; a change costs about the same however large the organization (but for a deleted group, which
 * is looked for everywhere). What has not been read stays so: `unreadChanges` tells which changes met that. Throws nothing.
 */
export function applyChanges(snapshot: AccessSnapshot, changes: readonly AccessChange[]): AccessSnapshot {
  let drafts = draftsOf(snapshot);
  for (const change of changes) {
    if (change.kind === 'spacePrivacy' && snapshot.generation === 'C') {
      // What closing a space writes depends on all that is granted above it, by the changes before as well.
      drafts = draftsOf(withInheritance(drafts.finish(), change));
    } else apply(drafts, change);
  }
  return drafts.finish();
}

function apply(drafts: Drafts, change: AccessChange): void {
  const { members, spaces } = drafts;
  switch (change.kind) {
    case 'organizationRole':
      members.change(change.userUuid, (member) => ({
        ...member,
        role: change.role,
        roleUuid: change.roleUuid ?? null,
        hasMoreRoles: false,
      }));
      break;
    case 'memberAdded':
      members.put(change.member.userUuid, change.member);
      break;
    case 'memberRemoved':
      members.change(change.userUuid, (member) => ({ ...member, isRemoved: true }));
      break;
    case 'groupMember':
      members.change(change.userUuid, (member) => withGroup(member, change.groupUuid, change.isMember));
      break;
    case 'groupDeleted':
      drafts.deleteGroup(change.groupUuid);
      break;
    case 'projectGrant':
      drafts.grantInProject(change.projectUuid, change.holder, change.role);
      break;
    case 'spaceGrant':
      drafts.grantOnSpace(change.spaceUuid, change.holder, change.role);
      break;
    case 'spacePrivacy':
      spaces.change(change.spaceUuid, (space) => ({ ...space, isPrivate: change.isPrivate }));
      break;
    case 'spaceDeleted':
      for (const uuid of spacesBelow(spaces.list(), change.spaceUuid))
        spaces.change(uuid, (space) => ({ ...space, isDeleted: true }));
      break;
    case 'projectMembersGrant':
      spaces.change(change.spaceUuid, (space) => ({ ...space, projectMemberRole: change.role }));
      break;
  }
}

function withGroup(member: AccessMember, groupUuid: string, isMember: boolean): AccessMember {
  if (member.groupUuids === UNKNOWN || member.groupUuids.includes(groupUuid) === isMember) return member;
  const groupUuids = isMember
    ? [...member.groupUuids, groupUuid]
    : member.groupUuids.filter((uuid) => uuid !== groupUuid);
  return { ...member, groupUuids };
}

/** Finds what a change is about; what is not there has not been read. */
type Finders = {
  member: (uuid: string) => AccessMember | undefined;
  project: (uuid: string) => AccessProject | undefined;
  space: (uuid: string) => AccessSpace | undefined;
};

/** The changes that cannot be made in a snapshot, because what they change has not been read. Out: each with what is missing. */
export function unreadChanges(snapshot: AccessSnapshot, changes: readonly AccessChange[]): UnreadChange[] {
  const { members, projects, spaces } = draftsOf(snapshot);
  const finders: Finders = { member: members.get, project: projects.get, space: spaces.get };
  const isOfA = (snapshot.generation ?? 'A') === 'A';
  return changes.flatMap((change) => {
    const kind = unreadOf(change, finders, isOfA);
    return kind ? [{ change, unread: { kind } }] : [];
  });
}

function unreadOf(change: AccessChange, find: Finders, isOfA: boolean): Exclude<UnreadPart['kind'], 'scopes'> | null {
  switch (change.kind) {
    case 'organizationRole':
    case 'memberRemoved':
      return find.member(change.userUuid) ? null : 'member';
    case 'groupMember': {
      const member = find.member(change.userUuid);
      if (!member) return 'member';
      return member.groupUuids === UNKNOWN ? 'groupsOfMember' : null;
    }
    case 'projectGrant': {
      const project = find.project(change.projectUuid);
      if (change.holder.kind === 'user') return !project || project.userGrants === UNKNOWN ? 'projectGrants' : null;
      return !project || project.groupGrants === UNKNOWN ? 'groupProjectGrants' : null;
    }
    case 'spaceGrant': {
      const space = find.space(change.spaceUuid);
      if (!space) return 'space';
      // A4: whatever is stored on a nested space does not count.
      if (isOfA && space.parentSpaceUuid !== null) return null;
      if (change.holder.kind === 'user') return space.directGrants === UNKNOWN ? 'spaceGrants' : null;
      return space.groupGrants === UNKNOWN ? 'groupSpaceGrants' : null;
    }
    case 'spacePrivacy':
    case 'spaceDeleted':
    case 'projectMembersGrant':
      return find.space(change.spaceUuid) ? null : 'space';
    case 'memberAdded':
    case 'groupDeleted':
      return null;
  }
}
