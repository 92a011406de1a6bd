import { projectEffects, projectStanding } from './project';
import { spaceEffects } from './effects';
import type { Facts } from './facts';
import { isCustom, type SpaceRole, type SystemRole } from './roles';
import type { SpaceRow } from './rows';
import type { Effect, PathStep, Source, UnreadPart } from './sources';
import { spaceStanding } from './space';
import { agreed, UNKNOWN, type Decision, type Unknown } from './unknown';
import { knownSources, worldsOf } from './worlds';

type Access = {
  /** False for who is invited or deactivated: the rest is what they would reach (R9). */
  canSignIn: Decision;
  /** Every source that could matter, with what it does. */
  path: PathStep[];
  /** What should be read to settle what is unknown here; empty when nothing is. */
  unread: UnreadPart[];
};

/** What a person is in a project. */
export type ProjectAccess = Access & {
  userUuid: string;
  projectUuid: string;
  /** R3: in the list of projects, and opens. */
  visible: Decision;
  /** T of R1: the highest system role. null: none, though custom roles on the path may still give their powers. */
  role: SystemRole | null | Unknown;
};

/** The space at the top of a nested one. */
export type RootRef = {
  spaceUuid: string;
  name?: string | undefined;
};

/** What a person is and may do in a space. */
export type SpaceAccess = Access & {
  userUuid: string;
  spaceUuid: string;
  /** Found in the list of spaces. Custom roles can let people open by address what is not listed (R8). */
  listed: Decision;
  view: Decision;
  /** Rename, privacy, grants, delete. */
  manage: Decision;
  editDashboards: Decision;
  editCharts: Decision;
  /** The role of the best row (R7); null without a row, and without anything granted in the project (R3). */
  role: SpaceRole | null | Unknown;
  /** T of R1: what the person may do with the role in the space depends on it (R8). */
  projectRole: SystemRole | null | Unknown;
  /** The rows of R5, as GetSpace lists them (R6): also those that open nothing. */
  rows: SpaceRow[] | Unknown;
  /** The space it takes privacy and grants from (R4); null when these are its own. */
  root: RootRef | null | Unknown;
};

/** The answer about a project, from what is known. */
export function answerProject(facts: Facts): Pick<ProjectAccess, 'visible' | 'role' | 'path' | 'unread'> {
  const standings = map(worldsOf(facts), projectStanding);
  const visible = agreed(map(standings, (standing) => standing.visible));
  const role = agreed(map(standings, (standing) => standing.role));
  return {
    visible,
    role,
    path: path(knownSources(facts), map(standings, projectEffects)),
    unread: visible === UNKNOWN || role === UNKNOWN ? unreadParts(facts) : [],
  };
}

/** The answer about a space, from what is known; where it lies is the caller's to add. */
export function answerSpace(
  facts: Facts,
): Omit<SpaceAccess, 'userUuid' | 'spaceUuid' | 'canSignIn' | 'root'> {
  const standings = map(worldsOf(facts), spaceStanding);
  const decisions = {
    listed: agreed(map(standings, (standing) => standing.listed)),
    view: agreed(map(standings, (standing) => standing.powers.view)),
    manage: agreed(map(standings, (standing) => standing.powers.manage)),
    editDashboards: agreed(map(standings, (standing) => standing.powers.editDashboards)),
    editCharts: agreed(map(standings, (standing) => standing.powers.editCharts)),
    role: agreed(map(standings, (standing) => standing.role)),
    projectRole: agreed(map(standings, (standing) => standing.project.role)),
  };
  return {
    ...decisions,
    rows: agreed(map(standings, (standing) => standing.rows), sameRows),
    path: path(knownSources(facts), map(standings, spaceEffects)),
    unread: Object.values(decisions).includes(UNKNOWN) ? unreadParts(facts) : [],
  };
}

type AtLeastOne<T> = [T, ...T[]];

function map<A, B>([first, ...others]: AtLeastOne<A>, change: (value: A) => B): AtLeastOne<B> {
  return [change(first), ...others.map(change)];
}

/** The known sources with what they do in every world. A world lists them first, in the same order. */
function path(known: readonly Source[], effects: AtLeastOne<Effect[]>): PathStep[] {
  return known.map((source, position) => {
    const effect = agreed(
      map(effects, (each) => each[position] ?? OPEN),
      sameEffect,
    );
    return { ...source, ...(effect === UNKNOWN ? OPEN : effect) };
  });
}

const OPEN: Effect = { effect: UNKNOWN };

function sameEffect(a: Effect, b: Effect): boolean {
  return a.effect === b.effect && codeOf(a) === codeOf(b);
}

function codeOf(effect: Effect): string | undefined {
  return 'reason' in effect ? effect.reason?.code : undefined;
}

function sameRows(a: readonly SpaceRow[], b: readonly SpaceRow[]): boolean {
  return a.length === b.length && a.every((row, position) => sameRow(row, b[position]));
}

function sameRow(a: SpaceRow, b: SpaceRow | undefined): boolean {
  return b !== undefined && (Object.keys(a) as (keyof SpaceRow)[]).every((key) => a[key] === b[key]);
}

/** Everything about the person here that has not been read. */
function unreadParts(facts: Facts): UnreadPart[] {
  const { groups, candidates, groupProjectGrantsRead, groupSpaceGrantsRead } = facts;
  const isMissing = facts.organizationRole === UNKNOWN;
  const couldBeInOne = groups === UNKNOWN || groups.length > 0;
  const isGroupsOpen = groups === UNKNOWN && (candidates.length > 0 || !groupProjectGrantsRead || !groupSpaceGrantsRead);
  const parts: (UnreadPart | false)[] = [
    isMissing && { kind: 'member' },
    isGroupsOpen && !isMissing && { kind: 'groupsOfMember' },
    facts.projectRole === UNKNOWN && { kind: 'projectGrants' },
    couldBeInOne && !groupProjectGrantsRead && { kind: 'groupProjectGrants' },
    ...unreadScopes(facts),
    facts.isPublic === UNKNOWN && { kind: 'privacy' },
    facts.spaceRole === UNKNOWN && { kind: 'spaceGrants' },
    facts.spaceRole === 'holder' && { kind: 'spaceGrantRole' },
    couldBeInOne && !groupSpaceGrantsRead && { kind: 'groupSpaceGrants' },
  ];
  return parts.filter((part) => part !== false);
}

function unreadScopes({ projectRole, groups, candidates }: Facts): UnreadPart[] {
  const ofGroups = groups === UNKNOWN ? candidates : groups;
  const parts = new Map<string, UnreadPart>();
  for (const role of [projectRole, ...ofGroups.map((each) => each.projectRole)]) {
    if (role === null || role === UNKNOWN || !isCustom(role) || role.scopes !== UNKNOWN) continue;
    parts.set(role.roleUuid, { kind: 'scopes', roleUuid: role.roleUuid, name: role.name });
  }
  return [...parts.values()];
}

