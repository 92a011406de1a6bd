import { queryOptions } from '@tanstack/react-query';
import { ApiFailure } from '../api/core/failure';
import { firstThat } from '../api/lightdash/capabilities';
import type { RequestOptions } from '../api/lightdash/client';
import type { RoleAssignment } from '../api/lightdash/gen/model/roleAssignment';
import { listProjectGrants, listProjectGroupGrants } from '../api/lightdash/gen/projects/projects';
import { listProjectRoleAssignments, listRoles } from '../api/lightdash/gen/roles/roles';
import type { OperationName } from '../api/lightdash/gen/operations';
import { isOrganizationRole } from '../domain/roles';
import { permissions } from '../domain/permissions';
import { UNKNOWN, type Unknown } from '../domain/unknown';
import { composedKey } from './keys';
import { meQuery } from './me';

/** v2 of roles as servers have had it from the start: all of it or none, which is learned from the first that is not there. */
const V2_ROLES = [
  'GET /api/v2/orgs/{organizationUuid}/roles',
  'POST /api/v2/orgs/{organizationUuid}/roles/assignments/user/{userUuid}',
  'GET /api/v2/projects/{projectUuid}/roles/assignments',
  'POST /api/v2/projects/{projectUuid}/roles/assignments/user/{userUuid}',
  'DELETE /api/v2/projects/{projectUuid}/roles/assignments/user/{userUuid}',
  'POST /api/v2/projects/{projectUuid}/roles/assignments/group/{groupUuid}',
  'DELETE /api/v2/projects/{projectUuid}/roles/assignments/group/{groupUuid}',
] as const satisfies readonly OperationName[];

/** Calls v2 of roles where the server has it, else v1. Throws ApiFailure. */
export const v2OrV1 = <T>(v2: () => Promise<T>, v1: () => Promise<T>): Promise<T> =>
  firstThat({ operation: V2_ROLES[0], together: V2_ROLES, run: v2 }, { run: v1 });

/** A role made by the organization: it gives exactly its scopes. */
export type CustomRole = {
  uuid: string;
  name: string;
  description: string;
  /** Shown to admins of the organization only. */
  scopes: readonly string[] | Unknown;
  /** Where it can be given; null before 1.219, where there are roles of projects only. */
  level: 'project' | 'organization' | null;
};

/**
 * The organization's custom roles by uuid, by hand because an older server has none: then it is empty. What they allow is told
 * to admins of the organization, the roles themselves to those of any project; nobody else is sent into a refusal. Throws
 * ApiFailure. Source: GetOrganizationRoles.load-scopes.
 */
export const customRolesQuery = (organizationUuid: string) =>
  queryOptions({
    queryKey: composedKey('customRoles', organizationUuid),
    queryFn: async ({ client, signal }): Promise<ReadonlyMap<string, CustomRole>> => {
      const me = client.getQueryData(meQuery.queryKey);
      if (me && permissions(me).readRoles !== true) throw foreseen();
      const seesScopes = !me || permissions(me).readScopes === true;
      const roles = await v2OrV1(
        () => listRoles(organizationUuid, seesScopes ? { load: 'scopes' } : {}, undefined, signal),
        () => Promise.resolve([]),
      );
      const custom = roles.filter(({ roleUuid }) => !isOrganizationRole(roleUuid));
      return new Map(
        custom.map(({ roleUuid, name, description, scopes, level }) => [
          roleUuid,
          {
            uuid: roleUuid,
            name,
            description: description ?? '',
            scopes: scopes ?? (seesScopes ? [] : UNKNOWN),
            level: level ?? null,
          },
        ]),
      );
    },
    staleTime: 300_000,
    structuralSharing: false,
  });

const foreseen = () =>
  new ApiFailure({ kind: 'forbidden', outcome: 'not-sent', method: 'GET', path: '/api/v2/orgs/…/roles' });

/** Who a project is granted to: `role` is the name of a system role or the uuid of a custom one. */
export type ProjectGrants = {
  users: readonly ({ userUuid: string } & Granted)[];
  groups: readonly ({ groupUuid: string } & Granted)[];
};
/**
 * `hasMoreRoles`: others are granted beside this one, and the server does not say which. Since 1.219. `name` and `roleName`: what
 * v2 calls the holder and a custom role, for whom neither the lists of groups nor of roles are shown.
 */
type Granted = { role: string; hasMoreRoles?: boolean; name?: string; roleName?: string };

const granted = (role: string, hasMultipleRoles: boolean | undefined): Granted =>
  hasMultipleRoles ? { role, hasMoreRoles: true } : { role };

const assigned = ({ roleId, roleName, ownerType, assigneeName, hasMultipleRoles }: RoleAssignment): Granted => ({
  ...granted(roleId, hasMultipleRoles),
  ...(assigneeName && { name: assigneeName }),
  ...(ownerType === 'user' && { roleName }),
});

/**
 * All direct grants of one project, to people and to groups, by hand because it is v2 or v1. One call with v2, two without; v1
 * shows custom roles as viewer (docs/lightdash/roles.md#o3). Throws ApiFailure; `forbidden` below admin. Sources: GetProjectRoleAssignments, GetProjectAccessList.
 */
export const projectGrantsQuery = (projectUuid: string, request?: RequestOptions) =>
  queryOptions({
    queryKey: composedKey('projectGrants', projectUuid),
    queryFn: ({ signal }): Promise<ProjectGrants> =>
      v2OrV1(
        async () => {
          const all = await listProjectRoleAssignments(projectUuid, request, signal);
          return {
            users: all.flatMap((each) =>
              each.assigneeType === 'user' ? [{ userUuid: each.assigneeId, ...assigned(each) }] : [],
            ),
            groups: all.flatMap((each) =>
              each.assigneeType === 'group' ? [{ groupUuid: each.assigneeId, ...assigned(each) }] : [],
            ),
          };
        },
        async () => {
          const [users, groups] = await Promise.all([
            listProjectGrants(projectUuid, request, signal),
            listProjectGroupGrants(projectUuid, request, signal),
          ]);
          return {
            users: users.map(({ userUuid, role, roleUuid, hasMultipleRoles }) => ({
              userUuid,
              ...granted(roleUuid ?? role, hasMultipleRoles),
            })),
            groups: groups.map(({ groupUuid, role }) => ({ groupUuid, role })),
          };
        },
      ),
  });
