import { directGrantRole, type AccessSnapshot, type AccessSpace, type SpaceRole, type Unknown } from './access';
import { isSystemRole } from './access/roles';

/** Whom a grant on a space is for. */
export type SpaceGrantHolder = { kind: 'user' | 'group'; uuid: string };

/** A change of grants on a space; `role` null takes the grant away. */
type SpaceGrantChange = SpaceGrantHolder & { role: SpaceRole | null };

/** A change of what decides about access to a space. */
export type SpaceChange = { isPrivate?: boolean; grants?: readonly SpaceGrantChange[] };

/** A row of the access list that the server sends with a space, as far as grants can be read from it. */
export type GrantEvidence = { userUuid: string; role: SpaceRole; inheritedRole: string | null };

/**
 * The grants of people on a space: who holds one is in the list of spaces, the role in the access list of the single space,
 * where it can be read at all (oracle, R6). In: the holders, or undefined where the list has not been read.
 */
export const directGrantsOf = (holders: readonly string[] | undefined, rows: readonly GrantEvidence[]): AccessSpace['directGrants'] => {
  if (!holders) return 'unknown';
  const byUser = new Map<string, GrantEvidence[]>();
  for (const row of rows) byUser.set(row.userUuid, [...(byUser.get(row.userUuid) ?? []), row]);
  return holders.map((userUuid) => ({ userUuid, role: readRole(byUser.get(userUuid) ?? []) }));
};

/** Rows that do not say what is inherited tell nothing about a grant. */
const readRole = (rows: readonly GrantEvidence[]): SpaceRole | Unknown =>
  directGrantRole(rows.flatMap(({ role, inheritedRole }) => (inheritedRole !== null && isSystemRole(inheritedRole) ? [{ role, inheritedRole }] : [])));

/**
 * The same snapshot with one space changed: what a what-if compares with. What was not read stays so. In: the space that
 * carries privacy and grants, not one nested in it.
 */
export const withSpaceChange = (snapshot: AccessSnapshot, spaceUuid: string, change: SpaceChange): AccessSnapshot => ({
  ...snapshot,
  spaces: snapshot.spaces.map((space) => (space.spaceUuid === spaceUuid ? changed(space, change) : space)),
});

const changed = (space: AccessSpace, { isPrivate, grants }: SpaceChange): AccessSpace => ({
  ...space,
  ...(isPrivate !== undefined && { isPrivate }),
  ...(grants && changedGrants(space, grants)),
});

const changedGrants = ({ directGrants, groupGrants }: AccessSpace, grants: readonly SpaceGrantChange[]): Pick<AccessSpace, 'directGrants' | 'groupGrants'> => {
  const touched = new Set(grants.map(({ kind, uuid }) => `${kind} ${uuid}`));
  const given = (wanted: SpaceGrantHolder['kind']) => grants.flatMap(({ kind, uuid, role }) => (kind === wanted && role !== null ? [{ uuid, role }] : []));
  return {
    directGrants:
      directGrants === 'unknown'
        ? directGrants
        : [...directGrants.filter(({ userUuid }) => !touched.has(`user ${userUuid}`)), ...given('user').map(({ uuid, role }) => ({ userUuid: uuid, role }))],
    groupGrants:
      groupGrants === 'unknown'
        ? groupGrants
        : [...groupGrants.filter(({ groupUuid }) => !touched.has(`group ${groupUuid}`)), ...given('group').map(({ uuid, role }) => ({ groupUuid: uuid, role }))],
  };
};
