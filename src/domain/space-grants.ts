import { directGrantRole, type AccessSpace, type SpaceRole, type Unknown } from '#/access/rules';
import { isSystemRole } from './access-roles';

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
): AccessSpace['directGrants'] => {
  if (!holders) return 'unknown';
  const byUser = new Map<string, GrantEvidence[]>();
  for (const row of rows) byUser.set(row.userUuid, [...(byUser.get(row.userUuid) ?? []), row]);
  return holders.map((userUuid) => ({ userUuid, role: readRole(byUser.get(userUuid) ?? []) }));
};

/** Rows that do not say what is inherited tell nothing about a grant. */
const readRole = (rows: readonly GrantEvidence[]): SpaceRole | Unknown =>
  directGrantRole(
    rows.flatMap(({ role, inheritedRole }) =>
      inheritedRole !== null && isSystemRole(inheritedRole) ? [{ role, inheritedRole }] : [],
    ),
  );
