import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { ApiFailure, isFailure } from '../api/core/failure';
import { firstThat, supports } from '../api/lightdash/capabilities';
import type { RequestOptions } from '../api/lightdash/client';
import { updateMemberRole } from '../api/lightdash/gen/members/members';
import type { RoleAssignment } from '../api/lightdash/gen/model/roleAssignment';
import type { ProjectRole } from '../api/lightdash/gen/model/projectRole';
import {
  grantProjectAccess,
  grantProjectToGroup,
  listProjectGrants,
  listProjectGroupGrants,
  revokeProjectGrant,
  revokeProjectGroupGrant,
  updateProjectGrant,
  updateProjectGroupGrant,
} from '../api/lightdash/gen/projects/projects';
import {
  deleteProjectGroupRole,
  deleteProjectUserRole,
  listProjectRoleAssignments,
  listRoles,
  upsertOrganizationUserRole,
  upsertProjectGroupRole,
  upsertProjectUserRole,
} from '../api/lightdash/gen/roles/roles';
import type { OperationName } from '../api/lightdash/gen/operations';
import { isOrganizationRole, type OrganizationRole } from '../domain/roles';
import { permissions } from '../domain/permissions';
import { UNKNOWN, type Unknown } from '../domain/unknown';
import { composedKey } from './keys';
import { meQuery } from './me';
import { unlessGone } from './still-called';

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

const v2OrV1 = <T>(v2: () => Promise<T>, v1: () => Promise<T>): Promise<T> =>
  firstThat({ operation: V2_ROLES[0], together: V2_ROLES, run: v2 }, { run: v1 });

/**
 * Writes a member's organization role, as `heldRole` gives it: by v2, which alone gives and takes custom roles; by v1 where the
 * server has no v2, and for `member` on servers without custom roles in the organization, whose v2 does not know it
 * (docs/lightdash/roles.md#o1). Throws ApiFailure; `conflict` where the server answers 200 and another role counts afterwards:
 * v1 leaves a custom role in force (docs/lightdash/roles.md#o4).
 */
export const writeOrganizationRole = async (
  organizationUuid: string,
  userUuid: string,
  role: string,
): Promise<void> => {
  const v1 = async () => {
    // A custom role stays out of the type; there are none where v1 is all there is.
    const written = await updateMemberRole(userUuid, { role: role as OrganizationRole });
    return written.roleUuid ?? written.role;
  };
  const isByV1 = role === 'member' && supports('organizationRoles') !== true;
  const written = isByV1
    ? await v1()
    : await v2OrV1(async () => {
        const { roleId } = await upsertOrganizationUserRole(organizationUuid, userUuid, { roleId: role });
        return roleId;
      }, v1);
  if (written === role) return;
  throw new ApiFailure({
    kind: 'conflict',
    outcome: 'rejected',
    serverMessage:
      'The server reported success, but this person holds another role now. Reload and look again before you go on',
  });
};

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

/** Whom a project is granted to; v1 wants a person's address. */
export type Assignee = { kind: 'user'; uuid: string; email: string } | { kind: 'group'; uuid: string };

/** A grant to write: `isNew` says whether there is none yet, which only v1 has to know. */
export type ProjectGrantChange = { projectUuid: string; assignee: Assignee; role: string; isNew: boolean };

/**
 * Grants a project or changes the role of a grant, without an e-mail. To groups only admins of the organization grant, by v1 as by
 * v2 (docs/lightdash/roles.md#o6). Throws ApiFailure.
 */
export const writeProjectGrant = async ({ projectUuid, assignee, role, isNew }: ProjectGrantChange): Promise<void> => {
  // v1 takes system roles only; custom ones exist only where v2 does.
  const systemRole = role as ProjectRole;
  const { kind, uuid } = assignee;
  if (kind === 'user')
    await v2OrV1<unknown>(
      () => upsertProjectUserRole(projectUuid, uuid, { roleId: role, sendEmail: false }),
      () =>
        isNew
          ? grantProjectAccess(projectUuid, { email: assignee.email, role: systemRole, sendEmail: false })
          : updateProjectGrant(projectUuid, uuid, { role: systemRole }),
    );
  else
    await v2OrV1<unknown>(
      () => upsertProjectGroupRole(projectUuid, uuid, { roleId: role, sendEmail: false }),
      () =>
        isNew
          ? grantProjectToGroup(uuid, projectUuid, { role: systemRole })
          : updateProjectGroupGrant(uuid, projectUuid, { role: systemRole }),
    );
};

/**
 * Takes a grant away. One that is gone already is no error. v2 does so for admins of the organization only, v1 for those of the
 * project too (docs/lightdash/roles.md#o6). Throws ApiFailure.
 */
export const revokeProjectGrantOf = async (
  projectUuid: string,
  { kind, uuid }: Pick<Assignee, 'kind' | 'uuid'>,
): Promise<void> => {
  const v1 = () =>
    kind === 'user' ? revokeProjectGrant(projectUuid, uuid) : revokeProjectGroupGrant(uuid, projectUuid);
  const v2 = () =>
    (kind === 'user' ? deleteProjectUserRole : deleteProjectGroupRole)(projectUuid, uuid).catch((error: unknown) => {
      if (!isFailure(error, 'forbidden')) throw error;
      return v1();
    });
  await unlessGone(v2OrV1<unknown>(v2, v1));
};

/** The role that a person or group is granted in a project now, or null: for a write of which no answer came. Throws ApiFailure. */
export const grantedRole = async (
  queryClient: QueryClient,
  projectUuid: string,
  { kind, uuid }: Pick<Assignee, 'kind' | 'uuid'>,
): Promise<string | null> => {
  const { users, groups } = await queryClient.fetchQuery({ ...projectGrantsQuery(projectUuid), staleTime: 0 });
  const grant =
    kind === 'user'
      ? users.find(({ userUuid }) => userUuid === uuid)
      : groups.find(({ groupUuid }) => groupUuid === uuid);
  return grant?.role ?? null;
};
