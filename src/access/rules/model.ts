import {
  answerChainSpace,
  answerProject,
  answerSpace,
  decideChainSpace,
  decideProject,
  decideSpace,
  type Answers,
  isClosed,
  type RootRef,
  type SpaceAccess,
  type SpaceDecisions,
} from './answers';
import { projectFacts, spaceFacts } from './facts';
import { chainFacts, spacesAbove } from './chain';
import { reachOver, type Reach } from './reach';
import type { AccessSnapshot } from './snapshot';
import { canSignIn, groupRef, indexSnapshot, rootOf, type IndexedSpace, type SnapshotIndex } from './snapshot-index';
import { withoutEffect, type NestedGrant, type PathStep, type UnreadPart } from './sources';
import { UNKNOWN, type Unknown } from '#/domain/unknown';

/** The access rules over one snapshot. Who or what is not in it is not an error: what depends on it is unknown. */
export type AccessModel = Answers &
  Reach & {
    /** What the model was built from. */
    snapshot: AccessSnapshot;
  };

/**
 * Makes a snapshot answerable. People and places are sorted out here, once; each answer looks only at the person's own
 * groups and at the grants that name them; only where somebody's groups have not been read, at all group grants of the place.
 *
 * In: the snapshot, which must not be changed afterwards (`applyChanges` makes another one). Out: the model. Throws nothing.
 */
export function buildAccessModel(snapshot: AccessSnapshot): AccessModel {
  const index = indexSnapshot(snapshot);
  return { snapshot, ...answersOver(index), ...reachOver(snapshot, index, answersOver) };
}

function answersOver(index: SnapshotIndex): Answers {
  const { generation } = index;
  return {
    project: (userUuid, projectUuid) => ({
      userUuid,
      projectUuid,
      canSignIn: canSignIn(index, userUuid),
      generation,
      ...answerProject(projectFacts(index, userUuid, index.projects.get(projectUuid))),
    }),
    space: (userUuid, spaceUuid) => {
      const space = index.spaces.get(spaceUuid);
      const projectUuid = space?.space.projectUuid ?? UNKNOWN;
      const common = { userUuid, spaceUuid, projectUuid, canSignIn: canSignIn(index, userUuid), generation };
      if (space?.space.isDeleted)
        return { ...common, ...NOTHING, rows: [], path: [], unread: [], root: null, isPrivate: true };
      const judged = generation === 'A' ? spaceOfA(index, userUuid, space) : spaceOfC(index, userUuid, space);
      return { ...common, ...judged };
    },
    decideProject: (userUuid, projectUuid) =>
      decideProject(projectFacts(index, userUuid, index.projects.get(projectUuid))),
    decideSpace: (userUuid, spaceUuid) => {
      const space = index.spaces.get(spaceUuid);
      if (space?.space.isDeleted) return NOTHING;
      const project = space && index.projects.get(space.space.projectUuid);
      if (generation === 'C') return decideChainSpace(chainFacts(index, userUuid, project, space));
      return decideSpace(spaceFacts(index, userUuid, project, space ? rootOf(index, space) : UNKNOWN));
    },
  };
}

/** What anybody is and may do in a space that has been deleted. */
const NOTHING = {
  listed: false,
  view: false,
  manage: false,
  editDashboards: false,
  editCharts: false,
  role: null,
  projectRole: null,
} as const satisfies SpaceDecisions;

type Judged = Omit<SpaceAccess, 'userUuid' | 'spaceUuid' | 'projectUuid' | 'canSignIn' | 'generation'>;

/** A4 to A8. */
function spaceOfA(index: SnapshotIndex, userUuid: string, space: IndexedSpace | undefined): Judged {
  const root = space ? rootOf(index, space) : UNKNOWN;
  const project = space && index.projects.get(space.space.projectUuid);
  const answer = answerSpace(spaceFacts(index, userUuid, project, root));
  return {
    ...answer,
    path: [...answer.path, ...nestedGrants(index, userUuid, space)],
    unread: named(answer.unread, space, root),
    root: rootRef(space, root),
    isPrivate: root === UNKNOWN ? UNKNOWN : (root.space.isPrivate ?? UNKNOWN),
  };
}

/** C4 to C8. */
function spaceOfC(index: SnapshotIndex, userUuid: string, space: IndexedSpace | undefined): Judged {
  const project = space && index.projects.get(space.space.projectUuid);
  const facts = chainFacts(index, userUuid, project, space);
  return { ...answerChainSpace(facts), root: rootRef(space, endOfChain(index, space)), isPrivate: isClosed(facts) };
}

/** The first space above that does not inherit, or else the one at the top. */
function endOfChain(index: SnapshotIndex, space: IndexedSpace | undefined): IndexedSpace | Unknown {
  const { spaces, isWhole } = spacesAbove(index, space);
  const end = spaces.find((each) => each.space.inheritsParent !== true);
  if (!end) return isWhole ? (spaces.at(-1) ?? UNKNOWN) : UNKNOWN;
  const isAtTop = isWhole && end === spaces.at(-1);
  return end.space.inheritsParent === false || isAtTop ? end : UNKNOWN;
}

function rootRef(space: IndexedSpace | undefined, root: IndexedSpace | Unknown): RootRef | null | Unknown {
  if (root === UNKNOWN) return UNKNOWN;
  return root === space ? null : { spaceUuid: root.space.spaceUuid, name: root.space.name };
}

/** Where a whole space has not been read, that is said once, instead of part by part. */
function named(parts: UnreadPart[], space: IndexedSpace | undefined, root: IndexedSpace | Unknown): UnreadPart[] {
  if (root !== UNKNOWN || parts.length === 0) return parts;
  const whole: UnreadPart = { kind: space ? 'rootSpace' : 'space' };
  return [whole, ...parts.filter(({ kind }) => !PARTS_OF_SPACE.includes(kind))];
}

const PARTS_OF_SPACE: readonly UnreadPart['kind'][] = ['privacy', 'spaceGrants', 'groupSpaceGrants'];

/** A4: the grants that name the person on a nested space itself, where they are known. */
function nestedGrants(index: SnapshotIndex, userUuid: string, space: IndexedSpace | undefined): PathStep[] {
  if (!space || space.space.parentSpaceUuid === null) return [];
  const { directGrants, groupGrants } = space;
  const member = index.members.get(userUuid);
  if (member?.isRemoved) return [];
  const grants: NestedGrant[] = [];
  const own = directGrants === UNKNOWN ? undefined : directGrants.get(userUuid);
  if (own !== undefined) grants.push({ kind: 'nestedGrant', group: null, role: own });
  const groupUuids = member?.groupUuids ?? UNKNOWN;
  if (groupGrants !== UNKNOWN && groupUuids !== UNKNOWN) {
    for (const groupUuid of groupUuids) {
      const role = groupGrants.get(groupUuid);
      if (role) grants.push({ kind: 'nestedGrant', group: groupRef(index, groupUuid), role });
    }
  }
  return grants.map((grant) => ({ ...grant, ...withoutEffect({ code: 'nested' }) }));
}
