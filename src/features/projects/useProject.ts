import { useMemo } from 'react';
import { buildAccessModel, useProjectSnapshot } from '#/access';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';

/** Everything the access page of one project shows, from queries that other pages share, and the access rules over it. */
export const useProject = (projectUuid: string) => {
  const { me, may } = useMe();
  const { snapshot, error, retry } = useProjectSnapshot(projectUuid);
  const projects = useProjects();
  const { data: everybody } = useMembers();
  const { data: groups } = useGroups();
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);
  return {
    me,
    may,
    project: projects.data?.find(({ uuid }) => uuid === projectUuid),
    /** True once the list of projects has come and this one is not in it. */
    isMissing: projects.data !== undefined && !projects.data.some(({ uuid }) => uuid === projectUuid),
    snapshot,
    model,
    error: error ?? projects.error,
    retry,
    everybody,
    groups,
  };
};

export type ProjectAccess = ReturnType<typeof useProject>;
