import { useMemo } from 'react';
import { ApiFailure } from '../api/core/failure';
import { supports } from '../api/lightdash/capabilities';
import type { RequestOptions } from '../api/lightdash/client';
import type { ChildSpace } from '../api/lightdash/gen/model/childSpace';
import type { Space as WireSpace } from '../api/lightdash/gen/model/space';
import type { SpaceGrant } from '../api/lightdash/gen/model/spaceGrant';
import type { SpaceSummary } from '../api/lightdash/gen/model/spaceSummary';
import {
  getGetSpaceQueryOptions,
  getListSpacesQueryOptions,
  useGetSpace,
  useListSpaces,
} from '../api/lightdash/gen/spaces/spaces';
import type { SpaceRole } from '#/domain/access-roles';
import { memberName } from '../domain/members';
import type { OwnRow, Space, SpacePrivacy } from '../domain/spaces';
import { memoized, memoizedBy } from '../lib/memo';
import { useEachProject, type EachProject } from './useEachProject';

/** Whether each space of this server says for itself if it takes access from above; undefined where no space has been seen yet. */
export const spacesInherit = () => supports('inheritance');

type Openness = Pick<
  WireSpace,
  'isPrivate' | 'inheritParentPermissions' | 'inheritsFromOrgOrProject' | 'parentSpaceUuid'
>;

/**
 * Who may open a space without a grant: said up to 0.2110 by `isPrivate`, on 1.219 by whether it and all above inherit. A space that
 * alone says whether it inherits is private when it does not, and open at the top when it does; of a nested one those above decide.
 */
const privacyOf = (wire: Openness): SpacePrivacy => {
  const { isPrivate, inheritParentPermissions: inherits, inheritsFromOrgOrProject, parentSpaceUuid } = wire;
  const isOpen =
    inheritsFromOrgOrProject ??
    (isPrivate !== undefined ? !isPrivate : inherits && (parentSpaceUuid ?? null) !== null ? undefined : inherits);
  return isOpen === undefined ? 'unknown' : isOpen ? 'public' : 'private';
};

/** Lightdash takes spaces without a name (docs/lightdash/spaces.md#p11), and they have to be called something. In: the name on the wire. */
export const spaceName = (name: string): string => (name.trim() === '' ? 'Space without a name' : name);

const toOwnRow = (wire: ChildSpace, { userUuid, role }: Pick<SpaceGrant, 'userUuid' | 'role'>): OwnRow => ({
  userUuid,
  role,
  ...(wire.inheritParentPermissions === undefined && role !== 'admin' && { mayHoldMore: true }),
});

/** A space as lists have it → ours. Counts are texts on the wire (docs/lightdash/server.md#s11). */
const toSpace = (wire: ChildSpace): Space => ({
  uuid: wire.uuid,
  projectUuid: wire.projectUuid,
  name: spaceName(wire.name),
  parentUuid: wire.parentSpaceUuid ?? null,
  privacy: privacyOf(wire),
  inherits: wire.inheritParentPermissions ?? null,
  inheritsFromProject: wire.inheritsFromOrgOrProject ?? null,
  everybody: wire.projectMemberAccessRole ?? null,
  ...(wire.path && { path: wire.path }),
  charts: Number(wire.chartCount) || 0,
  dashboards: Number(wire.dashboardCount) || 0,
  grantedUserUuids: wire.access ?? [],
  ownRows: wire.userAccess ? [toOwnRow(wire, wire.userAccess)] : [],
});

const malformed = (path: string) => new ApiFailure({ kind: 'malformed', outcome: 'rejected', method: 'GET', path });

const toSpaces = memoized((spaces: SpaceSummary[]): readonly Space[] => {
  if (!Array.isArray(spaces)) throw malformed('/api/v1/projects/…/spaces');
  return spaces.map(toSpace);
});

/** The spaces of a project that the signed-in person may see, nested ones among them. Throws ApiFailure. Source: ListSpacesInProject. */
export const spacesQuery = (projectUuid: string, request?: RequestOptions) => ({
  ...getListSpacesQueryOptions(projectUuid, request && { request }),
  select: toSpaces,
});

/** The same for a component. In: the project, null for none yet. */
export const useSpaces = (projectUuid: string | null, query: { enabled?: boolean; staleTime?: number } = {}) =>
  useListSpaces(projectUuid ?? '', { query: { enabled: projectUuid !== null, ...query, select: toSpaces } });

/** The spaces of all projects, one call each, as far as they have come. In: whether to read them yet. */
export const useAllSpaces = (enabled = true): EachProject<readonly Space[]> & { spaces: readonly Space[] } => {
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

/** A space as the wire has it → ours. In: in which project it was asked for. Throws ApiFailure; `not-found` for one of another. */
export const toSpaceDetail = memoizedBy((wire: WireSpace, projectUuid): SpaceDetail => {
  if (typeof wire?.uuid !== 'string') throw malformed('/api/v1/projects/…/spaces/…');
  // The server judges by the project of the address, not by the space's own (docs/lightdash/spaces.md#p9).
  if (wire.projectUuid !== projectUuid) throw new ApiFailure({ kind: 'not-found', outcome: 'rejected' });
  return {
    uuid: wire.uuid,
    projectUuid: wire.projectUuid,
    name: spaceName(wire.name),
    parentUuid: wire.parentSpaceUuid ?? null,
    privacy: privacyOf(wire),
    inherits: wire.inheritParentPermissions ?? null,
    inheritsFromProject: wire.inheritsFromOrgOrProject ?? null,
    isNewer: wire.isPrivate === undefined || wire.inheritParentPermissions !== undefined,
    everybody: wire.projectMemberAccessRole ?? null,
    breadcrumbs: (wire.breadcrumbs ?? [wire]).map(({ uuid, name }) => ({ uuid, name: spaceName(name) })),
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
});

/**
 * One space with its contents and access. Throws ApiFailure; `not-found` also for a space of another project. Source: GetSpace.
 */
export const spaceQuery = (projectUuid: string, spaceUuid: string, request?: RequestOptions) => ({
  ...getGetSpaceQueryOptions(projectUuid, spaceUuid, request && { request }),
  select: toSpaceDetail(projectUuid),
});

/** The same for a component. */
export const useSpace = (projectUuid: string, spaceUuid: string, query: { staleTime?: number } = {}) =>
  useGetSpace(projectUuid, spaceUuid, { query: { ...query, select: toSpaceDetail(projectUuid) } });
