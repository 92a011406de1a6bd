import type { Answers, ProjectAccess, ProjectDecisions, SpaceAccess, SpaceDecisions } from './answers';
import { placeTable, profileOf, type Place, type PlaceTable, type ProjectPlace, type SpacePlace } from './places';
import type { AccessSnapshot } from './snapshot';
import { canSignIn, mayEnter, type SnapshotIndex } from './snapshot-index';
import { UNKNOWN, type Decision } from '#/domain/unknown';

type Reached<Decisions, Answer> = {
  userUuid: string;
  /** False for who is invited or deactivated (A9), unknown for who has not been read. */
  canSignIn: Decision;
  decisions: Decisions;
  /** The whole answer with its path; made when it is asked for. */
  answer: () => Answer;
};

/** A person and a project they see, or may see for all that is known. */
export type ReachedProject = Reached<ProjectDecisions, ProjectAccess> & ProjectPlace;
/** A person and a space in which they can do anything, or may for all that is known. */
export type ReachedSpace = Reached<SpaceDecisions, SpaceAccess> & SpacePlace;

/** Questions about many: each person and place costs about one look-up. */
export type Reach = {
  /** The decisions about one person in one place, for the cells of a matrix. The same as `project` or `space` say. */
  decide(userUuid: string, place: ProjectPlace): ProjectDecisions;
  decide(userUuid: string, place: SpacePlace): SpaceDecisions;
  /** Everyone who reaches a place, in the order of the snapshot; last those whom only a grant names. */
  whoCanReach(place: ProjectPlace): ReachedProject[];
  whoCanReach(place: SpacePlace): ReachedSpace[];
  /** Everything a person reaches, in the order of the snapshot. */
  reachOf(userUuid: string): PersonReach;
  /** What a person would reach who is in this group and holds nothing else. */
  reachOfGroup(groupUuid: string): PersonReach;
  /** The answer about such a person in one place, also where they reach nothing. */
  ofGroup(groupUuid: string): Pick<Answers, 'project' | 'space'>;
  /** What `decide` says of each member, in the order of the snapshot. */
  decideAll(place: ProjectPlace): ProjectDecisions[];
  decideAll(place: SpacePlace): SpaceDecisions[];
  /** Those who have not been read, but whom a grant to people names that counts in a place. */
  unreadHoldersIn(place: Place): string[];
  /** What has been read about a person in a place, as a text. Where it is the same twice, so is all that is unknown. */
  evidence(userUuid: string, place: Place): string;
};

export type PersonReach = { projects: ReachedProject[]; spaces: ReachedSpace[] };

/** What there is to know about the places of one kind. */
type Kind<Decisions, Entry> = {
  decide: (userUuid: string, table: PlaceTable) => Decisions;
  isReached: (decisions: Decisions) => boolean;
  entry: (userUuid: string, isActive: Decision, placeUuid: string, decisions: Decisions) => Entry;
};

const POWERS = ['listed', 'view', 'manage', 'editDashboards', 'editCharts'] as const;

/**
 * The questions about many over one snapshot. In: the rules, for an index; they are asked once for each profile that
 * occurs, however many people are in it. Out: functions that remember what they have been asked.
 */
export function reachOver(
  snapshot: AccessSnapshot,
  index: SnapshotIndex,
  answersOver: (index: SnapshotIndex) => Answers,
): Reach {
  const { project, space, decideProject, decideSpace } = answersOver(index);
  const generation = snapshot.generation ?? 'A';
  // By what is the same for everybody in a place, then by profile.
  const projectDecisions = new Map<string, Map<string, ProjectDecisions>>();
  const spaceDecisions = new Map<string, Map<string, SpaceDecisions>>();
  const projectTables = new Map<string, PlaceTable>();
  const spaceTables = new Map<string, PlaceTable>();

  const tableOf = (place: Place): PlaceTable => {
    const [tables, uuid] = 'projectUuid' in place ? [projectTables, place.projectUuid] : [spaceTables, place.spaceUuid];
    return remember(tables, uuid, () => placeTable(index, generation, place));
  };
  const inProject = (userUuid: string, table: PlaceTable): ProjectDecisions =>
    remember(
      remember(projectDecisions, table.common, () => new Map()),
      profileOf(index, table, userUuid),
      () => decideProject(userUuid, table.placeUuid),
    );
  const inSpace = (userUuid: string, table: PlaceTable): SpaceDecisions =>
    remember(
      remember(spaceDecisions, table.common, () => new Map()),
      profileOf(index, table, userUuid),
      () => decideSpace(userUuid, table.placeUuid),
    );

  const projectKind: Kind<ProjectDecisions, ReachedProject> = {
    decide: inProject,
    isReached: ({ visible }) => visible !== false,
    entry: (userUuid, isActive, projectUuid, decisions) => ({
      userUuid,
      projectUuid,
      canSignIn: isActive,
      decisions,
      answer: () => project(userUuid, projectUuid),
    }),
  };
  const spaceKind: Kind<SpaceDecisions, ReachedSpace> = {
    decide: inSpace,
    isReached: (decisions) => POWERS.some((power) => decisions[power] !== false),
    entry: (userUuid, isActive, spaceUuid, decisions) => ({
      userUuid,
      spaceUuid,
      canSignIn: isActive,
      decisions,
      answer: () => space(userUuid, spaceUuid),
    }),
  };

  function decide(userUuid: string, place: ProjectPlace): ProjectDecisions;
  function decide(userUuid: string, place: SpacePlace): SpaceDecisions;
  function decide(userUuid: string, place: Place): ProjectDecisions | SpaceDecisions {
    return 'projectUuid' in place ? inProject(userUuid, tableOf(place)) : inSpace(userUuid, tableOf(place));
  }

  function whoCanReach(place: ProjectPlace): ReachedProject[];
  function whoCanReach(place: SpacePlace): ReachedSpace[];
  function whoCanReach(place: Place): ReachedProject[] | ReachedSpace[] {
    const table = tableOf(place);
    const unreadHolders = unreadHoldersIn(place);
    return 'projectUuid' in place
      ? [...everyone(table, projectKind), ...unreadHolders.flatMap((userUuid) => one(userUuid, table, projectKind))]
      : [...everyone(table, spaceKind), ...unreadHolders.flatMap((userUuid) => one(userUuid, table, spaceKind))];
  }

  const everyone = <D, E>(table: PlaceTable, { decide: ask, isReached, entry }: Kind<D, E>): E[] => {
    const reaching = new Map<D, boolean>();
    const entries: E[] = [];
    for (const member of index.memberIndex.people) {
      const decided = ask(member.userUuid, table);
      if (!remember(reaching, decided, () => isReached(decided))) continue;
      entries.push(entry(member.userUuid, mayEnter(member), table.placeUuid, decided));
    }
    return entries;
  };
  const one = <D, E>(userUuid: string, table: PlaceTable, { decide: ask, isReached, entry }: Kind<D, E>): E[] => {
    const decisions = ask(userUuid, table);
    return isReached(decisions) ? [entry(userUuid, canSignIn(index, userUuid), table.placeUuid, decisions)] : [];
  };

  const reachOf = (userUuid: string): PersonReach => ({
    projects: snapshot.projects.flatMap(({ projectUuid }) => one(userUuid, tableOf({ projectUuid }), projectKind)),
    spaces: snapshot.spaces.flatMap(({ spaceUuid }) => one(userUuid, tableOf({ spaceUuid }), spaceKind)),
  });

  /** The same index with one person in it, who has the uuid of the group. */
  const alone = (groupUuid: string): SnapshotIndex => {
    const somebody = { userUuid: groupUuid, role: 'member', status: 'active', groupUuids: [groupUuid] } as const;
    return { ...index, members: new Map([[groupUuid, somebody]]) };
  };

  const unreadHoldersAmong = new Map<unknown, readonly string[]>();
  const unreadHoldersIn = (place: Place): string[] => {
    const { inProject: ofProject, onSpaces } = tableOf(place);
    const named = [ofProject, ...onSpaces].flatMap((grants) =>
      remember(unreadHoldersAmong, grants, () =>
        grants === UNKNOWN ? [] : [...grants.keys()].filter((uuid) => !index.members.has(uuid)),
      ),
    );
    return [...new Set(named)];
  };

  function decideAll(place: ProjectPlace): ProjectDecisions[];
  function decideAll(place: SpacePlace): SpaceDecisions[];
  function decideAll(place: Place): ProjectDecisions[] | SpaceDecisions[] {
    const table = tableOf(place);
    const { people } = index.memberIndex;
    return 'projectUuid' in place
      ? people.map(({ userUuid }) => inProject(userUuid, table))
      : people.map(({ userUuid }) => inSpace(userUuid, table));
  }

  return {
    decide,
    decideAll,
    whoCanReach,
    reachOf,
    reachOfGroup: (groupUuid) => reachOver(snapshot, alone(groupUuid), answersOver).reachOf(groupUuid),
    ofGroup: (groupUuid) => answersOver(alone(groupUuid)),
    unreadHoldersIn,
    evidence: (userUuid, place) => {
      const isOpen = (index.members.get(userUuid)?.groupUuids ?? UNKNOWN) === UNKNOWN;
      const table = tableOf(place);
      const text = `${table.common}|${profileOf(index, table, userUuid)}`;
      return isOpen ? `${text}|${table.candidates()}` : text;
    },
  };
}

function remember<K, T>(known: Map<K, T>, key: K, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
