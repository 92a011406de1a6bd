import { anyPower, powersOfScopes, samePowers, showsProject } from './powers';
import { isBelow, weakerInProject } from './project';
import { isCustom, type CustomRole } from '#/domain/access-roles';
import { isOfProjectMembers } from './chain';
import { CONTRIBUTES, idle, isProjectSource, projectRoleOf, WINS, type Effect, type Source } from './sources';
import { chainStanding, countingGrants, isInChain, suppose, type ChainStanding } from './chain-standing';
import { reaches, type ChainGrant } from './chain-worlds';

/** What each source that has been read does for the powers in a space, in the order of `knownChainSources`. */
export function chainEffects(standing: ChainStanding): Effect[] {
  const { project, knownInProject, grants, isInheritanceKnown } = standing.world;
  return [
    ...project.sources.slice(0, knownInProject).map((source) => projectSourceEffect(source, standing)),
    ...grants.map((grant) => grantEffect(grant, standing)),
    ...(isInheritanceKnown ? [inheritanceEffect(standing)] : []),
  ];
}

function projectSourceEffect(source: Source<never>, standing: ChainStanding): Effect {
  const effect = roleEffect(source, standing);
  const isEnough = effect.effect !== 'none' || standing.project.role === 'admin';
  return isEnough || !letsReach(source, standing) ? effect : CONTRIBUTES;
}

function roleEffect(source: Source<never>, standing: ChainStanding): Effect {
  const { project } = standing;
  const given = projectRoleOf(source);
  if (given === null) return idle({ code: 'member' });
  if (isCustom(given)) return customRoleEffect(given, standing);
  if (project.role === 'admin') return given === 'admin' ? WINS : idle(weakerInProject(project));
  if (isBelow(given, project.role)) return idle(weakerInProject(project));
  return standing.role !== null || standing.listed ? CONTRIBUTES : idle({ code: 'privateSpace' });
}

/** Whether a source lets a grant to the members of the project reach the person, and that makes a difference (C5). */
function letsReach(source: Source<never>, standing: ChainStanding): boolean {
  const { world, role, powers } = standing;
  if (!isProjectSource(source) || !isOfProjectMembers(source)) return false;
  const grants = world.grants.filter((grant) => grant.source.kind !== 'projectMembersGrant');
  if (grants.length === world.grants.length) return false;
  const without = chainStanding({ ...world, grants });
  return without.role !== role || !samePowers(without.powers, powers);
}

function customRoleEffect(custom: CustomRole<never>, standing: ChainStanding): Effect {
  const { project, granted, role, listed, powers, world } = standing;
  if (project.role === 'admin') return idle({ code: 'projectAdmin' });
  const withRoles = (customRoles: readonly CustomRole<never>[]) =>
    suppose(project, { customRoles, granted, inherits: world.inherits });
  const beside = withRoles([]);
  const together = withRoles([custom]);
  if (!samePowers(beside.powers, together.powers)) return anyPower(beside.powers) ? CONTRIBUTES : WINS;
  const others = withRoles(project.customRoles.filter((each) => each !== custom));
  if (!samePowers(others.powers, powers) || (others.role !== role && anyPower(powers))) return CONTRIBUTES;
  const scopes = new Set(custom.scopes);
  if (project.role === null && listed && showsProject(custom.scopes, world.project.generation)) return CONTRIBUTES;
  const alone = powersOfScopes({ scopes, spaceRole: role, isPublic: world.inherits });
  return idle({ code: anyPower(alone) ? 'alreadyGiven' : 'noScope' });
}

function grantEffect(grant: ChainGrant, standing: ChainStanding): Effect {
  const { project, granted, world, powers } = standing;
  const { source } = grant;
  if (!project.isOpen) return idle({ code: 'noProjectAccess' });
  if (project.role === 'admin') return idle({ code: 'projectAdmin' });
  if (!isInChain(grant, world)) return idle({ code: 'closed' });
  if (source.kind === 'projectMembersGrant' && !reaches(world.project)) return idle({ code: 'notReached' });
  if (source.role !== granted) {
    const than = countingGrants(world).find((other) => other.source.role === granted);
    // Where only a supposed grant is stronger, the effect differs from world to world, and so is told as unknown.
    return idle(than ? { code: 'weaker', than: than.source } : { code: 'replaced' });
  }
  if (project.role === null) return matters(standing, { granted: null }) ? CONTRIBUTES : idle({ code: 'notAsked' });
  const isLimited = project.role === 'viewer' && source.role !== 'viewer' && !powers.editDashboards;
  return isLimited ? { effect: 'wins', reason: { code: 'limited', by: project.role } } : WINS;
}

/** All doors up to the project are open: that gives a role where nothing is granted, and lets editors manage (A8). */
function inheritanceEffect(standing: ChainStanding): Effect {
  const { project, granted } = standing;
  if (!project.isOpen) return idle({ code: 'noProjectAccess' });
  if (project.role === 'admin') return idle({ code: 'projectAdmin' });
  if (granted === null && project.role !== null) return WINS;
  if (matters(standing, { inherits: false })) return CONTRIBUTES;
  return idle({ code: granted === null ? 'notAsked' : 'replaced' });
}

/** Whether powers would differ if something did. */
function matters(standing: ChainStanding, change: { granted?: null; inherits?: false }): boolean {
  const { project, granted, world } = standing;
  // Of two sources that give the same, one is called idle, not each because of the other: first custom roles, then open doors.
  return [project.customRoles, []].some((customRoles) =>
    [world.inherits, false].some((inherits) => {
      const now = { customRoles, granted, inherits };
      return !samePowers(suppose(project, now).powers, suppose(project, { ...now, ...change }).powers);
    }),
  );
}
