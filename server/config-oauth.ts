import { LIGHTDASH, ZENML, type AuthorizationServer } from '../sandbox/oauth/servers';
import { type Environment, httpUrl, isSecret, refuse } from './config-values';

/**
 * A public client of an authorization server, as the browser is told of it. The browser goes to `authorizationEndpoint` with
 * the whole page, it may be elsewhere; the other endpoints are paths of our own origin. The redirect URI is always
 * `<origin>/oauth/callback`.
 */
export interface OAuthClient {
  clientId: string;
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  revocationEndpoint: string | null;
  scopes: string[];
  /** Whether the server's metadata promises `iss` in its answers (RFC 9207). */
  issPromised: boolean;
}

/** A client, and where its server's endpoints really are; the browser is told of the client only. */
export interface OAuthSettings {
  client: OAuthClient;
  tokenUrl: URL;
  revocationUrl: URL | null;
}

const CLIENT_ID = /^[\x21-\x7e]{1,200}$/;
/** RFC 6749, section 3.3. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
const ENDPOINTS = ['authorizationEndpoint', 'tokenEndpoint', 'revocationEndpoint'];
const KEYS = ['clientId', 'issuer', ...ENDPOINTS, 'scopes', 'issPromised'];

/**
 * The client with which people sign in at Lightdash. The sandbox has one of its own; at a real Lightdash
 * LIGHTDASH_OAUTH_CLIENT_ID turns it on.
 *
 * @param publicUrl Lightdash as browsers reach it, for they go to sign in there.
 * @throws ConfigError
 */
export function readLightdashOAuth(env: Environment, publicUrl: URL | null): OAuthClient | null {
  const clientId = env.LIGHTDASH_OAUTH_CLIENT_ID?.trim();
  if (!publicUrl) {
    if (clientId) refuse('LIGHTDASH_OAUTH_CLIENT_ID needs LIGHTDASH_URL; the sandbox has a client of its own.');
    return sandboxClient(LIGHTDASH);
  }
  if (!clientId) return null;
  if (!CLIENT_ID.test(clientId))
    refuse('LIGHTDASH_OAUTH_CLIENT_ID is no client id; copy the one that Lightdash has registered for the console.');
  if (!isSecret(publicUrl))
    refuse(
      'LIGHTDASH_OAUTH_CLIENT_ID needs a LIGHTDASH_URL (or LIGHTDASH_PUBLIC_URL) with https; over http everybody on the way could sign in.',
    );
  return {
    clientId,
    issuer: publicUrl.origin,
    authorizationEndpoint: `${publicUrl.origin}/api/v1/oauth/authorize`,
    tokenEndpoint: '/api/v1/oauth/token',
    revocationEndpoint: '/api/v1/oauth/revoke',
    scopes: ['read', 'write'],
    // Not in its metadata (recording OAuthDiscovery.ok).
    issPromised: false,
  };
}

/** The console's client at ZenML's server of the sandbox; its endpoints are those of the sandbox's own app. */
export function sandboxZenml(endpoint: (path: string) => URL): OAuthSettings {
  return { client: sandboxClient(ZENML), tokenUrl: endpoint('/oauth/token'), revocationUrl: endpoint('/oauth/revoke') };
}

/**
 * Reads the `oauth` part of a linked account.
 *
 * @param what begins the sentences, e.g. `ACCOUNTS: "zenml"`.
 * @throws ConfigError
 */
export function readAccountOAuth(what: string, id: string, value: unknown): OAuthSettings {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(
      `${what} has an oauth that is no object; write it as {"clientId": …, "issuer": …, "authorizationEndpoint": …, "tokenEndpoint": …}.`,
    );
  const oauth = value as Record<string, unknown>;
  const foreign = Object.keys(oauth).find((key) => !KEYS.includes(key));
  if (foreign !== undefined)
    refuse(
      `${what} has "${foreign}" in its oauth, which is unknown; a client of a browser has no secret, and only ${KEYS.join(', ')}.`,
    );
  const { clientId, issuer, scopes = [], issPromised = false, revocationEndpoint } = oauth;
  if (typeof clientId !== 'string' || !CLIENT_ID.test(clientId))
    refuse(`${what} has no oauth.clientId; copy the one that was registered for the console.`);
  const endpoint = (name: string): URL => {
    if (oauth[name] === undefined)
      refuse(`${what} has no oauth.${name}; it is in the metadata of its authorization server.`);
    const url = httpUrl(`${what}: oauth.${name}`, oauth[name], 'https://login.example.com/oauth/token');
    if (!isSecret(url)) refuse(`${what}: oauth.${name} is http to another machine; set it to an https address.`);
    return url;
  };
  // Compared as a text (RFC 8414, section 3.3): kept as it was written.
  endpoint('issuer');
  const authorizationEndpoint = endpoint('authorizationEndpoint').href;
  const tokenUrl = endpoint('tokenEndpoint');
  const revocationUrl = revocationEndpoint === undefined ? null : endpoint('revocationEndpoint');
  if (!isScopes(scopes))
    refuse(`${what} has oauth.scopes that are no list of scopes; write them as ["read", "write"].`);
  if (typeof issPromised !== 'boolean') refuse(`${what} has an oauth.issPromised that is neither true nor false.`);
  return {
    client: {
      clientId,
      issuer: String(issuer),
      authorizationEndpoint,
      tokenEndpoint: `/accounts/${id}/oauth/token`,
      revocationEndpoint: revocationUrl ? `/accounts/${id}/oauth/revoke` : null,
      scopes,
      issPromised,
    },
    tokenUrl,
    revocationUrl,
  };
}

function sandboxClient(server: AuthorizationServer): OAuthClient {
  return {
    clientId: server.clientId,
    issuer: server.issuer,
    authorizationEndpoint: server.authorizationPath,
    tokenEndpoint: server.tokenPath,
    revocationEndpoint: server.revocationPath,
    scopes: [...server.scopes],
    issPromised: true,
  };
}

function isScopes(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((scope) => typeof scope === 'string' && SCOPE.test(scope));
}
