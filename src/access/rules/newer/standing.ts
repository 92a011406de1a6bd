import { powers, type Powers } from '../powers';
import { projectStanding, type ProjectStanding } from '../project';
import { highest, isCustom, type CustomRole, type ProjectRole, type SpaceRole } from '#/domain/access-roles';
import type { ChainGrant, NewerWorld } from './worlds';

/** What a person is in a space by the newer rules and may do there, nothing left open. */
export type NewerStanding = {
  world: NewerWorld;
  project: ProjectStanding;
  /** The best role of the grants in the chain, as far as it counts; null without any. */
  granted: SpaceRole | null;
  role: SpaceRole | null;
  powers: Powers;
  /** In the list of spaces. */
  listed: boolean;
};

/** What is compared when something about a standing were different. */
type Supposition = { customRoles: readonly CustomRole<never>[]; granted: SpaceRole | null; inherits: boolean };

/**
 * The newer rules for one person in one space (lightdash.md, last section). What they say nothing about is taken from the
 * older ones: what opens a project (R3), and what a role in the space allows, "public" read as "inherits from the project" (R8).
 */
export function newerStanding(world: NewerWorld): NewerStanding {
  const project = projectStanding(world.project);
  const roles = world.grants.filter((grant) => isInChain(grant, world)).map(({ source }) => source.role);
  const granted = highest([...roles, world.supposed]);
  const given = suppose(project, { customRoles: project.customRoles, granted, inherits: world.inherits });
  return { world, project, granted, ...given, listed: project.visible && given.powers.view };
}

/** Role and powers from the role in the project and what is supposed beside it. */
export function suppose(
  project: ProjectStanding,
  { customRoles, granted, inherits }: Supposition,
): Pick<NewerStanding, 'role' | 'powers'> {
  const role = project.isOpen ? roleIn(project, { customRoles, granted, inherits }) : null;
  const scopes = new Set(customRoles.flatMap((custom) => custom.scopes));
  return { role, powers: powers({ projectRole: project.role, scopes, spaceRole: role, isPublic: inherits }) };
}

/** Whether a grant lies below, or on, the first space that does not inherit. */
export function isInChain({ level }: Pick<ChainGrant, 'level'>, { levels }: NewerWorld): boolean {
  return level < levels;
}

function roleIn({ role }: ProjectStanding, { customRoles, granted, inherits }: Supposition): SpaceRole | null {
  if (role === 'admin') return 'admin';
  if (granted) return granted;
  if (!inherits) return null;
  return highest([...(role ? [readInSpace(role)] : []), ...customRoles.map(readInSpace)]);
}

/** A role in the project as it is inherited by a space: what a custom one counts as depends on two of its scopes. */
function readInSpace(role: ProjectRole<never>): SpaceRole {
  if (isCustom(role)) {
    if (role.scopes.includes('manage:Space')) return 'admin';
    return role.scopes.includes('manage:Space@public') ? 'editor' : 'viewer';
  }
  if (role === 'admin') return 'admin';
  return role === 'editor' || role === 'developer' ? 'editor' : 'viewer';
}
