import type { Project } from '#/data/projects';
import type { MemberList } from '#/data/members';
import type { Space } from '#/domain/spaces';
import { composeSnapshot, type Lists } from '../reading/compose';
import { carriesGrants } from '../reading/snapshot-pieces';
import type { ReadPlaces } from '../reading/snapshot-reading';
import type { AccessChange, AccessSnapshot } from '../rules';

/** What a preview is about: one project, one space (the one that carries the grants), or what counts everywhere. */
export type PreviewOf = { projectUuid: string; spaceUuid?: string } | 'everywhere';

type Listed = ReadonlyMap<string, readonly Space[]>;

/** The space and those above it, as far as they are listed. */
const chainOf = (space: Space, byUuid: ReadonlyMap<string, Space>): Space[] => {
  const chain = new Set<Space>();
  for (
    let at: Space | undefined = space;
    at && !chain.has(at);
    at = at.parentUuid === null ? undefined : byUuid.get(at.parentUuid)
  )
    chain.add(at);
  return [...chain];
};

const byUuidIn = (listed: Listed): Map<string, Space> =>
  new Map([...listed.values()].flatMap((spaces) => spaces.map((space) => [space.uuid, space] as const)));

/**
 * Every listed space that depends on some: they and those below. In: null for any. Out: all spaces that carry what is granted
 * on one of these, by uuid.
 */
export const carriersAround = (listed: Listed, touched: ReadonlySet<string> | null): ReadonlySet<string> => {
  const byUuid = byUuidIn(listed);
  const chains = [...byUuid.values()].map((space) => chainOf(space, byUuid));
  const around = touched ? chains.filter((chain) => chain.some(({ uuid }) => touched.has(uuid))) : chains;
  return new Set(around.flatMap((chain) => chain.filter(carriesGrants).map(({ uuid }) => uuid)));
};

/** The spaces that carry what counts on one: itself and those above it, as far as they are listed. */
export const carriersOf = (listed: Listed, spaceUuid: string): ReadonlySet<string> => {
  const byUuid = byUuidIn(listed);
  const space = byUuid.get(spaceUuid);
  return new Set((space ? chainOf(space, byUuid) : []).filter(carriesGrants).map(({ uuid }) => uuid));
};

/** What some changes can touch: projects and spaces by uuid; null: any. */
export type Touched = { projects: ReadonlySet<string> | null; spaces: ReadonlySet<string> | null };

/** In: the changes, what they are about, and the lists of spaces that have been read. */
export const touchedBy = (changes: readonly AccessChange[], of: PreviewOf, listed: Listed): Touched => {
  const places = changes.map((change) =>
    'projectUuid' in change
      ? { projectUuid: change.projectUuid }
      : 'spaceUuid' in change
        ? { spaceUuid: change.spaceUuid }
        : null,
  );
  const spaces = new Set(places.flatMap((place) => (place && 'spaceUuid' in place ? [place.spaceUuid] : [])));
  const ofSpaces = changes.length > 0 && places.every((place) => place && 'spaceUuid' in place) ? spaces : null;
  if (of !== 'everywhere')
    return {
      projects: new Set([of.projectUuid]),
      spaces: of.spaceUuid === undefined ? ofSpaces : new Set([...spaces, of.spaceUuid]),
    };
  if (changes.length === 0 || places.includes(null)) return { projects: null, spaces: null };
  const around = [...listed].flatMap(([uuid, ofProject]) =>
    ofProject.some((each) => spaces.has(each.uuid)) ? uuid : [],
  );
  return {
    projects: new Set([
      ...places.flatMap((place) => (place && 'projectUuid' in place ? [place.projectUuid] : [])),
      ...around,
    ]),
    spaces: ofSpaces,
  };
};

/**
 * Puts together for a preview what has been read. What is not read stays out: it is named as unread, so that nothing about it
 * has to be called unknown person by person. In: the projects that the changes may touch.
 */
export const gather = (lists: Lists, projects: readonly Project[], places: ReadPlaces): AccessSnapshot => {
  const known = projects.filter(({ uuid }) => places.grants.has(uuid));
  const listed = new Map(known.map(({ uuid }) => [uuid, places.listed.get(uuid) ?? []]));
  const snapshot = composeSnapshot({ ...lists, projects: known }, { ...places, listed });
  const byUuid = byUuidIn(listed);
  const isRead = (spaceUuid: string): boolean => {
    const space = byUuid.get(spaceUuid);
    const chain = space ? chainOf(space, byUuid) : [];
    // One below a space that is not listed does not say what counts there.
    if (chain.at(-1)?.parentUuid !== null) return false;
    return chain.filter(carriesGrants).every(({ uuid }) => places.exact.has(uuid) || places.details.has(uuid));
  };
  return { ...snapshot, spaces: snapshot.spaces.filter(({ spaceUuid }) => isRead(spaceUuid)) };
};

/** How many people some changes are for; null: everybody there. */
export const concernedBy = (changes: readonly AccessChange[], { members }: MemberList): number | null => {
  const people = new Set<string>();
  for (const change of changes) {
    if ('spaceUuid' in change && change.kind !== 'spaceGrant') return null;
    if (change.kind === 'memberAdded') people.add(change.member.userUuid);
    else if ('userUuid' in change) people.add(change.userUuid);
    else {
      const groupUuid = 'holder' in change ? change.holder.uuid : change.groupUuid;
      if ('holder' in change && change.holder.kind === 'user') people.add(groupUuid);
      else for (const member of members) if (member.groupUuids.includes(groupUuid)) people.add(member.userUuid);
    }
  }
  return people.size;
};
