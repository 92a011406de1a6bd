import type { QueryClient } from '@tanstack/react-query';
import { ApiFailure, isFailure, WRITTEN } from '../api/core/failure';
import { supports } from '../api/lightdash/capabilities';
import { updateMemberRole } from '../api/lightdash/gen/members/members';
import type { ProjectRole } from '../api/lightdash/gen/model/projectRole';
import {
  grantProjectAccess,
  grantProjectToGroup,
  revokeProjectGrant,
  revokeProjectGroupGrant,
  updateProjectGrant,
  updateProjectGroupGrant,
} from '../api/lightdash/gen/projects/projects';
import {
  deleteProjectGroupRole,
  deleteProjectUserRole,
  upsertOrganizationUserRole,
  upsertProjectGroupRole,
  upsertProjectUserRole,
} from '../api/lightdash/gen/roles/roles';
import type { OrganizationRole } from '../domain/roles';
import { unlessGone } from './still-called';
import { projectGrantsQuery, v2OrV1 } from './roles';

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
    detail: WRITTEN,
    serverMessage:
      'The server reported success, but this person holds another role now. Reload and look again before you go on',
  });
};

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
 * Takes a grant away. One that is gone already is no error, nor is a project that is. v2 does so for admins of the organization only, v1 for those of the
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
