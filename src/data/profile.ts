import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { ApiFailure, isFailure } from '../api/core/failure';
import { credentials } from '../api/lightdash/client';
import {
  deleteMyAccount,
  getEmailStatus,
  getGetEmailStatusQueryKey,
  getGetLoginOptionsQueryKey,
  getListJoinableOrganizationsQueryKey,
  getLoginOptions,
  getSignedInUser,
  joinOrganization as joinOrganizationOnServer,
  listJoinableOrganizations,
  sendEmailCode as sendEmailCodeOnServer,
  updateMyProfile,
} from '../api/lightdash/gen/account/account';
import { getListMembersQueryKey, listMembers } from '../api/lightdash/gen/members/members';
import type { EmailStatus } from '../api/lightdash/gen/model/emailStatus';
import type { Member } from '../domain/members';
import type { EmailState } from '../domain/verification';
import { invalidate } from './invalidate';
import { madeOld } from './invalidation';
import { readMe, type SignedIn } from './me';
import { toMember } from './members';

export type Profile = Pick<SignedIn, 'firstName' | 'lastName' | 'email'>;

const same = (a: Profile, b: Profile) =>
  a.firstName === b.firstName && a.lastName === b.lastName && a.email.toLowerCase() === b.email.toLowerCase();

/**
 * Changes one's own names and e-mail address; only what differs is sent. In: what is there, and what is wanted. Session only.
 * Throws ApiFailure; `conflict` where the address is probably taken, for which Lightdash has only a 500. Source: UpdateMe.
 */
export const updateProfile = async (from: Profile, to: Profile): Promise<void> => {
  const changes = Object.fromEntries(
    Object.entries(to).filter(([field, value]) => value !== from[field as keyof Profile]),
  );
  await updateMyProfile(changes).catch((error: unknown) => {
    if (!isFailure(error, 'server') || error.outcome !== 'rejected' || changes.email === undefined) throw error;
    throw new ApiFailure({
      ...error,
      kind: 'conflict',
      serverMessage: 'Lightdash did not take this e-mail address. Another account may have it already',
    });
  });
};

/** Whether the profile is as wanted: for a change of which no answer came. Throws ApiFailure. */
export const isProfile = async (wanted: Profile): Promise<boolean> => same(await readMe(), wanted);

const toEmailState = ({ email, isVerified, otp }: EmailStatus): EmailState => ({
  email,
  isVerified,
  code: otp
    ? {
        sentAt: otp.createdAt,
        expiresAt: otp.expiresAt,
        attempts: otp.numberOfAttempts,
        isExpired: otp.isExpired,
        isSpent: otp.isMaxAttempts,
      }
    : null,
});

/** Whether one's own address is verified, and the code under way. Session only. Throws ApiFailure. Source: GetEmailVerificationStatus. */
export const emailStateQuery = queryOptions({
  queryKey: getGetEmailStatusQueryKey(),
  queryFn: async ({ signal }) => toEmailState(await getEmailStatus(undefined, undefined, signal)),
});

/** Has a new one-time code sent to one's own address; it replaces a former one. Session only. Throws ApiFailure. */
export const sendEmailCode = async (): Promise<EmailState> => toEmailState(await sendEmailCodeOnServer());

/**
 * Tries a one-time code. Out: the state after it; a wrong code is no failure, but a raised number of attempts
 * (GetEmailVerificationStatus.otp-wrong). The code is in no query key and kept nowhere. Session only. Throws ApiFailure.
 */
export const tryEmailCode = async (code: string): Promise<EmailState> =>
  toEmailState(await getEmailStatus({ passcode: code }, { once: true }));

/** The ways by which the owner of an address may sign in, as the API spells them. Throws ApiFailure. Source: getLoginOptions. */
export const signInWaysQuery = (email: string) =>
  queryOptions({
    queryKey: getGetLoginOptionsQueryKey({ email }),
    queryFn: async ({ signal }): Promise<readonly string[]> =>
      (await getLoginOptions({ email }, undefined, signal)).showOptions,
    staleTime: Infinity,
  });

/** An organization that accepts one's own e-mail domain. */
export type JoinableOrganization = { uuid: string; name: string; size: number };

/** The organizations one may join. Throws ApiFailure. Source: ListMyAvailableOrganizations. */
export const joinableOrganizationsQuery = queryOptions({
  queryKey: getListJoinableOrganizationsQueryKey(),
  queryFn: async ({ signal }): Promise<JoinableOrganization[]> =>
    (await listJoinableOrganizations(undefined, signal)).map(({ organizationUuid, name, membersCount }) => ({
      uuid: organizationUuid,
      name,
      size: Number(membersCount),
    })),
});

/** Joins an organization. Throws ApiFailure; `forbidden` for whoever is in one already. Source: JoinOrganization. */
export const joinOrganization = (uuid: string): Promise<unknown> => joinOrganizationOnServer(uuid);

/** Whether one is in an organization now. Throws ApiFailure. */
export const isInOrganization = async (uuid: string): Promise<boolean> => (await readMe()).organizationUuid === uuid;

const ADMINS = { page: 1, pageSize: 5000, searchQuery: 'admin' };

/**
 * The admins, by a search that looks at roles too: enough to know whether one is the only one, without reading everybody.
 * Throws ApiFailure. Source: ListOrganizationMembers.search-role.
 */
export const adminsQuery = queryOptions({
  queryKey: getListMembersQueryKey(ADMINS),
  queryFn: async ({ signal }): Promise<Member[]> => {
    const { data } = await listMembers(ADMINS, undefined, signal);
    return data.map(toMember).filter(({ role }) => role === 'admin');
  },
});

/** Deletes one's own account for good. Session only, admins only, and not the only one. Throws ApiFailure. Source: DeleteMe. */
export const deleteAccount = (): Promise<unknown> => deleteMyAccount();

/** Whether the account is gone: its session is then refused, over which nobody is asked to sign in again. Throws ApiFailure. */
export const isAccountGone = async (): Promise<boolean> => {
  const credential = credentials.current();
  if (!credential) return true;
  return getSignedInUser({ credential }).then(
    () => false,
    (error: unknown) => {
      if (isFailure(error, 'unauthorized')) return true;
      throw error;
    },
  );
};

/** What has to be read again after changes of oneself. Resolves when the page and the shell show it. */
export const useProfileChanged = () => {
  const queryClient = useQueryClient();
  return {
    /** Names or address: they stand in the shell and in the list of members, and a new address is not verified. */
    profile: () => madeOld(queryClient, 'updateMyProfile', { data: {} }),
    /** A code was sent or entered: the answer says all there is. A verified address opens organizations. */
    email: async (state: EmailState) => {
      queryClient.setQueryData(emailStateQuery.queryKey, state);
      if (state.isVerified) await invalidate(queryClient, getListJoinableOrganizationsQueryKey);
    },
    /** An organization was joined: everything that was read belonged to nobody's organization. */
    organization: () => queryClient.invalidateQueries(),
  };
};
