import { roleName } from '#/domain/roles';
import { isCustom, type CustomRole, type ProjectRole } from '#/domain/access-roles';
import type { Generation } from './snapshot';
import type { GroupRef, NestedGrant, PathStep, Reason, Source, SpaceRef, UnreadPart } from './sources';
import { UNKNOWN } from '#/domain/unknown';

/** A step of a path in plain English: what the source is, and what it changes where that is not plain. */
export function explain(step: PathStep): string {
  const effect = explainEffect(step);
  return effect ? `${describeSource(step)}. ${effect}.` : `${describeSource(step)}.`;
}

/** What a source is, as a phrase without a full stop: "In Analysts, which is granted editor here". */
export function describeSource(source: Source | NestedGrant): string {
  switch (source.kind) {
    case 'organizationRole':
      return isNamed(source.role)
        ? `${roleName(source.role)} in the organization`
        : `${source.role.name ?? 'A custom role'} in the organization`;
    case 'projectGrant':
      return `Granted ${nameOf(source.role)} in the project`;
    case 'groupProjectGrant':
      return `In ${groupName(source.group)}, which is granted ${nameOf(source.role)} in the project`;
    case 'spaceGrant':
      return source.role === UNKNOWN
        ? `Granted a role ${where(source.on)} that can’t be read`
        : `Granted ${nameOf(source.role)} ${where(source.on)}`;
    case 'groupSpaceGrant':
      return `In ${groupName(source.group)}, which is granted ${nameOf(source.role)} ${where(source.on)}`;
    case 'projectMembersGrant':
      return `Everybody in the project is granted ${nameOf(source.role)} ${where(source.on)}`;
    case 'publicSpace':
      return 'Public: open to everyone with a role in the project';
    case 'nestedGrant': {
      const role = source.role === UNKNOWN ? 'a role' : nameOf(source.role);
      return source.group
        ? `In ${groupName(source.group)}, which is granted ${role} on this nested space`
        : `Granted ${role} on this nested space`;
    }
  }
}

/** Why a source is without effect, or with less than it seems, as a phrase; empty where it simply counts. */
export function explainEffect(step: PathStep): string {
  if (step.effect === UNKNOWN) return 'Whether it counts depends on what has not been read';
  return 'reason' in step && step.reason ? explainReason(step.reason) : '';
}

/** Where a nested space takes its access from (A4), or in C how far up it inherits. */
export function explainRoot({ name }: SpaceRef, generation: Generation): string {
  const above = name ?? 'the space at the top';
  return generation === 'A'
    ? `Nested: privacy and grants are those of ${above}.`
    : `Nested: what is granted above it counts here too, up to ${above}.`;
}

/** What has not been read although an answer depends on it, as a phrase: "their groups". */
export function describeUnread(part: UnreadPart): string {
  if (part.kind === 'scopes') return part.name ? `the scopes of ${part.name}` : 'the scopes of a custom role';
  return UNREAD[part.kind];
}

const UNREAD: Record<Exclude<UnreadPart['kind'], 'scopes'>, string> = {
  member: 'their role in the organization',
  groupsOfMember: 'their groups',
  projectGrants: 'the grants to people in the project',
  groupProjectGrants: 'the grants to groups in the project',
  space: 'the space',
  rootSpace: 'the space it is nested in',
  privacy: 'whether the space is private',
  spaceGrants: 'the grants to people on the space',
  spaceGrantRole: 'the role of their own grant on the space',
  groupSpaceGrants: 'the grants to groups on the space',
  projectMembersGrant: 'whether it is granted to everybody in the project',
  moreRoles: 'their further custom roles, which this server does not tell',
  previewCreator: 'who created the preview',
};

function explainReason(reason: Reason): string {
  switch (reason.code) {
    case 'member':
      return 'Opens only what they are given access to';
    case 'weaker':
      return `Weaker than ${stronger(reason.than)}, so it changes nothing`;
    case 'noProjectAccess':
      return 'No access to the project, so this opens nothing';
    case 'projectAdmin':
      return 'An admin of the project can do everything anyway, so it changes nothing';
    case 'privateSpace':
      return 'The space is private, and a role in the project does not open it';
    case 'hidden':
      return 'Hidden by the direct grant';
    case 'replaced':
      return 'The grants on the space count instead';
    case 'noViewProject':
      return 'Without the scope view:Project it does not show the project';
    case 'noScope':
      return 'None of its scopes gives anything here';
    case 'alreadyGiven':
      return 'What its scopes give here is given already';
    case 'notAsked':
      return 'No scope of the custom roles in the project depends on it, so it changes nothing';
    case 'notReached':
      return 'It reaches those with a role of their own in the project or the organization, not those who are in by a group or a custom role';
    case 'closed':
      return 'A space below it does not inherit from it, so it changes nothing';
    case 'nested':
      return 'A nested space takes its access from the space at the top, so it changes nothing';
    case 'limited':
      return `As a ${nameOf(reason.by)} of the project, they can only view it`;
  }
}

/** What is stronger, after "than". */
function stronger(source: Source): string {
  switch (source.kind) {
    case 'organizationRole':
      return 'the organization role';
    case 'projectGrant':
      return 'the grant in the project';
    case 'groupProjectGrant':
      return `the role of ${groupName(source.group)} in the project`;
    case 'spaceGrant':
      return 'the direct grant';
    case 'groupSpaceGrant':
      return `the grant of ${groupName(source.group)}`;
    case 'projectMembersGrant':
      return 'the grant to everybody in the project';
    case 'publicSpace':
      return 'what the public space gives';
  }
}

function isNamed<R extends string>(role: R | CustomRole): role is R {
  return typeof role === 'string';
}

function nameOf(role: ProjectRole): string {
  return isCustom(role) ? (role.name ?? 'a custom role') : roleName(role).toLowerCase();
}

/** Where a grant on a space lies. */
function where(on: SpaceRef | undefined): string {
  return on ? `on ${on.name ?? 'a space above'}` : 'here';
}

function groupName({ name }: GroupRef): string {
  return name ?? 'a group';
}
