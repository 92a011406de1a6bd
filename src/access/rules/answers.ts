import { projectEffects, projectOutcome, type ProjectOutcome } from './project';
import { spaceEffects } from './effects';
import type { Facts } from './facts';
import { knownChainSources, chainCompletionsOf, withoutChainSources } from './chain-completions';
import { unreadChainParts, type ChainFacts } from './chain';
import { chainEffects } from './chain-effects';
import { chainRows } from './chain-rows';
import { chainOutcome } from './chain-outcome';
import { samePowers } from './powers';
import { isCustom, type SpaceRole, type SystemRole } from '#/domain/access-roles';
import type { SpaceRow } from './rows';
import { projectRoleOf, type Effect, type PathStep, type Source, type SpaceRef, type UnreadPart } from './sources';
import type { Generation } from './snapshot';
import { spaceOutcome, type SpaceOutcome } from './space';
import { markRedundant } from './redundant';
import { agreed, UNKNOWN, type Decision, type Unknown } from '#/domain/unknown';
import { unreadParts } from './unread';
import { knownSources, withoutSources, completionsOf } from './completions';

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
  const outcomes = map(completionsOf(facts), projectOutcome);
  const { visible, role } = decisionsInProject(outcomes);
  const judging = { outcome: projectOutcome, without: withoutSources, same: sameInProject };
  return {
    visible,
    role,
    path: path(
      knownSources(facts),
      map(outcomes, (outcome) => markRedundant(outcome.completion, projectEffects(outcome), judging)),
    ),
    unread: visible === UNKNOWN || role === UNKNOWN ? unreadParts(facts) : [],
  };
}

/** Only what is decided in a project. */
export function decideProject(facts: Facts): ProjectDecisions {
  const roles = knownSources(facts).map(projectRoleOf);
  const customRoles = new Set(roles.flatMap((role) => (role !== null && isCustom(role) ? [role.roleUuid] : [])));
  return { ...decisionsInProject(map(completionsOf(facts), projectOutcome)), customRoles: [...customRoles].toSorted() };
}

/** The part of an answer about a space that follows from the rules; where it lies is the caller's to add. */
export type SpaceAnswer = SpaceDecisions & Pick<SpaceAccess, 'rows' | 'path' | 'unread'>;

/** The answer about a space of A, from what is known. */
export function answerSpace(facts: Facts): SpaceAnswer {
  const outcomes = map(completionsOf(facts), spaceOutcome);
  const decisions = decisionsInSpace(outcomes);
  const judging = { outcome: spaceOutcome, without: withoutSources, same: sameInSpace };
  return {
    ...decisions,
    rows: agreed(
      map(outcomes, (outcome) => outcome.rows),
      sameRows,
    ),
    path: path(
      knownSources(facts),
      map(outcomes, (outcome) => markRedundant(outcome.completion, spaceEffects(outcome), judging)),
    ),
    unread: isOpen(decisions) ? unreadParts(facts) : [],
  };
}

/** The same by the rules of C. */
export function answerChainSpace(facts: ChainFacts): SpaceAnswer {
  const outcomes = map(chainCompletionsOf(facts), chainOutcome);
  const decisions = decisionsInSpace(outcomes);
  const judging = { outcome: chainOutcome, without: withoutChainSources, same: sameInSpace };
  // Of a grant that is only supposed it is not known where it lies, so neither is the row.
  const isGranted = outcomes.some(({ completion }) => completion.supposed !== null);
  return {
    ...decisions,
    rows: isGranted ? UNKNOWN : agreed(map(outcomes, chainRows), sameRows),
    path: path(
      knownChainSources(facts),
      map(outcomes, (outcome) => markRedundant(outcome.completion, chainEffects(outcome), judging)),
    ),
    unread: isOpen(decisions) ? unreadChainParts(facts) : [],
  };
}

/** Whether a space is closed to those who have only a role in the project (C4). */
export function isClosed(facts: ChainFacts): Decision {
  return agreed(map(chainCompletionsOf(facts), ({ inherits }) => !inherits));
}

/** Only what is decided in a space of A. */
export function decideSpace(facts: Facts): SpaceDecisions {
  return decisionsInSpace(map(completionsOf(facts), spaceOutcome));
}

/** Only what is decided in a space of C. */
export function decideChainSpace(facts: ChainFacts): SpaceDecisions {
  return decisionsInSpace(map(chainCompletionsOf(facts), chainOutcome));
}

function decisionsInProject(outcomes: AtLeastOne<ProjectOutcome>): Pick<ProjectAccess, 'visible' | 'role'> {
  return {
    visible: agreed(map(outcomes, (outcome) => outcome.visible)),
    role: agreed(map(outcomes, (outcome) => outcome.role)),
  };
}

/** In: what both generations of rules say of a person in a space. */
function decisionsInSpace(
  outcomes: AtLeastOne<Pick<SpaceOutcome, 'listed' | 'powers' | 'role' | 'project'>>,
): SpaceDecisions {
  const [only, ...others] = outcomes;
  // Almost always everything has been read.
  if (others.length === 0)
    return { listed: only.listed, ...only.powers, role: only.role, projectRole: only.project.role };
  return {
    listed: agreed(map(outcomes, (outcome) => outcome.listed)),
    view: agreed(map(outcomes, (outcome) => outcome.powers.view)),
    manage: agreed(map(outcomes, (outcome) => outcome.powers.manage)),
    editDashboards: agreed(map(outcomes, (outcome) => outcome.powers.editDashboards)),
    editCharts: agreed(map(outcomes, (outcome) => outcome.powers.editCharts)),
    role: agreed(map(outcomes, (outcome) => outcome.role)),
    projectRole: agreed(map(outcomes, (outcome) => outcome.project.role)),
  };
}

function isOpen(decisions: SpaceDecisions): boolean {
  return Object.values(decisions).includes(UNKNOWN);
}

type AtLeastOne<T> = [T, ...T[]];

function map<A, B>([first, ...others]: AtLeastOne<A>, change: (value: A) => B): AtLeastOne<B> {
  return [change(first), ...others.map(change)];
}

/** The known sources with what they do in every completion. A completion lists them first, in the same order. */
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
        : agreedOnRedundancy(
            effect,
            map(effects, (each) => each[position] ?? OPEN),
          )),
    };
  });
}

/** Where it depends on what has not been read whether a source is needed, it is only said that it counts. */
function agreedOnRedundancy(effect: Effect, everywhere: AtLeastOne<Effect>): Effect {
  const redundant = agreed(map(everywhere, (each) => ('redundant' in each ? each.redundant : undefined)));
  return redundant === UNKNOWN && (effect.effect === 'wins' || effect.effect === 'contributes')
    ? { ...effect, redundant: 'more' }
    : effect;
}

function sameInProject(a: ProjectOutcome, b: ProjectOutcome): boolean {
  return a.visible === b.visible && a.role === b.role && scopesOf(a) === scopesOf(b);
}

function scopesOf({ customRoles }: ProjectOutcome): string {
  return [...new Set(customRoles.flatMap((custom) => custom.scopes))].toSorted().join();
}

function sameInSpace(a: Pick<SpaceOutcome, 'listed' | 'powers'>, b: Pick<SpaceOutcome, 'listed' | 'powers'>): boolean {
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
