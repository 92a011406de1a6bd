import type { Facts, GroupFacts } from './facts';
import { ALL_SCOPES } from './powers';
import { isCustom, type ProjectRole, type SpaceRole } from '#/domain/access-roles';
import type { GroupRef, Source } from './sources';
import { UNKNOWN } from './unknown';

/**
 * One way things may be, nothing left open: the rules are applied to worlds only. Where everything has been read there
 * is one; else a few that span all that what has not been read allows, and what holds in each of them is certain.
 */
export type World = {
  /** First the known sources, in the order of `knownSources`; after them those that only this world supposes. */
  sources: readonly Source<never>[];
  /** The person's groups, those without any grant too: they make the rest row (R5). */
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
 * The worlds that what has been read allows, at least one, the one that supposes least first.
 *
 * Why a few are enough: with the person's groups and the grants on the space settled, all else only adds (R1, R2, and a
 * public space gives no less than a private one), so the least and the most that can be mark both ends. Grants on the
 * space may also hold down (R5), so they are tried out: each role of the own grant, and for groups those sets that give
 * the worst and the best row.
 */
export function worldsOf(facts: Facts): [World, ...World[]] {
  const known = knownSources(facts);
  const worlds: World[] = [];
  for (const most of isOpenUpwards(facts, known) ? [false, true] : [false]) {
    for (const groups of possibleGroups(facts, most)) {
      for (const spaceRole of possibleSpaceRoles(facts)) {
        const sources = known.map((source) => settled(source, spaceRole, most));
        if (most) sources.push(...possibleSources(facts));
        if (spaceRole !== null && facts.spaceRole === UNKNOWN) sources.push({ kind: 'spaceGrant', role: spaceRole });
        worlds.push({ sources: [...sources, ...groups.supposed], groupUuids: groups.groupUuids });
      }
    }
  }
  const [first, ...others] = worlds;
  if (!first) throw new Error('There is always a world.');
  return [first, ...others];
}

/** A world without some of its sources, by their places. */
export function withoutSources(world: World, keeps: (position: number) => boolean): World {
  return { ...world, sources: world.sources.filter((_, position) => keeps(position)) };
}

/** Whether something that could only add has not been read. */
function isOpenUpwards(facts: Facts, known: readonly Source[]): boolean {
  return (
    facts.organizationRole === UNKNOWN ||
    facts.projectRole === UNKNOWN ||
    facts.isPublic === UNKNOWN ||
    (!facts.groupProjectGrantsRead && (facts.groups === UNKNOWN || facts.groups.length > 0)) ||
    known.some(hasUnreadScopes) ||
    facts.candidates.some(({ projectRole }) => projectRole !== null && isUnread(projectRole))
  );
}

/** What a person could have beyond what is known; to be admin says it all. */
function possibleSources({ organizationRole, projectRole, isPublic }: Facts): Source<never>[] {
  return [
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
  if (groups === UNKNOWN) return possibleMemberships(facts).map((set) => suppose(set, most));
  const groupUuids = groups.map(({ group }) => group.groupUuid);
  const grants = (role: SpaceRole | null) =>
    suppose(
      groups.map((each) => ({ ...each, ...(each.projectRole !== UNKNOWN && NO_ROLE), spaceRole: role })),
      most,
    );
  if (groupSpaceGrantsRead || groups.length === 0) {
    return facts.groupProjectGrantsRead ? [{ groupUuids, supposed: [] }] : [grants(null)];
  }
  return [grants(null), grants('viewer'), grants('admin')];
}

const NO_ROLE = { projectRole: null };

/**
 * The sets of groups that give the least or the most. A single group with a grant can hold down, as it leaves no rest
 * row; any further group adds a row or a role, so the most is to be in all of them.
 */
function possibleMemberships({ candidates, groupProjectGrantsRead, groupSpaceGrantsRead }: Facts): GroupFacts[][] {
  const projectRole = groupProjectGrantsRead ? null : UNKNOWN;
  if (!groupSpaceGrantsRead) {
    const one: GroupFacts = { group: SOME_GROUP, projectRole, spaceRole: 'viewer' };
    return [[], [one], [...candidates, one].map((each) => ({ ...each, spaceRole: 'admin' as const }))];
  }
  const all = [...candidates];
  if (!groupProjectGrantsRead) all.push({ group: SOME_GROUP, projectRole, spaceRole: null });
  const single = new Map<string, GroupFacts[]>();
  for (const each of candidates) if (each.spaceRole !== null) single.set(alike(each), [each]);
  return all.length === 0 ? [[]] : [[], ...single.values(), all];
}

/** The same for groups whose grants are the same: of those one is enough. */
function alike({ projectRole, spaceRole }: GroupFacts): string {
  const role = projectRole !== null && typeof projectRole !== 'string' ? projectRole.roleUuid : projectRole;
  return `${spaceRole} ${role}`;
}

function suppose(groups: readonly GroupFacts[], most: boolean): PossibleGroups {
  const supposed: Source<never>[] = [];
  for (const { group, projectRole, spaceRole } of groups) {
    if (projectRole === UNKNOWN) {
      if (most) supposed.push({ kind: 'groupProjectGrant', group, role: 'admin' });
    } else if (projectRole !== null) {
      supposed.push({ kind: 'groupProjectGrant', group, role: settledRole(projectRole, most) });
    }
    if (spaceRole !== null && spaceRole !== UNKNOWN) supposed.push({ kind: 'groupSpaceGrant', group, role: spaceRole });
  }
  return { groupUuids: groups.map(({ group }) => group.groupUuid), supposed };
}

function settled(source: Source, spaceRole: SpaceRole | null, most: boolean): Source<never> {
  switch (source.kind) {
    case 'projectGrant':
    case 'groupProjectGrant':
      return { ...source, role: settledRole(source.role, most) };
    case 'spaceGrant':
      return { kind: 'spaceGrant', role: source.role === UNKNOWN ? (spaceRole ?? 'viewer') : source.role };
    default:
      return source;
  }
}

function settledRole(role: ProjectRole, most: boolean): ProjectRole<never> {
  if (!isCustom(role)) return role;
  return { ...role, scopes: role.scopes === UNKNOWN ? (most ? ALL_SCOPES : []) : role.scopes };
}

function hasUnreadScopes(source: Source): boolean {
  return (source.kind === 'projectGrant' || source.kind === 'groupProjectGrant') && isUnread(source.role);
}

/** Whether a role could be any, or have any scopes. */
function isUnread(role: ProjectRole | 'unknown'): boolean {
  return role === UNKNOWN || (isCustom(role) && role.scopes === UNKNOWN);
}
