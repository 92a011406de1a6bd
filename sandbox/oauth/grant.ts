import { createHash } from 'node:crypto';
import type { Backend } from '../lightdash/http';
import { OAuthRefusal } from './refusal';
import { type AuthorizationServer, organizationOfServiceClient, serviceClient } from './servers';
import type { OAuthState } from './state';
import { type TokenAnswer, issueTokens, organizationOf, redeemCode, rotate } from './store';

const VERIFIER = /^[\w.~-]{43,128}$/;

/** What a token endpoint was sent: the form, and a client's Basic credentials where it has some. */
export type TokenRequest = { form: URLSearchParams; authorization: string | undefined };

/**
 * Answers a token request. The sentences are those of @node-oauth/oauth2-server, which Lightdash uses.
 *
 * @throws OAuthRefusal
 */
export async function grant(
  backend: Backend,
  state: OAuthState,
  server: AuthorizationServer,
  { form, authorization }: TokenRequest,
): Promise<TokenAnswer> {
  const grantType = form.get('grant_type');
  if (server.api === 'zenml' && grantType === 'client_credentials')
    return forService(backend, state, server, authorization);
  // OAuthToken.bad-grant: a public client that wants something else is no client at all.
  if (!form.get('client_id') || (grantType !== 'authorization_code' && grantType !== 'refresh_token')) {
    throw new OAuthRefusal('invalid_client', 'Invalid client: cannot retrieve client credentials');
  }
  if (form.get('client_id') !== server.clientId)
    throw new OAuthRefusal('invalid_client', 'Invalid client: client is invalid');
  return grantType === 'authorization_code'
    ? forCode(backend, state, server, form)
    : forRefresh(backend, state, server, form);
}

async function forCode(backend: Backend, state: OAuthState, server: AuthorizationServer, form: URLSearchParams) {
  const [code, verifier] = [required(form, 'code'), required(form, 'code_verifier')];
  const found = await redeemCode(backend, server.api, code);
  if (!found) throw new OAuthRefusal('invalid_grant', 'Invalid grant: authorization code is invalid');
  const refuse = (sentence: string) => {
    state.count(server.api, found.organizationUuid, 'refused');
    return new OAuthRefusal('invalid_grant', sentence);
  };
  if (!found.isLive) throw refuse('Invalid grant: authorization code has expired');
  if (form.get('redirect_uri') !== found.redirectUri) throw refuse('Invalid request: `redirect_uri` is invalid');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (!VERIFIER.test(verifier) || challenge !== found.challenge)
    throw refuse('Invalid grant: code verifier is invalid');
  state.count(server.api, found.organizationUuid, 'exchanged');
  return issueTokens(backend, server, found);
}

async function forRefresh(backend: Backend, state: OAuthState, server: AuthorizationServer, form: URLSearchParams) {
  const refresh = required(form, 'refresh_token');
  const [organizationUuid, answer] = [
    await organizationOf(backend, server.api, refresh),
    await rotate(backend, server, refresh),
  ];
  if (organizationUuid) state.count(server.api, organizationUuid, answer ? 'refreshed' : 'refused');
  if (!answer) throw new OAuthRefusal('invalid_grant', 'Invalid grant: refresh token is invalid');
  return answer;
}

/** Client credentials, in Basic (RFC 6749, section 2.3.1): the shared service account of an organization. */
async function forService(
  backend: Backend,
  state: OAuthState,
  server: AuthorizationServer,
  authorization: string | undefined,
) {
  const { clientId, clientSecret } = basicCredentials(authorization);
  const organizationUuid = organizationOfServiceClient(clientId);
  if (!organizationUuid || serviceClient(organizationUuid).clientSecret !== clientSecret) {
    throw new OAuthRefusal('invalid_client', 'Invalid client: client is invalid');
  }
  state.count(server.api, organizationUuid, 'service');
  return issueTokens(backend, server, {
    api: server.api,
    organizationUuid,
    userUuid: null,
    scope: server.scopes.join(' '),
  });
}

/** The id and secret of a Basic header, empty where there is none. */
export function basicCredentials(authorization = ''): { clientId: string; clientSecret: string } {
  const [, encoded = ''] = /^Basic ([\w+/=]+)$/.exec(authorization) ?? [];
  const [clientId = '', clientSecret = ''] = Buffer.from(encoded, 'base64').toString().split(':');
  try {
    return { clientId: decodeURIComponent(clientId), clientSecret: decodeURIComponent(clientSecret) };
  } catch {
    return { clientId: '', clientSecret: '' };
  }
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw new OAuthRefusal('invalid_request', `Missing parameter: \`${name}\``);
  return value;
}
