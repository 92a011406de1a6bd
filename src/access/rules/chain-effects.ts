import { anyPower, powersOfScopes, samePowers, showsProject } from './powers';
import { isBelow, weakerInProject } from './project';
import { isCustom, type CustomRole } from '#/domain/access-roles';
import { isOfProjectMembers } from './chain';
import { CONTRIBUTES, withoutEffect, isProjectSource, projectRoleOf, WINS, type Effect, type Source } from './sources';
import { chainOutcome, countingGrants, isInChain, suppose, type ChainOutcome } from './chain-outcome';
import { reaches, type ChainGrant } from './chain-completions';

/** What each source that has been read does for the powers in a space, in the order of `knownChainSources`. */
export function chainEffects(outcome: ChainOutcome): Effect[] {
  const { project, knownInProject, grants, isInheritanceKnown } = outcome.completion;
  return [
    ...project.sources.slice(0, knownInProject).map((source) => projectSourceEffect(source, outcome)),
    ...grants.map((grant) => grantEffect(grant, outcome)),
    ...(isInheritanceKnown ? [inheritanceEffect(outcome)] : []),
  ];
}

function projectSourceEffect(source: Source<never>, outcome: ChainOutcome): Effect {
  const effect = roleEffect(source, outcome);
  const isEnough = effect.effect !== 'none' || outcome.project.role === 'admin';
  return isEnough || !letsReach(source, outcome) ? effect : CONTRIBUTES;
}

function roleEffect(source: Source<never>, outcome: ChainOutcome): Effect {
  const { project } = outcome;
  const given = projectRoleOf(source);
  if (given === null) return withoutEffect({ code: 'member' });
  if (isCustom(given)) return customRoleEffect(given, outcome);
  if (project.role === 'admin') return given === 'admin' ? WINS : withoutEffect(weakerInProject(project));
  if (isBelow(given, project.role)) return withoutEffect(weakerInProject(project));
  return outcome.role !== null || outcome.listed ? CONTRIBUTES : withoutEffect({ code: 'privateSpace' });
}

/**
 * Whether a source lets a grant to the members of the project reach the person, and that makes a difference (C5), also one
 * that a custom role makes no longer: of the two, it is the role that is called without effect.
 */
function letsReach(source: Source<never>, outcome: ChainOutcome): boolean {
  const { completion, project, granted } = outcome;
  if (!isProjectSource(source) || !isOfProjectMembers(source)) return false;
  const grants = completion.grants.filter((grant) => grant.source.kind !== 'projectMembersGrant');
  if (grants.length === completion.grants.length) return false;
  const without = chainOutcome({ ...completion, grants }).granted;
  return [project.customRoles, []].some((customRoles) => {
    const beside = { customRoles, inherits: completion.inherits };
    const now = suppose(project, { ...beside, granted });
    const then = suppose(project, { ...beside, granted: without });
    return now.role !== then.role || !samePowers(now.powers, then.powers);
  });
}

function customRoleEffect(custom: CustomRole<never>, outcome: ChainOutcome): Effect {
  const { project, granted, role, listed, powers, completion } = outcome;
  if (project.role === 'admin') return withoutEffect({ code: 'projectAdmin' });
  const withRoles = (customRoles: readonly CustomRole<never>[]) =>
    suppose(project, { customRoles, granted, inherits: completion.inherits });
  const beside = withRoles([]);
  const together = withRoles([custom]);
  if (!samePowers(beside.powers, together.powers)) return anyPower(beside.powers) ? CONTRIBUTES : WINS;
  const others = withRoles(project.customRoles.filter((each) => each !== custom));
  if (!samePowers(others.powers, powers) || (others.role !== role && anyPower(powers))) return CONTRIBUTES;
  const scopes = new Set(custom.scopes);
  if (project.role === null && listed && showsProject(custom.scopes, completion.project.generation)) return CONTRIBUTES;
  const alone = powersOfScopes({ scopes, spaceRole: role, isPublic: completion.inherits });
  return withoutEffect({ code: anyPower(alone) ? 'alreadyGiven' : 'noScope' });
}

function grantEffect(grant: ChainGrant, outcome: ChainOutcome): Effect {
  const { project, granted, completion, powers } = outcome;
  const { source } = grant;
  if (!project.isOpen) return withoutEffect({ code: 'noProjectAccess' });
  if (project.role === 'admin') return withoutEffect({ code: 'projectAdmin' });
  if (!isInChain(grant, completion)) return withoutEffect({ code: 'closed' });
  if (source.kind === 'projectMembersGrant' && !reaches(completion.project))
    return withoutEffect({ code: 'notReached' });
  if (source.role !== granted) {
    const than = countingGrants(completion).find((other) => other.source.role === granted);
    // Where only a supposed grant is stronger, the effect differs from completion to completion, and so is unknown.
    return withoutEffect(than ? { code: 'weaker', than: than.source } : { code: 'replaced' });
  }
  if (project.role === null)
    return matters(outcome, { granted: null }) ? CONTRIBUTES : withoutEffect({ code: 'notAsked' });
  const isLimited = project.role === 'viewer' && source.role !== 'viewer' && !powers.editDashboards;
  return isLimited ? { effect: 'wins', reason: { code: 'limited', by: project.role } } : WINS;
}

/** Every space up to the project inherits: that gives a role where nothing is granted, and lets editors manage (A8). */
function inheritanceEffect(outcome: ChainOutcome): Effect {
  const { project, granted } = outcome;
  if (!project.isOpen) return withoutEffect({ code: 'noProjectAccess' });
  if (project.role === 'admin') return withoutEffect({ code: 'projectAdmin' });
  if (granted === null && project.role !== null) return WINS;
  if (matters(outcome, { inherits: false })) return CONTRIBUTES;
  return withoutEffect({ code: granted === null ? 'notAsked' : 'replaced' });
}

/** Whether powers would differ if something did. */
function matters(outcome: ChainOutcome, change: { granted?: null; inherits?: false }): boolean {
  const { project, granted, completion } = outcome;
  // Of two sources that give the same, only one is called without effect: first
  // custom roles, then inheritance.
  return [project.customRoles, []].some((customRoles) =>
    [completion.inherits, false].some((inherits) => {
      const now = { customRoles, granted, inherits };
      return !samePowers(suppose(project, now).powers, suppose(project, { ...now, ...change }).powers);
    }),
  );
}
