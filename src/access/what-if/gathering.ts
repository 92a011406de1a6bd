import type { QueryClient } from '@tanstack/react-query';
import type { AccessChange, AccessSnapshot, AccessSpace } from '../rules';
import type { Space } from '#/domain/spaces';
import type { Groups } from '#/data/groups';
import type { MemberList } from '#/data/members';
import type { Project } from '#/data/projects';
import { projectGrantsQuery, type CustomRole } from '#/data/roles';
import { spacePieceQuery, stateOf, type Piece } from '../reading/snapshot-pieces';
import { accessSpacesOf, newerSpaceOf, withListedGrants } from '../reading/space-snapshot';
import { spaceQuery, spacesQuery, type SpaceDetail } from '#/data/spaces';

/** What a preview is about: one project, one space (the one that carries the grants), or what counts everywhere. */
export type PreviewOf = { projectUuid: string; spaceUuid?: string } | 'everywhere';

/** The lists of which every preview is made. */
export type PreviewBase = {
  members: MemberList;
  groups: Groups;
  customRoles: ReadonlyMap<string, CustomRole> | undefined;
  projects: readonly Project[];
};

/** Everything the cache holds about access, and the pieces that are missing of what the changes may touch. */
export type Gathered = { snapshot: AccessSnapshot; unread: Piece[] };

const isRead = (queryClient: QueryClient, piece: Piece): boolean => stateOf(queryClient, piece, 0) !== 'missing';

const listedIn = (queryClient: QueryClient, projectUuid: string): readonly Space[] =>
  queryClient.getQueryData(spacesQuery(projectUuid).queryKey) ?? [];

/** A space as its page or a snapshot read it, whichever is the newer; not what was written to since. */
const detailOf = (queryClient: QueryClient, projectUuid: string, spaceUuid: string): SpaceDetail | undefined => {
  const states = [spaceQuery(projectUuid, spaceUuid), spacePieceQuery(queryClient, projectUuid, spaceUuid)].map(
    ({ queryKey }) => queryClient.getQueryState<SpaceDetail>(queryKey),
  );
  const good = states.filter((state) => state?.data !== undefined && !state.isInvalidated);
  return good.toSorted((a, b) => (b?.dataUpdatedAt ?? 0) - (a?.dataUpdatedAt ?? 0))[0]?.data;
};

/** The space and those above it, as far as they are listed. */
const chainOf = (space: Space, listed: ReadonlyMap<string, Space>): Space[] => {
  const chain = new Set<Space>();
  for (
    let at: Space | undefined = space;
    at && !chain.has(at);
    at = at.parentUuid === null ? undefined : listed.get(at.parentUuid)
  )
    chain.add(at);
  return [...chain];
};

/** The spaces of a project as far as they have been read, each with all that decides about it, and what is missing of the others. */
const spacesIn = (
  queryClient: QueryClient,
  projectUuid: string,
  isTouched: (spaceUuid: string) => boolean,
): { spaces: AccessSpace[]; unread: Piece[] } => {
  const listed = listedIn(queryClient, projectUuid);
  const byUuid = new Map(listed.map((space) => [space.uuid, space]));
  const details = new Map(listed.map(({ uuid }) => [uuid, detailOf(queryClient, projectUuid, uuid)]));
  const spaces: AccessSpace[] = [];
  const missing = new Set<string>();
  for (const space of listed) {
    const chain = chainOf(space, byUuid);
    const top = chain.at(-1);
    if (!top || top.parentUuid !== null) continue;
    // Up to 0.2110 only the space at the top carries grants (A4); in the newer generation each does.
    const carriers = space.inherits === null ? [top] : chain;
    const unread = carriers.filter(({ uuid }) => !details.get(uuid));
    if (unread.length > 0) {
      if (chain.some(({ uuid }) => isTouched(uuid))) for (const { uuid } of unread) missing.add(uuid);
      continue;
    }
    const detail = details.get(space.uuid);
    if (detail && space.inherits !== null) spaces.push(newerSpaceOf(detail));
    else if (detail && space === top)
      spaces.push(...accessSpacesOf(detail, listed).filter(({ spaceUuid }) => spaceUuid === space.uuid));
    else spaces.push(nestedSpace(space));
  }
  const pieces = [...missing].map((spaceUuid): Piece => ({ kind: 'space', projectUuid, spaceUuid }));
  return { spaces, unread: pieces.filter((piece) => !isRead(queryClient, piece)) };
};

const nestedSpace = ({
  uuid: spaceUuid,
  name,
  projectUuid,
  parentUuid: parentSpaceUuid,
  privacy,
}: Space): AccessSpace => ({
  spaceUuid,
  name,
  projectUuid,
  parentSpaceUuid,
  isPrivate: privacy === 'unknown' ? privacy : privacy === 'private',
  directGrants: 'unknown',
  groupGrants: 'unknown',
});

/** What some changes can touch: projects and spaces by uuid; null: any. */
type Touched = { projects: ReadonlySet<string> | null; spaces: ReadonlySet<string> | null };

const touchedBy = (
  queryClient: QueryClient,
  changes: readonly AccessChange[],
  of: PreviewOf,
  projects: readonly Project[],
): Touched => {
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
  const around = projects.filter(({ uuid }) => listedIn(queryClient, uuid).some((space) => spaces.has(space.uuid)));
  return {
    projects: new Set([
      ...places.flatMap((place) => (place && 'projectUuid' in place ? [place.projectUuid] : [])),
      ...around.map(({ uuid }) => uuid),
    ]),
    spaces: ofSpaces,
  };
};

/** Puts together for a preview what has been read, without reading anything. In: the changes and what they are about. */
export const gather = (
  queryClient: QueryClient,
  { members, groups, customRoles, projects }: PreviewBase,
  changes: readonly AccessChange[],
  of: PreviewOf,
): Gathered => {
  const touched = touchedBy(queryClient, changes, of, projects);
  const unread: Piece[] = [];
  const found: AccessSnapshot['projects'][number][] = [];
  const spaces: AccessSpace[] = [];
  for (const { uuid: projectUuid } of projects) {
    if (touched.projects && !touched.projects.has(projectUuid)) continue;
    for (const kind of ['grants', 'spaces'] as const)
      if (!isRead(queryClient, { kind, projectUuid })) unread.push({ kind, projectUuid });
    const inProject = spacesIn(
      queryClient,
      projectUuid,
      (spaceUuid) => touched.spaces === null || touched.spaces.has(spaceUuid),
    );
    unread.push(...inProject.unread);
    const grants = isRead(queryClient, { kind: 'grants', projectUuid })
      ? queryClient.getQueryData(projectGrantsQuery(projectUuid).queryKey)
      : undefined;
    // What is not read stays out: it is named as unread, so that nothing about it has to be called unknown person by person.
    if (!grants) continue;
    found.push({ projectUuid, userGrants: grants.users, groupGrants: grants.groups });
    spaces.push(...inProject.spaces);
  }
  const snapshot: AccessSnapshot = {
    ...(spaces.some(({ inheritsParent }) => inheritsParent !== undefined) && { generation: 'C' }),
    members: members.members,
    groups: [...groups.values()].map(({ uuid, name }) => ({ groupUuid: uuid, name })),
    customRoles: [...(customRoles?.values() ?? [])].map(({ uuid, name, scopes }) => ({ roleUuid: uuid, name, scopes })),
    projects: found,
    spaces,
  };
  const listed = projects.flatMap(({ uuid }) => listedIn(queryClient, uuid));
  return { snapshot: withListedGrants(snapshot, listed), unread };
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
