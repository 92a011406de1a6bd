import { Hono } from 'hono';
import type { ApiEnv } from '../../lightdash/http';
import { type AccountOptions, type Holder, bearerOf, carryOut, holderOf, json, vendorId } from '../call';
import { type AccountToken, findToken } from '../tokens';

/** Where the sandbox says that a call came from: an address of documentation (RFC 5737). */
const ADDRESS = '203.0.113.7';
const SCOPE = 'users:read';
const PER_MINUTE = 60;

/** Katapult: who a token belongs to (src/api/katapult/openapi.yaml). */
export function katapultApp(options: AccountOptions): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/users/current', async (c) => {
    const secret = bearerOf(c);
    const token = secret === undefined ? undefined : await findToken(options.backend, 'katapult', secret);
    return carryOut(options, c, token?.organizationUuid, async () => {
      if (secret === undefined) return failure(400, 'missing_api_token', 'No API token was provided.');
      if (!token) return failure(403, 'invalid_api_token', 'The API token provided was not valid.');
      return refusalOf(token) ?? json(200, currentUser(await holderOf(options, token.userUuid), token));
    });
  });

  app.notFound(() => failure(404, 'route_not_found', 'There is no such endpoint.'));
  return app;
}

function refusalOf({ state }: AccountToken): Response | undefined {
  switch (state) {
    case 'expired':
      return failure(403, 'invalid_api_token', 'The API token provided was not valid.');
    case 'wrong-network':
      return failure(403, 'unauthorized_network_for_api_token', 'This network may not use the API token.', {
        ip_address: ADDRESS,
      });
    case 'missing-scope':
      return failure(403, 'scope_not_granted', 'The scope required has not been granted.', { scopes: [SCOPE] });
    case 'bad-capabilities':
      return failure(403, 'invalid_capabilities_token', 'The capabilities token provided was not valid.');
    case 'no-user':
      return failure(404, 'no_user_associated_with_identity', 'There is no user associated with this API token.');
    case 'rate-limited':
      return failure(429, 'rate_limit_reached', 'The rate limit was reached.', { total_permitted: PER_MINUTE });
    default:
      return undefined;
  }
}

function currentUser({ user, organization }: Holder, { tokenHash }: AccountToken) {
  const id = vendorId('user_', user.uuid);
  return {
    user: {
      id,
      first_name: user.firstName,
      last_name: user.lastName,
      avatar_url: `https://avatars.katapult.sandbox.invalid/${id}.png`,
    },
    organizations: [
      { id: vendorId('org_', organization.uuid), name: organization.name, sub_domain: subDomainOf(organization.name) },
      {
        id: vendorId('org_', user.uuid),
        name: `${user.firstName}’s lab`,
        sub_domain: subDomainOf(`${user.firstName} lab`),
      },
    ],
    api_token_id: vendorId('apitoken_', tokenHash),
  };
}

function subDomainOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .replace(/[\s_]+/g, '-');
}

function failure(status: number, code: string, description: string, detail: Record<string, unknown> = {}): Response {
  return json(status, { code, description, detail });
}
