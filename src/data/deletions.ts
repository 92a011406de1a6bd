import { deleteGroup } from '../api/lightdash/gen/groups/groups';
import { deleteMember } from '../api/lightdash/gen/members/members';
import { unlessGone } from './still-called';

/** Removes a member by uuid, with everything they hold; one who is gone already is no error. Throws ApiFailure. Source: DeleteOrganizationMember. */
export const removeMemberOf = (userUuid: string): Promise<void> => unlessGone(deleteMember(userUuid));

/** Deletes a group by uuid, with its grants; one that is gone already is no error. Throws ApiFailure. Source: deleteGroup. */
export const deleteGroupOf = (groupUuid: string): Promise<void> => unlessGone(deleteGroup(groupUuid));
