import { CancelledError, queryOptions, useSuspenseQuery, type QueryClient } from '@tanstack/react-query';
import type { Credential } from '../api/core/credentials';
import { getSignedInUser, useGetAccount } from '../api/lightdash/gen/account/account';
import type { Account } from '../api/lightdash/gen/model/account';
import { isFailure } from '../api/core/failure';
import { credentials } from '../api/lightdash/client';
import { memberName } from '../domain/members';
import { permissions, type Me } from '../domain/permissions';
import { isOrganizationRole } from '../domain/roles';
import { forgetOthers } from './kept-owner';
import { memoized } from '../lib/memo';
import { composedKey } from './keys';
import { rememberKind } from './last-kind';

/** The signed-in person, with what the shell shows of them. */
export type SignedIn = Me & {
  name: string;
  firstName: string;
  lastName: string;
  email: string;
  organizationName: string;
};

/**
 * Who a credential belongs to. In: the credential to try, or none for the console's own. Out: the person.
 * Throws ApiFailure: `unauthorized` when it is not accepted. Source: GetAuthenticatedUser.
 */
export const readMe = async (options: { credential?: Credential; signal?: AbortSignal } = {}): Promise<SignedIn> => {
  const user = await getSignedInUser(options);
  const kind = (options.credential ?? credentials.current())?.kind ?? 'session';
  return {
    userUuid: user.userUuid,
    organizationUuid: user.organizationUuid ?? '',
    organizationName: user.organizationName ?? '',
    role: isOrganizationRole(user.role ?? '') ? (user.role as Me['role']) : 'member',
    ...(user.roleUuid && { roleUuid: user.roleUuid }),
    // An old server may leave the rules out although the contract promises them.
    abilityRules: user.abilityRules as Me['abilityRules'],
    credential: kind,
    name: memberName(user.firstName, user.lastName, user.email ?? ''),
    firstName: user.firstName,
    lastName: user.lastName,
    email: user.email ?? '',
  };
};

/** The signed-in person, by hand because it says by which credential as well; read once and kept until sign-out or a change of the own role. */
export const meQuery = queryOptions({
  queryKey: composedKey('me'),
  queryFn: async ({ signal }) => {
    const me = await readMe({ signal });
    credentials.belongsTo(me.userUuid);
    // A credential that came from another tab is lost by a reload like any other.
    rememberKind(me.credential, me.userUuid);
    forgetOthers(me);
    return me;
  },
  staleTime: Infinity,
  gcTime: Infinity,
});

/**
 * The signed-in person, for loaders. A reading that is given up on the way, because the cache is emptied at sign-out, is asked for again.
 * Throws ApiFailure: `unauthorized` when nobody is signed in.
 */
export const ensureMe = (queryClient: QueryClient): Promise<SignedIn> =>
  queryClient.ensureQueryData(meQuery).catch((error: unknown) => {
    if (error instanceof CancelledError) return ensureMe(queryClient);
    throw error;
  });

const mayOf = memoized(permissions);

/** The signed-in person, and what they may do. Only below the shell, whose loader has read it. */
export const useMe = () => {
  const { data: me } = useSuspenseQuery(meQuery);
  return { me, may: mayOf(me) };
};

const CREDENTIAL_NAMES: Readonly<Record<string, string>> = {
  session: 'Session cookie',
  pat: 'Personal access token',
  oauth: 'OAuth',
  'service-account': 'Service account',
  jwt: 'Embedding token',
};

const toCredentialName = ({ authentication: { type } }: Account): string => CREDENTIAL_NAMES[type] ?? type;

/**
 * By which kind of credential the server recognized us, or that this could not be read, in words; undefined while it is asked,
 * null where the server is too old to say (GetAccount is missing before 0.2000). Read only where it is shown.
 */
export const useCredentialName = (enabled: boolean): string | null | undefined => {
  const { data, error } = useGetAccount({ query: { select: toCredentialName, enabled } });
  if (!error || data) return data;
  return isFailure(error, 'no-such-operation', 'not-found') ? null : 'Could not be read';
};
