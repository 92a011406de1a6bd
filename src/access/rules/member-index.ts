import { roleRank } from '#/domain/roles';
import type { AccessMember } from './snapshot';
import { UNKNOWN } from '#/domain/unknown';

/** All members of an organization, numbered, so that a question about everyone needs no search for each of them. */
export type MemberIndex = {
  people: readonly AccessMember[];
  numbers: ReadonlyMap<string, number>;
  /** By number: the rank of the organization role. */
  ranks: Int8Array;
  /** By number: custom roles in the organization, of those who hold any (see `customRolesOf`). */
  customRoles: ReadonlyMap<number, string>;
  /** By number: in how many groups, or one of the two below. */
  groupCounts: Int32Array;
  /** By group: the numbers of its members. */
  inGroup: ReadonlyMap<string, readonly number[]>;
};

/** Whether it has been read in which groups somebody is. */
export function isInUnknownGroups({ groupCounts }: MemberIndex, number: number): boolean {
  return groupCounts[number] === GROUPS_UNKNOWN;
}

/** In place of a number of groups. */
export const GROUPS_UNKNOWN = -1;
export const REMOVED = -2;

/** Numbers the members of a snapshot and turns their groups round. One pass. */
export function indexMembers(people: readonly AccessMember[]): MemberIndex {
  const numbers = new Map<string, number>();
  const ranks = new Int8Array(people.length);
  const groupCounts = new Int32Array(people.length);
  const inGroup = new Map<string, number[]>();
  const customRoles = new Map<number, string>();
  for (const [number, member] of people.entries()) {
    const { userUuid, role, groupUuids, isRemoved } = member;
    const custom = customRolesOf(member);
    if (custom !== '') customRoles.set(number, custom);
    numbers.set(userUuid, number);
    ranks[number] = roleRank(role);
    groupCounts[number] = isRemoved ? REMOVED : groupUuids === UNKNOWN ? GROUPS_UNKNOWN : groupUuids.length;
    if (isRemoved || groupUuids === UNKNOWN) continue;
    for (const groupUuid of groupUuids) {
      const numbersIn = inGroup.get(groupUuid);
      if (numbersIn) numbersIn.push(number);
      else inGroup.set(groupUuid, [number]);
    }
  }
  return { people, numbers, ranks, customRoles, groupCounts, inGroup };
}

/** The custom roles somebody holds in the organization, as a text: empty without any. */
export function customRolesOf({ roleUuid, hasMoreRoles }: AccessMember): string {
  return `${roleUuid ?? ''}${hasMoreRoles ? '+' : ''}`;
}
