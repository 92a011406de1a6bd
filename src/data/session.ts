import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { cookieCredential, tokenCredential, type Credential, type CredentialKind } from '../api/core/credentials';
import { ApiFailure, isFailure } from '../api/core/failure';
import { credentials } from '../api/lightdash/client';
import { login, logout } from '../api/lightdash/gen/session/session';
import { listDemoIdentities, signInAsDemoIdentity } from '../api/sandbox/client';
import { meQuery, readMe, type SignedIn } from './me';

/** How somebody signs in. The secret is used once and not kept beyond the credential in memory. */
export type SignIn =
  | { by: 'password'; email: string; password: string }
  | { by: 'token'; token: string }
  | { by: 'demo'; identity: string };

/** How the tab was signed in last, or that it signed out: survives a reload, holds no secret. */
const LAST_KIND = 'lightdash-console:signed-in-by';

const remember = (kind: CredentialKind | 'nobody'): void => sessionStorage.setItem(LAST_KIND, kind);

/** True after a reload of a tab that was signed in by a pasted token, which is gone with the page that held it. */
export const tokenWasForgotten = (): boolean => sessionStorage.getItem(LAST_KIND) === 'token' && credentials.current()?.kind !== 'token';

/**
 * Before the first request: a tab that used a token, or signed out, must not go on silently as whoever the browser's cookie
 * says, even where the server has not confirmed that the cookie's session is over.
 */
export const startSession = (): void => {
  if (tokenWasForgotten() || sessionStorage.getItem(LAST_KIND) === 'nobody') credentials.replace(null);
};

const present = async (signIn: SignIn): Promise<Credential> => {
  switch (signIn.by) {
    case 'password': {
      const credential = cookieCredential('session');
      await login({ email: signIn.email.trim(), password: signIn.password }, { credential });
      return credential;
    }
    case 'token': {
      const token = signIn.token.trim().replace(/^(ApiKey|Bearer)\s+/i, '');
      if (!/^[\x21-\x7e]{8,}$/.test(token)) {
        throw new ApiFailure({ kind: 'bad-credentials', outcome: 'not-sent', serverMessage: 'This does not look like an access token' });
      }
      return tokenCredential(token);
    }
    case 'demo':
      await signInAsDemoIdentity(signIn.identity);
      return cookieCredential('demo');
  }
};

/** Signing in saves nothing: when its answer is lost there is nothing to check, one tries again. */
const nothingSaved = (error: unknown): never => {
  throw isFailure(error) ? new ApiFailure({ ...error, outcome: 'rejected' }) : error;
};

/**
 * Tries to sign in, without touching the console's own credential yet. Out: the credential and whose it is.
 * Throws ApiFailure: `bad-credentials` when it is not accepted, `deactivated` for a closed account.
 */
export const trySignIn = async (signIn: SignIn): Promise<{ credential: Credential; me: SignedIn }> => {
  const credential = await present(signIn).catch(nothingSaved);
  try {
    return { credential, me: await readMe({ credential }) };
  } catch (error) {
    // The browser's cookie is that of the newcomer already: nothing must go out with it as long as we don't know who that is.
    if (credential.cookies) credentials.replace(null);
    if (!isFailure(error, 'unauthorized')) throw error;
    const serverMessage = credential.cookies
      ? 'The browser did not keep the session. Allow cookies for this site and try again'
      : 'Lightdash does not accept this token';
    throw new ApiFailure({ kind: 'bad-credentials', outcome: 'rejected', status: error.status, serverMessage });
  }
};

/** Makes a tried credential the console's own and puts its owner in the cache; whatever a former owner had read is dropped. */
export const adoptCredential = (queryClient: QueryClient, { credential, me }: { credential: Credential; me: SignedIn }): void => {
  const before = queryClient.getQueryData(meQuery.queryKey);
  if (before?.userUuid !== me.userUuid) queryClient.clear();
  credentials.replace(credential);
  remember(credential.kind);
  queryClient.setQueryData(meQuery.queryKey, me);
};

/**
 * Ends the session: at once here, where nothing that was read stays in memory, then on the server, where there is a session.
 * A server that cannot be reached keeps nobody signed in here. Out: whether the server has confirmed it.
 */
export const signOut = async (queryClient: QueryClient): Promise<{ confirmed: boolean }> => {
  const credential = credentials.current();
  remember('nobody');
  credentials.replace(null);
  queryClient.clear();
  if (!credential?.cookies) return { confirmed: true };
  const confirmed = await logout({ credential }).then(
    () => true,
    (error: unknown) => isFailure(error, 'unauthorized'),
  );
  return { confirmed };
};

/** Who is asked when the credential dies while one works; null to ask nobody. See createCredentialStore. */
export const onCredentialDeath = credentials.renewWith;

/** The people one may sign in as in the sandbox. */
export const demoIdentitiesQuery = queryOptions({
  queryKey: ['listDemoIdentities'],
  queryFn: ({ signal }) => listDemoIdentities(signal),
  staleTime: Infinity,
});
