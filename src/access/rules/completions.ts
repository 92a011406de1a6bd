import type { Facts, GroupFacts } from './facts';
import type { Generation } from './snapshot';
import { ALL_SCOPES, SELF_SCOPES } from './powers';
import { isCustom, type CustomRole, type ProjectRole, type SpaceRole } from '#/domain/access-roles';
import { projectRoleOf, type GroupRef, type Source } from './sources';
import { UNKNOWN } from '#/domain/unknown';

/**
 * One way things may be, nothing left open: the rules are applied to completions only. Where everything has been read there
 * is one; else a few that span all that what has not been read allows, and what holds in each of them is certain.
 */
export type Completion = {
  generation: Generation;
  /** First the known sources, in the order of `knownSources`; after them those that only this completion supposes. */
  sources: readonly Source<never>[];
  /** The person's groups, those without any grant too: they make the rest row (A5). */
  groupUuids: readonly string[];
};

/** A group that nothing is known of but that the person could be in it. */
const SOME_GROUP: GroupRef = { groupUuid: UNKNOWN, size: 0 };
const SPACE_ROLES: readonly SpaceRole[] = ['viewer', 'editor', 'admin'];

/** The sources that have been read, in the order in which they are explained. */
export function knownSources(facts: Facts): Source[] {
  const { organizationRole, projectRole, spaceRole, isPublic } = facts;
  const groups = facts.groups === UNKNOWN ? [] : facts.groups;
  const sources: Source[] = [];
  if (organizationRole !== UNKNOWN) sources.push({ kind: 'organizationRole', role: organizationRole });
  if (projectRole !== null && projectRole !== UNKNOWN) sources.push({ kind: 'projectGrant', role: projectRole });
  for (const { group, projectRole: role } of groups) {
    if (role !== null && role !== UNKNOWN) sources.push({ kind: 'groupProjectGrant', group, role });
  }
  if (spaceRole === 'holder') sources.push({ kind: 'spaceGrant', role: UNKNOWN });
  else if (spaceRole !== null && spaceRole !== UNKNOWN) sources.push({ kind: 'spaceGrant', role: spaceRole });
  for (const { group, spaceRole: role } of groups) {
    if (role !== null && role !== UNKNOWN) sources.push({ kind: 'groupSpaceGrant', group, role });
  }
  if (isPublic === true) sources.push({ kind: 'publicSpace' });
  return sources;
}

/**
 * The completions that what has been read allows, at least one, the one that supposes least first.
 *
 * Why a few are enough: with the person's groups and the grants on the space settled, all else only adds (A1, A2, and a
 * public space gives no less than a private one), so the least and the most that can be mark both ends. Grants on the
 * space may also hold down (A5), so they are tried out: each role of the own grant, and for groups those sets that give
 * the worst and the best row.
 */
export function completionsOf(facts: Facts): [Completion, ...Completion[]] {
  const known = knownSources(facts);
  const completions: Completion[] = [];
  for (const most of isOpenUpwards(facts, known) ? [false, true] : [false]) {
    for (const groups of possibleGroups(facts, most)) {
      for (const spaceRole of possibleSpaceRoles(facts)) {
        const sources = known.map((source) => settled(source, facts, spaceRole, most));
        if (most) sources.push(...possibleSources(facts));
        if (spaceRole !== null && facts.spaceRole === UNKNOWN) sources.push({ kind: 'spaceGrant', role: spaceRole });
        completions.push({
          generation: facts.generation,
          sources: [...sources, ...groups.supposed],
          groupUuids: groups.groupUuids,
        });
      }
    }
  }
  const [first, ...others] = completions;
  if (!first) throw new Error('There is always a completion.');
  return [first, ...others];
}

/** A completion without some of its sources, by their places. */
export function withoutSources(completion: Completion, keeps: (position: number) => boolean): Completion {
  return { ...completion, sources: completion.sources.filter((_, position) => keeps(position)) };
}

/** Whether something that could only add has not been read. */
function isOpenUpwards(facts: Facts, known: readonly Source[]): boolean {
  return (
    facts.organizationRole === UNKNOWN ||
    facts.projectRole === UNKNOWN ||
    facts.isPublic === UNKNOWN ||
    (!facts.groupProjectGrantsRead && (facts.groups === UNKNOWN || facts.groups.length > 0)) ||
    known.some(hasUnreadScopes) ||
    holdsMoreRoles(facts) ||
    isPreviewOpen(facts) ||
    facts.candidates.some(
      ({ projectRole, hasMoreRoles }) => hasMoreRoles || (projectRole !== null && isUnread(projectRole)),
    )
  );
}

/** Custom roles beside those that are shown, at the most. */
const MORE_ROLES: Source<never> = {
  kind: 'groupProjectGrant',
  group: SOME_GROUP,
  role: { roleUuid: UNKNOWN, scopes: ALL_SCOPES },
};

/** Whether there are custom roles of which it is not known which (C10). */
export function holdsMoreRoles({ hasMoreRoles, groups }: Facts): boolean {
  const ofGroups = groups === UNKNOWN ? [] : groups;
  return hasMoreRoles.organization || hasMoreRoles.project || ofGroups.some((group) => group.hasMoreRoles);
}

/** Whether scopes are held that count in an own preview only, and it is not known whether this is one (C8). */
export function isPreviewOpen({ isOwnPreview, projectRole, groups, candidates }: Facts): boolean {
  const ofGroups = groups === UNKNOWN ? candidates : groups;
  const roles = [projectRole, ...ofGroups.map((each) => each.projectRole)];
  return isOwnPreview === UNKNOWN && roles.some((role) => role !== null && hasSelfScope(role));
}

/** What a person could have beyond what is known; to be admin says it all. */
function possibleSources(facts: Facts): Source<never>[] {
  const { organizationRole, projectRole, isPublic } = facts;
  return [
    ...(holdsMoreRoles(facts) ? [MORE_ROLES] : []),
    ...(organizationRole === UNKNOWN ? [{ kind: 'organizationRole', role: 'admin' } as const] : []),
    ...(projectRole === UNKNOWN ? [{ kind: 'projectGrant', role: 'admin' } as const] : []),
    ...(isPublic === UNKNOWN ? [{ kind: 'publicSpace' } as const] : []),
  ];
}

function possibleSpaceRoles({ spaceRole }: Facts): readonly (SpaceRole | null)[] {
  if (spaceRole === UNKNOWN) return [null, ...SPACE_ROLES];
  return spaceRole === 'holder' ? SPACE_ROLES : [spaceRole];
}

type PossibleGroups = { groupUuids: string[]; supposed: Source<never>[] };

function possibleGroups(facts: Facts, most: boolean): PossibleGroups[] {
  const { groups, groupSpaceGrantsRead } = facts;
  if (groups === UNKNOWN) return possibleMemberships(facts).map((set) => suppose(facts, set, most));
  const groupUuids = groups.map(({ group }) => group.groupUuid);
  const grants = (role: SpaceRole | null) =>
    suppose(
      facts,
      groups.map((each) => ({ ...each, ...(each.projectRole !== UNKNOWN && NO_ROLE), spaceRole: role })),
      most,
    );
  if (groupSpaceGrantsRead || groups.length === 0) {
    return facts.groupProjectGrantsRead ? [{ groupUuids, supposed: [] }] : [grants(null)];
  }
  return [grants(null), grants('viewer'), grants('admin')];
}

const NO_ROLE = { projectRole: null, hasMoreRoles: false };

/**
 * The sets of groups that give the least or the most. A single group with a grant can hold down, as it leaves no rest
 * row; any further group adds a row or a role, so the most is to be in all of them.
 */
function possibleMemberships({ candidates, groupProjectGrantsRead, groupSpaceGrantsRead }: Facts): GroupFacts[][] {
  const projectRole = groupProjectGrantsRead ? null : UNKNOWN;
  if (!groupSpaceGrantsRead) {
    const one: GroupFacts = { group: SOME_GROUP, projectRole, hasMoreRoles: false, spaceRole: 'viewer' };
    return [[], [one], [...candidates, one].map((each) => ({ ...each, spaceRole: 'admin' as const }))];
  }
  const all = [...candidates];
  if (!groupProjectGrantsRead) all.push({ group: SOME_GROUP, projectRole, hasMoreRoles: false, spaceRole: null });
  const single = new Map<string, GroupFacts[]>();
  for (const each of candidates) if (each.spaceRole !== null) single.set(alike(each), [each]);
  return all.length === 0 ? [[]] : [[], ...single.values(), all];
}

/** The same for groups whose grants are the same: of those one is enough. */
function alike({ projectRole, hasMoreRoles, spaceRole }: GroupFacts): string {
  const role = projectRole !== null && typeof projectRole !== 'string' ? projectRole.roleUuid : projectRole;
  return `${spaceRole} ${role} ${hasMoreRoles}`;
}

function countsSelf({ isOwnPreview }: Facts, most: boolean): boolean {
  return isOwnPreview === true || (isOwnPreview === UNKNOWN && most);
}

function suppose(facts: Facts, groups: readonly GroupFacts[], most: boolean): PossibleGroups {
  const supposed: Source<never>[] = [];
  for (const { group, projectRole, hasMoreRoles, spaceRole } of groups) {
    if (most && hasMoreRoles) supposed.push(MORE_ROLES);
    if (projectRole === UNKNOWN) {
      if (most) supposed.push({ kind: 'groupProjectGrant', group, role: 'admin' });
    } else if (projectRole !== null) {
      supposed.push({
        kind: 'groupProjectGrant',
        group,
        role: settledRole(projectRole, most, countsSelf(facts, most)),
      });
    }
    if (spaceRole !== null && spaceRole !== UNKNOWN) supposed.push({ kind: 'groupSpaceGrant', group, role: spaceRole });
  }
  return { groupUuids: groups.map(({ group }) => group.groupUuid), supposed };
}

function settled(source: Source, facts: Facts, spaceRole: SpaceRole | null, most: boolean): Source<never> {
  const selfCounts = countsSelf(facts, most);
  switch (source.kind) {
    case 'organizationRole':
      return {
        kind: source.kind,
        role: typeof source.role === 'string' ? source.role : settledRole(source.role, most),
      };
    case 'projectGrant':
    case 'groupProjectGrant':
      return { ...source, role: settledRole(source.role, most, selfCounts) };
    case 'spaceGrant':
      return { kind: 'spaceGrant', role: source.role === UNKNOWN ? (spaceRole ?? 'viewer') : source.role };
    default:
      return source;
  }
}

/** A role with its scopes settled; those that count in an own preview only are left out elsewhere (C8). */
function settledRole(role: CustomRole, most: boolean, selfCounts?: boolean): CustomRole<never>;
function settledRole(role: ProjectRole, most: boolean, selfCounts?: boolean): ProjectRole<never>;
function settledRole(role: ProjectRole, most: boolean, selfCounts = false): ProjectRole<never> {
  if (!isCustom(role)) return role;
  const scopes = role.scopes === UNKNOWN ? (most ? ALL_SCOPES : []) : role.scopes;
  return { ...role, scopes: selfCounts ? scopes : scopes.filter((scope) => !SELF_SCOPES.includes(scope)) };
}

function hasUnreadScopes(source: Source): boolean {
  const role = projectRoleOf(source);
  return role !== null && isUnread(role);
}

function hasSelfScope(role: ProjectRole | 'unknown'): boolean {
  if (role === UNKNOWN || !isCustom(role) || role.scopes === UNKNOWN) return false;
  return role.scopes.some((scope) => SELF_SCOPES.includes(scope));
}

/** Whether a role could be any, or have any scopes. */
function isUnread(role: ProjectRole | 'unknown'): boolean {
  return role === UNKNOWN || (isCustom(role) && role.scopes === UNKNOWN);
}
