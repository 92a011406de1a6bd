import { Hono } from 'hono';
import { answer } from '../lightdash/errors';
import type { ApiContext, ApiEnv, Backend } from '../lightdash/http';
import { identify } from '../lightdash/auth';
import { refusalOf } from '../switches/guard';
import { identitiesOf } from '../switches/identities';
import type { Trouble } from '../switches/trouble';
import { authorizeRoutes } from './authorize';
import type { Person } from './page';
import { LIGHTDASH, ZENML } from './servers';
import type { OAuthState } from './state';
import { tokenRoutes } from './token';

type Options = {
  backend: Backend;
  trouble: Trouble;
  state: OAuthState;
  demo: { organizationUuid: string; name: string };
};

/** Lightdash's authorization server: page, endpoints and metadata (RFC 8414). Without a session one is a person of the demo. */
export function lightdashOAuth({ backend, trouble, state, demo }: Options): Hono<ApiEnv> {
  const { authorizationPath, tokenPath, revocationPath, issuer, scopes } = LIGHTDASH;
  const app = new Hono<ApiEnv>();
  app.get('/.well-known/oauth-authorization-server', (c) => {
    const { origin } = new URL(c.req.url);
    return answer(200, {
      issuer,
      authorization_endpoint: origin + authorizationPath,
      token_endpoint: origin + tokenPath,
      revocation_endpoint: origin + revocationPath,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['none'],
      code_challenge_methods_supported: ['S256'],
      scopes_supported: scopes,
      authorization_response_iss_parameter_supported: true,
    });
  });
  app.route(
    '/',
    authorizeRoutes(backend, LIGHTDASH, async (c) => {
      const person = await signedIn(backend, state, c);
      if (person) return [person];
      // Without a password they are for this machine only, as every demo identity is.
      return refusalOf(c) ? [] : demoPeople(backend, demo);
    }),
  );
  app.route(
    '/',
    tokenRoutes({ backend, trouble, state, server: LIGHTDASH, paths: { token: tokenPath, revoke: revocationPath } }),
  );
  return app;
}

/** ZenML's page, under the guard of the switches: for who is signed in at the sandbox, else for the demo's first person. */
export function zenmlAuthorize({ backend, state, demo }: Omit<Options, 'trouble'>): Hono<ApiEnv> {
  return authorizeRoutes(backend, ZENML, async (c) => {
    const person = await signedIn(backend, state, c);
    return person ? [person] : (await demoPeople(backend, demo)).slice(0, 1);
  });
}

/** ZenML's token and revocation endpoints, under the paths of its own API. */
export function zenmlOAuth({ backend, trouble, state }: Omit<Options, 'demo'>): Hono<ApiEnv> {
  const paths = { token: '/oauth/token', revoke: '/oauth/revoke' };
  return tokenRoutes({ backend, trouble, state, server: ZENML, paths });
}

/** The person of the browser's session; a token does not open a page. */
async function signedIn(backend: Backend, state: OAuthState, c: ApiContext): Promise<Person | undefined> {
  const { caller, refusal } = await identify(backend, c, state.takesBearer);
  if (!caller || refusal || caller.credential.type !== 'session') return undefined;
  return personOf(caller.user, caller.organization.name);
}

async function demoPeople(backend: Backend, { organizationUuid, name }: Options['demo']): Promise<Person[]> {
  return (await identitiesOf(backend, organizationUuid)).map((user) => personOf(user, name));
}

function personOf(
  user: { uuid: string; firstName: string; lastName: string; email: string },
  organization: string,
): Person {
  return { uuid: user.uuid, name: `${user.firstName} ${user.lastName}`.trim(), email: user.email, organization };
}
