import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { cookieCredential, tokenCredential, type Credential, type CredentialKind } from '../api/core/credentials';
import { ApiFailure, isFailure } from '../api/core/failure';
import { credentials } from '../api/lightdash/client';
import { login, logout } from '../api/lightdash/gen/session/session';
import { listDemoIdentities, signInAsDemoIdentity } from '../api/sandbox/client';
import { meQuery, readMe, type SignedIn } from './me';

export type { DemoIdentity } from '../api/sandbox/client';

/** How somebody signs in. The secret is used once and not kept beyond the credential in memory. */
export type SignIn =
  | { by: 'password'; email: string; password: string }
  | { by: 'token'; token: string }
  | { by: 'demo'; identity: string };

/** Which kind of credential the tab had last: survives a reload, so that the sign-in page can say why it asks again. */
const LAST_KIND = 'lightdash-console:signed-in-by';

const remember = (kind: CredentialKind | null): void => {
  if (kind === null) sessionStorage.removeItem(LAST_KIND);
  else sessionStorage.setItem(LAST_KIND, kind);
};

/** True after a reload of a tab that was signed in by a pasted token, which is gone with the page that held it. */
export const tokenWasForgotten = (): boolean => sessionStorage.getItem(LAST_KIND) === 'token' && credentials.current()?.kind !== 'token';

/** Before the first request: a tab that used a token must not go on silently as whoever the browser's cookie says. */
export const startSession = (): void => {
  if (tokenWasForgotten()) credentials.replace(null);
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

/**
 * Tries to sign in, without touching the console's own credential yet. Out: the credential and whose it is.
 * Throws ApiFailure: `bad-credentials` when it is not accepted, `deactivated` for a closed account.
 */
export const trySignIn = async (signIn: SignIn): Promise<{ credential: Credential; me: SignedIn }> => {
  const credential = await present(signIn);
  try {
    return { credential, me: await readMe({ credential }) };
  } catch (error) {
    if (!isFailure(error, 'unauthorized')) throw error;
    throw new ApiFailure({ kind: 'bad-credentials', outcome: 'rejected', status: error.status, serverMessage: 'Lightdash does not accept this token' });
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
 * Ends the session here and, where there is one, on the server; nothing read stays in memory. A server that cannot be reached
 * does not keep anybody signed in here; it is said. Out: whether the server has confirmed it.
 */
export const signOut = async (queryClient: QueryClient): Promise<{ confirmed: boolean }> => {
  const kind = credentials.current()?.kind;
  let confirmed = true;
  if (kind !== 'token') {
    confirmed = await logout().then(
      () => true,
      (error: unknown) => isFailure(error, 'unauthorized'),
    );
  }
  remember(null);
  credentials.replace(cookieCredential('session'));
  queryClient.clear();
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
