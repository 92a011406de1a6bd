import { OAuthRefusal } from './refusal';
import type { AuthorizationServer } from './servers';

/** A request that may be shown to a person: everything in it has been checked. */
export type AuthorizationRequest = { redirectUri: string; challenge: string; scope: string; state: string | null };

/** A request whose sender is not who it says: the person is told, and sent nowhere (RFC 6749, section 4.1.2.1). */
export class Untrusted extends Error {}

/** What a client sends, and what the form of the page repeats. */
export const PARAMETERS = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
] as const;

/** SHA-256 in base64url (RFC 7636, section 4.2). */
const CHALLENGE = /^[\w-]{43}$/;

/**
 * Where the answer goes. The one address that is registered is compared as a text (RFC 9700, section 2.1).
 *
 * @throws Untrusted for an unknown client or another address.
 */
export function redirectUriOf(server: AuthorizationServer, parameters: URLSearchParams, origin: string): string {
  const registered = `${origin}/oauth/callback`;
  if (only(parameters, 'client_id') !== server.clientId)
    throw new Untrusted(`${server.name} does not know this application.`);
  if (only(parameters, 'redirect_uri') !== registered) {
    throw new Untrusted(`The address to return to is not the one that was registered, ${registered}.`);
  }
  return registered;
}

/**
 * Checks the rest: authorization code, PKCE with S256, known scopes.
 *
 * @throws OAuthRefusal, which the client is told by redirect.
 */
export function readRequest(
  server: AuthorizationServer,
  parameters: URLSearchParams,
  redirectUri: string,
): AuthorizationRequest {
  const repeated = PARAMETERS.find((name) => parameters.getAll(name).length > 1);
  if (repeated) throw new OAuthRefusal('invalid_request', `${repeated} was sent twice.`);
  if (parameters.get('response_type') !== 'code') {
    throw new OAuthRefusal('unsupported_response_type', 'Only response_type=code is supported.');
  }
  const challenge = parameters.get('code_challenge') ?? '';
  if (parameters.get('code_challenge_method') !== 'S256' || !CHALLENGE.test(challenge)) {
    throw new OAuthRefusal('invalid_request', 'A code_challenge with the method S256 is required.');
  }
  const scope = parameters.get('scope') ?? server.scopes.join(' ');
  if (!scope.split(' ').every((one) => server.scopes.includes(one))) {
    throw new OAuthRefusal('invalid_scope', `The scopes are ${server.scopes.join(', ')}.`);
  }
  return { redirectUri, challenge, scope, state: parameters.get('state') };
}

/** The address with an answer in its query, `state` as it was sent and `iss` beside it (RFC 9207). */
export function answerAddress(
  { issuer }: AuthorizationServer,
  redirectUri: string,
  state: string | null,
  answer: Record<string, string>,
): string {
  const url = new URL(redirectUri);
  url.search = new URLSearchParams({ ...answer, ...(state === null ? {} : { state }), iss: issuer }).toString();
  return url.href;
}

function only(parameters: URLSearchParams, name: string): string | undefined {
  const values = parameters.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}
