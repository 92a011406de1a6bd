import { once } from '#/lib/memo';
import { roleRank } from '#/domain/roles';
import { spacesAbove } from './chain';
import { isSystemRole } from '#/domain/access-roles';
import type { Generation } from './snapshot';
import { customRolesOf } from './member-index';
import { PROJECT_NOT_READ, rootOf, type IndexedSpace, type SnapshotIndex } from './snapshot-index';
import { UNKNOWN, type Unknown } from '#/domain/unknown';

export type ProjectPlace = { projectUuid: string };
export type SpacePlace = { spaceUuid: string };
/** Where somebody may have access. */
export type Place = ProjectPlace | SpacePlace;

type ByHolder = ReadonlyMap<string, string> | Unknown;

/** What a group is granted in a place. */
type GroupRoles = {
  /** In the project; empty: nothing. */
  inProject: string;
  /** Whether it is granted custom roles there besides. */
  hasMoreRoles: boolean;
  /** On the spaces that count, in a text; empty: nothing on any. */
  onSpaces: string;
};

/** The grants of a place, laid out so that the profile of one person in it is a short text. */
export type PlaceTable = {
  placeUuid: string;
  /** What is the same for everybody: privacy, inheritance, what has not been read. */
  common: string;
  /** The grants to people in the project. */
  inProject: ByHolder;
  /** The people and groups that are granted custom roles in the project besides. */
  moreRoles: ReadonlySet<string>;
  /** Who created the project, where it is a preview. */
  previewCreator: string | null | Unknown;
  /** Whether something is granted to the members of the project, so that it matters who is one (C5). */
  hasMembersGrant: boolean;
  /** The grants to people on each space that counts. */
  onSpaces: readonly ByHolder[];
  /** Whether there are rows for groups, and a rest row (A5): in spaces of the older generation. */
  hasRows: boolean;
  /** Whether it has been read what every group is granted here. */
  isGroupsRead: boolean;
  /** By group that is granted anything here. */
  groups: () => ReadonlyMap<string, GroupRoles>;
  /** The same as a text, for those of whom it is not known in which groups they are. */
  candidates: () => string;
};

/** Lays out a place. In: the rules by which it is judged, for they say which spaces count. */
export function placeTable(index: SnapshotIndex, generation: Generation, place: Place): PlaceTable {
  if ('projectUuid' in place) return table(index, place.projectUuid, place.projectUuid, 'project', []);
  const { spaceUuid } = place;
  const space = index.spaces.get(spaceUuid);
  if (space?.space.isDeleted) return table(index, spaceUuid, undefined, 'deleted', []);
  const projectUuid = space?.space.projectUuid;
  if (generation === 'A') {
    const root = space ? rootOf(index, space) : UNKNOWN;
    const isPrivate = root === UNKNOWN ? UNKNOWN : root.space.isPrivate;
    return table(index, spaceUuid, projectUuid, `space ${isPrivate}`, [root === UNKNOWN ? NOTHING : root]);
  }
  const { spaces, isWhole } = spacesAbove(index, space);
  const inheritance = spaces.map((each) => `${each.space.inheritsParent} ${each.space.projectMemberRole}`);
  const common = `chain ${inheritance.join()} ${isWhole} ${space?.space.inheritsFromProject}`;
  const hasMembersGrant = spaces.some((each) => each.space.projectMemberRole);
  return { ...table(index, spaceUuid, projectUuid, common, spaces), hasMembersGrant };
}

/**
 * Everything that decides about one person in one place, as a text: whoever has the same one gets the same decisions, in all
 * places that have the same in common. That is what makes an answer about thousands of people cheap: the rules are applied to each profile once.
 */
export function profileOf(index: SnapshotIndex, place: PlaceTable, userUuid: string): string {
  const member = index.members.get(userUuid);
  if (member?.isRemoved) return 'removed';
  const granted = roleOf(place.inProject, userUuid);
  // Beside a custom role of the organization the system role does not count (docs/lightdash/roles.md#o4).
  const rank = rankWith(member ? (member.roleUuid ? 0 : roleRank(member.role)) : -1, granted);
  let text = `${member ? '' : 'unread'}|${rank}|${isSystemRole(granted) ? '' : granted}`;
  if (member) text += `|${customRolesOf(member)}`;
  if (place.moreRoles.has(userUuid)) text += '|more';
  if (place.previewCreator === userUuid) text += '|creator';
  if (place.hasMembersGrant && isProjectMember(member ? roleRank(member.role) : -1, granted)) text += '|member';
  for (const grants of place.onSpaces) text += `|${roleOf(grants, userUuid)}`;
  const groupUuids = member?.groupUuids ?? UNKNOWN;
  // Which groups they could be in differs from place to place.
  if (groupUuids === UNKNOWN) return `${text}|in ${place.placeUuid}`;
  const groups = place.groups();
  const roles: string[] = [];
  let isInRest = false;
  let isOnSpaces = false;
  for (const groupUuid of groupUuids) {
    const ofGroup = groups.get(groupUuid);
    if (ofGroup?.onSpaces) isOnSpaces = true;
    else isInRest = true;
    const given = countingRoles(ofGroup, rank);
    if (given !== '' && !roles.includes(given)) roles.push(given);
  }
  if (roles.length > 1) roles.sort();
  // A5: a rest row is there without any group too; one without grants there matters only beside those that have a row.
  const isRestKnown = place.isGroupsRead && !(place.hasRows && isOnSpaces);
  return `${text}|${isInRest && !isRestKnown ? 'rest' : ''}|${roles.join('|')}`;
}

/** Whether grants to the members of a project reach somebody (C5). In: the rank in the organization, what is granted there. */
export function isProjectMember(organizationRank: number, granted: string): boolean {
  return organizationRank > 0 || granted !== '';
}

/** The rank of the highest system role that is a person's own, A1: in the organization or granted in the project. */
function rankWith(organizationRank: number, granted: string): number {
  return isSystemRole(granted) ? Math.max(organizationRank, roleRank(granted)) : organizationRank;
}

/**
 * What of a group's roles can make a difference to somebody whose own role has a rank. A system role in the project that is
 * not higher never does: the own one counts wherever the group's does (A1, A5). In a text; empty for a group without grants.
 */
function countingRoles(roles: GroupRoles | undefined, rank: number): string {
  if (!roles) return '';
  const { inProject, hasMoreRoles, onSpaces } = roles;
  const counts = hasMoreRoles || !isSystemRole(inProject) || roleRank(inProject) > rank;
  return counts ? `${inProject}${hasMoreRoles ? '+' : ''}${onSpaces}` : onSpaces;
}

function roleOf(grants: ByHolder, holder: string): string {
  return grants === UNKNOWN ? '?' : (grants.get(holder) ?? '');
}

const NOTHING = { directGrants: UNKNOWN, groupGrants: UNKNOWN } as const;

function table(
  index: SnapshotIndex,
  placeUuid: string,
  projectUuid: string | undefined,
  common: string,
  spaces: readonly Pick<IndexedSpace, 'directGrants' | 'groupGrants'>[],
): PlaceTable {
  const { userGrants, groupGrants, moreRoles, previewCreator } =
    (projectUuid && index.projects.get(projectUuid)) || PROJECT_NOT_READ;
  const onSpaces = spaces.map((each) => each.groupGrants);
  const byGroup = [groupGrants, ...onSpaces];
  const groups = once(() => rolesOfGroups(groupGrants, moreRoles, onSpaces));
  return {
    placeUuid,
    common: `${common} ${previewCreator === UNKNOWN} ${byGroup.map((grants) => grants === UNKNOWN).join()}`,
    moreRoles,
    previewCreator,
    hasMembersGrant: false,
    hasRows: common.startsWith('space'),
    isGroupsRead: !byGroup.includes(UNKNOWN),
    inProject: userGrants,
    onSpaces: spaces.map(({ directGrants }) => directGrants),
    groups,
    candidates: once(() => JSON.stringify([...groups()].toSorted(([a], [b]) => (a < b ? -1 : 1)))),
  };
}

function rolesOfGroups(
  ofProject: ByHolder,
  moreRoles: ReadonlySet<string>,
  ofSpaces: readonly ByHolder[],
): ReadonlyMap<string, GroupRoles> {
  const roles = new Map<string, GroupRoles>();
  for (const grants of [ofProject, ...ofSpaces]) {
    if (grants === UNKNOWN) continue;
    for (const groupUuid of grants.keys()) {
      if (roles.has(groupUuid)) continue;
      const onSpaces = ofSpaces.map((each) => roleOf(each, groupUuid));
      roles.set(groupUuid, {
        inProject: ofProject === UNKNOWN ? '' : (ofProject.get(groupUuid) ?? ''),
        hasMoreRoles: moreRoles.has(groupUuid),
        onSpaces: onSpaces.some((role) => role !== '') ? ` ${onSpaces.join()}` : '',
      });
    }
  }
  return roles;
}
