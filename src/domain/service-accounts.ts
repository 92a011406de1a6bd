import { shortDate } from '../lib/dates';
import { count, listOf } from '../lib/text';
import { roleName } from './roles';
import type { Token, TokenState } from './tokens';

/**
 * A token of the organization that is nobody's own. `roleUuid`: the custom role that it has in place of scopes; `projectCount`: in how many
 * projects it was granted something.
 */
export type ServiceAccount = Token & { scopes: readonly string[]; roleUuid: string | null; projectCount: number };

/** The same as a list shows it: with what it may do in words, and whether its secret ends. */
export type AccountRow = ServiceAccount & { access: string; state: TokenState };

/**
 * A role that a service account has in a project, a custom one by its uuid, empty where Lightdash tells none; `roleName` in words, also
 * there.
 */
export type AccountGrant = { projectUuid: string; projectName: string; role: string; roleName: string };

/** The scopes of before roles could be given, in words. */
const OLDER: Readonly<Record<string, string>> = {
  'org:admin': 'Changes everything',
  'org:edit': 'Changes content',
  'org:read': 'Reads content',
};

const SYSTEM = 'system:';

/** The roles that a service account has in the organization: a custom one by its uuid, those of the system by their names. */
export const rolesOf = ({ scopes, roleUuid }: Pick<ServiceAccount, 'scopes' | 'roleUuid'>): readonly string[] =>
  roleUuid === null
    ? scopes.flatMap((scope) => (scope.startsWith(SYSTEM) ? scope.slice(SYSTEM.length) : []))
    : [roleUuid];

/** What a service account may do, in words. In: it, and how custom roles are called. */
export function describeAccess(
  { scopes, roleUuid, projectCount }: Pick<ServiceAccount, 'scopes' | 'roleUuid' | 'projectCount'>,
  nameRole: (uuid: string) => string,
): string {
  const ofScopes = scopes.map((scope) =>
    scope.startsWith(SYSTEM) ? roleName(scope.slice(SYSTEM.length)) : (OLDER[scope] ?? scope),
  );
  const words = roleUuid === null ? listOf(ofScopes) : nameRole(roleUuid);
  return (
    (words || 'What it may do is not told') +
    (projectCount > 0 ? `, with a role in ${count(projectCount, 'project', 'projects')}` : '')
  );
}

/** When a service account was made and got its present token, as far as that is told. In: also how a date is written. */
export const describeCreation = (
  { createdAt, rotatedAt }: Pick<ServiceAccount, 'createdAt' | 'rotatedAt'>,
  date: (iso: string) => string = shortDate,
): string => {
  if (!rotatedAt) return createdAt && date(createdAt);
  return createdAt ? `${date(createdAt)}, rotated ${date(rotatedAt)}` : `Rotated ${date(rotatedAt)}`;
};
