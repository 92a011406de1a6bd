import type { PlaceTable } from './places';
import type { AccessMember } from './snapshot';
import { UNKNOWN } from './unknown';

/** All members of an organization, numbered, so that a question about everyone needs no search for each of them. */
export type Crowd = {
  people: readonly AccessMember[];
  numbers: ReadonlyMap<string, number>;
  /** By number: one of a few, that is the same for those of the same organization role, in some group or in none. */
  kinds: Int32Array;
  /** By number: in how many groups. */
  groupCounts: Int32Array;
  /** By group: the numbers of its members. */
  inGroup: ReadonlyMap<string, readonly number[]>;
};

/** Numbers the members of a snapshot and turns their groups round. One pass. */
export function crowdOf(people: readonly AccessMember[]): Crowd {
  const numbers = new Map<string, number>();
  const kinds = new Int32Array(people.length);
  const groupCounts = new Int32Array(people.length);
  const inGroup = new Map<string, number[]>();
  const known = new Map<string, number>();
  for (const [number, { userUuid, role, groupUuids, isRemoved }] of people.entries()) {
    numbers.set(userUuid, number);
    const kind = isRemoved ? 'removed' : groupUuids === UNKNOWN ? `${role} in unknown groups` : role;
    const kindNumber = known.get(kind) ?? known.size;
    known.set(kind, kindNumber);
    kinds[number] = kindNumber;
    if (groupUuids === UNKNOWN || isRemoved) continue;
    groupCounts[number] = groupUuids.length;
    for (const groupUuid of groupUuids) {
      const numbersIn = inGroup.get(groupUuid);
      if (numbersIn) numbersIn.push(number);
      else inGroup.set(groupUuid, [number]);
    }
  }
  return { people, numbers, kinds, groupCounts, inGroup };
}

/**
 * By member: a number that is the same for all in the same situation in a place (see `situation`). Everyone is looked at
 * once, and then only the grants of the place are walked along, to people and to members of groups.
 */
export function situations(crowd: Crowd, { direct, groups }: PlaceTable): Int32Array {
  const at = crowd.kinds.slice();
  const walk = new Walk(at);
  for (const grants of direct) {
    walk.nextGrants();
    if (grants === UNKNOWN) continue;
    for (const [userUuid, role] of grants) {
      const number = crowd.numbers.get(userUuid);
      if (number !== undefined) walk.step(number, role);
    }
  }
  walk.nextGrants();
  const granted = new Int32Array(at.length);
  // In the order of their roles, so that it does not matter which group gives which.
  for (const [groupUuid, roles] of [...groups()].toSorted(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    for (const number of crowd.inGroup.get(groupUuid) ?? []) {
      granted[number] = (granted[number] ?? 0) + 1;
      walk.step(number, roles);
    }
  }
  walk.nextGrants();
  for (let number = 0; number < at.length; number++) {
    if ((crowd.groupCounts[number] ?? 0) > (granted[number] ?? 0)) walk.step(number, 'rest');
  }
  return at;
}

/** How many different situations are told apart by one number; more do not occur. */
const MOST = 2 ** 26;

/** Leads from one situation to another, by what is granted: the same way always ends in the same one. */
class Walk {
  readonly #at: Int32Array;
  /** By where one comes from and by what is granted: where that leads. */
  readonly #next = new Map<number, number>();
  /** By situation: what was granted last. */
  readonly #last: number[] = [];
  #symbols = new Map<string, number>();
  #symbolCount = 0;
  #count: number;

  constructor(at: Int32Array) {
    this.#at = at;
    this.#count = 0;
    for (const kind of at) if (kind >= this.#count) this.#count = kind + 1;
  }

  /** From here on a role is one in another place, or of a group. */
  nextGrants(): void {
    this.#symbols = new Map();
  }

  /** One more grant for one person. To be in two groups with the same roles is to be in one. */
  step(number: number, granted: string): void {
    let symbol = this.#symbols.get(granted);
    if (symbol === undefined) {
      symbol = ++this.#symbolCount;
      this.#symbols.set(granted, symbol);
    }
    const from = this.#at[number] ?? 0;
    if (this.#last[from] === symbol) return;
    const way = symbol * MOST + from;
    let to = this.#next.get(way);
    if (to === undefined) {
      to = this.#count++;
      this.#next.set(way, to);
      this.#last[to] = symbol;
    }
    this.#at[number] = to;
  }
}
