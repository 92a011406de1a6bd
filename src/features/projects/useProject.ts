import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useProjectSnapshot } from '#/access/reading/project-snapshot';
import { projectGrantsChanged } from '#/data/access-changed';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { membersQuery } from '#/data/members';
import { projectsQuery } from '#/data/projects';
import { customRolesQuery, type CustomRole } from '#/data/roles';
import { buildAccessModel } from '#/access/rules';
import { roleName } from '#/domain/roles';

const NO_ROLES: ReadonlyMap<string, CustomRole> = new Map();

/** Everything the access page of one project shows, from queries that other pages share, and the access rules over it. */
export const useProject = (projectUuid: string) => {
  const { me, may } = useMe();
  const queryClient = useQueryClient();
  const { snapshot, error, retry } = useProjectSnapshot(projectUuid);
  const projects = useQuery(projectsQuery);
  const { data: everybody } = useQuery(membersQuery);
  const { data: groups } = useGroups();
  const customRoles = useQuery(customRolesQuery(me.organizationUuid)).data ?? NO_ROLES;
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
    customRoles,
    /** The name of a role that was granted: a custom one by its own name, where it can be read. */
    nameRole: (role: string) => customRoles.get(role)?.name ?? (role.includes('-') ? 'Custom role' : roleName(role)),
    changed: () => projectGrantsChanged(queryClient, [projectUuid]),
  };
};

export type ProjectAccess = ReturnType<typeof useProject>;
