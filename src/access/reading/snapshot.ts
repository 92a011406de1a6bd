import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { startMeter, type Meter } from '#/data/call-meter';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { customRolesQuery } from '#/data/roles';
import { composeSnapshot, type Lists } from './compose';
import { useSnapshotReading } from './snapshot-reading';

/**
 * Everything that the access rules need of the whole organization, read piece by piece through the cache: members, groups,
 * custom roles and projects, then grants and spaces of each project. Up to 0.2110 then each space at the top (nested ones follow
 * theirs): 4 + 2 × projects + one a root space calls (3 × projects where the server has no v2 roles). At 1.219 then the exact
 * grants of each project, and the spaces that these leave out: 4 + 3 × projects + a few. None for what the cache has. What is
 * written afterwards makes its own pieces old, and those alone are read again.
 *
 * In: whether to read at all. Out: the snapshot as far as it has come (what is missing in it is unknown), the lists it is
 * made of, the reading, and its controls.
 */
export const useOrganizationSnapshot = (enabled: boolean) => {
  const { me, may } = useMe();
  const meter = useRef<Meter | null>(null);
  // Before the queries below, so that theirs are counted.
  useEffect(() => {
    if (!enabled) return;
    const started = startMeter();
    meter.current = started;
    return started.stop;
  }, [enabled]);

  const everybody = useMembers(enabled);
  const groups = useGroups(enabled);
  const roles = useQuery({ ...customRolesQuery(me.organizationUuid), enabled });
  const projects = useProjects(enabled);
  const lists = useMemo<Lists | null>(
    () =>
      everybody.data && groups.data && projects.data && (roles.data || roles.isError)
        ? { members: everybody.data, groups: groups.data, customRoles: roles.data, projects: projects.data }
        : null,
    [everybody.data, groups.data, projects.data, roles.data, roles.isError],
  );
  // The roles first, by which it is learned whether the server has v2: otherwise many requests at once would each find out.
  // Grants are shown to admins only: nobody else asks for them.
  const { reading, places, stop, resume, again } = useSnapshotReading(
    enabled ? lists?.projects : undefined,
    may.readProjectAccess === true,
    lists ?? undefined,
    meter,
  );
  const snapshot = useMemo(() => lists && composeSnapshot(lists, places), [lists, places]);
  const spaces = useMemo(() => [...places.listed.values()].flat(), [places.listed]);

  const base = [everybody, groups, projects];
  return {
    snapshot,
    members: everybody.data,
    groups: groups.data,
    projects: projects.data,
    /** The spaces of all projects, as far as they have come. */
    spaces,
    customRoles: roles.data,
    reading,
    error: base.find(({ isError, data }) => isError && !data)?.error ?? null,
    stop,
    resume,
    again: () => {
      for (const query of [...base, roles]) void query.refetch();
      again();
    },
    retry: () => {
      for (const query of base) if (query.isError) void query.refetch();
    },
  };
};
