import type { AccessChange, AccessSnapshot, GrantHolder, SpaceRole } from '../rules';
import { orderRoleChanges, type RoleChange } from '#/domain/bulk';
import { heldRole, holding } from '#/domain/members';
import { isOrganizationRole, isPromotion, PROJECT_ROLES, roleRank } from '#/domain/roles';

/** A change that is being considered; none is made before all are applied. */
export type StagedChange = Extract<
  AccessChange,
  {
    kind:
      | 'organizationRole'
      | 'groupMember'
      | 'projectGrant'
      | 'spaceGrant'
      | 'projectMembersGrant'
      | 'spacePrivacy'
      | 'memberRemoved'
      | 'groupDeleted';
  }
>;

/** How something is now: a role, null for no grant, whether somebody is in a group, whether a space is private; or not read. */
export type Present = string | boolean | null | 'unknown';

const SPACE_ROLES = ['viewer', 'editor', 'admin'] as const;
const NO_GRANT = 'none';
/** Longer addresses are cut off by some servers and mail programs. */
const LONGEST_ADDRESS = 1800;

/** What a change is about: of two changes about the same, only one can be staged. */
function subjectOf(change: StagedChange): string {
  switch (change.kind) {
    case 'organizationRole':
      return `role.${change.userUuid}`;
    case 'groupMember':
      return `group.${change.groupUuid}.${change.userUuid}`;
    case 'projectGrant':
      return `project.${change.projectUuid}.${change.holder.kind}.${change.holder.uuid}`;
    case 'spaceGrant':
      return `space.${change.spaceUuid}.${change.holder.kind}.${change.holder.uuid}`;
    case 'projectMembersGrant':
      return `everybody.${change.spaceUuid}`;
    case 'spacePrivacy':
      return `privacy.${change.spaceUuid}`;
    case 'memberRemoved':
    case 'groupDeleted':
      return writeChange(change);
  }
}

/** Whether a change takes a member or a group away for good. */
export function isDeletion(
  change: StagedChange,
): change is Extract<StagedChange, { kind: 'memberRemoved' | 'groupDeleted' }> {
  return change.kind === 'memberRemoved' || change.kind === 'groupDeleted';
}

/** What a change wants, in the terms of `presentOf`. */
export function wantedBy(change: StagedChange): Present {
  if (change.kind === 'groupMember') return change.isMember;
  if (change.kind === 'spacePrivacy') return change.isPrivate;
  // Whether it exists.
  if (isDeletion(change)) return false;
  return change.kind === 'organizationRole' ? heldRole(change) : change.role;
}

/** The change of what somebody is in the organization. In: a system role by its name, a custom one by its uuid. */
export function organizationRoleChange(
  userUuid: string,
  role: string,
): Extract<StagedChange, { kind: 'organizationRole' }> {
  const { roleUuid, ...held } = holding(role);
  return { kind: 'organizationRole', userUuid, ...held, ...(roleUuid && { roleUuid }) };
}

/** How that is now what a change is about, as far as it has been read. In: a snapshot without the change. */
export function presentOf(snapshot: AccessSnapshot, change: StagedChange): Present {
  switch (change.kind) {
    case 'organizationRole':
      return heldBefore(snapshot, change.userUuid);
    case 'groupMember': {
      const groups = snapshot.members.find(({ userUuid }) => userUuid === change.userUuid)?.groupUuids ?? 'unknown';
      return groups === 'unknown' ? groups : groups.includes(change.groupUuid);
    }
    case 'projectGrant': {
      const project = snapshot.projects.find(({ projectUuid }) => projectUuid === change.projectUuid);
      return project ? heldBy(change.holder, project.userGrants, project.groupGrants) : 'unknown';
    }
    case 'spaceGrant': {
      const space = snapshot.spaces.find(({ spaceUuid }) => spaceUuid === change.spaceUuid);
      return space ? heldBy(change.holder, space.directGrants, space.groupGrants) : 'unknown';
    }
    case 'projectMembersGrant': {
      const space = snapshot.spaces.find(({ spaceUuid }) => spaceUuid === change.spaceUuid);
      return space ? (space.projectMemberRole ?? null) : 'unknown';
    }
    case 'spacePrivacy': {
      const space = snapshot.spaces.find(({ spaceUuid }) => spaceUuid === change.spaceUuid);
      // In C a space is private, or takes nothing from above, when it does not inherit.
      if (space?.inheritsParent === undefined) return space?.isPrivate ?? 'unknown';
      return space.inheritsParent === 'unknown' ? 'unknown' : !space.inheritsParent;
    }
    case 'memberRemoved':
      return snapshot.members.some(({ userUuid }) => userUuid === change.userUuid);
    case 'groupDeleted':
      return snapshot.groups.some(({ groupUuid }) => groupUuid === change.groupUuid);
  }
}

/** Whether several roles are granted to somebody in a project at once, which any single write of a role drops. */
export function holdsMoreRoles({ projects }: AccessSnapshot, projectUuid: string, uuid: string): boolean {
  const project = projects.find((each) => each.projectUuid === projectUuid);
  if (!project) return false;
  const { userGrants, groupGrants } = project;
  const sets = [
    ...(userGrants === 'unknown' ? [] : userGrants.map((grant) => ({ ...grant, holder: grant.userUuid }))),
    ...(groupGrants === 'unknown' ? [] : groupGrants.map((grant) => ({ ...grant, holder: grant.groupUuid }))),
  ];
  return sets.some(({ holder, hasMoreRoles }) => hasMoreRoles === true && holder === uuid);
}

function heldBefore({ members }: AccessSnapshot, userUuid: string): string {
  const member = members.find((each) => each.userUuid === userUuid);
  return member ? heldRole(member) : 'unknown';
}

function heldBy(
  { kind, uuid }: GrantHolder,
  users: readonly { userUuid: string; role: string }[] | 'unknown',
  groups: readonly { groupUuid: string; role: string }[] | 'unknown',
): Present {
  if (kind === 'user')
    return users === 'unknown' ? users : (users.find(({ userUuid }) => userUuid === uuid)?.role ?? null);
  return groups === 'unknown' ? groups : (groups.find(({ groupUuid }) => groupUuid === uuid)?.role ?? null);
}

/** Whether everything is as a change wants it already. Where it has not been read, it is not known to be. */
export function isAlready(snapshot: AccessSnapshot, change: StagedChange): boolean {
  return presentOf(snapshot, change) === wantedBy(change);
}

/**
 * Whether a change gives something to, or changes, a person or a group that is not in the organization, or not shown: it can lead
 * to nothing. What such a holder has can be taken away.
 */
export function isUnlisted({ members, groups }: AccessSnapshot, change: StagedChange): boolean {
  const lacksPerson = (uuid: string) => !members.some(({ userUuid }) => userUuid === uuid);
  const lacksGroup = (uuid: string) => !groups.some(({ groupUuid }) => groupUuid === uuid);
  switch (change.kind) {
    case 'organizationRole':
      return lacksPerson(change.userUuid);
    case 'groupMember':
      return lacksPerson(change.userUuid) || lacksGroup(change.groupUuid);
    case 'projectGrant':
    case 'spaceGrant':
      if (change.role === null) return false;
      return change.holder.kind === 'user' ? lacksPerson(change.holder.uuid) : lacksGroup(change.holder.uuid);
    case 'projectMembersGrant':
    case 'spacePrivacy':
    case 'memberRemoved':
    case 'groupDeleted':
      return false;
  }
}

/** Adds a change in place of the one about the same; a change back to what is takes that one away. */
export function stage(
  changes: readonly StagedChange[],
  change: StagedChange,
  snapshot: AccessSnapshot,
): StagedChange[] {
  const others = unstage(changes, change);
  return isAlready(snapshot, change) ? others : [...others, change];
}

/** Takes a change back. */
export function unstage(changes: readonly StagedChange[], change: StagedChange): StagedChange[] {
  const subject = subjectOf(change);
  return changes.filter((each) => subjectOf(each) !== subject);
}

/** A change as a word of an address; `readChange` understands it. */
export function writeChange(change: StagedChange): string {
  switch (change.kind) {
    case 'organizationRole':
      return `role.${change.userUuid}.${heldRole(change)}`;
    case 'groupMember':
      return `${change.isMember ? 'join' : 'leave'}.${change.groupUuid}.${change.userUuid}`;
    case 'projectGrant':
    case 'spaceGrant':
    case 'projectMembersGrant':
      return `${subjectOf(change)}.${change.role ?? NO_GRANT}`;
    case 'spacePrivacy':
      return `${change.isPrivate ? 'private' : 'public'}.${change.spaceUuid}`;
    case 'memberRemoved':
      return `remove.${change.userUuid}`;
    case 'groupDeleted':
      return `delete.${change.groupUuid}`;
  }
}

/** A word of an address as the change it stands for; null where it is none. Never throws: addresses come from anywhere. */
export function readChange(word: string): StagedChange | null {
  const [kind = '', ...parts] = word.split('.');
  if (!parts.every((part) => /^[\w-]+$/.test(part))) return null;
  const [a = '', b = '', c = '', d = ''] = parts;
  if (kind === 'role' && parts.length === 2 && (isOrganizationRole(b) || b.includes('-')))
    return organizationRoleChange(a, b);
  if ((kind === 'join' || kind === 'leave') && parts.length === 2)
    return { kind: 'groupMember', groupUuid: a, userUuid: b, isMember: kind === 'join' };
  if ((kind === 'private' || kind === 'public') && parts.length === 1)
    return { kind: 'spacePrivacy', spaceUuid: a, isPrivate: kind === 'private' };
  if (kind === 'remove' && parts.length === 1) return { kind: 'memberRemoved', userUuid: a };
  if (kind === 'delete' && parts.length === 1) return { kind: 'groupDeleted', groupUuid: a };
  if (kind === 'everybody' && parts.length === 2 && (b === NO_GRANT || isSpaceRole(b)))
    return { kind: 'projectMembersGrant', spaceUuid: a, role: b === NO_GRANT ? null : b };
  if (parts.length !== 4 || (b !== 'user' && b !== 'group')) return null;
  const holder: GrantHolder = { kind: b, uuid: c };
  if (kind === 'project' && (d === NO_GRANT || isProjectRole(d)))
    return { kind: 'projectGrant', projectUuid: a, holder, role: d === NO_GRANT ? null : d };
  if (kind === 'space' && (d === NO_GRANT || isSpaceRole(d)))
    return { kind: 'spaceGrant', spaceUuid: a, holder, role: d === NO_GRANT ? null : d };
  return null;
}

/** A custom role is named by its uuid. */
function isProjectRole(role: string): boolean {
  return PROJECT_ROLES.some((each) => each === role) || role.includes('-');
}

function isSpaceRole(role: string): role is SpaceRole {
  return SPACE_ROLES.some((each) => each === role);
}

/** The changes of an address (`?do=…&do=…`); of two about the same the later one counts. */
export function readStaged(params: URLSearchParams): StagedChange[] {
  const found = new Map<string, StagedChange>();
  for (const word of params.getAll('do')) {
    const change = readChange(word);
    if (change) found.set(subjectOf(change), change);
  }
  return [...found.values()];
}

/** The same address with these changes in place of those in it; null where it would be too long to pass on. */
export function writeStaged(params: URLSearchParams, changes: readonly StagedChange[]): URLSearchParams | null {
  const next = new URLSearchParams(params);
  next.delete('do');
  for (const change of changes) next.append('do', writeChange(change));
  return next.toString().length > LONGEST_ADDRESS ? null : next;
}

/** The changes of organization roles among some, with the roles that are; what has not been read is left out. */
export function roleChangesOf(snapshot: AccessSnapshot, changes: readonly StagedChange[]): RoleChange[] {
  return changes.flatMap((change) => {
    const from = change.kind === 'organizationRole' ? presentOf(snapshot, change) : null;
    return change.kind === 'organizationRole' && typeof from === 'string' && from !== 'unknown'
      ? [{ userUuid: change.userUuid, from, to: heldRole(change) }]
      : [];
  });
}

/**
 * The order in which staged changes are safe: what gives first, so that nobody loses access in between; then what takes; then, one
 * after another, the spaces that are closed, those above first: closing copies the grants above as they are by then (C11); last,
 * one after another, the admins who lose their role (see `orderRoleChanges`). In: the snapshot that they start from, and who
 * makes them. Out: the same changes; a preview has to apply them in this order, `first`, `parallel`, `serial`. What `first` has
 * is to be done before any of the others begins (see `neededBefore`).
 */
export function orderStaged(
  snapshot: AccessSnapshot,
  changes: readonly StagedChange[],
  self: string,
): { first: StagedChange[]; parallel: StagedChange[]; serial: StagedChange[] } {
  const { serial } = orderRoleChanges(roleChangesOf(snapshot, changes), self);
  const places = new Map(serial.map(({ userUuid }, place) => [userUuid, place]));
  const placeOf = (change: StagedChange) =>
    change.kind === 'organizationRole' ? places.get(change.userUuid) : undefined;
  const closings = changes
    .filter((change) => change.kind === 'spacePrivacy')
    .filter(({ isPrivate }) => isPrivate)
    .map((change) => ({ change, depth: spacesAbove(snapshot, change.spaceUuid).size }))
    .toSorted((a, b) => a.depth - b.depth)
    .map(({ change }) => change);
  const deletions = changes
    .filter(isDeletion)
    .toSorted((a, b) => Number(isRemovalOf(a, self)) - Number(isRemovalOf(b, self)));
  const alone = new Set<StagedChange>([...closings, ...deletions]);
  const rest = changes.filter((change) => placeOf(change) === undefined && !alone.has(change));
  const last = changes
    .filter((change) => placeOf(change) !== undefined)
    .toSorted((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0));
  const gives = new Set(rest.filter((change) => isGiving(snapshot, change)));
  return {
    first: [...gives],
    parallel: rest.filter((change) => !gives.has(change)),
    serial: [...closings, ...last, ...deletions],
  };
}

function isRemovalOf(change: StagedChange, userUuid: string): boolean {
  return change.kind === 'memberRemoved' && change.userUuid === userUuid;
}

/** The spaces above one, as far as they have been read. */
function spacesAbove({ spaces }: AccessSnapshot, spaceUuid: string): ReadonlySet<string> {
  const parents = new Map(spaces.map((each) => [each.spaceUuid, each.parentSpaceUuid]));
  const above = new Set<string>();
  for (let at = parents.get(spaceUuid); at && !above.has(at); at = parents.get(at)) above.add(at);
  return above;
}

/**
 * The staged changes that must have been made before another one is: what gives needs none; what takes or deletes waits for all
 * that gives, for it may be the same person who loses one and gets the other, or a group of theirs. Before a space is closed also
 * those of grants on it, whom it would shut out, and of what is granted and inherited above it, which closing copies onto it (C11).
 */
export function neededBefore(
  snapshot: AccessSnapshot,
  change: StagedChange,
  staged: readonly StagedChange[],
): StagedChange[] {
  if (isGiving(snapshot, change)) return [];
  const gives = (each: StagedChange) => isGiving(snapshot, each);
  if (change.kind !== 'spacePrivacy') return staged.filter(gives);
  const around = spacesAbove(snapshot, change.spaceUuid);
  return staged.filter((each) => {
    if (gives(each)) return true;
    if (each.kind === 'spacePrivacy') return around.has(each.spaceUuid);
    if (each.kind !== 'spaceGrant' && each.kind !== 'projectMembersGrant') return false;
    return each.spaceUuid === change.spaceUuid || around.has(each.spaceUuid);
  });
}

function isGiving(snapshot: AccessSnapshot, change: StagedChange): boolean {
  if (change.kind === 'groupMember') return change.isMember;
  if (change.kind === 'spacePrivacy') return !change.isPrivate;
  const from = presentOf(snapshot, change);
  const to = wantedBy(change);
  if (typeof to !== 'string') return false;
  if (from === null || from === 'unknown') return true;
  // What a custom role allows is told by its scopes only: to get one counts as more, to lose one as less.
  if (roleRank(to) < 0) return true;
  return typeof from === 'string' && roleRank(from) >= 0 && isPromotion(from, to);
}
