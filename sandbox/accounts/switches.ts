import { Hono } from 'hono';
import type { AccountApi, TokenState } from '../db/accounts-schema';
import { identify } from '../lightdash/auth';
import { answer } from '../lightdash/errors';
import type { ApiContext, ApiEnv, Backend } from '../lightdash/http';
import type { OAuthState } from '../oauth/state';
import { identitiesOf } from '../switches/identities';
import { BadSwitch, inputOf, textOf } from '../switches/input';
import { TOKEN_STATES, changeState, findToken, issueToken } from './tokens';

/** Switches of the linked accounts: tokens in every state, and from one state into another. */
export function accountSwitches(backend: Backend, oauth: OAuthState): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.post('/sandbox/accounts/tokens', async (c) => {
    const input = await inputOf(c.req);
    const api = apiOf(input);
    const state = stateOf(input, api, 'live');
    const { warnings = false } = input;
    if (typeof warnings !== 'boolean') throw new BadSwitch('warnings must be true or false');
    const { organizationUuid, uuid } = await ownerOf(backend, oauth, c, input);
    return answer(200, {
      token: await issueToken(backend, { api, organizationUuid, userUuid: uuid, state, warnings }),
    });
  });

  app.patch('/sandbox/accounts/tokens', async (c) => {
    const input = await inputOf(c.req);
    const api = apiOf(input);
    const secret = textOf(input, 'token');
    if (!(await findToken(backend, api, secret))) return answer(404, { error: 'There is no such token.' });
    await changeState(backend, secret, stateOf(input, api));
    return answer(200, { status: 'ok' });
  });

  return app;
}

function apiOf({ api }: Record<string, unknown>): AccountApi {
  if (api === 'workspace' || api === 'zenml' || api === 'katapult') return api;
  throw new BadSwitch('api must be workspace, zenml or katapult');
}

function stateOf(input: Record<string, unknown>, api: AccountApi, fallback?: TokenState): TokenState {
  const state = textOf(input, 'state', fallback);
  const known = TOKEN_STATES[api].find((candidate) => candidate === state);
  if (!known) throw new BadSwitch(`state must be one of ${TOKEN_STATES[api].join(', ')}`);
  return known;
}

/** Whose account it is: the caller's, by session or token, or that of the first person of `organizationUuid`. */
async function ownerOf(
  backend: Backend,
  oauth: OAuthState,
  c: ApiContext,
  input: Record<string, unknown>,
): Promise<{ uuid: string; organizationUuid: string }> {
  if (input.organizationUuid === undefined) {
    const { caller } = await identify(backend, c, oauth.takesBearer);
    if (!caller) throw new BadSwitch('organizationUuid is missing, and nobody is signed in');
    return caller.user;
  }
  const [first] = await identitiesOf(backend, textOf(input, 'organizationUuid'));
  if (!first) throw new BadSwitch('there is no such organization');
  return first;
}
