import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isFailure } from '#/api/core/failure';
import type { AccessSnapshot } from '../rules';
import { peopleOf, previewCreatorOf } from './compose';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { customRolesQuery, projectGrantsQuery } from '#/data/roles';

/** What is known about who reaches one project: the input of the access rules. `error` is the first failure that counts. */
export type ProjectSnapshot = { snapshot: AccessSnapshot | null; error: Error | null; retry: () => void };

/**
 * Reads what the access rules need to decide about one project, in four calls of which three are shared with other pages
 * (members, groups, custom roles). Grants that may not be read (403) are `unknown`, not an error. Spaces are left empty:
 * the spaces pages add theirs. In: whether to read at all.
 */
export const useProjectSnapshot = (projectUuid: string, enabled = true): ProjectSnapshot => {
  const { me } = useMe();
  const everybody = useMembers(enabled);
  const groups = useGroups(enabled);
  const roles = useQuery({ ...customRolesQuery(me.organizationUuid), enabled });
  const { data: projects } = useProjects(enabled);
  const grants = useQuery({ ...projectGrantsQuery(projectUuid), enabled });
  const hidden = isFailure(grants.error, 'forbidden');

  const snapshot = useMemo<AccessSnapshot | null>(() => {
    if (!everybody.data || !groups.data || (!grants.data && !hidden)) return null;
    // Where custom roles may not be read, whoever holds one has powers that are not known.
    if (!roles.data && !roles.isError) return null;
    const project = projects?.find(({ uuid }) => uuid === projectUuid);
    return {
      ...peopleOf({ members: everybody.data, groups: groups.data, customRoles: roles.data }),
      projects: [
        {
          projectUuid,
          userGrants: grants.data?.users ?? 'unknown',
          groupGrants: grants.data?.groups ?? 'unknown',
          previewCreator: project ? previewCreatorOf(project) : 'unknown',
        },
      ],
      spaces: [],
    };
  }, [everybody.data, groups.data, roles.data, roles.isError, grants.data, hidden, projectUuid, projects]);

  const queries = [everybody, groups, grants];
  return {
    snapshot,
    error: queries.find((query) => query.isError && !query.data && !(query === grants && hidden))?.error ?? null,
    retry: () => {
      for (const query of queries) if (query.isError) void query.refetch();
    },
  };
};
