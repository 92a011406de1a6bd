import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { ApiFailure, isFailure } from '../api/core/failure';
import { credentials } from '../api/lightdash/client';
import {
  getEmailStatus,
  getGetEmailStatusQueryOptions,
  getListJoinableOrganizationsQueryOptions,
  getSignedInUser,
  useDeleteMyAccount,
  useGetEmailStatus,
  useGetLoginOptions,
  useJoinOrganization as useJoinOrganizationOnServer,
  useListJoinableOrganizations,
  useSendEmailCode as useSendEmailCodeOnServer,
  useUpdateMyProfile,
} from '../api/lightdash/gen/account/account';
import { useListMembers } from '../api/lightdash/gen/members/members';
import type { EmailStatus } from '../api/lightdash/gen/model/emailStatus';
import type { JoinableOrganization as WireOrganization } from '../api/lightdash/gen/model/joinableOrganization';
import type { LoginOptions } from '../api/lightdash/gen/model/loginOptions';
import type { MemberPage } from '../api/lightdash/gen/model/memberPage';
import type { Member } from '../domain/members';
import type { EmailState } from '../domain/verification';
import { useMadeOld } from './invalidation';
import { readMe, type SignedIn } from './me';
import { toMember } from './members';

export type Profile = Pick<SignedIn, 'firstName' | 'lastName' | 'email'>;

const same = (a: Profile, b: Profile) =>
  a.firstName === b.firstName && a.lastName === b.lastName && a.email.toLowerCase() === b.email.toLowerCase();

/** What of a profile differs; addresses by their letters, whether capital or not, as Lightdash stores them. */
export const profileChanges = (from: Profile, to: Profile): Partial<Profile> => ({
  ...(to.firstName !== from.firstName && { firstName: to.firstName }),
  ...(to.lastName !== from.lastName && { lastName: to.lastName }),
  ...(to.email.toLowerCase() !== from.email.toLowerCase() && { email: to.email }),
});

/**
 * Changes one's own names and e-mail address; only what differs is sent. In: what is there, and what is wanted. Session only. Out:
 * whether the code for a new address went out, which Lightdash sends after it has saved (docs/lightdash/sign-in.md#a12). Throws
 * ApiFailure; `conflict` where the address is probably taken, for which Lightdash has only a 500. Source: UpdateMe.
 */
export const useUpdateProfile = (from: Profile) => {
  const { mutateAsync } = useUpdateMyProfile();
  const madeOld = useMadeOld();
  return async (to: Profile): Promise<boolean> => {
    const data = profileChanges(from, to);
    try {
      await mutateAsync({ data });
      return true;
    } catch (error) {
      if (!isFailure(error, 'server') || error.outcome !== 'rejected' || data.email === undefined) throw error;
      const isSaved = await isProfile(to).catch(() => {
        throw new ApiFailure({ ...error, outcome: 'unknown' });
      });
      if (!isSaved)
        throw new ApiFailure({
          ...error,
          kind: 'conflict',
          serverMessage: 'Lightdash did not take this e-mail address. Another account may have it already',
        });
      await madeOld('updateMyProfile', { data });
      return false;
    }
  };
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
const emailStateQuery = { ...getGetEmailStatusQueryOptions(), select: toEmailState };

/** The same for a component. */
export const useEmailState = () => useGetEmailStatus(undefined, { query: { select: toEmailState } });

const keepState = (queryClient: QueryClient, _variables: unknown, state: EmailStatus) => {
  queryClient.setQueryData(emailStateQuery.queryKey, state);
};

/** Has a new one-time code sent to one's own address; it replaces a former one. Session only. Throws ApiFailure. */
export const useSendEmailCode = () => {
  const { mutateAsync } = useSendEmailCodeOnServer({ mutation: { meta: { patch: keepState } } });
  return async (): Promise<EmailState> => toEmailState(await mutateAsync());
};

/**
 * Tries a one-time code. Out: the state after it; a wrong code is no failure, but a raised number of attempts
 * (GetEmailVerificationStatus.otp-wrong). The code is in no query key and kept nowhere. Session only. Throws ApiFailure.
 */
export const useTryEmailCode = () => {
  const queryClient = useQueryClient();
  return async (code: string): Promise<EmailState> => {
    const state = await getEmailStatus({ passcode: code }, { once: true });
    keepState(queryClient, null, state);
    // By hand, because it is a read that changes something: a verified address opens organizations.
    if (state.isVerified) await queryClient.invalidateQueries({ queryKey: joinableOrganizationsQuery.queryKey });
    return toEmailState(state);
  };
};

const toWays = ({ showOptions }: LoginOptions): readonly string[] => showOptions;

/** The ways by which the owner of an address may sign in, as the API spells them. Throws ApiFailure. Source: getLoginOptions. */
export const useSignInWays = (email: string) => useGetLoginOptions({ email }, { query: { select: toWays } });

/** An organization that accepts one's own e-mail domain. */
export type JoinableOrganization = { uuid: string; name: string; size: number };

const toOrganizations = (organizations: WireOrganization[]): readonly JoinableOrganization[] =>
  organizations.map(({ organizationUuid, name, membersCount }) => ({
    uuid: organizationUuid,
    name,
    size: Number(membersCount),
  }));

/** The organizations one may join. Throws ApiFailure. Source: ListMyAvailableOrganizations. */
export const joinableOrganizationsQuery = { ...getListJoinableOrganizationsQueryOptions(), select: toOrganizations };

/** The same for a component. */
export const useJoinableOrganizations = () => useListJoinableOrganizations({ query: { select: toOrganizations } });

/** Joins an organization. Throws ApiFailure; `forbidden` for whoever is in one already. Source: JoinOrganization. */
export const useJoinOrganization = () => {
  const { mutateAsync } = useJoinOrganizationOnServer();
  return (organizationUuid: string) => mutateAsync({ organizationUuid });
};

/** Whether one is in an organization now. Throws ApiFailure. */
export const isInOrganization = async (uuid: string): Promise<boolean> => (await readMe()).organizationUuid === uuid;

const ADMINS = { page: 1, pageSize: 5000, searchQuery: 'admin' };

const toAdmins = ({ data }: MemberPage): readonly Member[] => data.map(toMember).filter(({ role }) => role === 'admin');

/**
 * The admins, by a search that looks at roles too: enough to know whether one is the only one, without reading everybody.
 * Throws ApiFailure. Source: ListOrganizationMembers.search-role.
 */
export const useAdmins = (enabled: boolean) => useListMembers(ADMINS, { query: { select: toAdmins, enabled } });

/** Deletes one's own account for good. Session only, admins only, and not the only one. Throws ApiFailure. Source: DeleteMe. */
export const useDeleteAccount = () => {
  const { mutateAsync } = useDeleteMyAccount();
  return () => mutateAsync();
};

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
