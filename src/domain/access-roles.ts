import { roleRank, type OrganizationRole } from './roles';
import type { Unknown } from './unknown';

/** The roles a project knows of itself, weakest first. `member` of an organization is none of them: it opens nothing (A1). */
export type SystemRole = Exclude<OrganizationRole, 'member'>;

/** The roles of a space. Each is named like the project role it is read as where the two are compared (A5). */
export type SpaceRole = 'viewer' | 'editor' | 'admin';

/** A role made by an admin: what it allows are its scopes, and only they (A2). */
export type CustomRole<U = Unknown> = {
  roleUuid: string;
  /** Missing where the role itself has not been read. */
  name?: string | undefined;
  scopes: readonly string[] | U;
};

/** What somebody can be in a project. */
export type ProjectRole<U = Unknown> = SystemRole | CustomRole<U>;

/** Whether the text is the name of a system role, and not the uuid of a custom one. */
export function isSystemRole(role: string): role is SystemRole {
  return roleRank(role) > 0;
}

/** Whether a role is a custom one. */
export function isCustom<U>(role: ProjectRole<U>): role is CustomRole<U> {
  return typeof role !== 'string';
}

/** What a role counts as where roles are compared: a custom one as its placeholder, `viewer`, whatever its scopes (A2). */
export function comparable(role: ProjectRole): SystemRole {
  return isCustom(role) ? 'viewer' : role;
}

/** The highest of some roles; null when there is none. */
export function highest<Role extends SystemRole>(roles: Iterable<Role | null>): Role | null {
  let best: Role | null = null;
  for (const role of roles) if (role && (!best || roleRank(role) > roleRank(best))) best = role;
  return best;
}
