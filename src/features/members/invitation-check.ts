import { isInGroup } from '#/data/groups';
import { isInvitedAgain, whoHasAddress } from '#/data/invitations';
import type { Member } from '#/domain/members';

/**
 * What is known of an invitation whose answers did not all come: `userUuid` where the invitation itself was answered, `former` what
 * the person was before, where there was one.
 */
type Invited = {
  email: string;
  userUuid: string | undefined;
  former: Member | undefined;
  groupUuids: readonly string[];
  sendsMail: boolean;
};

/**
 * Finds out whether an invitation was carried out in full: the link has come or an e-mail brings it, and the person is in every
 * group. Out: that, or why it has to be tried again, and who need not be invited again for that. Throws ApiFailure.
 */
export const checkInvitation = async ({
  email,
  userUuid: answered,
  former,
  groupUuids,
  sendsMail,
}: Invited): Promise<{ userUuid?: string; result: boolean | string }> => {
  const userUuid = answered ?? (await whoHasAddress(email));
  if (userUuid === undefined) return { result: false };
  if (answered === undefined && !sendsMail)
    return { result: 'Lightdash knows the address, but the link did not come. Try it again for a new link.' };
  if (answered === undefined && former) {
    const again = await isInvitedAgain(former);
    if (again !== true) return { result: again };
  }
  const isIn = await Promise.all(groupUuids.map((groupUuid) => isInGroup(groupUuid, userUuid)));
  return { userUuid, result: isIn.every(Boolean) || 'Invited, but not in every group. You can try it again.' };
};
