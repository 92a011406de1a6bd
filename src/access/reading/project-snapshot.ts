import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { isFailure } from '#/api/core/failure';
import type { AccessSnapshot } from '../rules';
import { peopleOf, previewCreatorOf } from './compose';
import { useGeneration } from './generation';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { customRolesQuery, projectGrantsQuery, type ProjectGrants } from '#/data/roles';

/** What is known about who reaches some projects: the input of the access rules. `error` is the first failure that counts. */
export type ProjectSnapshot = { snapshot: AccessSnapshot | null; error: Error | null; retry: () => void };

const isHidden = ({ error }: { error: Error | null }): boolean => isFailure(error, 'forbidden');

const combine = (results: UseQueryResult<ProjectGrants>[]) =>
  results.map(({ data, error, isError, refetch }) => ({ data, error, isError, refetch }));

/**
 * Reads what the access rules need to decide about some projects, in one call each and three that are shared with other pages
 * (members, groups, custom roles). Grants that may not be read (403) are `unknown`, not an error. Spaces are left empty:
 * the spaces pages add theirs. In: the projects, their identity stable, and whether to read at all.
 */
export const useProjectsSnapshot = (projectUuids: readonly string[], enabled = true): ProjectSnapshot => {
  const { me } = useMe();
  const everybody = useMembers(enabled);
  const groups = useGroups(enabled);
  const roles = useQuery({ ...customRolesQuery(me.organizationUuid), enabled });
  const { data: projects } = useProjects(enabled);
  const generation = useGeneration();
  const grants = useQueries({
    queries: projectUuids.map((uuid) => ({ ...projectGrantsQuery(uuid), enabled })),
    combine,
  });

  const snapshot = useMemo<AccessSnapshot | null>(() => {
    if (!everybody.data || !groups.data || !grants.every((each) => each.data || isHidden(each))) return null;
    // Where custom roles may not be read, the powers of their holders are unknown.
    if (!roles.data && !roles.isError) return null;
    return {
      generation,
      ...peopleOf({ members: everybody.data, groups: groups.data, customRoles: roles.data }),
      projects: projectUuids.map((projectUuid, place) => {
        const project = projects?.find(({ uuid }) => uuid === projectUuid);
        return {
          projectUuid,
          userGrants: grants[place]?.data?.users ?? 'unknown',
          groupGrants: grants[place]?.data?.groups ?? 'unknown',
          previewCreator: project ? previewCreatorOf(project) : 'unknown',
        };
      }),
      spaces: [],
    };
  }, [everybody.data, groups.data, roles.data, roles.isError, grants, projectUuids, projects, generation]);

  const queries = [everybody, groups, ...grants.filter((each) => !isHidden(each))];
  return {
    snapshot,
    error: queries.find((query) => query.isError && !query.data)?.error ?? null,
    retry: () => {
      for (const query of [everybody, groups, ...grants]) if (query.isError) void query.refetch();
    },
  };
};

/** The same of one project. */
export const useProjectSnapshot = (projectUuid: string, enabled = true): ProjectSnapshot =>
  useProjectsSnapshot(
    useMemo(() => [projectUuid], [projectUuid]),
    enabled,
  );
