import { answerProject, answerSpace, type ProjectAccess, type RootRef, type SpaceAccess } from './answers';
import { projectFacts, spaceFacts } from './facts';
import type { AccessSnapshot } from './snapshot';
import { groupRef, indexSnapshot, rootOf, type IndexedSpace, type SnapshotIndex } from './snapshot-index';
import { idle, type NestedGrant, type PathStep, type UnreadPart } from './sources';
import { UNKNOWN, type Decision, type Unknown } from './unknown';

/** The access rules over one snapshot. Who or what is not in it is not an error: what depends on it is unknown. */
export type AccessModel = {
  project(userUuid: string, projectUuid: string): ProjectAccess;
  space(userUuid: string, spaceUuid: string): SpaceAccess;
};

/**
 * Makes a snapshot answerable. The snapshot is read once, here, and each answer looks only at the person's own groups
 * and at the grants that name them; only where somebody's groups have not been read, at all group grants of the place.
 */
export function buildAccessModel(snapshot: AccessSnapshot): AccessModel {
  const index = indexSnapshot(snapshot);
  return {
    project: (userUuid, projectUuid) => ({
      userUuid,
      projectUuid,
      canSignIn: canSignIn(index, userUuid),
      ...answerProject(projectFacts(index, userUuid, index.projects.get(projectUuid))),
    }),
    space: (userUuid, spaceUuid) => {
      const space = index.spaces.get(spaceUuid);
      const root = space ? rootOf(index, space) : UNKNOWN;
      const project = space && index.projects.get(space.space.projectUuid);
      const answer = answerSpace(spaceFacts(index, userUuid, project, root));
      return {
        userUuid,
        spaceUuid,
        canSignIn: canSignIn(index, userUuid),
        ...answer,
        path: [...answer.path, ...nestedGrants(index, userUuid, space)],
        unread: named(answer.unread, space, root),
        root: rootRef(space, root),
      };
    },
  };
}

/** R9. */
function canSignIn({ members }: SnapshotIndex, userUuid: string): Decision {
  const member = members.get(userUuid);
  return member ? member.status === 'active' : UNKNOWN;
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

/** R4: the grants that name the person on a nested space itself, where they are known. */
function nestedGrants(index: SnapshotIndex, userUuid: string, space: IndexedSpace | undefined): PathStep[] {
  if (!space || space.space.parentSpaceUuid === null) return [];
  const { directGrants, groupGrants } = space;
  const grants: NestedGrant[] = [];
  const own = directGrants === UNKNOWN ? undefined : directGrants.get(userUuid);
  if (own !== undefined) grants.push({ kind: 'nestedGrant', group: null, role: own });
  const groupUuids = index.members.get(userUuid)?.groupUuids ?? UNKNOWN;
  if (groupGrants !== UNKNOWN && groupUuids !== UNKNOWN) {
    for (const groupUuid of groupUuids) {
      const role = groupGrants.get(groupUuid);
      if (role) grants.push({ kind: 'nestedGrant', group: groupRef(index, groupUuid), role });
    }
  }
  return grants.map((grant) => ({ ...grant, ...idle({ code: 'nested' }) }));
}
