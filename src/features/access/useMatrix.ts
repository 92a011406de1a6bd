import { useQueries, useQuery, type QueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { membersQuery } from '#/data/members';
import { projectsQuery } from '#/data/projects';
import { customRolesQuery, projectGrantsQuery, type ProjectGrants } from '#/data/roles';
import { useEachProject } from '#/data/useEachProject';
import { buildAccessModel, type AccessProject, type AccessSnapshot } from '#/access/rules';
import { matrixOf } from '#/access/rules/matrix';
import { accessNames } from '#/access/words/names';

const readGrants = (queryClient: QueryClient, projectUuid: string) =>
  queryClient.fetchQuery(projectGrantsQuery(projectUuid));

const dataOf = (results: UseQueryResult<ProjectGrants>[]) => results.map(({ data }) => data);

/**
 * What a matrix of projects is made of: people, groups, roles, and the grants of each project, six in flight: 4 calls and one a
 * project (two without v2 roles), as a role in a project hangs on no space. Grants that were read follow what is written.
 */
export const useMatrix = () => {
  const { me, may } = useMe();
  const everybody = useQuery(membersQuery);
  const groups = useGroups();
  const roles = useQuery(customRolesQuery(me.organizationUuid));
  const projects = useQuery(projectsQuery);
  const each = useEachProject(readGrants, may.readProjectAccess === true);
  const list = useMemo(() => each.projects.toSorted((a, b) => a.name.localeCompare(b.name)), [each.projects]);
  // Not enabled before the pool has read a project: the queries would all be sent at once.
  const grants = useQueries({
    queries: list.map(({ uuid }) => ({ ...projectGrantsQuery(uuid), enabled: each.read.has(uuid) })),
    combine: dataOf,
  });

  const customRoles = roles.data;
  const snapshot = useMemo<AccessSnapshot | null>(() => {
    if (!everybody.data || !groups.data || (!customRoles && !roles.isError)) return null;
    return {
      members: everybody.data.members,
      groups: [...groups.data.values()].map(({ uuid, name }) => ({ groupUuid: uuid, name })),
      customRoles: [...(customRoles?.values() ?? [])].map(({ uuid, name, scopes }) => ({
        roleUuid: uuid,
        name,
        scopes,
      })),
      projects: list.map(({ uuid }, place): AccessProject => ({
        projectUuid: uuid,
        userGrants: grants[place]?.users ?? 'unknown',
        groupGrants: grants[place]?.groups ?? 'unknown',
      })),
      spaces: [],
    };
  }, [everybody.data, groups.data, customRoles, roles.isError, list, grants]);
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
