import { Hono } from 'hono';
import { identify } from '../lightdash/auth';
import { answer } from '../lightdash/errors';
import type { ApiContext, ApiEnv, Backend } from '../lightdash/http';
import { BadSwitch, inputOf, textOf } from '../switches/input';
import type { OAuthState } from './state';
import { expireTokens } from './store';

/**
 * Switches of the authorization servers. The organization is that of `organizationUuid`, or of the caller: by session, token or
 * bearer, dead ones included.
 */
export function oauthSwitches(backend: Backend, state: OAuthState): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.post('/sandbox/oauth/expire', async (c) => {
    const input = await inputOf(c.req);
    const { api } = input;
    if (api !== 'lightdash' && api !== 'zenml') throw new BadSwitch('api must be lightdash or zenml');
    const organizationUuid = await organizationOfCall(backend, state, c, input);
    const expired = await expireTokens(backend, { api, organizationUuid, refresh: flagOf(input, 'refresh', false) });
    return answer(200, { status: 'ok', expired });
  });

  app.post('/sandbox/oauth/bearer', async (c) => {
    const input = await inputOf(c.req);
    const organizationUuid = await organizationOfCall(backend, state, c, input);
    state.setBearer(organizationUuid, flagOf(input, 'oauthBearer'));
    return answer(200, { status: 'ok' });
  });

  app.get('/sandbox/oauth/count', async (c) =>
    answer(200, state.countsOf(await organizationOfCall(backend, state, c, c.req.query()))),
  );

  return app;
}

async function organizationOfCall(
  backend: Backend,
  state: OAuthState,
  c: ApiContext,
  input: Record<string, unknown>,
): Promise<string> {
  if (input.organizationUuid !== undefined) return textOf(input, 'organizationUuid');
  const { caller } = await identify(backend, c, state.takesBearer);
  if (!caller) throw new BadSwitch('organizationUuid is missing, and nobody is signed in');
  return caller.organization.uuid;
}

function flagOf(input: Record<string, unknown>, key: string, fallback?: boolean): boolean {
  const value = input[key] ?? fallback;
  if (typeof value !== 'boolean') throw new BadSwitch(`${key} must be true or false`);
  return value;
}
