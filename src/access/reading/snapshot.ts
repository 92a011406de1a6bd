import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { AccessProject, AccessSnapshot, AccessSpace } from '../rules';
import type { Space } from '#/domain/spaces';
import { startMeter, type Meter } from '#/data/call-meter';
import { groupsQuery } from '#/data/groups';
import { useMe } from '#/data/me';
import { membersQuery } from '#/data/members';
import { projectsQuery, type Project } from '#/data/projects';
import { customRolesQuery, projectGrantsQuery } from '#/data/roles';
import { spacePieceQuery } from './snapshot-pieces';
import { useSnapshotReading } from './snapshot-reading';
import { accessSpacesOf, newerSpaceOf, withListedGrants } from './space-snapshot';
import { spacesQuery, type SpaceDetail } from '#/data/spaces';

const NO_PROJECTS: readonly Project[] = [];

const dataOf = <T>(results: { data: T | undefined }[]): (T | undefined)[] => results.map(({ data }) => data);

const spaceOf = (space: Space, detail: SpaceDetail | undefined, listed: readonly Space[]): AccessSpace => {
  if (detail?.isNewer) return newerSpaceOf(detail);
  const root = detail && accessSpacesOf(detail, listed).find(({ spaceUuid }) => spaceUuid === space.uuid);
  if (root) return root;
  const isPrivate = space.privacy === 'unknown' ? 'unknown' : space.privacy === 'private';
  const { uuid: spaceUuid, name, projectUuid, parentUuid: parentSpaceUuid, inherits } = space;
  const known = {
    spaceUuid,
    name,
    projectUuid,
    parentSpaceUuid,
    isPrivate,
    directGrants: 'unknown',
    groupGrants: 'unknown',
  } as const;
  return inherits === null ? known : { ...known, inheritsParent: inherits, projectMemberRole: 'unknown' };
};

/**
 * Everything that the access rules need of the whole organization, read piece by piece through the cache: members, groups,
 * custom roles and projects, then grants and spaces of each project, then each space at the top (nested ones follow theirs; in
 * the newer generation they do not, and are read as well).
 * At most 4 + 2 × projects + one a root space calls (3 × projects where the server has no v2 roles), six in flight; none for
 * what the cache has. What is written afterwards makes its own pieces old, and those alone are read again.
 *
 * In: whether to read at all. Out: the snapshot as far as it has come (what is missing in it is unknown), the lists it is
 * made of, the reading, and its controls.
 */
export const useOrganizationSnapshot = (enabled: boolean) => {
  const { me, may } = useMe();
  const queryClient = useQueryClient();
  const meter = useRef<Meter | null>(null);
  // Before the queries below, so that theirs are counted.
  useEffect(() => {
    if (!enabled) return;
    const started = startMeter();
    meter.current = started;
    return started.stop;
  }, [enabled]);

  const everybody = useQuery({ ...membersQuery, enabled });
  const groups = useQuery({ ...groupsQuery, enabled });
  const roles = useQuery({ ...customRolesQuery(me.organizationUuid), enabled });
  const projects = useQuery({ ...projectsQuery, enabled });
  const list = projects.data;
  // By the roles it is learned whether the server has v2 of them: six requests at once would all find out for themselves.
  const isReady = enabled && (roles.data !== undefined || roles.isError);
  // Grants are for admins: nobody else asks for them in vain.
  const { reading, has, stop, resume, again } = useSnapshotReading(
    isReady ? list : undefined,
    may.readProjectAccess === true,
    meter,
  );

  // Handed out by the reading, and read by it alone: many at once would not keep to six in flight.
  const granted = useMemo(
    () => (list ?? NO_PROJECTS).filter(({ uuid }) => has({ kind: 'grants', projectUuid: uuid })),
    [list, has],
  );
  const grants = useQueries({
    queries: granted.map(({ uuid }) => ({ ...projectGrantsQuery(uuid), enabled: false })),
    combine: dataOf,
  });
  const withSpaces = useMemo(
    () => (list ?? NO_PROJECTS).filter(({ uuid }) => has({ kind: 'spaces', projectUuid: uuid })),
    [list, has],
  );
  const listed = useQueries({
    queries: withSpaces.map(({ uuid }) => ({ ...spacesQuery(uuid), enabled: false })),
    combine: dataOf,
  });
  const spaces = useMemo(() => listed.flatMap((ofProject) => ofProject ?? []), [listed]);
  const roots = useMemo(
    () => spaces.filter(({ projectUuid, uuid }) => has({ kind: 'space', projectUuid, spaceUuid: uuid })),
    [spaces, has],
  );
  const details = useQueries({
    queries: roots.map(({ projectUuid, uuid }) => ({
      ...spacePieceQuery(queryClient, projectUuid, uuid),
      enabled: false,
    })),
    combine: dataOf,
  });

  const snapshot = useMemo<AccessSnapshot | null>(() => {
    if (!everybody.data || !groups.data || !list || (!roles.data && !roles.isError)) return null;
    const grantsOf = new Map(granted.map(({ uuid }, place) => [uuid, grants[place]] as const));
    const listOf = new Map(withSpaces.map(({ uuid }, place) => [uuid, listed[place] ?? []] as const));
    const detailOf = new Map(details.flatMap((detail) => (detail ? [[detail.uuid, detail] as const] : [])));
    const known: AccessSnapshot = {
      ...(spaces.some(({ inherits }) => inherits !== null) && { generation: 'C' }),
      members: everybody.data.members,
      groups: [...groups.data.values()].map(({ uuid, name }) => ({ groupUuid: uuid, name })),
      customRoles: [...(roles.data?.values() ?? [])].map(({ uuid, name, scopes }) => ({
        roleUuid: uuid,
        name,
        scopes,
      })),
      projects: list.map(({ uuid }): AccessProject => {
        const ofProject = grantsOf.get(uuid);
        return {
          projectUuid: uuid,
          userGrants: ofProject?.users ?? 'unknown',
          groupGrants: ofProject?.groups ?? 'unknown',
        };
      }),
      spaces: spaces.map((space) => spaceOf(space, detailOf.get(space.uuid), listOf.get(space.projectUuid) ?? [])),
    };
    return withListedGrants(known, spaces);
  }, [
    everybody.data,
    groups.data,
    roles.data,
    roles.isError,
    list,
    granted,
    grants,
    withSpaces,
    listed,
    spaces,
    details,
  ]);

  const base = [everybody, groups, projects];
  return {
    snapshot,
    members: everybody.data,
    groups: groups.data,
    projects: list,
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
