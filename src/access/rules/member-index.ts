import type { AccessMember } from './snapshot';
import { UNKNOWN } from '#/domain/unknown';

/** All members of an organization by the groups they are in, so that a question about a group needs no search for them. */
export type MemberIndex = {
  people: readonly AccessMember[];
  /** By group: the uuids of its members. */
  inGroup: ReadonlyMap<string, readonly string[]>;
  /** The uuids of those of whom it has not been read in which groups they are. */
  inUnknownGroups: readonly string[];
};

/** Turns the groups of the members of a snapshot round. One pass. */
export function indexMembers(people: readonly AccessMember[]): MemberIndex {
  const inGroup = new Map<string, string[]>();
  const inUnknownGroups: string[] = [];
  for (const { userUuid, groupUuids, isRemoved } of people) {
    if (isRemoved) continue;
    if (groupUuids === UNKNOWN) inUnknownGroups.push(userUuid);
    for (const groupUuid of groupUuids === UNKNOWN ? [] : groupUuids) {
      const members = inGroup.get(groupUuid);
      if (members) members.push(userUuid);
      else inGroup.set(groupUuid, [userUuid]);
    }
  }
  return { people, inGroup, inUnknownGroups };
}

/** The custom roles somebody holds in the organization, as a text: empty without any. */
export function customRolesOf({ roleUuid, hasMoreRoles }: AccessMember): string {
  return `${roleUuid ?? ''}${hasMoreRoles ? '+' : ''}`;
}
