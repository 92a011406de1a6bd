import { useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { isFailure } from '#/api/core/failure';
import { buildAccessModel, previewChanges, type AccessChange, type ChangePreview } from '../rules';
import { roleName } from '#/domain/roles';
import type { AccessNames } from './words';
import { runPool } from '#/lib/pool';
import { groupsQuery } from '#/data/groups';
import { useMe } from '#/data/me';
import { membersQuery } from '#/data/members';
import { concernedBy, gather, type PreviewBase, type PreviewOf } from './gathering';
import { projectsQuery } from '#/data/projects';
import { customRolesQuery, projectGrantsQuery } from '#/data/roles';
import { mayBePiece, readPiece, unreadIn, type Piece, type Unread } from '../reading/snapshot-pieces';
import { spaceQuery, spacesQuery } from '#/data/spaces';

const IN_FLIGHT = 6;
/** How long to wait for more before what came into the cache is looked at, in milliseconds. */
const SETTLE = 150;

/** What a dialog shows of the changes it is about to make. */
export type AccessPreviewState = {
  /** null while what is in question has not been read, and where it can't be. */
  preview: ChangePreview | null;
  names: AccessNames;
  /** How many people the changes are for, whether or not they make a difference; null: everybody there. */
  concerned: number | null;
  isReading: boolean;
  /** What the changes may touch besides and has not been read. Of a project that is not read, the spaces are not counted. */
  rest: Unread;
  /** How far `readRest` has come; null while it is not under way. */
  progress: { read: number; all: number } | null;
  readRest: () => void;
  /** Only admins see who holds what. */
  isRefused: boolean;
};

/** Counts how often something about access came into the cache, or was made old, whoever read or wrote it. */
const useCacheRound = (): number => {
  const queryClient = useQueryClient();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = queryClient.getQueryCache().subscribe((event) => {
      if (
        event.type !== 'updated' ||
        !['success', 'error', 'invalidate'].includes(event.action.type) ||
        !mayBePiece(event.query.queryKey)
      )
        return;
      waiting ??= setTimeout(() => {
        waiting = undefined;
        setRound((before) => before + 1);
      }, SETTLE);
    });
    return () => {
      clearTimeout(waiting);
      unsubscribe();
    };
  }, [queryClient]);
  return round;
};

/**
 * Who would gain and who would lose by some changes: by the rules over what has been read, plus the one project or space in
 * question, which is read here. Nothing else is, unless `readRest` asks for it; what others read meanwhile is taken in. In:
 * the changes, their identity stable; what they are about. Never throws; without the right to see grants it reads nothing.
 */
export const useAccessPreview = (changes: readonly AccessChange[], of: PreviewOf): AccessPreviewState => {
  const { me, may } = useMe();
  const queryClient = useQueryClient();
  const enabled = may.readProjectAccess === true;
  const everybody = useQuery({ ...membersQuery, enabled });
  const groups = useQuery({ ...groupsQuery, enabled });
  const roles = useQuery({ ...customRolesQuery(me.organizationUuid), enabled });
  const projects = useQuery({ ...projectsQuery, enabled });
  const projectUuid = of === 'everywhere' ? '' : of.projectUuid;
  const spaceUuid = of === 'everywhere' ? '' : (of.spaceUuid ?? '');
  const [grants, spaces, detail] = useQueries({
    queries: [
      { ...projectGrantsQuery(projectUuid), enabled: enabled && projectUuid !== '' },
      { ...spacesQuery(projectUuid), enabled: enabled && projectUuid !== '' },
      { ...spaceQuery(projectUuid, spaceUuid), enabled: enabled && spaceUuid !== '' },
    ],
  });
  const round = useCacheRound();
  const [progress, setProgress] = useState<AccessPreviewState['progress']>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const base = useMemo<PreviewBase | null>(
    () =>
      everybody.data && groups.data && projects.data && (roles.data || roles.isError)
        ? { members: everybody.data, groups: groups.data, customRoles: roles.data, projects: projects.data }
        : null,
    [everybody.data, groups.data, projects.data, roles.data, roles.isError],
  );
  const isOpen =
    projectUuid !== '' && [grants, spaces, ...(spaceUuid === '' ? [] : [detail])].some(({ isPending }) => isPending);
  const place = useMemo<PreviewOf>(
    () => (projectUuid === '' ? 'everywhere' : spaceUuid === '' ? { projectUuid } : { projectUuid, spaceUuid }),
    [projectUuid, spaceUuid],
  );
  // Stands for what is in the cache.
  const stamp = `${round} ${grants.dataUpdatedAt} ${spaces.dataUpdatedAt} ${detail.dataUpdatedAt}`;
  const gathered = useMemo(
    () => (base && stamp ? gather(queryClient, base, changes, place) : null),
    [queryClient, base, changes, place, stamp],
  );
  const model = useMemo(() => gathered && buildAccessModel(gathered.snapshot), [gathered]);
  const preview = useMemo(() => (model && !isOpen ? previewChanges(model, changes) : null), [model, isOpen, changes]);
  const names = useMemo(() => namesOf(queryClient, base), [queryClient, base]);

  const readRest = () => {
    if (!base || progress) return;
    const controller = new AbortController();
    stop.current = controller;
    void (async () => {
      // What is in a project is known when its list has come.
      for (const kinds of [['grants', 'spaces'], ['space']]) {
        const pieces = gather(queryClient, base, changes, place).unread.filter(({ kind }) => kinds.includes(kind));
        setProgress({ read: 0, all: pieces.length });
        let read = 0;
        const one = async (piece: Piece) => {
          await readPiece(queryClient, piece).catch((error: unknown) => {
            if (!isFailure(error)) throw error;
          });
          if (!controller.signal.aborted) setProgress({ read: ++read, all: pieces.length });
        };
        await runPool(pieces, one, { limit: IN_FLIGHT, signal: controller.signal });
      }
      setProgress(null);
    })();
  };

  return {
    preview,
    names,
    concerned: base && concernedBy(changes, base.members),
    isReading: enabled && (base === null || isOpen) && ![everybody, groups, projects].some(({ isError }) => isError),
    rest: unreadIn(gathered?.unread ?? []),
    progress,
    readRest,
    isRefused: !enabled,
  };
};

const namesOf = (queryClient: QueryClient, base: PreviewBase | null): AccessNames => ({
  person: (uuid) => base?.members.byUuid.get(uuid)?.name ?? 'somebody who is not listed',
  group: (uuid) => base?.groups.get(uuid)?.name ?? 'a group that is not listed',
  project: (uuid) => base?.projects.find((each) => each.uuid === uuid)?.name ?? 'a project that is not listed',
  space: (uuid) => {
    for (const project of base?.projects ?? []) {
      const space = queryClient.getQueryData(spacesQuery(project.uuid).queryKey)?.find((each) => each.uuid === uuid);
      if (space) return `${project.name} / ${space.name}`;
    }
    return 'a space that is not listed';
  },
  role: (role) => base?.customRoles?.get(role)?.name ?? (role.includes('-') ? 'a custom role' : roleName(role)),
});
