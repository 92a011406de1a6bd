import type { OrganizationRole } from '#/domain/roles';
import type { CustomRole, ProjectRole, SpaceRole, SystemRole } from '#/domain/access-roles';
import type { Unknown } from '#/domain/unknown';

export type GroupRef = {
  groupUuid: string;
  /** Missing where the groups have not been read. */
  name?: string | undefined;
  /** How many people are known to be in it. */
  size: number;
};

/** A space above the one in question, where a grant lies (C). */
export type SpaceRef = { spaceUuid: string; name?: string | undefined };

/** A source that gives a role in the project: O, D and G of rule 1. */
export type ProjectSource<U = Unknown> =
  | { kind: 'organizationRole'; role: OrganizationRole | CustomRole<U> }
  | { kind: 'projectGrant'; role: ProjectRole<U> }
  | { kind: 'groupProjectGrant'; group: GroupRef; role: ProjectRole<U> };

/** A source that gives a role in the space: SU, SG, PM and inheritance. `on`: a space above it, else the space itself. */
export type SpaceSource<U = Unknown> =
  | { kind: 'spaceGrant'; role: SpaceRole | U; on?: SpaceRef }
  | { kind: 'groupSpaceGrant'; group: GroupRef; role: SpaceRole; on?: SpaceRef }
  /** C: a grant on a space to the members of its project. */
  | { kind: 'projectMembersGrant'; role: SpaceRole; on?: SpaceRef }
  /** A: the space is public. C: it inherits from the project, and so do all above it. */
  | { kind: 'publicSpace' };

/** A grant on a nested space itself, to the person (`group` null) or to one of the person's groups. Always without effect (A4). */
export type NestedGrant = { kind: 'nestedGrant'; group: GroupRef | null; role: SpaceRole | Unknown };

/** Anything that access can come from. `Source<never>` leaves nothing unknown. */
export type Source<U = Unknown> = ProjectSource<U> | SpaceSource<U>;

/** Why a source is without effect, or with less than it seems. */
export type Reason =
  /** The organization role `member` opens nothing (A1). */
  | { code: 'member' }
  /** Another source gives more. */
  | { code: 'weaker'; than: Source }
  /** A3: nothing in the project, so nothing in its spaces. */
  | { code: 'noProjectAccess' }
  /** An admin of the project can do everything anyway. */
  | { code: 'projectAdmin' }
  /** A role in the project does not open a private space. */
  | { code: 'privateSpace' }
  /** The person's own grant on the space hides the group's (A5). */
  | { code: 'hidden' }
  /** The space is public, but for this person its grants stand in for that (A5). */
  | { code: 'replaced' }
  /** The custom role lacks `view:Project`, which alone shows the project (A8). */
  | { code: 'noViewProject' }
  /** None of the custom role's scopes gives anything here. */
  | { code: 'noScope' }
  /** What the custom role gives here is given already. */
  | { code: 'alreadyGiven' }
  /** There are only custom roles in the project, and none of their scopes asks for a role in the space. */
  | { code: 'notAsked' }
  /** A4: stored on a nested space. */
  | { code: 'nested' }
  /** C: the person is in the project by a group, or by a custom role in the organization: the grant does not reach them. */
  | { code: 'notReached' }
  /** C: granted on a space above, below which a space does not inherit. */
  | { code: 'closed' }
  /** Not without effect, but the role in the project allows less than the one in the space (A8). */
  | { code: 'limited'; by: SystemRole };

/** That a source counts but is not needed: it is one of several that would each be enough, or only adds to what is enough. */
export type Redundancy = 'enough' | 'more';

/**
 * What a source does for the answer. Those that win give the effective role (or, where there is none, the custom roles
 * that give the powers); those that contribute count beside them. Each of both is needed, unless it is `redundant`. Without the
 * others the answer is the same.
 */
export type Effect =
  | { effect: 'wins'; reason?: Extract<Reason, { code: 'limited' }>; redundant?: Redundancy }
  | { effect: 'contributes'; redundant?: Redundancy }
  | { effect: 'none'; reason: Reason }
  /** Depends on what has not been read. */
  | { effect: Unknown };

/** A source with what it does: one step of the path that explains an answer. */
export type PathStep = (Source | NestedGrant) & Effect;

/** What has not been read although an open answer depends on it. */
export type UnreadPart =
  | { kind: 'member' | 'groupsOfMember' | 'projectGrants' | 'groupProjectGrants' }
  | { kind: 'space' | 'rootSpace' | 'privacy' | 'spaceGrants' | 'spaceGrantRole' | 'groupSpaceGrants' }
  /** C: their further custom roles, in the organization, in the project, or of a group of theirs there. */
  | { kind: 'moreRoles' | 'previewCreator' | 'projectMembersGrant' }
  | { kind: 'scopes'; roleUuid: string; name?: string | undefined };

export const WINS: Effect = { effect: 'wins' };
export const CONTRIBUTES: Effect = { effect: 'contributes' };

/** "Without effect, because …" */
export function withoutEffect(reason: Reason): Effect {
  return { effect: 'none', reason };
}

/** Whether a source gives a role in the project, rather than in the space. */
export function isProjectSource<U>(source: Source<U>): source is ProjectSource<U> {
  return source.kind === 'organizationRole' || source.kind === 'projectGrant' || source.kind === 'groupProjectGrant';
}

/** The project role a source gives: that of the organization but for `member`, else the one granted. */
export function projectRoleOf<U>(source: Source<U>): ProjectRole<U> | null {
  if (!isProjectSource(source)) return null;
  return source.role === 'member' ? null : source.role;
}
