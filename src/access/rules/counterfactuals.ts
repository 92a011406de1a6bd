import type { OrganizationRole } from '#/domain/roles';
import type { ProjectAccess, SpaceAccess } from './answers';
import { applyChanges, type AccessChange, type GrantHolder } from './changes';
import type { Place, ProjectPlace, SpacePlace } from './places';
import type { SpaceRole } from '#/domain/access-roles';
import type { AccessMember, AccessSnapshot } from './snapshot';
import type { PathStep } from './sources';
import { UNKNOWN } from '#/domain/unknown';

/** Takes one grant away: "what remains if this goes?" */
export function withoutGrant(snapshot: AccessSnapshot, holder: GrantHolder, place: Place): AccessSnapshot {
  return applyChanges(snapshot, [
    'projectUuid' in place
      ? { kind: 'projectGrant', ...place, holder, role: null }
      : { kind: 'spaceGrant', ...place, holder, role: null },
  ]);
}

/** What is granted where: in a project a system role by its name or a custom one by its uuid, on a space one of its own. */
export type Grant = (ProjectPlace & { role: string }) | (SpacePlace & { role: SpaceRole });

/** Grants a role, in place of the one that was granted there. */
export function withGrant(snapshot: AccessSnapshot, holder: GrantHolder, grant: Grant): AccessSnapshot {
  return applyChanges(snapshot, [
    'projectUuid' in grant ? { kind: 'projectGrant', ...grant, holder } : { kind: 'spaceGrant', ...grant, holder },
  ]);
}

/** Gives somebody another role in the organization. */
export function withRole(snapshot: AccessSnapshot, userUuid: string, role: OrganizationRole): AccessSnapshot {
  return applyChanges(snapshot, [{ kind: 'organizationRole', userUuid, role }]);
}

/** Puts somebody in a group. */
export function withGroupMember(snapshot: AccessSnapshot, groupUuid: string, userUuid: string): AccessSnapshot {
  return applyChanges(snapshot, [{ kind: 'groupMember', groupUuid, userUuid, isMember: true }]);
}

/** Takes somebody out of a group. */
export function withoutGroupMember(snapshot: AccessSnapshot, groupUuid: string, userUuid: string): AccessSnapshot {
  return applyChanges(snapshot, [{ kind: 'groupMember', groupUuid, userUuid, isMember: false }]);
}

/** Takes a group away, with all that it was granted. */
export function withoutGroup(snapshot: AccessSnapshot, groupUuid: string): AccessSnapshot {
  return applyChanges(snapshot, [{ kind: 'groupDeleted', groupUuid }]);
}

/** Adds somebody to the organization. */
export function withMember(snapshot: AccessSnapshot, member: AccessMember): AccessSnapshot {
  return applyChanges(snapshot, [{ kind: 'memberAdded', member }]);
}

/** Removes somebody from the organization, with all that they hold. */
export function withoutMember(snapshot: AccessSnapshot, userUuid: string): AccessSnapshot {
  return applyChanges(snapshot, [{ kind: 'memberRemoved', userUuid }]);
}

/**
 * The change that takes a source away: "what remains if this goes?" Of the organization role, `member` remains. In: a step of
 * a path, and the answer it belongs to. Out: null where it has not been read on which space the grant lies.
 */
export function removalOf(step: PathStep, answer: ProjectAccess | SpaceAccess): AccessChange | null {
  const person: GrantHolder = { kind: 'user', uuid: answer.userUuid };
  const holder: GrantHolder = 'group' in step && step.group ? { kind: 'group', uuid: step.group.groupUuid } : person;
  if (step.kind === 'organizationRole') return { kind: 'organizationRole', userUuid: answer.userUuid, role: 'member' };
  if (step.kind === 'projectGrant' || step.kind === 'groupProjectGrant') {
    const { projectUuid } = answer;
    return projectUuid === UNKNOWN ? null : { kind: 'projectGrant', projectUuid, holder, role: null };
  }
  const spaceUuid = 'spaceUuid' in answer ? carrierOf(step, answer) : null;
  if (spaceUuid === null) return null;
  if (step.kind === 'publicSpace') return { kind: 'spacePrivacy', spaceUuid, isPrivate: true };
  if (step.kind === 'projectMembersGrant') return { kind: 'projectMembersGrant', spaceUuid, role: null };
  return { kind: 'spaceGrant', spaceUuid, holder, role: null };
}

/** The space on which a source lies: the one that is asked about, or one above. */
function carrierOf(step: PathStep, { spaceUuid, root, generation }: SpaceAccess): string | null {
  if (step.kind === 'nestedGrant') return spaceUuid;
  if (generation === 'C' && step.kind !== 'publicSpace') return 'on' in step && step.on ? step.on.spaceUuid : spaceUuid;
  if (root === UNKNOWN) return null;
  return root?.spaceUuid ?? spaceUuid;
}
