import { useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { isFailure } from '../api/core/failure';
import { buildAccessModel, previewChanges, type AccessChange, type AccessSnapshot, type AccessSpace, type ChangePreview } from '../domain/access';
import { roleName } from '../domain/roles';
import type { AccessNames } from '../domain/what-if-words';
import { runPool } from '../lib/pool';
import { groupsQuery, type Groups } from './groups';
import { useMe } from './me';
import { membersQuery, type MemberList } from './members';
import { projectsQuery, type Project } from './projects';
import { customRolesQuery, projectGrantsQuery, type CustomRole } from './roles';
import { readPiece, spacePieceQuery, stateOf, type Piece } from './snapshot-pieces';
import { accessSpacesOf } from './space-access';
import { spaceQuery, spacesQuery, type SpaceDetail } from './spaces';

const IN_FLIGHT = 6;

/** What a preview is about: one project, one space (the one that carries the grants), or what counts everywhere. */
export type PreviewOf = { projectUuid: string; spaceUuid?: string } | 'everywhere';

/** What a dialog shows of the changes it is about to make. */
export type AccessPreviewState = {
  /** null while what is in question has not been read, and where it can't be. */
  preview: ChangePreview | null;
  names: AccessNames;
  /** How many people the changes are for, whether or not they make a difference; null: everybody there. */
  concerned: number | null;
  isReading: boolean;
  /** What the changes may touch besides and has not been read. Of a project that is not read, the spaces are not counted. */
  rest: { projects: number; spaces: number };
  /** How far `readRest` has come; null while it is not under way. */
  progress: { read: number; all: number } | null;
  readRest: () => void;
  /** Only admins see who holds what. */
  isRefused: boolean;
};

type Base = { members: MemberList; groups: Groups; customRoles: ReadonlyMap<string, CustomRole> | undefined; projects: readonly Project[] };

const isRead = (queryClient: QueryClient, piece: Piece): boolean => stateOf(queryClient, piece, 0) !== 'missing';

/** A space as its page or a snapshot read it, whichever is the newer; not what was written to since. */
const detailOf = (queryClient: QueryClient, projectUuid: string, spaceUuid: string): SpaceDetail | undefined => {
  const states = [spaceQuery(projectUuid, spaceUuid), spacePieceQuery(queryClient, projectUuid, spaceUuid)].map(({ queryKey }) => queryClient.getQueryState<SpaceDetail>(queryKey));
  const good = states.filter((state) => state?.data !== undefined && !state.isInvalidated);
  return good.toSorted((a, b) => (b?.dataUpdatedAt ?? 0) - (a?.dataUpdatedAt ?? 0))[0]?.data;
};

/** The spaces of a project as far as they have been read: those at the top with their grants, and all below them. */
const spacesIn = (queryClient: QueryClient, projectUuid: string): { spaces: AccessSpace[]; unread: Piece[] } => {
  const listed = queryClient.getQueryData(spacesQuery(projectUuid).queryKey) ?? [];
  const spaces: AccessSpace[] = [];
  const unread: Piece[] = [];
  const known = new Set<string>();
  // Lists need not have a space behind the one it is in.
  const waiting = new Map<string, typeof listed>();
  for (const space of listed) if (space.parentUuid !== null) waiting.set(space.parentUuid, [...(waiting.get(space.parentUuid) ?? []), space]);
  for (const { uuid: spaceUuid, parentUuid, inherits } of listed) {
    // Of the newer generation the rules are not proven, so nothing is promised by them in a dialog.
    if (parentUuid !== null || inherits !== null) continue;
    const piece: Piece = { kind: 'space', projectUuid, spaceUuid };
    const detail = detailOf(queryClient, projectUuid, spaceUuid);
    if (!detail) {
      if (!isRead(queryClient, piece)) unread.push(piece);
      continue;
    }
    spaces.push(...accessSpacesOf(detail, listed).filter((each) => each.spaceUuid === spaceUuid));
    known.add(spaceUuid);
  }
  for (const parent of known) {
    for (const { uuid, name, privacy } of waiting.get(parent) ?? []) {
      const isPrivate = privacy === 'unknown' ? privacy : privacy === 'private';
      spaces.push({ spaceUuid: uuid, name, projectUuid, parentSpaceUuid: parent, isPrivate, directGrants: 'unknown', groupGrants: 'unknown' });
      known.add(uuid);
    }
  }
  return { spaces, unread };
};

/** Everything the cache holds about access, and the pieces that are missing of what the changes may touch. */
const gather = (queryClient: QueryClient, { members, groups, customRoles, projects }: Base, of: PreviewOf): { snapshot: AccessSnapshot; unread: Piece[] } => {
  const concerned = of === 'everywhere' ? projects : projects.filter(({ uuid }) => uuid === of.projectUuid);
  const unread: Piece[] = [];
  const spaces: AccessSpace[] = [];
  for (const { uuid: projectUuid } of concerned) {
    for (const kind of ['grants', 'spaces'] as const) if (!isRead(queryClient, { kind, projectUuid })) unread.push({ kind, projectUuid });
    const found = spacesIn(queryClient, projectUuid);
    spaces.push(...found.spaces);
    if (of === 'everywhere' || of.spaceUuid === undefined) unread.push(...found.unread);
  }
  const snapshot: AccessSnapshot = {
    members: members.members,
    groups: [...groups.values()].map(({ uuid, name }) => ({ groupUuid: uuid, name })),
    customRoles: [...(customRoles?.values() ?? [])].map(({ uuid, name, scopes }) => ({ roleUuid: uuid, name, scopes })),
    // What is not read stays out: it is named as unread, so that nothing about it has to be called unknown person by person.
    projects: concerned.flatMap(({ uuid: projectUuid }) => {
      const grants = isRead(queryClient, { kind: 'grants', projectUuid }) ? queryClient.getQueryData(projectGrantsQuery(projectUuid).queryKey) : undefined;
      return grants ? [{ projectUuid, userGrants: grants.users, groupGrants: grants.groups }] : [];
    }),
    spaces,
  };
  const judged = new Set(snapshot.projects.map(({ projectUuid }) => projectUuid));
  return { snapshot: { ...snapshot, spaces: spaces.filter(({ projectUuid }) => judged.has(projectUuid)) }, unread };
};

const concernedBy = (changes: readonly AccessChange[], { members }: MemberList): number | null => {
  const people = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'spacePrivacy' || change.kind === 'projectMembersGrant') return null;
    if (change.kind === 'memberAdded') people.add(change.member.userUuid);
    else if ('userUuid' in change) people.add(change.userUuid);
    else {
      const groupUuid = 'holder' in change ? change.holder.uuid : change.groupUuid;
      if ('holder' in change && change.holder.kind === 'user') people.add(groupUuid);
      else for (const member of members) if (member.groupUuids.includes(groupUuid)) people.add(member.userUuid);
    }
  }
  return people.size;
};

/**
 * Who would gain and who would lose by some changes: by the rules over what has been read, plus the one project or space in
 * question, which is read here. Nothing else is, unless `readRest` asks for it. In: the changes, their identity stable; what
 * they are about. Never throws; without the right to see grants it reads nothing.
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
  const [progress, setProgress] = useState<AccessPreviewState['progress']>(null);
  /** How often `readRest` came to its end: the cache is looked at anew then. */
  const [round, setRound] = useState(0);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const base = useMemo<Base | null>(
    () => (everybody.data && groups.data && projects.data && (roles.data || roles.isError) ? { members: everybody.data, groups: groups.data, customRoles: roles.data, projects: projects.data } : null),
    [everybody.data, groups.data, projects.data, roles.data, roles.isError],
  );
  const isOpen = projectUuid !== '' && [grants, spaces, ...(spaceUuid === '' ? [] : [detail])].some(({ isPending }) => isPending);
  const place = `${projectUuid} ${spaceUuid}`;
  const stamp = `${place} ${round} ${grants.dataUpdatedAt} ${spaces.dataUpdatedAt} ${detail.dataUpdatedAt}`;
  const gathered = useMemo(() => {
    const [project = '', space = ''] = stamp.split(' ');
    return base && gather(queryClient, base, project === '' ? 'everywhere' : space === '' ? { projectUuid: project } : { projectUuid: project, spaceUuid: space });
  }, [queryClient, base, stamp]);
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
        const pieces = gather(queryClient, base, projectUuid === '' ? 'everywhere' : { projectUuid }).unread.filter(({ kind }) => kinds.includes(kind));
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
      setRound((before) => before + 1);
    })();
  };

  const unread = gathered?.unread ?? [];
  return {
    preview,
    names,
    concerned: base && concernedBy(changes, base.members),
    isReading: enabled && (base === null || isOpen) && ![everybody, groups, projects].some(({ isError }) => isError),
    rest: {
      projects: new Set(unread.filter(({ kind }) => kind !== 'space').map((piece) => piece.projectUuid)).size,
      spaces: unread.filter(({ kind }) => kind === 'space').length,
    },
    progress,
    readRest,
    isRefused: !enabled,
  };
};

const namesOf = (queryClient: QueryClient, base: Base | null): AccessNames => ({
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
