import { ApiFailure, isFailure, NOT_MAILED } from '../api/core/failure';
import { createInviteLink } from '../api/lightdash/gen/members/members';
import type { Member } from '../domain/members';
import type { OrganizationRole } from '../domain/roles';
import { findByAddress, readMember } from './member';

/** How long an invitation is good for, as in Lightdash's own dialog. */
const INVITATION_DAYS = 3;

/** A link by which an invited person joins; valid until `expiresAt` (ISO). */
export type Invitation = { userUuid: string; email: string; inviteUrl: string; expiresAt: string };

/** Puts right what a failure of the mail server looks like: a refusal of it all (docs/lightdash/members.md#m6). */
const notMailed = (error: unknown): never => {
  if (!isFailure(error) || error.code !== 'SmptError') throw error;
  throw new ApiFailure({
    ...error,
    kind: 'conflict',
    detail: NOT_MAILED,
    serverMessage:
      'Lightdash could not send the e-mail and does not tell the link. The person is listed as invited, without groups, and no former link works any more. Try again for a new link',
  });
};

/**
 * Invites one person: a pending member is made, and an e-mail sent where the server can. Inviting again replaces the link. Its
 * end is the server's word, which may be sooner than asked for (docs/lightdash/members.md#m6). Throws ApiFailure; `conflict`,
 * NOT_MAILED, where all of that was done and only the e-mail failed, which takes the link with it.
 */
export const invite = async (email: string, role: OrganizationRole): Promise<Invitation> => {
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000).toISOString();
  const { userUuid, inviteUrl, expiresAt: until } = await createInviteLink({ email, role, expiresAt }).catch(notMailed);
  return { userUuid, email, inviteUrl, expiresAt: until };
};

/** Who has an address, member or invited person, by uuid. Throws ApiFailure. */
export const whoHasAddress = async (email: string): Promise<string | undefined> =>
  (await findByAddress(email, (member) => member.email.toLowerCase() === email.toLowerCase()))?.userUuid;

/**
 * What became of an invitation that was sent again, of which no answer came. Out: true where it was expired and is not any more;
 * else a sentence, as the server does not tell when a link was made. Throws ApiFailure.
 */
export const isInvitedAgain = async (member: Pick<Member, 'userUuid' | 'email' | 'status'>): Promise<true | string> => {
  const { status } = await readMember(member);
  if (status === 'active') return 'Has joined meanwhile.';
  if (member.status === 'expired' && status === 'pending') return true;
  return 'Lightdash does not tell whether a new link was made. Trying again makes another one.';
};
