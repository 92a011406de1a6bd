import { useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isFailure } from '../api/core/failure';
import type { AccessProject, AccessSnapshot, AccessSpace } from '../domain/access';
import { runPool } from '../lib/pool';
import { groupsQuery } from './groups';
import { useMe } from './me';
import { membersQuery } from './members';
import { projectsQuery } from './projects';
import { customRolesQuery, projectGrantsQuery } from './roles';
import { accessSpacesOf } from './space-access';
import { spaceQuery, spacesQuery, type SpaceDetail } from './spaces';
import type { Space } from '../domain/spaces';

const IN_FLIGHT = 6;

/** How far the reading has come. `calls` and `bytes` (decoded) are those of this reading. */
export type Reading = { state: 'idle' | 'running' | 'stopped' | 'done'; read: number; all: number; calls: number; bytes: number; failed: number };

const NOT_YET: Reading = { state: 'idle', read: 0, all: 0, calls: 0, bytes: 0, failed: 0 };

type Piece = { kind: 'grants' | 'spaces'; projectUuid: string } | { kind: 'space'; projectUuid: string; spaceUuid: string };

const keyOf = (piece: Piece): readonly unknown[] => {
  switch (piece.kind) {
    case 'grants':
      return projectGrantsQuery(piece.projectUuid).queryKey;
    case 'spaces':
      return spacesQuery(piece.projectUuid).queryKey;
    case 'space':
      return spaceQuery(piece.projectUuid, piece.spaceUuid).queryKey;
  }
};

const fetchPiece = async (queryClient: QueryClient, piece: Piece): Promise<unknown> => {
  switch (piece.kind) {
    case 'grants':
      return queryClient.fetchQuery({ ...projectGrantsQuery(piece.projectUuid), staleTime: 0 });
    case 'spaces':
      return queryClient.fetchQuery({ ...spacesQuery(piece.projectUuid), staleTime: 0 });
    case 'space':
      return queryClient.fetchQuery({ ...spaceQuery(piece.projectUuid, piece.spaceUuid), staleTime: 0 });
  }
};

/** Counts what the browser fetched from the API meanwhile. Out: how to stop, and what it counted so far. */
const meter = () => {
  const sum = { calls: 0, bytes: 0 };
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      if (!new URL(entry.name).pathname.startsWith('/api/')) continue;
      sum.calls += 1;
      sum.bytes += entry.decodedBodySize;
    }
  });
  observer.observe({ type: 'resource' });
  return { sum, stop: () => observer.disconnect() };
};

/** Reads a piece unless the cache has it: what was read before a stop is not read again. */
const ensure = async (queryClient: QueryClient, piece: Piece): Promise<void> => {
  const state = queryClient.getQueryState(keyOf(piece));
  if (state?.data === undefined || state.isInvalidated) await fetchPiece(queryClient, piece);
};

const spaceOf = (space: Space, detail: SpaceDetail | undefined, listed: readonly Space[]): AccessSpace => {
  const root = detail && accessSpacesOf(detail, listed).find(({ spaceUuid }) => spaceUuid === space.uuid);
  if (root) return root;
  const isPrivate = space.privacy === 'unknown' ? 'unknown' : space.privacy === 'private';
  return { spaceUuid: space.uuid, name: space.name, projectUuid: space.projectUuid, parentSpaceUuid: space.parentUuid, isPrivate, directGrants: 'unknown', groupGrants: 'unknown' };
};

/**
 * Everything that the access rules need of the whole organization, read piece by piece through the cache: members, groups,
 * custom roles and projects, then grants and spaces of each project, then each space at the top (nested ones follow theirs).
 * At most 4 + 2 × projects + one a root space calls (3 × projects where the server has no v2 roles), six in flight. What was
 * read follows what is written afterwards. In: whether to begin. Out: the snapshot as far as it has come, and the reading.
 */
export const useOrganizationSnapshot = (enabled: boolean) => {
  const { me } = useMe();
  const queryClient = useQueryClient();
  const everybody = useQuery({ ...membersQuery, enabled });
  const groups = useQuery({ ...groupsQuery, enabled });
  const roles = useQuery({ ...customRolesQuery(me.organizationUuid), enabled });
  const projects = useQuery({ ...projectsQuery, enabled });
  const [reading, setReading] = useState<Reading>(NOT_YET);
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  const stop = useRef<AbortController | null>(null);
  const list = projects.data;

  const run = useCallback(async () => {
    if (!list) return;
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    const counter = meter();
    const progress = { read: 0, all: list.length * 2, failed: 0 };
    const done = new Set<string>();
    const tell = (state: Reading['state']) => {
      if (stop.current !== controller) return;
      setReading({ state, ...progress, ...counter.sum });
      setKnown(new Set(done));
    };
    const one = async (piece: Piece) => {
      await ensure(queryClient, piece).then(
        () => done.add(JSON.stringify(keyOf(piece))),
        (error: unknown) => {
          // What may not be read is unknown to the rules; what could not be read is told.
          if (!isFailure(error, 'forbidden', 'not-found')) progress.failed += 1;
        },
      );
      progress.read += 1;
      tell('running');
    };
    tell('running');
    const perProject = list.flatMap(({ uuid: projectUuid }): Piece[] => [
      { kind: 'grants', projectUuid },
      { kind: 'spaces', projectUuid },
    ]);
    await runPool(perProject, one, { limit: IN_FLIGHT, signal: controller.signal });
    const roots = list.flatMap(({ uuid }) => queryClient.getQueryData(spacesQuery(uuid).queryKey)?.filter(({ parentUuid }) => parentUuid === null) ?? []);
    progress.all += roots.length;
    await runPool(roots.map(({ uuid: spaceUuid, projectUuid }): Piece => ({ kind: 'space', spaceUuid, projectUuid })), one, { limit: IN_FLIGHT, signal: controller.signal });
    counter.stop();
    tell(controller.signal.aborted ? 'stopped' : 'done');
  }, [list, queryClient]);

  useEffect(() => {
    if (enabled) void run();
    return () => stop.current?.abort();
  }, [enabled, run]);

  /** Follows a piece once the pool has read it; before that all would be sent at once. Only what is written makes it old. */
  const following = (query: { queryKey: readonly unknown[] }) => ({ enabled: known.has(JSON.stringify(query.queryKey)), staleTime: Infinity });
  const grants = useQueries({ queries: (list ?? []).map(({ uuid }) => ({ ...projectGrantsQuery(uuid), ...following(projectGrantsQuery(uuid)) })), combine: dataOf });
  const spaces = useQueries({ queries: (list ?? []).map(({ uuid }) => ({ ...spacesQuery(uuid), ...following(spacesQuery(uuid)) })), combine: dataOf });
  const roots = useMemo(() => spaces.flatMap((ofProject) => ofProject?.filter(({ parentUuid }) => parentUuid === null) ?? []), [spaces]);
  const details = useQueries({
    queries: roots.map(({ projectUuid, uuid }) => ({ ...spaceQuery(projectUuid, uuid), ...following(spaceQuery(projectUuid, uuid)) })),
    combine: dataOf,
  });

  const snapshot = useMemo<AccessSnapshot | null>(() => {
    if (!everybody.data || !groups.data || !list || (!roles.data && !roles.isError)) return null;
    const detailOf = new Map(details.flatMap((detail) => (detail ? [[detail.uuid, detail] as const] : [])));
    return {
      members: everybody.data.members,
      groups: [...groups.data.values()].map(({ uuid, name }) => ({ groupUuid: uuid, name })),
      customRoles: [...(roles.data?.values() ?? [])].map(({ uuid, name, scopes }) => ({ roleUuid: uuid, name, scopes })),
      projects: list.map(({ uuid }, place): AccessProject => ({ projectUuid: uuid, userGrants: grants[place]?.users ?? 'unknown', groupGrants: grants[place]?.groups ?? 'unknown' })),
      spaces: spaces.flatMap((ofProject) => ofProject?.map((space) => spaceOf(space, detailOf.get(space.uuid), ofProject)) ?? []),
    };
  }, [everybody.data, groups.data, roles.data, roles.isError, list, grants, spaces, details]);

  const base = [everybody, groups, projects];
  return {
    snapshot,
    members: everybody.data,
    groups: groups.data,
    projects: list,
    spaces,
    customRoles: roles.data,
    reading,
    /** Seen with less than an admin's rights: private spaces that one is not in are missing, and so are grants. */
    isPartial: me.role !== 'admin',
    error: base.find(({ isError, data }) => isError && !data)?.error ?? null,
    stop: () => stop.current?.abort(),
    resume: () => void run(),
    retry: () => {
      for (const query of base) if (query.isError) void query.refetch();
    },
  };
};

const dataOf = <T>(results: { data: T | undefined }[]): (T | undefined)[] => results.map(({ data }) => data);
