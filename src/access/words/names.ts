import { roleName } from '#/domain/roles';
import { placeSpaces, type PlacedSpace, type Space } from '#/domain/spaces';

type Named = {
  members: { byUuid: ReadonlyMap<string, { name: string; email: string }> } | undefined;
  groups: ReadonlyMap<string, { name: string }> | undefined;
  projects: readonly { uuid: string; name: string }[] | undefined;
  spaces: readonly Space[];
  customRoles: ReadonlyMap<string, { name: string }> | undefined;
};

/** A space by its path, which is unique in its project. */
export const spacePath = ({ ancestors, name }: PlacedSpace): string =>
  [...ancestors.map((above) => above.name), name].join(' / ');

/**
 * What people, groups, projects, spaces and roles are called, with a word for what has not been read or is not shown.
 * In: what has been read. Out: a function for each; a space is called by its path within the project.
 */
export const accessNames = ({ members, groups, projects, spaces, customRoles }: Named) => {
  const placed = placeSpaces(spaces, projects ?? []);
  const bySpace = new Map(placed.map((space) => [space.uuid, space]));
  const byProject = new Map(projects?.map((project) => [project.uuid, project]));
  return {
    /** The spaces in tree order, with what they are in. */
    placed,
    person: (uuid: string): string => members?.byUuid.get(uuid)?.name ?? 'A person who is not listed',
    email: (uuid: string): string => members?.byUuid.get(uuid)?.email ?? '',
    group: (uuid: string): string => groups?.get(uuid)?.name ?? 'A group that is not listed',
    project: (uuid: string): string => byProject.get(uuid)?.name ?? 'A project that is not listed',
    space: (uuid: string): string => {
      const space = bySpace.get(uuid);
      return space ? spacePath(space) : 'A space that is not listed';
    },
    /** The project a space is in, where it is known. */
    projectOf: (spaceUuid: string): string | undefined => bySpace.get(spaceUuid)?.projectUuid,
    /** Whether a space is inside another one. */
    isNested: (spaceUuid: string): boolean => (bySpace.get(spaceUuid)?.parentUuid ?? null) !== null,
    /** A role that is granted in a project: a system one by its name, a custom one by the uuid. */
    role: (role: string): string =>
      customRoles?.get(role)?.name ?? (role.includes('-') ? 'Custom role' : roleName(role)),
  };
};

export type AccessNames = ReturnType<typeof accessNames>;
