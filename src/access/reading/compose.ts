import type { Groups } from '#/data/groups';
import type { MemberList } from '#/data/members';
import type { Project } from '#/data/projects';
import type { CustomRole } from '#/data/roles';
import type { SpaceDetail } from '#/data/spaces';
import type { Space } from '#/domain/spaces';
import type { AccessProject, AccessSnapshot, AccessSpace } from '../rules';
import type { ReadPlaces } from './snapshot-reading';
import type { ExactGrants } from './space-code';
import { accessSpacesOf, newerSpaceOf, withListedGrants } from './access-spaces';

/** The lists of an organization that every snapshot is made of. `customRoles`: undefined where they may not be read. */
export type Lists = {
  members: MemberList;
  groups: Groups;
  customRoles: ReadonlyMap<string, CustomRole> | undefined;
  projects: readonly Project[];
};

/** People, groups and custom roles as the access rules want them; without custom roles their powers are not known. */
export const peopleOf = ({ members, groups, customRoles }: Omit<Lists, 'projects'>) => ({
  members: members.members,
  groups: [...groups.values()].map(({ uuid, name }) => ({ groupUuid: uuid, name })),
  customRoles: [...(customRoles?.values() ?? [])].map(({ uuid, name, scopes }) => ({ roleUuid: uuid, name, scopes })),
});

/** Who created a project, where it is a preview; null where it is none. */
export const previewCreatorOf = ({
  isPreview,
  createdBy,
}: Pick<Project, 'isPreview' | 'createdBy'>): AccessProject['previewCreator'] =>
  isPreview ? (createdBy ?? 'unknown') : null;

const spaceOf = (
  space: Space,
  exact: ExactGrants | undefined,
  detail: SpaceDetail | undefined,
  listed: readonly Space[],
): AccessSpace => {
  if (exact) return newerSpaceOf(space, exact);
  if (detail?.isNewer) return newerSpaceOf(detail);
  const root = detail && accessSpacesOf(detail, listed).find(({ spaceUuid }) => spaceUuid === space.uuid);
  if (root) return root;
  if (space.inherits !== null) return newerSpaceOf(space);
  const { uuid: spaceUuid, name, projectUuid, parentUuid: parentSpaceUuid, privacy } = space;
  return {
    spaceUuid,
    name,
    projectUuid,
    parentSpaceUuid,
    isPrivate: privacy === 'unknown' ? privacy : privacy === 'private',
    directGrants: 'unknown',
    groupGrants: 'unknown',
  };
};

/** Spaces as the access rules want them, each with what has been read of it. */
export const composeSpaces = (
  spaces: readonly Space[],
  { listed, exact, details }: Omit<ReadPlaces, 'grants'>,
): AccessSpace[] =>
  spaces.map((space) =>
    spaceOf(space, exact.get(space.uuid), details.get(space.uuid), listed.get(space.projectUuid) ?? []),
  );

/** The input of the access rules, from what has been read. What is missing in it is unknown. */
export const composeSnapshot = (lists: Lists, places: ReadPlaces): AccessSnapshot => {
  const spaces = [...places.listed.values()].flat();
  const snapshot: AccessSnapshot = {
    ...(spaces.some(({ inherits }) => inherits !== null) && { generation: 'C' }),
    ...peopleOf(lists),
    projects: lists.projects.map((project): AccessProject => {
      const ofProject = places.grants.get(project.uuid);
      return {
        projectUuid: project.uuid,
        userGrants: ofProject?.users ?? 'unknown',
        groupGrants: ofProject?.groups ?? 'unknown',
        ...(project.isPreview && { previewCreator: previewCreatorOf(project) }),
      };
    }),
    spaces: composeSpaces(spaces, places),
  };
  return withListedGrants(snapshot, spaces);
};
