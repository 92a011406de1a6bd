import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { startMeter, type Meter } from '#/data/call-meter';
import { groupsQuery } from '#/data/groups';
import { keptFor, ownerOf } from '#/data/kept-owner';
import { useMe } from '#/data/me';
import { membersQuery } from '#/data/members';
import { projectsQuery } from '#/data/projects';
import { customRolesQuery } from '#/data/roles';
import { composeSnapshot, type Lists } from './compose';
import { useSnapshotReading } from './snapshot-reading';

/**
 * Whether what this browser has kept of the organization is in the cache, which is so at once where nothing is. In: by whom it
 * is kept; null for nobody. Whether to look at all.
 */
const useRestored = (owner: string | null, enabled: boolean): boolean => {
  const queryClient = useQueryClient();
  const [isRestored, setRestored] = useState(() => owner === null || keptFor() === null);
  useEffect(() => {
    if (isRestored || owner === null || !enabled) return;
    let isHere = true;
    // A browser that gives no answer keeps nobody waiting.
    const timer = setTimeout(() => setRestored(true), PATIENCE);
    void (async () => {
      await import('#/data/kept').then(({ restoreKept }) => restoreKept(queryClient, owner)).catch(() => undefined);
      if (isHere) setRestored(true);
    })();
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [isRestored, owner, enabled, queryClient]);
  return isRestored;
};

const PATIENCE = 2_000;
/** However long ago it was read: its age is shown, and it is read again when asked for or after a write. */
const KEPT = { staleTime: Infinity } as const;

/**
 * Everything that the access rules need of the whole organization, read piece by piece through the cache: members, groups,
 * custom roles and projects, then grants and spaces of each project. Up to 0.2110 then each space at the top (nested ones follow
 * theirs): 4 + 2 × projects + one a root space calls (3 × projects where the server has no v2 roles). At 1.219 then the exact
 * grants of each project, and the spaces that these leave out: 4 + 3 × projects + a few. None for what the cache has. What is
 * written afterwards makes its own pieces old, and those alone are read again. Where somebody is signed in by a cookie the browser
 * keeps it all beyond the page (data/kept.ts), so that a reload asks for nothing.
 *
 * In: whether to read at all. Out: the snapshot as far as it has come (what is missing in it is unknown), the lists it is
 * made of, the reading, and its controls.
 */
export const useOrganizationSnapshot = (enabled: boolean) => {
  const { me, may } = useMe();
  const queryClient = useQueryClient();
  const owner = ownerOf(me);
  const isRestored = useRestored(owner, enabled);
  const reads = enabled && isRestored;
  const meter = useRef<Meter | null>(null);
  // Before the queries below, so that theirs are counted.
  useEffect(() => {
    if (!enabled) return;
    const started = startMeter();
    meter.current = started;
    return started.stop;
  }, [enabled]);

  const everybody = useQuery({ ...membersQuery, ...KEPT, enabled: reads });
  const groups = useQuery({ ...groupsQuery, ...KEPT, enabled: reads });
  const roles = useQuery({ ...customRolesQuery(me.organizationUuid), ...KEPT, enabled: reads });
  const projects = useQuery({ ...projectsQuery, ...KEPT, enabled: reads });
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
    reads ? lists?.projects : undefined,
    may.readProjectAccess === true,
    lists ?? undefined,
    meter,
  );
  const snapshot = useMemo(() => lists && composeSnapshot(lists, places), [lists, places]);
  const spaces = useMemo(() => [...places.listed.values()].flat(), [places.listed]);

  const isDone = reading.state === 'done';
  useEffect(() => {
    if (isDone && snapshot && owner !== null)
      void import('#/data/kept').then(({ keep }) => keep(queryClient, owner)).catch(() => undefined);
  }, [isDone, snapshot, owner, queryClient]);

  const base = [everybody, groups, projects];
  const moments = [...base, roles].flatMap(({ data, dataUpdatedAt }) => (data ? dataUpdatedAt : []));
  return {
    snapshot,
    members: everybody.data,
    groups: groups.data,
    projects: projects.data,
    /** The spaces of all projects, as far as they have come. */
    spaces,
    customRoles: roles.data,
    reading: { ...reading, asOf: reading.asOf === null ? null : Math.min(reading.asOf, ...moments) },
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
