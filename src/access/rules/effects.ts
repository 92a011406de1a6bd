import { anyPower, powers, powersOfScopes, samePowers, showsProject, type PowerInput } from './powers';
import { isBelow, weakerInProject } from './project';
import { isCustom, type CustomRole } from '#/domain/access-roles';
import { countsIn } from './rows';
import {
  CONTRIBUTES,
  withoutEffect,
  isProjectSource,
  projectRoleOf,
  WINS,
  type Effect,
  type ProjectSource,
  type Reason,
  type Source,
  type SpaceSource,
} from './sources';
import type { SpaceOutcome } from './space';

/** What each source does for the powers in a space, in the order of the sources. */
export function spaceEffects(outcome: SpaceOutcome): Effect[] {
  return outcome.completion.sources.map((source) =>
    isProjectSource(source) ? projectSourceEffect(source, outcome) : spaceSourceEffect(source, outcome),
  );
}

function projectSourceEffect(source: ProjectSource<never>, outcome: SpaceOutcome): Effect {
  const { project } = outcome;
  const { role } = project;
  const given = projectRoleOf(source);
  if (given === null) return withoutEffect({ code: 'member' });
  if (isCustom(given)) return customRoleEffect(given, outcome);
  if (role === 'admin') return given === 'admin' ? WINS : withoutEffect(weakerInProject(project));
  if (isBelow(given, role)) return supports(source, outcome) ? CONTRIBUTES : withoutEffect(weakerInProject(project));
  return outcome.role !== null || outcome.listed ? CONTRIBUTES : withoutEffect({ code: 'privateSpace' });
}

function customRoleEffect(custom: CustomRole<never>, outcome: SpaceOutcome): Effect {
  const projectRole = outcome.project.role;
  if (projectRole === 'admin') return withoutEffect({ code: 'projectAdmin' });
  const scopes = new Set(custom.scopes);
  const beside = measure(outcome, { scopes: new Set() });
  const together = measure(outcome, { scopes });
  if (!samePowers(beside, together)) return anyPower(beside) ? CONTRIBUTES : WINS;
  if (projectRole === null && outcome.listed && showsProject(custom.scopes, outcome.completion.generation))
    return CONTRIBUTES;
  const { role: spaceRole, isPublic } = outcome;
  return withoutEffect({
    code: anyPower(powersOfScopes({ scopes, spaceRole, isPublic })) ? 'alreadyGiven' : 'noScope',
  });
}

function spaceSourceEffect(source: SpaceSource<never>, outcome: SpaceOutcome): Effect {
  const { project } = outcome;
  if (!project.isOpen) return withoutEffect({ code: 'noProjectAccess' });
  if (project.role === 'admin') return withoutEffect({ code: 'projectAdmin' });
  if (source.kind === 'publicSpace') return publicEffect(outcome);
  if (!givesBestRow(source, outcome)) return withoutEffect(outdone(source, outcome));
  if (project.role === null) {
    return rowMatters(outcome) ? CONTRIBUTES : withoutEffect({ code: 'notAsked' });
  }
  const isLimited = project.role === 'viewer' && source.role !== 'viewer' && !outcome.powers.editDashboards;
  return isLimited ? { effect: 'wins', reason: { code: 'limited', by: project.role } } : WINS;
}

/** Whether custom roles alone ask for a row, on a private space too: where publicness does as well, it is publicness that is without effect. */
function rowMatters(outcome: SpaceOutcome): boolean {
  return [outcome.isPublic, false].some(
    (isPublic) => !samePowers(measure(outcome, { isPublic }), measure(outcome, { isPublic, spaceRole: null })),
  );
}

/** Publicness gives rows, and lets those who edit in the project manage the space (A8). */
function publicEffect(outcome: SpaceOutcome): Effect {
  const givesBest = outcome.bestRows.some(({ by }) => by === 'publicSpace');
  if (givesBest && outcome.project.role !== null) return WINS;
  const without = { isPublic: false, ...(givesBest && { spaceRole: null }) };
  if (!samePowers(outcome.powers, measure(outcome, without))) return CONTRIBUTES;
  // A custom role may give the same; it is the one that is called without effect then, not each because of the other.
  const byRole = measure(outcome, { scopes: NO_SCOPES });
  if (!samePowers(byRole, measure(outcome, { ...without, scopes: NO_SCOPES }))) return CONTRIBUTES;
  return withoutEffect({ code: givesBest ? 'notAsked' : 'replaced' });
}

const NO_SCOPES: ReadonlySet<string> = new Set();

/** Why a grant on the space does not give the best row. */
function outdone(source: Source<never>, outcome: SpaceOutcome): Reason {
  const isDirect = outcome.completion.sources.some(({ kind }) => kind === 'spaceGrant');
  if (source.kind === 'groupSpaceGrant' && isDirect) return { code: 'hidden' };
  const than = outcome.completion.sources.find((other) => givesBestRow(other, outcome));
  if (!than) throw new Error('Nothing gives the best row.');
  return { code: 'weaker', than };
}

/** Whether a source decides about the role of a best row. */
function givesBestRow(source: Source<never>, outcome: SpaceOutcome): boolean {
  return outcome.bestRows.some((row) => {
    if (source.kind === 'groupSpaceGrant') {
      const isOfRow = row.groupUuid === source.group.groupUuid;
      return isOfRow && (row.by === 'groupSpaceGrant' || (row.by === 'admin' && source.role === 'admin'));
    }
    return row.by === source.kind;
  });
}

/** Whether a best row is there by publicness, and as good as it is, because of this source of a project role. */
function supports(source: ProjectSource<never>, outcome: SpaceOutcome): boolean {
  const hasRow = (groupUuid: string) =>
    outcome.completion.sources.some((other) => other.kind === 'groupSpaceGrant' && other.group.groupUuid === groupUuid);
  return outcome.bestRows.some(
    (row) => row.by === 'publicSpace' && source.role === row.inheritedRole && countsIn(row, source, hasRow),
  );
}

/** The powers if something about the outcome was different. */
function measure({ project, scopes, role, isPublic }: SpaceOutcome, change: Partial<PowerInput>) {
  return powers({ projectRole: project.role, scopes, spaceRole: role, isPublic, ...change });
}
