import * as oauth from 'oauth4webapi';
import type { Tokens } from './credentials';
import { ApiFailure, type FailureKind } from './failure';
import { createSend, type SendOptions } from './send';

/** A public client of an authorization server, as the console's configuration names it. The token endpoint is on our own origin. */
export type OAuthClient = {
  clientId: string;
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  revocationEndpoint: string | null;
  scopes: readonly string[];
  /** Whether the server's metadata promises `iss` in its answers (RFC 9207); then one without it is refused. */
  issPromised: boolean;
};

/** What must be remembered while the person is away at the authorization server; nothing of it outlives the return. */
export type Pending = { state: string; verifier: string; nonce: string | null };

/** What OAuth depends on: where this console is, and how it sends. */
export type OAuthOptions = SendOptions & { origin: string };

/** Where the authorization server sends people back to: one address, registered there exactly. */
export const redirectUri = (origin: string): string => `${origin}/oauth/callback`;

const serverOf = (client: OAuthClient, origin: string): oauth.AuthorizationServer => ({
  issuer: client.issuer,
  authorization_endpoint: new URL(client.authorizationEndpoint, origin).href,
  token_endpoint: new URL(client.tokenEndpoint, origin).href,
  ...(client.revocationEndpoint === null
    ? {}
    : { revocation_endpoint: new URL(client.revocationEndpoint, origin).href }),
  authorization_response_iss_parameter_supported: client.issPromised,
});

/** The only way out: our own origin, without cookies, bounded in time. Throws ApiFailure. */
const wayOut = (client: OAuthClient, { origin, ...send }: OAuthOptions) => {
  const exchange = createSend(send);
  return {
    // The console itself may be served without TLS on one's own machine; its endpoints are as safe as it is.
    [oauth.allowInsecureRequests]: origin.startsWith('http:'),
    [oauth.customFetch]: async (
      address: string,
      init: oauth.CustomFetchOptions<'POST', URLSearchParams | undefined>,
    ): Promise<Response> => {
      const url = new URL(address);
      const details = { method: 'POST', path: url.pathname, api: client.issuer };
      if (url.origin !== origin) throw new ApiFailure({ ...details, kind: 'blocked', outcome: 'not-sent' });
      const headers = new Headers(init.headers);
      const body = String(init.body);
      const {
        status,
        text,
        headers: received,
      } = await exchange({ ...details, url, headers, body, cookies: false, signal: init.signal });
      return new Response(text || null, { status, headers: received });
    },
  };
};

/** What a refusal of the token endpoint means. Its words are free text on some servers (docs/lightdash/sign-in.md#a4): only the status counts. */
const kindOf = (status: number): FailureKind => {
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'unavailable';
  return status >= 400 ? 'bad-credentials' : 'malformed';
};

const refused = (kind: FailureKind, status = 0): ApiFailure =>
  new ApiFailure({ kind, outcome: 'rejected', status, method: 'POST', path: '' });

/** The tokens of a good answer. Throws ApiFailure: what is not readable is `malformed`, never shown. */
const tokensOf = async (
  response: Response,
  read: (response: Response) => Promise<oauth.TokenEndpointResponse>,
): Promise<Tokens> => {
  if (response.status !== 200) throw refused(kindOf(response.status), response.status);
  const answer = await read(response).catch(() => {
    throw refused('malformed', response.status);
  });
  return { access: answer.access_token, refresh: answer.refresh_token ?? null, expiresIn: answer.expires_in ?? null };
};

const NOT_OURS = 'The answer does not belong to this sign-in';

/**
 * Begins a sign-in by authorization code with PKCE (RFC 7636, S256). Out: where to send the browser, and what to remember.
 * A nonce is only for servers that answer with an ID token.
 */
export const beginSignIn = async (client: OAuthClient, origin: string): Promise<{ url: string; pending: Pending }> => {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = client.scopes.includes('openid') ? oauth.generateRandomNonce() : null;
  const url = new URL(client.authorizationEndpoint, origin);
  const parameters = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri(origin),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...(client.scopes.length === 0 ? {} : { scope: client.scopes.join(' ') }),
    ...(nonce === null ? {} : { nonce }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, pending: { state, verifier, nonce } };
};

/**
 * Ends a sign-in: checks what the authorization server sent back with the person and exchanges the code. In: the query of
 * the address they came back to, and what was remembered. Throws ApiFailure: `bad-credentials` when the answer does not belong
 * to this sign-in (state, `iss`), when the person said no, or when the code is not accepted.
 */
export const finishSignIn = async (
  client: OAuthClient,
  pending: Pending,
  query: URLSearchParams,
  options: OAuthOptions,
): Promise<Tokens> => {
  const server = serverOf(client, options.origin);
  const self = { client_id: client.clientId };
  let parameters: URLSearchParams;
  try {
    parameters = oauth.validateAuthResponse(server, self, query, pending.state);
  } catch (error) {
    const isDenied = error instanceof oauth.AuthorizationResponseError && error.error === 'access_denied';
    const serverMessage = isDenied ? 'Access was not granted' : NOT_OURS;
    throw new ApiFailure({ kind: 'bad-credentials', outcome: 'rejected', serverMessage });
  }
  // The library takes this for a mistake of ours.
  if (parameters.getAll('code').filter(Boolean).length !== 1)
    throw new ApiFailure({ kind: 'bad-credentials', outcome: 'rejected', serverMessage: NOT_OURS });
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    self,
    oauth.None(),
    parameters,
    redirectUri(options.origin),
    pending.verifier,
    wayOut(client, options),
  );
  return tokensOf(response, (answer) =>
    oauth.processAuthorizationCodeResponse(
      server,
      self,
      answer,
      pending.nonce === null ? {} : { expectedNonce: pending.nonce },
    ),
  );
};

/**
 * Exchanges a refresh token. Out: the new tokens, with the old refresh token where the server keeps it; null when the server
 * does not take it any more. Throws ApiFailure for what is temporary.
 */
export const refreshTokens = async (
  client: OAuthClient,
  refresh: string,
  options: OAuthOptions,
): Promise<Tokens | null> => {
  const server = serverOf(client, options.origin);
  const self = { client_id: client.clientId };
  const response = await oauth.refreshTokenGrantRequest(server, self, oauth.None(), refresh, wayOut(client, options));
  if (kindOf(response.status) === 'bad-credentials') return null;
  const tokens = await tokensOf(response, (answer) => oauth.processRefreshTokenResponse(server, self, answer));
  return { ...tokens, refresh: tokens.refresh ?? refresh };
};

/** Tells the authorization server that a token is not needed any more (RFC 7009). Throws ApiFailure where that did not succeed. */
export const revokeToken = async (client: OAuthClient, token: string, options: OAuthOptions): Promise<void> => {
  if (client.revocationEndpoint === null) return;
  const self = { client_id: client.clientId };
  const response = await oauth.revocationRequest(
    serverOf(client, options.origin),
    self,
    oauth.None(),
    token,
    wayOut(client, options),
  );
  if (response.status !== 200) throw refused(kindOf(response.status), response.status);
};
