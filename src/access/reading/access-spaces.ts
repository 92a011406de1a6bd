import { directGrantsFromLists, type AccessSnapshot, type AccessSpace, type SpaceRole } from '../rules';
import { directGrantsOf } from '#/domain/space-grants';
import type { Space } from '#/domain/spaces';
import type { SpaceDetail } from '#/data/spaces';
import type { ExactGrants } from './space-code';

/**
 * A space and those above it as the access rules want them: the one at the top with privacy and grants, which the server
 * reports on each nested one as well (A4 and A6); the server does not show grants stored on a nested one.
 */
export const accessSpacesOf = (detail: SpaceDetail, listed: readonly Space[] | undefined): AccessSpace[] => {
  const holders = listed?.find(({ uuid }) => uuid === detail.uuid)?.grantedUserUuids;
  const isPrivate = detail.privacy === 'unknown' ? 'unknown' : detail.privacy === 'private';
  return detail.breadcrumbs.map(({ uuid, name }, place): AccessSpace => {
    const above = detail.breadcrumbs[place - 1];
    const common = {
      spaceUuid: uuid,
      name,
      projectUuid: detail.projectUuid,
      isPrivate,
      parentSpaceUuid: above?.uuid ?? null,
    } as const;
    if (above) return { ...common, directGrants: 'unknown', groupGrants: 'unknown' };
    return {
      ...common,
      directGrants: directGrantsOf(holders, detail.access),
      groupGrants: detail.groupGrants.map(({ groupUuid, role }) => ({ groupUuid, role })),
    };
  });
};

/**
 * One space of the newer generation as its rules want it: each has an inheritance and grants of its own. In: the space as listed with
 * all grants on it, where they are known, or as read by itself: then who of the people holds a grant is not in it (see
 * `withListedGrants`).
 */
export const newerSpaceOf = (space: Space | SpaceDetail, exact?: ExactGrants): AccessSpace => {
  const { uuid: spaceUuid, name, projectUuid, parentUuid: parentSpaceUuid, inherits, inheritsFromProject } = space;
  const groups = 'groupGrants' in space ? space.groupGrants : null;
  return {
    spaceUuid,
    name,
    projectUuid,
    parentSpaceUuid,
    inheritsParent: inherits ?? 'unknown',
    ...(typeof inheritsFromProject === 'boolean' && { inheritsFromProject }),
    // Lists of servers between the two generations may lack it.
    projectMemberRole: groups || typeof inheritsFromProject === 'boolean' ? (space.everybody ?? null) : 'unknown',
    directGrants: 'unknown',
    groupGrants: groups?.map(({ groupUuid, role }) => ({ groupUuid, role })) ?? 'unknown',
    ...exact,
  };
};

const NO_ROWS: ReadonlyMap<string, SpaceRole> = new Map();

/**
 * Fills in who of the people holds a grant on spaces of the newer generation, counted from the list of spaces (C9), which names
 * also those whom only a grant to a group or to the members of the project reaches. In: a snapshot, and the spaces as listed.
 * Out: the same; grants stay unknown where what else is granted has not been read.
 */
export const withListedGrants = (snapshot: AccessSnapshot, listed: readonly Space[]): AccessSnapshot => {
  const named = new Map(listed.map(({ uuid, grantedUserUuids }) => [uuid, grantedUserUuids]));
  const unread = new Set(
    snapshot.projects.flatMap(({ projectUuid, userGrants }) => (userGrants === 'unknown' ? projectUuid : [])),
  );
  const grantsOf = directGrantsFromLists(snapshot);
  const spaces = snapshot.spaces.map((space): AccessSpace => {
    const { spaceUuid, projectUuid, inheritsParent, projectMemberRole, directGrants, groupGrants } = space;
    const people = named.get(spaceUuid);
    const isCountable =
      groupGrants !== 'unknown' &&
      (!projectMemberRole || (projectMemberRole !== 'unknown' && !unread.has(projectUuid)));
    if (inheritsParent === undefined || directGrants !== 'unknown' || !people || !isCountable) return space;
    return { ...space, directGrants: grantsOf(spaceUuid, { named: people, roles: NO_ROWS }) };
  });
  return { ...snapshot, spaces };
};
