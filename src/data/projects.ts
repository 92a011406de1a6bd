import type { RequestOptions } from '../api/lightdash/client';
import {
  getListProjectGrantsQueryOptions,
  getListProjectsQueryOptions,
  useListProjects,
} from '../api/lightdash/gen/projects/projects';
import type { ProjectGrant } from '../api/lightdash/gen/model/projectGrant';
import type { ProjectSummary } from '../api/lightdash/gen/model/projectSummary';
import { memoized } from '../lib/memo';

/** A project; `warehouse` is its kind as the API spells it, null where the server does not tell. `createdAt` is ISO. */
export type Project = {
  uuid: string;
  name: string;
  isPreview: boolean;
  warehouse: string | null;
  createdAt: string;
  /** Who made it; null or missing where the server does not say. */
  createdBy?: string | null;
};
/** `role`: a custom one by its uuid. `hasMoreRoles`: others are granted beside it, and the server does not say which. */
type DirectGrant = { userUuid: string; role: string; hasMoreRoles: boolean };

const toProjects = memoized((projects: ProjectSummary[]): readonly Project[] =>
  projects.map(({ projectUuid, name, type, warehouseType, createdAt, createdByUserUuid }) => ({
    uuid: projectUuid,
    name,
    isPreview: type === 'PREVIEW',
    warehouse: warehouseType ?? null,
    createdAt,
    createdBy: createdByUserUuid ?? null,
  })),
);

/** The projects that the signed-in person can open. Source: ListOrganizationProjects. Throws ApiFailure. */
export const projectsQuery = { ...getListProjectsQueryOptions(), select: toProjects };

/** The same for a component. In: whether to ask yet. */
export const useProjects = (enabled = true) => useListProjects({ query: { select: toProjects, enabled } });

const toDirectGrants = memoized((grants: ProjectGrant[]): readonly DirectGrant[] =>
  // The role is a placeholder beside a custom one (docs/lightdash/roles.md#o3).
  grants.map(({ userUuid, role, roleUuid, hasMultipleRoles }) => ({
    userUuid,
    role: roleUuid ?? role,
    hasMoreRoles: hasMultipleRoles ?? false,
  })),
);

/**
 * The people granted access to a project directly, with their role there, as every role may read it (v2's list, in
 * data/roles.ts, is for admins). Source: GetProjectAccessList. Throws ApiFailure.
 */
export const directGrantsQuery = (projectUuid: string, request?: RequestOptions) => ({
  ...getListProjectGrantsQueryOptions(projectUuid, request && { request }),
  select: toDirectGrants,
});
