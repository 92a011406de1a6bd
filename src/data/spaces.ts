import { queryOptions } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiFailure } from '../api/core/failure';
import type { RequestOptions } from '../api/lightdash/client';
import type { ChildSpace } from '../api/lightdash/gen/model/childSpace';
import type { Space as WireSpace } from '../api/lightdash/gen/model/space';
import type { SpaceGrant } from '../api/lightdash/gen/model/spaceGrant';
import { getGetSpaceQueryKey, getListSpacesQueryKey, getSpace, listSpaces } from '../api/lightdash/gen/spaces/spaces';
import type { SpaceRole } from '#/domain/access-roles';
import { memberName } from '../domain/members';
import type { Space, SpacePrivacy } from '../domain/spaces';
import { useEachProject, type EachProject } from './useEachProject';

const privacyOf = (isPrivate: boolean | undefined): SpacePrivacy =>
  isPrivate === undefined ? 'unknown' : isPrivate ? 'private' : 'public';

/** A space as lists have it → ours. Counts are texts on the wire (docs/lightdash/server.md#s11). */
const toSpace = (wire: ChildSpace): Space => ({
  uuid: wire.uuid,
  projectUuid: wire.projectUuid,
  name: wire.name,
  parentUuid: wire.parentSpaceUuid ?? null,
  privacy: privacyOf(wire.isPrivate),
  inherits: wire.inheritParentPermissions ?? null,
  inheritsFromProject: wire.inheritsFromOrgOrProject ?? null,
  everybody: wire.projectMemberAccessRole ?? null,
  ...(wire.path && { path: wire.path }),
  charts: Number(wire.chartCount) || 0,
  dashboards: Number(wire.dashboardCount) || 0,
  grantedUserUuids: wire.access ?? [],
  ownRows: wire.userAccess ? [{ userUuid: wire.userAccess.userUuid, role: wire.userAccess.role }] : [],
});

/** The spaces of a project that the signed-in person may see, nested ones among them. Throws ApiFailure. Source: ListSpacesInProject. */
export const spacesQuery = (projectUuid: string, request?: RequestOptions) =>
  queryOptions({
    queryKey: getListSpacesQueryKey(projectUuid),
    queryFn: async ({ signal }): Promise<Space[]> => {
      const spaces = await listSpaces(projectUuid, request, signal);
      if (!Array.isArray(spaces))
        throw new ApiFailure({
          kind: 'malformed',
          outcome: 'rejected',
          method: 'GET',
          path: '/api/v1/projects/…/spaces',
        });
      return spaces.map(toSpace);
    },
    staleTime: 60_000,
  });

/** The spaces of all projects, one call each, as far as they have come. In: whether to read them yet. */
export const useAllSpaces = (enabled = true): EachProject<Space[]> & { spaces: readonly Space[] } => {
  const each = useEachProject(spacesQuery, enabled);
  const { projects, read } = each;
  const spaces = useMemo(() => projects.flatMap(({ uuid }) => read.get(uuid) ?? []), [projects, read]);
  return { ...each, spaces };
};

/** A person's row in the access list, as the server computed it (A6). A person may have several. */
export type AccessRow = {
  userUuid: string;
  name: string;
  email: string;
  role: SpaceRole;
  hasDirectAccess: boolean;
  inheritedRole: string | null;
  /** `organization`, `project`, `group` (its role in the project) or `space_group`. */
  inheritedFrom: string | null;
};
type SpaceGroupGrant = { groupUuid: string; name: string; role: SpaceRole };
export type Content = { uuid: string; name: string };

/**
 * One space in full. `isNewer`: the server is of the generation whose access rules are not proven; then `access` may hold no
 * more than the signed-in person.
 */
export type SpaceDetail = {
  uuid: string;
  projectUuid: string;
  name: string;
  parentUuid: string | null;
  privacy: SpacePrivacy;
  inherits: boolean | null;
  /** Whether it and all above it inherit; null before 1.219. */
  inheritsFromProject: boolean | null;
  isNewer: boolean;
  /** Newer generation: what everybody with a role in the project is granted here; null for nothing. */
  everybody: SpaceRole | null;
  /** From the top to this one. */
  breadcrumbs: readonly Content[];
  access: readonly AccessRow[];
  /** On a nested space of generation A those of the space at the top. */
  groupGrants: readonly SpaceGroupGrant[];
  children: readonly Space[];
  charts: readonly Content[];
  dashboards: readonly Content[];
};

/** A row of an access list as the wire has it → ours. */
export const toAccessRow = ({
  userUuid,
  firstName,
  lastName,
  email,
  role,
  hasDirectAccess,
  inheritedRole,
  inheritedFrom,
}: SpaceGrant): AccessRow => ({
  userUuid,
  name: memberName(firstName ?? '', lastName ?? '', email ?? ''),
  email: email ?? '',
  role,
  hasDirectAccess: hasDirectAccess === true,
  inheritedRole: inheritedRole ?? null,
  inheritedFrom: inheritedFrom ?? null,
});

const toContent = ({ uuid, name }: Content): Content => ({ uuid, name });

const toDetail = (wire: WireSpace): SpaceDetail => {
  if (typeof wire?.uuid !== 'string')
    throw new ApiFailure({
      kind: 'malformed',
      outcome: 'rejected',
      method: 'GET',
      path: '/api/v1/projects/…/spaces/…',
    });
  return {
    uuid: wire.uuid,
    projectUuid: wire.projectUuid,
    name: wire.name,
    parentUuid: wire.parentSpaceUuid ?? null,
    privacy: privacyOf(wire.isPrivate),
    inherits: wire.inheritParentPermissions ?? null,
    inheritsFromProject: wire.inheritsFromOrgOrProject ?? null,
    isNewer: wire.isPrivate === undefined || wire.inheritParentPermissions !== undefined,
    everybody: wire.projectMemberAccessRole ?? null,
    breadcrumbs: (wire.breadcrumbs ?? [wire]).map(toContent),
    access: (wire.access ?? []).map(toAccessRow),
    groupGrants: (wire.groupsAccess ?? []).map(({ groupUuid, groupName, spaceRole }) => ({
      groupUuid,
      name: groupName,
      role: spaceRole,
    })),
    children: (wire.childSpaces ?? []).map(toSpace),
    charts: (wire.queries ?? []).map(toContent),
    dashboards: (wire.dashboards ?? []).map(toContent),
  };
};

/** Reads one space. Throws ApiFailure; `not-found` also for a space of another project. */
export const readSpace = async (
  projectUuid: string,
  spaceUuid: string,
  request?: RequestOptions,
  signal?: AbortSignal,
): Promise<SpaceDetail> => {
  const space = toDetail(await getSpace(projectUuid, spaceUuid, request, signal));
  // The server judges by the project of the address, not by the space's own (docs/lightdash/spaces.md#p9).
  if (space.projectUuid !== projectUuid) throw new ApiFailure({ kind: 'not-found', outcome: 'rejected' });
  return space;
};

/**
 * One space with its contents and access. Throws ApiFailure; `not-found` also for a space of another project. Source: GetSpace.
 */
export const spaceQuery = (projectUuid: string, spaceUuid: string, request?: RequestOptions) =>
  queryOptions({
    queryKey: getGetSpaceQueryKey(projectUuid, spaceUuid),
    queryFn: ({ signal }) => readSpace(projectUuid, spaceUuid, request, signal),
    structuralSharing: false,
  });
