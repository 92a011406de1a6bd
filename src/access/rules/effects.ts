import { anyPower, powers, powersOfScopes, samePowers, showsProject, type Standing } from './powers';
import { isBelow, weakerInProject } from './project';
import { isCustom, type CustomRole } from '#/domain/access-roles';
import { countsIn } from './rows';
import {
  CONTRIBUTES,
  idle,
  isProjectSource,
  projectRoleOf,
  WINS,
  type Effect,
  type ProjectSource,
  type Reason,
  type Source,
  type SpaceSource,
} from './sources';
import type { SpaceStanding } from './space';

/** What each source does for the powers in a space, in the order of the sources. */
export function spaceEffects(standing: SpaceStanding): Effect[] {
  return standing.world.sources.map((source) =>
    isProjectSource(source) ? projectSourceEffect(source, standing) : spaceSourceEffect(source, standing),
  );
}

function projectSourceEffect(source: ProjectSource<never>, standing: SpaceStanding): Effect {
  const { project } = standing;
  const { role } = project;
  const given = projectRoleOf(source);
  if (given === null) return idle({ code: 'member' });
  if (isCustom(given)) return customRoleEffect(given, standing);
  if (role === 'admin') return given === 'admin' ? WINS : idle(weakerInProject(project));
  if (isBelow(given, role)) return supports(source, standing) ? CONTRIBUTES : idle(weakerInProject(project));
  return standing.role !== null || standing.listed ? CONTRIBUTES : idle({ code: 'privateSpace' });
}

function customRoleEffect(custom: CustomRole<never>, standing: SpaceStanding): Effect {
  const projectRole = standing.project.role;
  if (projectRole === 'admin') return idle({ code: 'projectAdmin' });
  const scopes = new Set(custom.scopes);
  const beside = measure(standing, { scopes: new Set() });
  const together = measure(standing, { scopes });
  if (!samePowers(beside, together)) return anyPower(beside) ? CONTRIBUTES : WINS;
  if (projectRole === null && standing.listed && showsProject(custom.scopes, standing.world.generation))
    return CONTRIBUTES;
  const { role: spaceRole, isPublic } = standing;
  return idle({ code: anyPower(powersOfScopes({ scopes, spaceRole, isPublic })) ? 'alreadyGiven' : 'noScope' });
}

function spaceSourceEffect(source: SpaceSource<never>, standing: SpaceStanding): Effect {
  const { project } = standing;
  if (!project.isOpen) return idle({ code: 'noProjectAccess' });
  if (project.role === 'admin') return idle({ code: 'projectAdmin' });
  if (source.kind === 'publicSpace') return publicEffect(standing);
  if (!givesBestRow(source, standing)) return idle(outdone(source, standing));
  if (project.role === null) {
    return rowMatters(standing) ? CONTRIBUTES : idle({ code: 'notAsked' });
  }
  const isLimited = project.role === 'viewer' && source.role !== 'viewer' && !standing.powers.editDashboards;
  return isLimited ? { effect: 'wins', reason: { code: 'limited', by: project.role } } : WINS;
}

/** Whether custom roles alone ask for a row, on a private space too: where publicness does as well, it is that which is idle. */
function rowMatters(standing: SpaceStanding): boolean {
  return [standing.isPublic, false].some(
    (isPublic) => !samePowers(measure(standing, { isPublic }), measure(standing, { isPublic, spaceRole: null })),
  );
}

/** Publicness gives rows, and lets those who edit in the project manage the space (A8). */
function publicEffect(standing: SpaceStanding): Effect {
  const givesBest = standing.bestRows.some(({ by }) => by === 'publicSpace');
  if (givesBest && standing.project.role !== null) return WINS;
  const without = { isPublic: false, ...(givesBest && { spaceRole: null }) };
  if (!samePowers(standing.powers, measure(standing, without))) return CONTRIBUTES;
  // A custom role may give the same; it is the one that is called idle then, not each because of the other.
  const byRole = measure(standing, { scopes: NO_SCOPES });
  if (!samePowers(byRole, measure(standing, { ...without, scopes: NO_SCOPES }))) return CONTRIBUTES;
  return idle({ code: givesBest ? 'notAsked' : 'replaced' });
}

const NO_SCOPES: ReadonlySet<string> = new Set();

/** Why a grant on the space does not give the best row. */
function outdone(source: Source<never>, standing: SpaceStanding): Reason {
  const isDirect = standing.world.sources.some(({ kind }) => kind === 'spaceGrant');
  if (source.kind === 'groupSpaceGrant' && isDirect) return { code: 'hidden' };
  const than = standing.world.sources.find((other) => givesBestRow(other, standing));
  if (!than) throw new Error('Nothing gives the best row.');
  return { code: 'weaker', than };
}

/** Whether a source decides about the role of a best row. */
function givesBestRow(source: Source<never>, standing: SpaceStanding): boolean {
  return standing.bestRows.some((row) => {
    if (source.kind === 'groupSpaceGrant') {
      const isOfRow = row.groupUuid === source.group.groupUuid;
      return isOfRow && (row.by === 'groupSpaceGrant' || (row.by === 'admin' && source.role === 'admin'));
    }
    return row.by === source.kind;
  });
}

/** Whether a best row is there by publicness, and as good as it is, because of this source of a project role. */
function supports(source: ProjectSource<never>, standing: SpaceStanding): boolean {
  const hasRow = (groupUuid: string) =>
    standing.world.sources.some((other) => other.kind === 'groupSpaceGrant' && other.group.groupUuid === groupUuid);
  return standing.bestRows.some(
    (row) => row.by === 'publicSpace' && source.role === row.inheritedRole && countsIn(row, source, hasRow),
  );
}

/** The powers if something about the standing were different. */
function measure({ project, scopes, role, isPublic }: SpaceStanding, change: Partial<Standing>) {
  return powers({ projectRole: project.role, scopes, spaceRole: role, isPublic, ...change });
}
