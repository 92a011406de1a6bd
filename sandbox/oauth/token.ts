import { type Context, Hono } from 'hono';
import { answer } from '../lightdash/errors';
import type { ApiEnv, Backend } from '../lightdash/http';
import type { Trouble } from '../switches/trouble';
import { basicCredentials, grant } from './grant';
import { OAuthRefusal, refusalAnswer } from './refusal';
import { type AuthorizationServer, organizationOfServiceClient } from './servers';
import type { OAuthState } from './state';
import { organizationOf, revokePair, revokeRefresh } from './store';

type Options = {
  backend: Backend;
  trouble: Trouble;
  state: OAuthState;
  server: AuthorizationServer;
  /** Where they are for this app: behind the pass of linked accounts the vendor's own paths. */
  paths: { token: string; revoke: string };
};

/** The token and the revocation endpoint of an authorization server (RFC 6749, section 3.2; RFC 7009). */
export function tokenRoutes({ backend, trouble, state, server, paths }: Options): Hono<ApiEnv> {
  const { api } = server;
  const app = new Hono<ApiEnv>();

  for (const path of [paths.token, paths.revoke]) {
    app.use(path, async (c, next) => {
      // Nobody calls but whose code or token it is: their organization's trouble strikes.
      const organizationUuid = await organizationOfForm(c);
      if (organizationUuid) c.set('organizationUuid', organizationUuid);
      c.set('body', {});
      return trouble.strike(c, next);
    });
  }

  app.post(paths.token, async (c) => {
    try {
      return answer(
        200,
        await grant(backend, state, server, { form: await formOf(c), authorization: c.req.header('authorization') }),
      );
    } catch (error) {
      if (error instanceof OAuthRefusal) return refusalAnswer(server, error);
      throw error;
    }
  });

  // Always 200, also for a token that is not known (OAuthRevoke.ok; RFC 7009, section 2.2).
  app.post(paths.revoke, async (c) => {
    const token = new URLSearchParams(await c.req.text()).get('token') ?? '';
    const organizationUuid = await organizationOf(backend, api, token);
    if (organizationUuid) state.count(api, organizationUuid, 'revoked');
    // Lightdash ends refresh tokens only (docs/lightdash/sign-in.md#a4).
    await (api === 'lightdash' ? revokeRefresh : revokePair)(backend, api, token);
    return new Response(null);
  });

  return app;

  async function organizationOfForm(c: Context<ApiEnv>): Promise<string | undefined> {
    const form = new URLSearchParams(await c.req.text());
    const secret = form.get('code') ?? form.get('refresh_token') ?? form.get('token');
    if (secret !== null) return organizationOf(backend, api, secret);
    return organizationOfServiceClient(basicCredentials(c.req.header('authorization')).clientId);
  }
}

async function formOf(c: Context<ApiEnv>): Promise<URLSearchParams> {
  if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    throw new OAuthRefusal('invalid_request', 'Invalid request: content must be application/x-www-form-urlencoded');
  }
  const form = new URLSearchParams(await c.req.text());
  const names = [...form.keys()];
  if (new Set(names).size < names.length)
    throw new OAuthRefusal('invalid_request', 'Invalid request: a parameter was sent twice');
  return form;
}
