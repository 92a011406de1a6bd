import { queryOptions } from '@tanstack/react-query';
import type { RequestOptions } from '../api/lightdash/client';
import {
  getListProjectGrantsQueryKey,
  getListProjectsQueryKey,
  listProjectGrants,
  listProjects,
} from '../api/lightdash/gen/projects/projects';

/** A project; `warehouse` is its kind as the API spells it, null where the server does not tell. `createdAt` is ISO. */
export type Project = { uuid: string; name: string; isPreview: boolean; warehouse: string | null; createdAt: string };
export type DirectGrant = { userUuid: string; role: string };

/** The projects that the signed-in person can open. Source: ListOrganizationProjects. Throws ApiFailure. */
export const projectsQuery = queryOptions({
  queryKey: getListProjectsQueryKey(),
  queryFn: async ({ signal }): Promise<Project[]> =>
    (await listProjects(undefined, signal)).map(({ projectUuid, name, type, warehouseType, createdAt }) => ({
      uuid: projectUuid,
      name,
      isPreview: type === 'PREVIEW',
      warehouse: warehouseType ?? null,
      createdAt,
    })),
});

/**
 * The people granted access to a project directly, with their role there, as every role may read it (v2's list, in
 * data/roles.ts, is for admins). Source: GetProjectAccessList. Throws ApiFailure.
 */
export const directGrantsQuery = (projectUuid: string, request?: RequestOptions) =>
  queryOptions({
    queryKey: getListProjectGrantsQueryKey(projectUuid),
    queryFn: async ({ signal }): Promise<DirectGrant[]> =>
      (await listProjectGrants(projectUuid, request, signal)).map(({ userUuid, role }) => ({ userUuid, role })),
  });
