import { spacesAbove } from './newer/chain';
import type { Generation } from './snapshot';
import { once, rootOf, type SnapshotIndex } from './snapshot-index';
import { UNKNOWN, type Unknown } from './unknown';

export type ProjectPlace = { projectUuid: string };
export type SpacePlace = { spaceUuid: string };
/** Where somebody may have access. */
export type Place = ProjectPlace | SpacePlace;

type ByHolder = ReadonlyMap<string, string> | Unknown;

/** The grants of a place, laid out so that the situation of one person in it is a short text. */
export type PlaceTable = {
  placeUuid: string;
  /** What is the same for everybody: privacy, open doors, what has not been read. */
  common: string;
  /** The grants to people that count here: those of the project, then of each space. */
  direct: readonly ByHolder[];
  /** By group that is granted anything here: its roles in the same order, as a text. */
  groups: () => ReadonlyMap<string, string>;
};

/** Lays out a place. In: the rules by which it is judged, for they say which spaces count. */
export function placeTable(index: SnapshotIndex, generation: Generation, place: Place): PlaceTable {
  if ('projectUuid' in place) {
    const project = index.projects.get(place.projectUuid);
    return table(place.projectUuid, 'project', [project?.userGrants], [project?.groupGrants]);
  }
  const space = index.spaces.get(place.spaceUuid);
  const project = space && index.projects.get(space.space.projectUuid);
  if (generation === 'older') {
    const root = space ? rootOf(index, space) : UNKNOWN;
    const { directGrants, groupGrants } = root === UNKNOWN ? NOTHING : root;
    const privacy = root === UNKNOWN ? UNKNOWN : root.space.isPrivate;
    return table(place.spaceUuid, `space ${privacy}`, [project?.userGrants, directGrants], [project?.groupGrants, groupGrants]);
  }
  const { spaces, isWhole } = spacesAbove(index, space);
  const doors = spaces.map((each) => `${each.space.inheritsParent} ${each.space.projectMemberRole}`);
  return table(
    place.spaceUuid,
    `chain ${doors.join()} ${isWhole}`,
    [project?.userGrants, ...spaces.map(({ directGrants }) => directGrants)],
    [project?.groupGrants, ...spaces.map(({ groupGrants }) => groupGrants)],
  );
}

/**
 * Everything that decides about one person in one place, as a text: whoever has the same one gets the same decisions, in any
 * place. That is what makes an answer about thousands of people cheap: the rules are applied to each situation once.
 */
export function situation(index: SnapshotIndex, { placeUuid, common, direct, groups }: PlaceTable, userUuid: string): string {
  const member = index.members.get(userUuid);
  if (member?.isRemoved) return 'removed';
  let text = `${common}|${member ? member.role : UNKNOWN}`;
  for (const grants of direct) text += `|${grants === UNKNOWN ? '?' : (grants.get(userUuid) ?? '')}`;
  const groupUuids = member?.groupUuids ?? UNKNOWN;
  // Which groups they could be in differs from place to place.
  if (groupUuids === UNKNOWN) return `${text}|in ${placeUuid}`;
  const granted = groups();
  let rest = '';
  const roles: string[] = [];
  for (const groupUuid of groupUuids) {
    const given = granted.get(groupUuid);
    if (given === undefined) rest = '|rest';
    else if (!roles.includes(given)) roles.push(given);
  }
  if (roles.length > 1) roles.sort();
  return `${text}${rest}|${roles.join('|')}`;
}

const NOTHING = { directGrants: UNKNOWN, groupGrants: UNKNOWN } as const;

function table(
  placeUuid: string,
  common: string,
  direct: readonly (ByHolder | undefined)[],
  byGroup: readonly (ByHolder | undefined)[],
): PlaceTable {
  const grants = byGroup.map((each) => each ?? UNKNOWN);
  return {
    placeUuid,
    common: `${common} ${grants.map((each) => each === UNKNOWN)}`,
    direct: direct.map((each) => each ?? UNKNOWN),
    groups: once(() => rolesOfGroups(grants)),
  };
}

function rolesOfGroups(grants: readonly ByHolder[]): ReadonlyMap<string, string> {
  const roles = new Map<string, string>();
  for (const some of grants) {
    if (some === UNKNOWN) continue;
    for (const groupUuid of some.keys()) {
      if (roles.has(groupUuid)) continue;
      roles.set(groupUuid, grants.map((each) => (each === UNKNOWN ? '' : (each.get(groupUuid) ?? ''))).join());
    }
  }
  return roles;
}
