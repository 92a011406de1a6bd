import { isOrganizationRole } from '#/domain/roles';

/** What is wrong with the name of a role, or null: Lightdash wants one, of its own, no longer than 255 characters. */
export const roleNameProblem = (typed: string, others: readonly { name: string }[]): string | null => {
  const name = typed.trim();
  if (name === '') return 'Enter a name.';
  if (name.length > 255) return 'Lightdash takes 255 characters at most.';
  if (isOrganizationRole(name)) return 'Lightdash has a role of this name itself.';
  return others.some((other) => other.name === name) ? 'A role with this name exists already.' : null;
};
