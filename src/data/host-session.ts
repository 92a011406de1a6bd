import { hashKey, type QueryClient } from '@tanstack/react-query';
import type { Credential } from '../api/core/credentials';
import { ApiFailure, isFailure } from '../api/core/failure';
import { createHostLink, type GetToken, type HostLink } from '../api/core/host';
import { credentials } from '../api/lightdash/client';
import { meQuery, readMe, type SignedIn } from './me';
import { adoptOtherPerson } from './session';

let hostLink: HostLink | null = null;
/** A console that is started again watches anew. */
let endWatch: (() => void) | null = null;

/** Whose credential it is that a host handed in. Null when the server refuses it: then it is no better than none. */
const tried = async (credential: Credential): Promise<{ credential: Credential; me: SignedIn } | null> => {
  try {
    return { credential, me: await readMe({ credential }) };
  } catch (error) {
    if (isFailure(error, 'unauthorized')) return null;
    throw error;
  }
};

/** Calls back with everybody who is found to be signed in, once. Out: how to end it. */
const watchMe = (queryClient: QueryClient, onSignedIn: (me: SignedIn) => void): (() => void) => {
  const hash = hashKey(meQuery.queryKey);
  let last: string | null = null;
  return queryClient.getQueryCache().subscribe(({ query: { queryHash, state } }) => {
    const me = queryHash === hash ? (state.data as SignedIn | undefined) : undefined;
    if (!me || me.userUuid === last) return;
    last = me.userUuid;
    onSignedIn(me);
  });
};

/**
 * Before the first request of an embedded console: the host provides the credential, and there is no sign-in page. A credential that
 * takes the place of another one is tried first, for what one person began is not finished as another. In: whom to tell who is
 * signed in.
 */
export const startHostSession = (
  queryClient: QueryClient,
  getToken: GetToken,
  onSignedIn: (me: SignedIn) => void,
): void => {
  const link = createHostLink(getToken);
  hostLink = link;
  endWatch?.();
  endWatch = watchMe(queryClient, onSignedIn);
  credentials.obtainBy(link.first);
  credentials.renewBy(async (old, why) => {
    const next = await link.renew(old, why);
    const found = next && (await tried(next));
    // The old one lives on: the host is asked again later.
    if (!found && why === 'due') throw new ApiFailure({ kind: 'unavailable', outcome: 'not-sent' });
    if (!found) return null;
    const owner = credentials.owner();
    if (owner === null || owner === found.me.userUuid) return next;
    adoptOtherPerson(queryClient, found);
    return null;
  });
};

/** Asks the host once more for the place of a refused credential. Null when it has none to give. Throws ApiFailure. */
export const askHostAgain = async (rejected: Credential): Promise<{ credential: Credential; me: SignedIn } | null> => {
  const next = await hostLink?.renew(rejected, 'dead');
  return next ? tried(next) : null;
};
