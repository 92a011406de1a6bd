import { updateMemberRole } from '../api/lightdash/gen/members/members';
import { upsertOrganizationUserRole } from '../api/lightdash/gen/roles/roles';
import { isFailure } from '../api/core/failure';
import type { OrganizationRole } from '../domain/roles';

/** Learned from the first 404 of a server without v2 roles, so that it is asked once. */
let hasV2Roles = true;

/**
 * Writes a member's organization role: by v2 where the server has it, by v1 where it answers that there is no such operation,
 * and `member` always by v1, because it is not among v2's roles (GetOrganizationRoles.ok). This module alone knows.
 * Throws ApiFailure.
 */
export const writeOrganizationRole = async (organizationUuid: string, userUuid: string, role: OrganizationRole): Promise<void> => {
  if (role !== 'member' && hasV2Roles) {
    try {
      await upsertOrganizationUserRole(organizationUuid, userUuid, { roleId: role });
      return;
    } catch (error) {
      if (!isFailure(error, 'no-such-operation')) throw error;
      hasV2Roles = false;
    }
  }
  await updateMemberRole(userUuid, { role });
};
