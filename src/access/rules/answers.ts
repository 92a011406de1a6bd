import { projectEffects, projectStanding, type ProjectStanding } from './project';
import { spaceEffects } from './effects';
import type { Facts } from './facts';
import { knownChainSources, chainWorldsOf, withoutChainSources } from './chain-worlds';
import { unreadChainParts, type ChainFacts } from './chain';
import { chainEffects } from './chain-effects';
import { chainRows } from './chain-rows';
import { chainStanding } from './chain-standing';
import { samePowers } from './powers';
import { isCustom, type SpaceRole, type SystemRole } from '#/domain/access-roles';
import type { SpaceRow } from './rows';
import { projectRoleOf, type Effect, type PathStep, type Source, type SpaceRef, type UnreadPart } from './sources';
import type { Generation } from './snapshot';
import { spaceStanding, type SpaceStanding } from './space';
import { markSpare } from './spare';
import { agreed, UNKNOWN, type Decision, type Unknown } from '#/domain/unknown';
import { unreadParts } from './unread';
import { knownSources, withoutSources, worldsOf } from './worlds';

type Access = {
  /** False for who is invited or deactivated: the rest is what they would reach (A9). */
  canSignIn: Decision;
  /** Every source that could matter, with what it does. */
  path: PathStep[];
  /** What should be read to settle what is unknown here; empty when nothing is. */
  unread: UnreadPart[];
  /** By which rules this was decided. */
  generation: Generation;
};

/** What a person is in a project. */
export type ProjectAccess = Access & {
  userUuid: string;
  projectUuid: string;
  /** A3: in the list of projects, and opens. */
  visible: Decision;
  /** T of A1: the highest system role. null: none, though custom roles on the path may still give their powers. */
  role: SystemRole | null | Unknown;
};

/** The space that a nested one takes its access from. */
export type RootRef = SpaceRef;

/** What a person is and may do in a space. */
export type SpaceAccess = Access & {
  userUuid: string;
  spaceUuid: string;
  /** The project it is in. */
  projectUuid: string | Unknown;
  /** Found in the list of spaces. Custom roles can let people open by address what is not listed (A8). */
  listed: Decision;
  view: Decision;
  /** Rename, privacy, grants, delete. */
  manage: Decision;
  editDashboards: Decision;
  editCharts: Decision;
  /**
   * What the person is there: admin to an admin of the project, else the role of the best row (A7, C6). null without a row, and
   * without anything granted in the project (A3, C3).
   */
  role: SpaceRole | null | Unknown;
  /** T of A1: what the person may do with the role in the space depends on it (A8). */
  projectRole: SystemRole | null | Unknown;
  /** As the server lists them (A6, C7): also those that open nothing, and in C with a lower role than an admin has. */
  rows: SpaceRow[] | Unknown;
  /** A: the space it takes privacy and grants from; null when these are its own. C: the space up to which it inherits. */
  root: RootRef | null | Unknown;
  /** Whether a role in the project does not open it. A: a nested one by the space at its top. C: it, or one above, does not inherit. */
  isPrivate: Decision;
};

/** What is decided about a person in a project, without the path. */
export type ProjectDecisions = Pick<ProjectAccess, 'visible' | 'role'> & {
  /** The uuids of the custom roles held there, by any way: they give powers beside the role (A2). */
  customRoles: readonly string[];
};

/** What is decided about a person in a space, without the path. */
export type SpaceDecisions = Pick<
  SpaceAccess,
  'listed' | 'view' | 'manage' | 'editDashboards' | 'editCharts' | 'role' | 'projectRole'
>;

/** What is asked about one person in one place; all other questions are made of it. */
export type Answers = {
  /** What a person is in a project, and why. */
  project(userUuid: string, projectUuid: string): ProjectAccess;
  /** What a person is and may do in a space, and why. */
  space(userUuid: string, spaceUuid: string): SpaceAccess;
  /** The same without the path, which takes most of the time. */
  decideProject(userUuid: string, projectUuid: string): ProjectDecisions;
  decideSpace(userUuid: string, spaceUuid: string): SpaceDecisions;
};

/** The answer about a project, from what is known. */
export function answerProject(facts: Facts): Pick<ProjectAccess, 'visible' | 'role' | 'path' | 'unread'> {
  const standings = map(worldsOf(facts), projectStanding);
  const { visible, role } = decisionsInProject(standings);
  const judging = { standing: projectStanding, without: withoutSources, same: sameInProject };
  return {
    visible,
    role,
    path: path(
      knownSources(facts),
      map(standings, (standing) => markSpare(standing.world, projectEffects(standing), judging)),
    ),
    unread: visible === UNKNOWN || role === UNKNOWN ? unreadParts(facts) : [],
  };
}

/** Only what is decided in a project. */
export function decideProject(facts: Facts): ProjectDecisions {
  const roles = knownSources(facts).map(projectRoleOf);
  const customRoles = new Set(roles.flatMap((role) => (role !== null && isCustom(role) ? [role.roleUuid] : [])));
  return { ...decisionsInProject(map(worldsOf(facts), projectStanding)), customRoles: [...customRoles].toSorted() };
}

/** The part of an answer about a space that follows from the rules; where it lies is the caller's to add. */
export type SpaceAnswer = SpaceDecisions & Pick<SpaceAccess, 'rows' | 'path' | 'unread'>;

/** The answer about a space of A, from what is known. */
export function answerSpace(facts: Facts): SpaceAnswer {
  const standings = map(worldsOf(facts), spaceStanding);
  const decisions = decisionsInSpace(standings);
  const judging = { standing: spaceStanding, without: withoutSources, same: sameInSpace };
  return {
    ...decisions,
    rows: agreed(
      map(standings, (standing) => standing.rows),
      sameRows,
    ),
    path: path(
      knownSources(facts),
      map(standings, (standing) => markSpare(standing.world, spaceEffects(standing), judging)),
    ),
    unread: isOpen(decisions) ? unreadParts(facts) : [],
  };
}

/** The same by the rules of C. */
export function answerChainSpace(facts: ChainFacts): SpaceAnswer {
  const standings = map(chainWorldsOf(facts), chainStanding);
  const decisions = decisionsInSpace(standings);
  const judging = { standing: chainStanding, without: withoutChainSources, same: sameInSpace };
  // Of a grant that is only supposed it is not known where it lies, so neither is the row.
  const isGranted = standings.some(({ world }) => world.supposed !== null);
  return {
    ...decisions,
    rows: isGranted ? UNKNOWN : agreed(map(standings, chainRows), sameRows),
    path: path(
      knownChainSources(facts),
      map(standings, (standing) => markSpare(standing.world, chainEffects(standing), judging)),
    ),
    unread: isOpen(decisions) ? unreadChainParts(facts) : [],
  };
}

/** Whether a space is closed to those who have only a role in the project (C4). */
export function isClosed(facts: ChainFacts): Decision {
  return agreed(map(chainWorldsOf(facts), ({ inherits }) => !inherits));
}

/** Only what is decided in a space of A. */
export function decideSpace(facts: Facts): SpaceDecisions {
  return decisionsInSpace(map(worldsOf(facts), spaceStanding));
}

/** Only what is decided in a space of C. */
export function decideChainSpace(facts: ChainFacts): SpaceDecisions {
  return decisionsInSpace(map(chainWorldsOf(facts), chainStanding));
}

function decisionsInProject(standings: AtLeastOne<ProjectStanding>): Pick<ProjectAccess, 'visible' | 'role'> {
  return {
    visible: agreed(map(standings, (standing) => standing.visible)),
    role: agreed(map(standings, (standing) => standing.role)),
  };
}

/** In: what both generations of rules say of a person in a space. */
function decisionsInSpace(
  standings: AtLeastOne<Pick<SpaceStanding, 'listed' | 'powers' | 'role' | 'project'>>,
): SpaceDecisions {
  const [only, ...others] = standings;
  // Almost always everything has been read.
  if (others.length === 0)
    return { listed: only.listed, ...only.powers, role: only.role, projectRole: only.project.role };
  return {
    listed: agreed(map(standings, (standing) => standing.listed)),
    view: agreed(map(standings, (standing) => standing.powers.view)),
    manage: agreed(map(standings, (standing) => standing.powers.manage)),
    editDashboards: agreed(map(standings, (standing) => standing.powers.editDashboards)),
    editCharts: agreed(map(standings, (standing) => standing.powers.editCharts)),
    role: agreed(map(standings, (standing) => standing.role)),
    projectRole: agreed(map(standings, (standing) => standing.project.role)),
  };
}

function isOpen(decisions: SpaceDecisions): boolean {
  return Object.values(decisions).includes(UNKNOWN);
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
    return {
      ...source,
      ...(effect === UNKNOWN
        ? OPEN
        : agreedOnSpare(
            effect,
            map(effects, (each) => each[position] ?? OPEN),
          )),
    };
  });
}

/** Where it depends on what has not been read whether a source is needed, it is only said that it counts. */
function agreedOnSpare(effect: Effect, everywhere: AtLeastOne<Effect>): Effect {
  const spare = agreed(map(everywhere, (each) => ('spare' in each ? each.spare : undefined)));
  return spare === UNKNOWN && (effect.effect === 'wins' || effect.effect === 'contributes')
    ? { ...effect, spare: 'more' }
    : effect;
}

function sameInProject(a: ProjectStanding, b: ProjectStanding): boolean {
  return a.visible === b.visible && a.role === b.role && scopesOf(a) === scopesOf(b);
}

function scopesOf({ customRoles }: ProjectStanding): string {
  return [...new Set(customRoles.flatMap((custom) => custom.scopes))].toSorted().join();
}

function sameInSpace(
  a: Pick<SpaceStanding, 'listed' | 'powers'>,
  b: Pick<SpaceStanding, 'listed' | 'powers'>,
): boolean {
  return a.listed === b.listed && samePowers(a.powers, b.powers);
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
