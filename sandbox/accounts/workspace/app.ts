import { Hono } from 'hono';
import type { ApiContext, ApiEnv } from '../../lightdash/http';
import { type AccountOptions, type Holder, bearerOf, carryOut, holderOf, json, vendorId } from '../call';
import { type AccountToken, findToken } from '../tokens';

const RETRY_AFTER_S = 5;

const WARNING = {
  Code: 'PasswordExpiresSoon',
  Message: 'The password of this account expires in 7 days.',
  Target: 'Account',
  Field: 'Password',
  Metadata: { DaysLeft: '7' },
  Type: 1,
  Severity: 1,
};

/** The workspace: who a token belongs to (src/api/workspace/openapi.yaml). */
export function workspaceApp(options: AccountOptions): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get('/api/workspace/account/profile', async (c) => {
    const secret = secretOf(c);
    const token = secret === undefined ? undefined : await findToken(options.backend, 'workspace', secret);
    return carryOut(options, c, token?.organizationUuid, async () => {
      if (!token) return problem(401, 'Unauthorized');
      return refusalOf(token) ?? success(await holderOf(options, token.userUuid), token);
    });
  });

  app.notFound(() => problem(404, 'Not Found'));
  return app;
}

/** From the header, or from the address for clients that cannot send one. */
function secretOf(c: ApiContext): string | undefined {
  return bearerOf(c) ?? c.req.query('access_token');
}

function refusalOf({ state }: AccountToken): Response | undefined {
  switch (state) {
    case 'expired':
      return problem(401, 'Unauthorized', 'The access token has expired.');
    case 'service-account':
      return problem(403, 'Forbidden', 'Service accounts cannot access this endpoint via API keys.');
    case 'rate-limited':
      return problem(429, 'Too Many Requests', undefined, { 'retry-after': String(RETRY_AFTER_S) });
    case 'no-user':
      return failed(404, 'UserNotFound', 'The workspace user of this token does not exist any more.');
    case 'unsuccessful':
      return failed(200, 'ProfileLocked', 'The profile is locked while the workspace is being moved.');
    default:
      return undefined;
  }
}

function success({ user }: Holder, { warnings }: AccountToken): Response {
  const Data = {
    UserId: vendorId('wsu_', user.uuid),
    UserName: user.email.split('@')[0],
    Email: user.email,
    FirstName: user.firstName,
    LastName: user.lastName,
    UserType: user.role === 'admin' ? 1 : 0,
  };
  return json(200, { Data, Errors: null, Warnings: warnings ? [WARNING] : null, Success: true });
}

function failed(status: number, code: string, message: string): Response {
  const error = { Code: code, Message: message, Target: 'Account', Field: null, Metadata: {}, Type: 0, Severity: 2 };
  return json(status, { Errors: [error], Warnings: null, Success: false });
}

/** A problem document (RFC 7807). The one for 403 comes as plain JSON (src/api/workspace/openapi.yaml). */
function problem(status: number, title: string, detail?: string, headers: Record<string, string> = {}): Response {
  const body = { type: `https://httpstatuses.invalid/${status}`, title, status, ...(detail ? { detail } : {}) };
  return json(status, body, {
    ...headers,
    'content-type': status === 403 ? 'application/json' : 'application/problem+json',
  });
}
