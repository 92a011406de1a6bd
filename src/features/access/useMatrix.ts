import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { customRolesQuery, projectGrantsQuery } from '#/data/roles';
import { useEachProject } from '#/data/useEachProject';
import {
  accessNames,
  type AccessProject,
  type AccessSnapshot,
  buildAccessModel,
  matrixOf,
  useGeneration,
} from '#/access';

/**
 * What a matrix of projects is made of: people, groups, roles, and the grants of each project: 4 calls and one a
 * project (two without v2 roles), as a role in a project hangs on no space. Grants that were read follow what is written.
 */
export const useMatrix = () => {
  const { me, may } = useMe();
  const everybody = useMembers();
  const groups = useGroups();
  const roles = useQuery(customRolesQuery(me.organizationUuid));
  const projects = useProjects();
  const generation = useGeneration();
  const each = useEachProject(projectGrantsQuery, may.readProjectAccess === true);
  const list = useMemo(() => each.projects.toSorted((a, b) => a.name.localeCompare(b.name)), [each.projects]);

  const customRoles = roles.data;
  const snapshot = useMemo<AccessSnapshot | null>(() => {
    if (!everybody.data || !groups.data || (!customRoles && !roles.isError)) return null;
    return {
      generation,
      members: everybody.data.members,
      groups: [...groups.data.values()].map(({ uuid, name }) => ({ groupUuid: uuid, name })),
      customRoles: [...(customRoles?.values() ?? [])].map(({ uuid, name, scopes }) => ({
        roleUuid: uuid,
        name,
        scopes,
      })),
      projects: list.map(({ uuid }): AccessProject => ({
        projectUuid: uuid,
        userGrants: each.read.get(uuid)?.users ?? 'unknown',
        groupGrants: each.read.get(uuid)?.groups ?? 'unknown',
      })),
      spaces: [],
    };
  }, [everybody.data, groups.data, customRoles, roles.isError, list, each.read, generation]);
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);
  const matrix = useMemo(() => model && matrixOf(model), [model]);
  const names = useMemo(
    () => accessNames({ members: everybody.data, groups: groups.data, projects: list, spaces: [], customRoles }),
    [everybody.data, groups.data, list, customRoles],
  );

  const base = [everybody, groups, projects];
  return {
    me,
    may,
    everybody: everybody.data,
    groups: groups.data,
    customRoles,
    /** By name. */
    projects: list,
    hasProjects: projects.data !== undefined,
    model,
    matrix,
    names,
    /** How far the grants have been read. */
    each,
    error: base.find(({ isError, data }) => isError && !data)?.error ?? null,
    retry: () => {
      for (const query of base) if (query.isError) void query.refetch();
    },
  };
};

export type MatrixData = ReturnType<typeof useMatrix>;
