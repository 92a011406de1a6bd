import { cookieCredential, tokenCredential, type Credential } from '../core/credentials';
import type { FailureKind } from '../core/failure';

/** One answer of a real Lightdash of either generation, as facts: what was asked, by which credential, and what came back. */
export type RecordedAnswer = {
  what: string;
  asked: string;
  by: Credential | null;
  status: number;
  /** null where the answer named none. */
  contentType?: string | null;
  /** The error of the envelope, or a body that is not the envelope. */
  error?: { statusCode?: number; name: string; message: string; data?: unknown };
  text?: string;
  /** `detail`: what the kind leaves open. */
  expected: { kind: FailureKind; fields?: Record<string, string>; detail?: string };
};

export const JSON_TYPE = 'application/json; charset=utf-8';
export const COOKIE = cookieCredential('session');
export const PAT = tokenCredential('ldpat_canary0123456789abcdef');

export const UUID = '00000000-0000-4000-8000-000000000000';
export const NO_ACCESS = "You don't have access to this resource or action";

/** A union's message carries JSON: what a person can read comes before it. */
const issues =
  'Could not match the intersection against every type. Issues: [{"body.name":{"message":"\'name\' is required"}}]';

export const RECORDED_ERRORS: readonly RecordedAnswer[] = [
  // 401: two shapes, and what it means depends on the operation and the credential
  {
    what: 'a dead cookie or no scheme: plain text, no type',
    asked: 'GET /api/v1/user',
    by: COOKIE,
    status: 401,
    contentType: null,
    text: 'Unauthorized',
    expected: { kind: 'unauthorized' },
  },
  {
    what: 'no credential',
    asked: 'GET /api/v1/user/account',
    by: null,
    status: 401,
    contentType: null,
    text: 'Unauthorized',
    expected: { kind: 'unauthorized' },
  },
  {
    what: 'a bad or expired token',
    asked: 'GET /api/v1/user',
    by: PAT,
    status: 401,
    error: { name: 'AuthorizationError', message: 'Failed to authorize user' },
    expected: { kind: 'unauthorized' },
  },
  {
    what: 'a removed person: the body says 404',
    asked: 'GET /api/v1/user',
    by: COOKIE,
    status: 401,
    error: { statusCode: 404, name: 'InvalidUser', message: 'Cannot find user' },
    expected: { kind: 'unauthorized' },
  },
  {
    what: 'a token where only a session is good',
    asked: `DELETE /api/v1/user/me/personal-access-tokens/${UUID}`,
    by: PAT,
    status: 401,
    error: { name: 'AuthorizationError', message: 'Failed to authorize user' },
    expected: { kind: 'session-only' },
  },
  {
    what: 'a token for one’s own profile, plain text',
    asked: 'PATCH /api/v1/user/me',
    by: PAT,
    status: 401,
    contentType: null,
    text: 'Unauthorized',
    expected: { kind: 'session-only' },
  },
  {
    what: 'a dead cookie where only a session is good',
    asked: 'PATCH /api/v1/user/me',
    by: COOKIE,
    status: 401,
    contentType: null,
    text: 'Unauthorized',
    expected: { kind: 'unauthorized' },
  },
  {
    what: 'a token is good for the list beside it',
    asked: 'GET /api/v1/user/me/personal-access-tokens',
    by: PAT,
    status: 401,
    error: { name: 'AuthorizationError', message: 'Failed to authorize user' },
    expected: { kind: 'unauthorized' },
  },
  {
    what: 'the warehouse has lost its sign-in, not the person',
    asked: 'GET /api/v1/org/projects',
    by: COOKIE,
    status: 401,
    error: { name: 'SnowflakeTokenError', message: 'Snowflake credentials have expired' },
    expected: { kind: 'invalid' },
  },
  {
    what: 'a proxy without a word',
    asked: 'GET /api/v1/org',
    by: COOKIE,
    status: 401,
    contentType: 'text/html',
    text: '<html>401</html>',
    expected: { kind: 'unauthorized' },
  },
  // Sign-in
  {
    what: 'a wrong password',
    asked: 'POST /api/v1/login',
    by: COOKIE,
    status: 401,
    error: { name: 'AuthorizationError', message: 'Email and password not recognized' },
    expected: { kind: 'bad-credentials' },
  },
  {
    what: 'a missing field at sign-in: plain text',
    asked: 'POST /api/v1/login',
    by: COOKIE,
    status: 400,
    contentType: null,
    text: 'Bad Request',
    expected: { kind: 'bad-credentials' },
  },
  {
    what: 'a deactivated person at sign-in',
    asked: 'POST /api/v1/login',
    by: COOKIE,
    status: 403,
    error: { name: 'DeactivatedAccountError', message: 'Your account has been deactivated' },
    expected: { kind: 'deactivated' },
  },
  {
    what: 'a deactivated person later',
    asked: 'GET /api/v1/user',
    by: PAT,
    status: 403,
    error: { name: 'DeactivatedAccountError', message: 'Your account has been deactivated' },
    expected: { kind: 'deactivated' },
  },
  // 403
  {
    what: 'a viewer',
    asked: `PATCH /api/v1/org/users/${UUID}`,
    by: PAT,
    status: 403,
    error: { name: 'ForbiddenError', message: NO_ACCESS },
    expected: { kind: 'forbidden' },
  },
  {
    what: 'the last admin',
    asked: `PATCH /api/v1/org/users/${UUID}`,
    by: PAT,
    status: 403,
    error: { name: 'ForbiddenError', message: 'Organization must have at least one admin' },
    expected: { kind: 'forbidden' },
  },
  {
    what: 'a nested space',
    asked: `POST /api/v1/projects/${UUID}/spaces/${UUID}/share`,
    by: PAT,
    status: 403,
    error: { name: 'ForbiddenError', message: "Can't change user access to a nested space" },
    expected: { kind: 'forbidden' },
  },
  // 404
  {
    what: 'nobody with this uuid',
    asked: `DELETE /api/v1/org/user/${UUID}`,
    by: PAT,
    status: 404,
    error: { name: 'NotFoundError', message: `Cannot find user with uuid ${UUID}` },
    expected: { kind: 'not-found' },
  },
  {
    what: 'no such project',
    asked: `GET /api/v1/projects/${UUID}/access`,
    by: PAT,
    status: 404,
    error: { name: 'NotExistsError', message: `Cannot find project with id: ${UUID}` },
    expected: { kind: 'not-found' },
  },
  {
    what: 'an operation of a newer version',
    asked: 'GET /api/v1/schedulers/user/me/schedulers',
    by: PAT,
    status: 404,
    error: { name: 'NotFoundError', message: 'API endpoint not found' },
    expected: { kind: 'no-such-operation' },
  },
  {
    what: 'v2 roles on an older version',
    asked: `POST /api/v2/orgs/${UUID}/roles/assignments/user/${UUID}`,
    by: PAT,
    status: 404,
    error: { name: 'NotFoundError', message: 'API endpoint not found' },
    expected: { kind: 'no-such-operation' },
  },
  {
    what: 'the page of a static host',
    asked: 'GET /api/v1/org',
    by: COOKIE,
    status: 404,
    contentType: 'text/html',
    text: '<html>404</html>',
    expected: { kind: 'malformed' },
  },
  // 400, 409, 422
  {
    what: 'an address in use',
    asked: 'POST /api/v1/invite-links',
    by: PAT,
    status: 400,
    error: { name: 'ParameterError', message: 'Email is already used by a user in your organization' },
    expected: { kind: 'invalid' },
  },
  {
    what: 'a group name that is taken',
    asked: 'POST /api/v1/org/groups',
    by: PAT,
    status: 409,
    error: { name: 'AlreadyExistsError', message: 'Group name already exists' },
    expected: { kind: 'conflict' },
  },
  {
    what: 'a bad field',
    asked: `PATCH /api/v1/schedulers/${UUID}/enabled`,
    by: PAT,
    status: 422,
    error: {
      name: 'ValidateError',
      message: '',
      data: { 'body.enabled': { message: 'invalid boolean value', value: 'maybe' } },
    },
    expected: { kind: 'invalid', fields: { enabled: 'invalid boolean value' } },
  },
  {
    what: 'a field of another name',
    asked: `PATCH /api/v1/groups/${UUID}/projects/${UUID}`,
    by: PAT,
    status: 422,
    error: {
      name: 'ValidateError',
      message: '',
      data: {
        'projectGroupAccess.role': { message: "should be one of the following; ['viewer','admin']", value: 'owner' },
      },
    },
    expected: {
      kind: 'invalid',
      fields: { 'projectGroupAccess.role': "should be one of the following; ['viewer','admin']" },
    },
  },
  {
    what: 'a missing field: JSON in the sentence',
    asked: 'POST /api/v1/org/groups',
    by: PAT,
    status: 422,
    error: { name: 'ValidateError', message: '', data: { body: { message: issues, value: {} } } },
    expected: { kind: 'invalid', fields: { body: 'Could not match the intersection against every type.' } },
  },
  {
    what: 'a page that cannot be',
    asked: 'GET /api/v1/org/users',
    by: PAT,
    status: 422,
    error: { name: 'PaginationError', message: 'page should be greater than 0' },
    expected: { kind: 'invalid' },
  },
  {
    what: 'a function that is not licensed',
    asked: 'GET /api/v1/org',
    by: PAT,
    status: 422,
    error: { name: 'MissingConfigError', message: "Unable to initialize service 'x' - no factory or provider." },
    expected: { kind: 'not-available', detail: 'licence' },
  },
  {
    what: 'a status that nobody uses, in the envelope',
    asked: 'GET /api/v1/org',
    by: PAT,
    status: 418,
    error: { name: 'TeapotError', message: 'Short and stout' },
    expected: { kind: 'invalid' },
  },
  {
    what: 'the same from something in between',
    asked: 'GET /api/v1/org',
    by: PAT,
    status: 418,
    contentType: 'text/plain',
    text: 'no',
    expected: { kind: 'malformed' },
  },
];
