import { powers, type Powers } from './powers';
import { projectOutcome, type ProjectOutcome } from './project';
import {
  highest,
  isCustom,
  type CustomRole,
  type ProjectRole,
  type SpaceRole,
  type SystemRole,
} from '#/domain/access-roles';
import { reaches, type ChainGrant, type ChainCompletion } from './chain-completions';

/** What a person is in a space of generation C and may do there, nothing left open. */
export type ChainOutcome = {
  completion: ChainCompletion;
  project: ProjectOutcome;
  /** The best role of the grants in the chain, as far as it counts; null without any. */
  granted: SpaceRole | null;
  role: SpaceRole | null;
  powers: Powers;
  /** In the list of spaces. */
  listed: boolean;
};

/** What is compared when something about an outcome was different. */
type Supposition = { customRoles: readonly CustomRole<never>[]; granted: SpaceRole | null; inherits: boolean };

/** C3 to C8 for one person in one space. */
export function chainOutcome(completion: ChainCompletion): ChainOutcome {
  const project = projectOutcome(completion.project);
  const roles = countingGrants(completion).map(({ source }) => source.role);
  const granted = highest([...roles, completion.supposed]);
  const given = suppose(project, { customRoles: project.customRoles, granted, inherits: completion.inherits });
  return { completion, project, granted, ...given, listed: project.visible && given.powers.view };
}

/** The grants of the chain that reach the person (C4, C5). */
export function countingGrants(completion: ChainCompletion): ChainGrant[] {
  const isReached = reaches(completion.project);
  return completion.grants.filter(
    (grant) => isInChain(grant, completion) && (isReached || grant.source.kind !== 'projectMembersGrant'),
  );
}

/** Role and powers from the role in the project and what is supposed beside it. */
export function suppose(
  project: ProjectOutcome,
  { customRoles, granted, inherits }: Supposition,
): Pick<ChainOutcome, 'role' | 'powers'> {
  const role = project.isOpen ? roleIn(project, { customRoles, granted, inherits }) : null;
  const scopes = new Set(customRoles.flatMap((custom) => custom.scopes));
  return { role, powers: powers({ projectRole: project.role, scopes, spaceRole: role, isPublic: inherits }) };
}

/** Whether a grant lies below, or on, the first space that does not inherit (C4). */
export function isInChain({ level }: Pick<ChainGrant, 'level'>, { levels }: ChainCompletion): boolean {
  return level < levels;
}

function roleIn({ role }: ProjectOutcome, { customRoles, granted, inherits }: Supposition): SpaceRole | null {
  if (role === 'admin') return 'admin';
  if (granted) return granted;
  if (!inherits) return null;
  return highest([...(role ? [readInSpace(role)] : []), ...customRoles.map(readInSpace)]);
}

function readInSpace(role: ProjectRole<never>): SpaceRole {
  const counted = countsAs(role);
  if (counted === 'admin') return 'admin';
  return counted === 'editor' || counted === 'developer' ? 'editor' : 'viewer';
}

/** C2: what a role counts as where roles are compared; a custom one by two of its scopes. */
export function countsAs(role: ProjectRole<never>): SystemRole {
  if (!isCustom(role)) return role;
  if (role.scopes.includes('manage:Space')) return 'admin';
  return role.scopes.includes('manage:Space@public') ? 'editor' : 'viewer';
}
