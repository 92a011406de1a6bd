import { ORGANIZATION_ROLES } from '#/domain/roles';
import { GROUPS_UNKNOWN, REMOVED, type MemberIndex } from './member-index';
import { countingRoles, isProjectMember, rankWith, type PlaceTable } from './places';
import { isSystemRole } from '#/domain/access-roles';
import { UNKNOWN } from '#/domain/unknown';

const RANKS = ORGANIZATION_ROLES.length;

/**
 * By member: a number that is the same only for those of the same profile in a place (see `profileOf`). Everyone is looked
 * at once, and then only the grants of the place are walked along, to people and to members of groups.
 */
export function profilesOf(memberIndex: MemberIndex, place: PlaceTable): Int32Array {
  const { inProject, moreRoles, previewCreator, hasMembersGrant, onSpaces, groups } = place;
  const { numbers, groupCounts, inGroup } = memberIndex;
  const ranks = memberIndex.ranks.slice();
  const customRoles: [number, string][] = [...memberIndex.customRoles].map(([number, roles]) => [
    number,
    `all ${roles}`,
  ]);
  const isMember = memberIndex.ranks.map((rank) => (isProjectMember(rank, '') ? 1 : 0));
  for (const [userUuid, role] of inProject === UNKNOWN ? [] : inProject) {
    const number = numbers.get(userUuid);
    if (number === undefined) continue;
    isMember[number] = 1;
    ranks[number] = rankWith(ranks[number] ?? 0, role);
    if (!isSystemRole(role)) customRoles.push([number, role]);
    if (moreRoles.has(userUuid)) customRoles.push([number, 'more']);
  }

  const walk = new Walk(ranks.length);
  for (let number = 0; number < ranks.length; number++)
    walk.start(number, ranks[number] ?? 0, groupCounts[number] ?? 0);
  for (const [number, role] of customRoles) walk.step(number, role);
  const creator = numbers.get(previewCreator ?? '');
  if (creator !== undefined) walk.step(creator, 'creator');
  if (hasMembersGrant) for (const [number, is] of isMember.entries()) if (is) walk.step(number, 'member');
  for (const [level, grants] of onSpaces.entries()) {
    if (grants === UNKNOWN) continue;
    for (const [userUuid, role] of grants) {
      const number = numbers.get(userUuid);
      if (number !== undefined) walk.step(number, `${level} ${role}`);
    }
  }

  const counted = new Int32Array(ranks.length);
  // In the order of their roles: whoever holds the same ones comes to the same profile, whichever groups give them.
  const inOrder = [...groups()].map(([groupUuid, roles]) => ({ groupUuid, roles, text: countingRoles(roles, -1) }));
  for (const { groupUuid, roles } of inOrder.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))) {
    const texts = ORGANIZATION_ROLES.map((_, rank) => countingRoles(roles, rank));
    for (const number of inGroup.get(groupUuid) ?? []) {
      const text = texts[ranks[number] ?? 0];
      if (!text) continue;
      counted[number] = (counted[number] ?? 0) + 1;
      walk.step(number, `group ${text}`);
    }
  }
  for (let number = 0; number < ranks.length; number++) {
    if ((groupCounts[number] ?? 0) > (counted[number] ?? 0)) walk.step(number, 'rest');
  }
  return walk.at;
}

/** More profiles than this do not occur in one place: there are fewer people. */
const MOST = 2 ** 26;

/** Leads people from one profile to another by what they are granted: the same way always ends in the same one. */
class Walk {
  /** By person: the profile so far. */
  readonly at: Int32Array;
  /** By where one comes from and what is granted: where that leads. */
  readonly #next = new Map<number, number>();
  /** By profile: what was granted last. */
  readonly #last: number[] = [];
  readonly #symbols = new Map<string, number>();
  #count = 3 * RANKS;

  constructor(people: number) {
    this.at = new Int32Array(people);
  }

  /** Where everybody starts: by their own role, and whether their groups are known. */
  start(number: number, rank: number, groupCount: number): void {
    if (groupCount === REMOVED) this.at[number] = 2 * RANKS;
    else this.at[number] = rank + (groupCount === GROUPS_UNKNOWN ? RANKS : 0);
  }

  /** One more grant for one person. To be in two groups with the same roles is to be in one. */
  step(number: number, granted: string): void {
    const symbol = this.#symbol(granted);
    const from = this.at[number] ?? 0;
    if (this.#last[from] === symbol) return;
    const way = symbol * MOST + from;
    let to = this.#next.get(way);
    if (to === undefined) {
      to = this.#count++;
      this.#next.set(way, to);
      this.#last[to] = symbol;
    }
    this.at[number] = to;
  }

  #symbol(granted: string): number {
    let symbol = this.#symbols.get(granted);
    if (symbol === undefined) {
      symbol = this.#symbols.size;
      this.#symbols.set(granted, symbol);
    }
    return symbol;
  }
}
