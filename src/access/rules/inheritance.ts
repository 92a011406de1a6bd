import type { GrantHolder } from './drafts';
import { buildAccessModel } from './model';
import { highest, type SpaceRole } from '#/domain/access-roles';
import type { AccessSnapshot, AccessSpace } from './snapshot';
import { UNKNOWN, type Unknown } from '#/domain/unknown';

type UserGrants = AccessSpace['directGrants'];
type GroupGrants = AccessSpace['groupGrants'];

/** That a space of C begins or ceases to inherit. `by`: who does that. */
export type InheritanceChange = { spaceUuid: string; isPrivate: boolean; by?: string };

/**
 * What a change of inheritance leaves behind (C11). Closing a space that inherits copies the grants of all spaces above, as far
 * as they count there, onto it: per holder the highest of those above, over what the holder had there. Grants to the members of
 * the project are not copied. Whoever closes it without a grant there gets their own role as one. Opening only opens.
 *
 * In: the snapshot and the change. Out: another snapshot; what depends on something that has not been read is unknown in it.
 */
export function withInheritance(snapshot: AccessSnapshot, change: InheritanceChange): AccessSnapshot {
  const { spaceUuid, isPrivate, by } = change;
  const spaces = new Map(snapshot.spaces.map((each) => [each.spaceUuid, each]));
  const space = spaces.get(spaceUuid);
  if (!space) return snapshot;
  const closes = isPrivate && space.inheritsParent !== false;
  const kept = closes ? closed(space, copiedFrom(space, spaces), ownRole(snapshot, space, by)) : space;
  spaces.set(spaceUuid, { ...kept, inheritsParent: !isPrivate });
  // What the server said of this space and those below holds no longer.
  for (const uuid of spacesBelow(snapshot.spaces, spaceUuid)) {
    const { inheritsFromProject, ...each } = spaces.get(uuid) ?? space;
    if (inheritsFromProject !== undefined)
      spaces.set(uuid, { ...each, inheritsFromProject: isPrivate ? false : UNKNOWN });
  }
  return { ...snapshot, spaces: [...spaces.values()] };
}

/** A grant that closing a space writes onto it. `from`: what the holder had on it; null for nothing. */
type CopiedGrant = { holder: GrantHolder; from: SpaceRole | Unknown | null; to: SpaceRole | Unknown };

/**
 * What closing a space changes among the grants on it (C11). Out: the grants that are new there or have another role, groups first;
 * `unknown` where some that matter have not been read. Opening changes none.
 */
export function grantsByClosing(snapshot: AccessSnapshot, change: InheritanceChange): CopiedGrant[] | Unknown {
  const find = ({ spaces }: AccessSnapshot) => spaces.find(({ spaceUuid }) => spaceUuid === change.spaceUuid);
  const before = find(snapshot);
  const after = find(withInheritance(snapshot, change));
  if (!before || !after) return UNKNOWN;
  const users = differing(before.directGrants, after.directGrants, 'user', ({ userUuid }) => userUuid);
  const groups = differing(before.groupGrants, after.groupGrants, 'group', ({ groupUuid }) => groupUuid);
  return users === UNKNOWN || groups === UNKNOWN ? UNKNOWN : [...groups, ...users];
}

function differing<Grant extends { role: SpaceRole | Unknown }>(
  before: readonly Grant[] | Unknown,
  after: readonly Grant[] | Unknown,
  kind: GrantHolder['kind'],
  uuidOf: (grant: Grant) => string,
): CopiedGrant[] | Unknown {
  if (before === UNKNOWN || after === UNKNOWN) return UNKNOWN;
  const held = new Map(before.map((grant) => [uuidOf(grant), grant.role]));
  return after.flatMap((grant) => {
    const from = held.get(uuidOf(grant)) ?? null;
    return from === grant.role ? [] : [{ holder: { kind, uuid: uuidOf(grant) }, from, to: grant.role }];
  });
}

/** A space and all in it. */
export function spacesBelow(spaces: readonly AccessSpace[], spaceUuid: string): ReadonlySet<string> {
  const inSpace = new Map<string, string[]>();
  for (const each of spaces) {
    if (each.parentSpaceUuid === null) continue;
    const siblings = inSpace.get(each.parentSpaceUuid);
    if (siblings) siblings.push(each.spaceUuid);
    else inSpace.set(each.parentSpaceUuid, [each.spaceUuid]);
  }
  const found = new Set([spaceUuid]);
  // A set also hands out what is added while it is walked along, and nothing twice.
  for (const each of found) for (const nested of inSpace.get(each) ?? []) found.add(nested);
  return found;
}

type Copied = {
  users: ReadonlyMap<string, SpaceRole | Unknown> | Unknown;
  groups: ReadonlyMap<string, SpaceRole> | Unknown;
};

/** The highest grant of each holder on the spaces above that count in a space. */
function copiedFrom(space: AccessSpace, spaces: ReadonlyMap<string, AccessSpace>): Copied {
  const users = new Map<string, SpaceRole | Unknown>();
  const groups = new Map<string, SpaceRole>();
  let copied: Copied = { users, groups };
  let at = space;
  const passed = new Set([space]);
  while (at.parentSpaceUuid !== null && (at === space || at.inheritsParent !== false)) {
    // Whether the grants above count has not been read, or they have not been.
    const above = spaces.get(at.parentSpaceUuid);
    if (at.inheritsParent !== true || !above || passed.has(above)) return { users: UNKNOWN, groups: UNKNOWN };
    passed.add(above);
    if (above.directGrants === UNKNOWN) copied = { ...copied, users: UNKNOWN };
    else for (const { userUuid, role } of above.directGrants) users.set(userUuid, higher(users.get(userUuid), role));
    if (above.groupGrants === UNKNOWN) copied = { ...copied, groups: UNKNOWN };
    else
      for (const { groupUuid, role } of above.groupGrants)
        groups.set(groupUuid, highest([groups.get(groupUuid) ?? null, role]) ?? role);
    at = above;
  }
  return copied;
}

function higher(known: SpaceRole | Unknown | undefined, role: SpaceRole | Unknown): SpaceRole | Unknown {
  if (known === undefined) return role;
  if (known === 'admin' || role === 'admin') return 'admin';
  return known === UNKNOWN || role === UNKNOWN ? UNKNOWN : (highest([known, role]) ?? role);
}

/** The role with which the person who closes a space is listed there; null where that person is not given or not listed. */
function ownRole(snapshot: AccessSnapshot, { spaceUuid }: AccessSpace, by: string | undefined) {
  if (by === undefined) return null;
  const { rows } = buildAccessModel(snapshot).space(by, spaceUuid);
  return { userUuid: by, role: rows === UNKNOWN ? rows : (rows[0]?.role ?? null) };
}

function closed(space: AccessSpace, { users, groups }: Copied, own: ReturnType<typeof ownRole>): AccessSpace {
  return {
    ...space,
    directGrants:
      users === UNKNOWN || space.directGrants === UNKNOWN ? UNKNOWN : userGrants(space.directGrants, users, own),
    groupGrants: groups === UNKNOWN || space.groupGrants === UNKNOWN ? UNKNOWN : groupGrants(space.groupGrants, groups),
  };
}

function userGrants(
  before: Exclude<UserGrants, Unknown>,
  copied: ReadonlyMap<string, SpaceRole | Unknown>,
  own: ReturnType<typeof ownRole>,
): UserGrants {
  const after = new Map(before.map(({ userUuid, role }) => [userUuid, role]));
  for (const [userUuid, role] of copied) after.set(userUuid, role);
  if (own && own.role !== null && !after.has(own.userUuid)) after.set(own.userUuid, own.role);
  return [...after].map(([userUuid, role]) => ({ userUuid, role }));
}

function groupGrants(before: Exclude<GroupGrants, Unknown>, copied: ReadonlyMap<string, SpaceRole>): GroupGrants {
  const after = new Map(before.map(({ groupUuid, role }) => [groupUuid, role]));
  for (const [groupUuid, role] of copied) after.set(groupUuid, role);
  return [...after].map(([groupUuid, role]) => ({ groupUuid, role }));
}
