import { Hono } from 'hono';
import type { ApiContext, ApiEnv } from '../../lightdash/http';
import { type AccountOptions, bearerOf, carryOut, json } from '../call';
import { type ZenmlUser, findBearer, isTaken, updateUser, userOf, wireOf } from './users';
import { readChange } from './validate';

/** ZenML Pro: the user that a token belongs to (src/api/zenml/openapi.yaml), and the endpoints of its authorization server. */
export function zenmlApp(options: AccountOptions, oauth: Hono<ApiEnv>): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.route('/', oauth);

  app.get('/users/me', (c) => asUser(options, c, (user) => json(200, wireOf(user))));
  app.patch('/users/me', (c) => asUser(options, c, async (user) => update(options, user, await c.req.text())));
  app.all('/users/me', () => failure(405, 'Method Not Allowed'));

  app.notFound(() => failure(404, 'Not Found'));
  return app;
}

async function asUser(
  options: AccountOptions,
  c: ApiContext,
  operation: (user: ZenmlUser) => Response | Promise<Response>,
): Promise<Response> {
  const secret = bearerOf(c);
  const bearer = secret === undefined ? undefined : await findBearer(options.backend, secret);
  return carryOut(options, c, bearer?.organizationUuid, async () => {
    if (!bearer) return failure(401, 'Not authenticated');
    if (bearer.state === 'expired') return failure(401, 'Token has expired');
    if (bearer.state === 'missing-scope') return failure(403, 'This token does not allow reading the user');
    if (bearer.state === 'rate-limited') return failure(429, 'Too many requests', { 'retry-after': '5' });
    return operation(await userOf(options, bearer));
  });
}

/**
 * Changes a user as ZenML does: the rules of the model first, then those of the account. Null empties a field, except username
 * and address, where it means nothing. What would make the user mightier is accepted and ignored.
 */
async function update({ backend }: AccountOptions, user: ZenmlUser, body: string): Promise<Response> {
  const read = readChange(body);
  if ('issues' in read) return json(422, { detail: read.issues });
  const { change } = read;
  if (user.kind === 'service') return failure(400, 'Service accounts cannot be updated by this endpoint');
  for (const field of ['username', 'email'] as const) {
    const isChanged = typeof change[field] === 'string' && change[field] !== user[field];
    if (isChanged && user.kind === 'oauth')
      return failure(400, `The ${field} of an OAuth2 user account cannot be changed`);
  }
  if (typeof change.username === 'string' && (await isTaken(backend, user, change.username))) {
    return failure(409, 'A user with this username exists already');
  }
  return json(200, wireOf(await updateUser(backend, user, changesOf(change))));
}

function changesOf(change: Record<string, unknown>): Partial<ZenmlUser> {
  const texts = {
    name: change.name,
    avatarUrl: change.avatar_url,
    company: change.company,
    jobTitle: change.job_title,
  };
  const sent = Object.entries(texts).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(sent) as Partial<ZenmlUser>),
    ...(change.metadata === undefined ? {} : { metadata: change.metadata as ZenmlUser['metadata'] }),
    ...(typeof change.username === 'string' ? { username: change.username } : {}),
    ...(typeof change.email === 'string' ? { email: change.email } : {}),
    ...(typeof change.is_onboarded === 'boolean' ? { isOnboarded: change.is_onboarded } : {}),
  };
}

function failure(status: number, detail: string, headers: Record<string, string> = {}): Response {
  return json(status, { detail }, headers);
}
