import { isSystemRole, type SpaceRole, type SystemRole } from './access-roles';
import { roleName } from './roles';
import { UNKNOWN, type Unknown } from './unknown';

/** A role of a space in words. In: its name on the wire, or `unknown`. */
export const spaceRoleName = (role: string): string =>
  role === UNKNOWN ? 'A role that can’t be read' : roleName(role);

/** Whom a grant on a space is for. */
export type SpaceGrantHolder = { kind: 'user' | 'group'; uuid: string };

/** A row of the access list that the server sends with a space, as far as grants can be read from it. */
export type GrantEvidence = { userUuid: string; role: SpaceRole; inheritedRole: string | null };

/**
 * The grants of people on a space: who holds one is in the list of spaces, the role in the access list of the single space,
 * where it can be read at all (A6). In: the holders, or undefined where the list has not been read.
 */
export const directGrantsOf = (
  holders: readonly string[] | undefined,
  rows: readonly GrantEvidence[],
): { userUuid: string; role: SpaceRole | Unknown }[] | Unknown => {
  if (!holders) return UNKNOWN;
  const byUser = new Map<string, GrantEvidence[]>();
  for (const row of rows) byUser.set(row.userUuid, [...(byUser.get(row.userUuid) ?? []), row]);
  return holders.map((userUuid) => ({ userUuid, role: readRole(byUser.get(userUuid) ?? []) }));
};

/**
 * A6: the role of a direct grant on a space as the holder's own rows show it. Lightdash states it nowhere, but it is the
 * role of any row that is not there through the admin role; where there is none, it stays unknown.
 */
export function directGrantRole(rows: Iterable<{ role: SpaceRole; inheritedRole: SystemRole }>): SpaceRole | Unknown {
  for (const { role, inheritedRole } of rows) if (inheritedRole !== 'admin') return role;
  return UNKNOWN;
}

/** Rows that do not say what is inherited tell nothing about a grant. */
const readRole = (rows: readonly GrantEvidence[]): SpaceRole | Unknown =>
  directGrantRole(
    rows.flatMap(({ role, inheritedRole }) =>
      inheritedRole !== null && isSystemRole(inheritedRole) ? [{ role, inheritedRole }] : [],
    ),
  );
