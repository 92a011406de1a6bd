import { isProjectMember } from './places';
import { highest, type SpaceRole } from '#/domain/access-roles';
import { roleRank } from '#/domain/roles';
import type { AccessMember, AccessSnapshot, AccessSpace } from './snapshot';
import { indexSnapshot, type IndexedSpace, type SnapshotIndex } from './snapshot-index';
import { UNKNOWN, type Unknown } from '#/domain/unknown';

/** What the lists of a server of generation C tell of a space beside what is in its snapshot. */
export type ListedSpace = {
  /** The people whom ListSpaces names in `access[]`, with its repetitions. */
  named: readonly string[];
  /** The role of each person in the list of who has access, as far as it has been read. */
  roles: ReadonlyMap<string, SpaceRole>;
};

/**
 * C9: the people whom ListSpaces names in `access[]` of a space: once for an own grant, once for each of their groups that holds
 * one, and once for a grant to the members of the project. In: a snapshot in which members, groups and the grants on this space
 * have been read. Out: their uuids, in no order.
 */
export function namedHolders(snapshot: AccessSnapshot): (spaceUuid: string) => string[] {
  const index = indexSnapshot(snapshot);
  return (spaceUuid) => {
    const space = index.spaces.get(spaceUuid);
    if (!space) return [];
    const own = space.directGrants === UNKNOWN ? [] : [...space.directGrants.keys()];
    return [
      ...own,
      ...snapshot.members.flatMap((member) => grantsBeside(index, space, member).map(() => member.userUuid)),
    ];
  };
}

/**
 * C9: who holds a grant of their own on a space, where only lists are available: whoever is named more often than the grants to their
 * groups and to the members of the project explain. Its role follows from the row where that is higher than all else that is
 * granted in the chain; else it is unknown. In: a snapshot in which the grants of the spaces above have been read.
 */
export function directGrantsFromLists(
  snapshot: AccessSnapshot,
): (spaceUuid: string, listed: ListedSpace) => Exclude<AccessSpace['directGrants'], Unknown> {
  const index = indexSnapshot(snapshot);
  return (spaceUuid, { named, roles }) => {
    const times = new Map<string, number>();
    for (const userUuid of named) times.set(userUuid, (times.get(userUuid) ?? 0) + 1);
    const space = index.spaces.get(spaceUuid);
    return [...times].flatMap(([userUuid, count]) => {
      const member = index.members.get(userUuid);
      const isHolder = !member || !space || count > grantsBeside(index, space, member).length;
      return isHolder ? [{ userUuid, role: roleFrom(index, space, userUuid, roles.get(userUuid)) }] : [];
    });
  };
}

function roleFrom(
  index: SnapshotIndex,
  space: IndexedSpace | undefined,
  userUuid: string,
  row: SpaceRole | undefined,
): SpaceRole | Unknown {
  const member = index.members.get(userUuid);
  if (!space || !member || row === undefined) return UNKNOWN;
  // Nothing that counts there is higher than the row.
  if (row === 'viewer') return row;
  const beside = grantsBeside(index, space, member);
  for (let at = space; at.space.inheritsParent !== false && at.space.parentSpaceUuid !== null;) {
    const above = index.spaces.get(at.space.parentSpaceUuid);
    const own =
      above === undefined || above.directGrants === UNKNOWN ? UNKNOWN : (above.directGrants.get(userUuid) ?? null);
    if (!above || own === UNKNOWN) return UNKNOWN;
    beside.push(...grantsBeside(index, above, member), ...(own ? [own] : []));
    at = above;
  }
  return roleRank(row) > roleRank(highest(beside) ?? '') ? row : UNKNOWN;
}

/** What is granted on a space itself to the groups of a person, and to them as one of the members of the project (C5). */
function grantsBeside(index: SnapshotIndex, { space, groupGrants }: IndexedSpace, member: AccessMember): SpaceRole[] {
  const groupUuids = member.groupUuids === UNKNOWN ? [] : member.groupUuids;
  const ofGroups = groupGrants === UNKNOWN ? [] : groupUuids.flatMap((uuid) => groupGrants.get(uuid) ?? []);
  const ofMembers = space.projectMemberRole;
  if (!ofMembers || ofMembers === UNKNOWN) return ofGroups;
  const userGrants = index.projects.get(space.projectUuid)?.userGrants ?? UNKNOWN;
  const granted = userGrants === UNKNOWN ? '' : (userGrants.get(member.userUuid) ?? '');
  return isProjectMember(roleRank(member.role), granted) ? [...ofGroups, ofMembers] : ofGroups;
}
