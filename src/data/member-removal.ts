import type { QueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../api/core/failure';
import {
  deleteMember,
  useDeleteMember,
  type DeleteMemberMutationVariables,
} from '../api/lightdash/gen/members/members';
import { isInvited, type Member } from '../domain/members';
import { patchMember, readMember } from './member';
import { isMissing, stillCalled, unlessGone } from './still-called';

type Removed = Pick<Member, 'userUuid' | 'email' | 'status'>;

/** Whether somebody is still who was confirmed. Throws ApiFailure; `conflict` for another address, or who has joined meanwhile. */
const stillTheSame = async (member: Removed): Promise<void> => {
  const now = await readMember(member);
  await stillCalled(() => Promise.resolve(now.email), member.email);
  if (isInvited(member) && !isInvited(now))
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: 'Has joined meanwhile. Nothing was withdrawn: close this and look again',
    });
};

/**
 * Removes a member and with them their groups, grants and schedulers, or withdraws an invitation, which is the same to the
 * server; one who is gone already is no error. Throws ApiFailure; `conflict` as above. Source: DeleteOrganizationMember.
 */
export const removeMember = (member: Removed): Promise<void> =>
  unlessGone(stillTheSame(member).then(() => deleteMember(member.userUuid)));

const dropMember = (queryClient: QueryClient, { userUuid }: DeleteMemberMutationVariables) =>
  patchMember(queryClient, userUuid, () => null);

/** The same from a dialog, whose row is gone at once. */
export const useRemoveMember = (member: Removed) => {
  const { mutateAsync } = useDeleteMember({
    mutation: { meta: { patch: dropMember }, onMutate: () => stillTheSame(member) },
  });
  return () => unlessGone(mutateAsync({ userUuid: member.userUuid }));
};

/** Whether somebody is no member any more. Throws ApiFailure. */
export const isGone = (member: Pick<Member, 'userUuid' | 'email'>): Promise<boolean> => isMissing(readMember(member));
