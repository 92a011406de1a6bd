import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { cookieCredential, tokenCredential, type Credential, type Tokens } from '../api/core/credentials';
import { ApiFailure, isFailure } from '../api/core/failure';
import type { OAuthClient } from '../api/core/oauth';
import { credentials } from '../api/lightdash/client';
import { login, logout } from '../api/lightdash/gen/session/session';
import { listDemoIdentities, signInAsDemoIdentity } from '../api/sandbox/client';
import { endAccounts, forgetAccounts } from './account-credentials';
import type { AccountConfig } from './config';
import { forgetKept, forgetOthers } from './kept-owner';
import { forgetRecents } from './recents';
import { lastKind, rememberKind } from './last-kind';
import { meQuery, readMe, type SignedIn } from './me';
import { revoke } from './revoke';

/** How somebody signs in. The secret is used once and not kept beyond the credential in memory. */
export type SignIn =
  | { by: 'password'; email: string; password: string }
  | { by: 'token'; token: string }
  | { by: 'demo'; identity: string }
  | { by: 'oauth'; tokens: Tokens; askedAt: number };

/** The console's client at Lightdash's authorization server; null where one cannot sign in that way. */
let oauthClient: OAuthClient | null = null;
let linkedAccounts: readonly AccountConfig[] = [];
/** The token that was signed in with when a token was rotated here, and what that one has become: perhaps it is the same. */
let rotated: { of: Credential; next: Credential } | null = null;
let tellStranger: ((me: SignedIn) => void) | null = null;

/** By what a tab was signed in whose credential is gone with the page that held it; null where nothing was lost. */
export const forgottenCredential = (): 'token' | 'oauth' | null => {
  const { kind } = lastKind();
  return (kind === 'token' || kind === 'oauth') && credentials.current()?.kind !== kind ? kind : null;
};

/**
 * Before the first request: a tab that used a token, or signed out, must not go on silently as whoever the browser's cookie
 * says, even where the server has not confirmed that the cookie's session is over. One that lost its token asks the other
 * tabs for it. In: the OAuth client of this console at Lightdash, if it has one, and the linked accounts.
 */
export const startSession = (oauth: OAuthClient | null, accounts: readonly AccountConfig[] = []): void => {
  const { kind, userUuid } = lastKind();
  if (kind === 'nobody') credentials.replace(null);
  // Not that of somebody else who is signed in in another tab.
  else if (forgottenCredential()) credentials.await(userUuid);
  oauthClient = oauth;
  linkedAccounts = accounts;
  credentials.renewBy(async (rejected) => {
    if (rejected === rotated?.of) return rotated.next;
    if (!oauth || rejected.refresh === undefined) return null;
    const { renew } = await import('../api/lightdash/oauth');
    return renew(oauth, rejected, { origin: location.origin });
  });
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
        throw new ApiFailure({
          kind: 'bad-credentials',
          outcome: 'not-sent',
          serverMessage: 'This does not look like an access token',
        });
      }
      return tokenCredential(token);
    }
    case 'demo':
      await signInAsDemoIdentity(signIn.identity);
      return cookieCredential('demo');
    case 'oauth': {
      const { credentialOf } = await import('../api/lightdash/oauth');
      return credentialOf(signIn.tokens, signIn.askedAt);
    }
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
    if (credential.cookies) credentials.mistrust(credential);
    if (!isFailure(error, 'unauthorized')) throw error;
    const serverMessage = credential.cookies
      ? 'The browser did not keep the session. Allow cookies for this site and try again'
      : 'Lightdash does not accept this token';
    throw new ApiFailure({ kind: 'bad-credentials', outcome: 'rejected', status: error.status, serverMessage });
  }
};

/** Makes a tried credential the console's own and puts its owner in the cache; whatever a former owner had read is dropped. */
export const adoptCredential = (
  queryClient: QueryClient,
  { credential, me }: { credential: Credential; me: SignedIn },
): void => {
  const before = queryClient.getQueryData(meQuery.queryKey);
  if (before?.userUuid !== me.userUuid) {
    queryClient.clear();
    forgetRecents();
    // A tab that only forgot who was there keeps what was connected before that; whose it is, is checked when it is used.
    if (before) forgetAccounts();
  }
  credentials.adopt(credential, me.userUuid);
  rememberKind(credential.kind, me.userUuid);
  forgetOthers(me);
  queryClient.setQueryData(meQuery.queryKey, me);
};

/**
 * After a token was rotated: goes on with its new secret if it is the one that is signed in with, which only its refusal shows. In: the
 * secret. Never throws.
 */
export const goOnWith = async (secret: string): Promise<void> => {
  const of = credentials.current();
  if (of?.kind !== 'token') return;
  rotated = { of, next: tokenCredential(secret) };
  await readMe().catch(() => {});
  rotated = null;
};

/** Who is told when somebody else has taken the place of the person; null for nobody. */
export const onOtherPerson = (listener: ((me: SignedIn) => void) | null): void => {
  tellStranger = listener;
};

/** Makes a tried credential the console's own that is not of the person who was here. */
export const adoptOtherPerson = (queryClient: QueryClient, tried: { credential: Credential; me: SignedIn }): void => {
  adoptCredential(queryClient, tried);
  tellStranger?.(tried.me);
};

/**
 * Ends the session: at once here, where nothing that was read stays in memory, then on the server, where there is a session.
 * A server that cannot be reached keeps nobody signed in here. Out: whether the server has confirmed it.
 */
export const signOut = async (queryClient: QueryClient): Promise<{ confirmed: boolean }> => {
  const credential = credentials.current();
  rememberKind('nobody');
  forgetKept();
  forgetRecents();
  credentials.end();
  endAccounts(linkedAccounts);
  queryClient.clear();
  if (oauthClient && credential?.refresh) return revoke(oauthClient, credential.refresh);
  if (!credential?.cookies) return { confirmed: true };
  // Over plain http nothing else tells our server that no other site asks for it.
  const confirmed = await logout({ credential, headers: { 'content-type': 'application/json' } }).then(
    () => true,
    (error: unknown) => isFailure(error, 'unauthorized'),
  );
  return { confirmed };
};

/** Who is asked when the credential dies while one works; null to ask nobody. See createCredentialStore. */
export const onCredentialDeath: typeof credentials.askWith = (...asked) => credentials.askWith(...asked);

/** Tells when another tab has signed this person out: nothing that was read stays here either. In: how to leave the page then. */
export const onSignOutElsewhere = (queryClient: QueryClient, leave: (() => Promise<void>) | null): void =>
  credentials.onEndElsewhere(
    leave &&
      (() => {
        rememberKind('nobody');
        forgetKept();
        forgetRecents();
        endAccounts(linkedAccounts);
        // The page goes first: without its data it would ask for it again.
        void leave().finally(() => queryClient.clear());
      }),
  );

/** The people one may sign in as in the sandbox. */
export const demoIdentitiesQuery = queryOptions({
  queryKey: ['listDemoIdentities'],
  queryFn: ({ signal }) => listDemoIdentities(signal),
  staleTime: Infinity,
});
