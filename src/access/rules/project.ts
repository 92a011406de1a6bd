import { roleRank } from '#/domain/roles';
import { showsProject } from './powers';
import { highest, isCustom, type CustomRole, type SystemRole } from '#/domain/access-roles';
import { CONTRIBUTES, withoutEffect, projectRoleOf, WINS, type Effect, type Source } from './sources';
import type { Completion } from './completions';

/** What a person is in a project, nothing left open. */
export type ProjectOutcome = {
  completion: Completion;
  /** T of A1: the highest system role; null without any. */
  role: SystemRole | null;
  customRoles: CustomRole<never>[];
  /** A3. */
  visible: boolean;
  /** Whether anything at all is granted in the project, if only by a custom role: without it none of its spaces opens (A3). */
  isOpen: boolean;
};

/** A1 to A3: grants add up; the highest system role counts, and custom roles beside it. */
export function projectOutcome(completion: Completion): ProjectOutcome {
  let role: SystemRole | null = null;
  const customRoles: CustomRole<never>[] = [];
  for (const source of completion.sources) {
    const given = projectRoleOf(source);
    if (given === null) continue;
    if (isCustom(given)) customRoles.push(given);
    else role = highest([role, given]);
  }
  const visible = role !== null || customRoles.some(({ scopes }) => showsProject(scopes, completion.generation));
  return { completion, role, customRoles, visible, isOpen: role !== null || customRoles.length > 0 };
}

/** What each source does for the role in the project and for seeing it, in the order of the sources. */
export function projectEffects(outcome: ProjectOutcome): Effect[] {
  return outcome.completion.sources.map((source) => projectEffect(source, outcome));
}

function projectEffect(source: Source<never>, outcome: ProjectOutcome): Effect {
  const { role, completion } = outcome;
  const given = projectRoleOf(source);
  if (given === null) return withoutEffect({ code: 'member' });
  if (!isCustom(given)) return given === role ? WINS : withoutEffect(weakerInProject(outcome));
  if (role === 'admin') return withoutEffect({ code: 'projectAdmin' });
  if (role === null)
    return showsProject(given.scopes, completion.generation) ? WINS : withoutEffect({ code: 'noViewProject' });
  return given.scopes.length > 0 ? CONTRIBUTES : withoutEffect({ code: 'noScope' });
}

/** "Weaker than" the source that gives the effective role in the project. */
export function weakerInProject({ role, completion }: ProjectOutcome): { code: 'weaker'; than: Source } {
  const than = completion.sources.find((source) => projectRoleOf(source) === role);
  if (!than) throw new Error(`Nothing gives the role ${role}.`);
  return { code: 'weaker', than };
}

/** Whether a system role is lower than the effective one. */
export function isBelow(given: SystemRole, role: SystemRole | null): boolean {
  return role !== null && roleRank(given) < roleRank(role);
}
