import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { buildAccessModel, useProjectSnapshot } from '#/access';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { projectGrantsQuery, type ProjectGrants } from '#/data/roles';

const NO_GRANTS: ProjectGrants = { users: [], groups: [] };

/** Everything the access page of one project shows, from queries that other pages share, and the access rules over it. */
export const useProject = (projectUuid: string) => {
  const { me, may } = useMe();
  const { snapshot, error, retry } = useProjectSnapshot(projectUuid);
  const projects = useProjects();
  const { data: everybody } = useMembers();
  const { data: groups } = useGroups();
  const { data: grants = NO_GRANTS } = useQuery(projectGrantsQuery(projectUuid));
  const called = useMemo(
    () =>
      new Map<string, { name?: string; roleName?: string }>([
        ...grants.users.map((grant) => [grant.userUuid, grant] as const),
        ...grants.groups.map((grant) => [grant.groupUuid, grant] as const),
      ]),
    [grants],
  );
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);
  return {
    me,
    may,
    project: projects.data?.find(({ uuid }) => uuid === projectUuid),
    /** True once the list of projects has come and this one is not in it. */
    isMissing: projects.data !== undefined && !projects.data.some(({ uuid }) => uuid === projectUuid),
    snapshot,
    model,
    /** What the list of grants calls holders and custom roles, by the holder's uuid. */
    called,
    error: error ?? projects.error,
    retry,
    everybody,
    groups,
  };
};

export type ProjectAccess = ReturnType<typeof useProject>;
