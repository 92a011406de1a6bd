import { roleRank } from '#/domain/roles';
import { showsProject } from './powers';
import { highest, isCustom, type CustomRole, type SystemRole } from '#/domain/access-roles';
import { CONTRIBUTES, idle, projectRoleOf, WINS, type Effect, type Source } from './sources';
import type { World } from './worlds';

/** What a person is in a project, nothing left open. */
export type ProjectStanding = {
  world: World;
  /** T of A1: the highest system role; null without any. */
  role: SystemRole | null;
  customRoles: CustomRole<never>[];
  /** A3. */
  visible: boolean;
  /** Whether anything at all is granted in the project, if only by a custom role: the door to its spaces (A3). */
  isOpen: boolean;
};

/** A1 to A3: grants add up; the highest system role counts, and custom roles beside it. */
export function projectStanding(world: World): ProjectStanding {
  let role: SystemRole | null = null;
  const customRoles: CustomRole<never>[] = [];
  for (const source of world.sources) {
    const given = projectRoleOf(source);
    if (given === null) continue;
    if (isCustom(given)) customRoles.push(given);
    else role = highest([role, given]);
  }
  const visible = role !== null || customRoles.some(({ scopes }) => showsProject(scopes, world.generation));
  return { world, role, customRoles, visible, isOpen: role !== null || customRoles.length > 0 };
}

/** What each source does for the role in the project and for seeing it, in the order of the sources. */
export function projectEffects(standing: ProjectStanding): Effect[] {
  return standing.world.sources.map((source) => projectEffect(source, standing));
}

function projectEffect(source: Source<never>, standing: ProjectStanding): Effect {
  const { role, world } = standing;
  const given = projectRoleOf(source);
  if (given === null) return idle({ code: 'member' });
  if (!isCustom(given)) return given === role ? WINS : idle(weakerInProject(standing));
  if (role === 'admin') return idle({ code: 'projectAdmin' });
  if (role === null) return showsProject(given.scopes, world.generation) ? WINS : idle({ code: 'noViewProject' });
  return given.scopes.length > 0 ? CONTRIBUTES : idle({ code: 'noScope' });
}

/** "Weaker than" the source that gives the effective role in the project. */
export function weakerInProject({ role, world }: ProjectStanding): { code: 'weaker'; than: Source } {
  const than = world.sources.find((source) => projectRoleOf(source) === role);
  if (!than) throw new Error(`Nothing gives the role ${role}.`);
  return { code: 'weaker', than };
}

/** Whether a system role is lower than the effective one. */
export function isBelow(given: SystemRole, role: SystemRole | null): boolean {
  return role !== null && roleRank(given) < roleRank(role);
}
