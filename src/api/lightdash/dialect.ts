import type { Asked, Decoded, Dialect, Received } from '../core/dialect';
import { isRecord, kindByStatus, parse, textOf } from '../core/envelope';
import type { FailureKind } from '../core/failure';
import { redact } from '../core/redact';
import { noticesOf } from './notices';
import { PUBLIC_OPERATIONS, SESSION_ONLY_OPERATIONS } from './gen/operations';

/** The error part of Lightdash's envelope: `{status: 'error', error: {statusCode, name, message, data}}`. */
type ErrorBody = { name: string; message: string; data: unknown };

const matcher = (operations: readonly string[]) => {
  const patterns = operations.map(
    (o) => new RegExp(`^${o.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`),
  );
  return ({ method, path }: Asked) => patterns.some((pattern) => pattern.test(`${method} ${path}`));
};

const isSessionOnly = matcher(SESSION_ONLY_OPERATIONS);
const isPublic = matcher(PUBLIC_OPERATIONS);

const errorBody = (body: unknown): ErrorBody | null => {
  if (!isRecord(body) || body.status !== 'error' || !isRecord(body.error)) return null;
  const { name, message, data } = body.error;
  return { name: textOf(name), message: redact(textOf(message)), data };
};

/** `ValidateError` says in `data` which input is wrong: `body.name` → `{message, value}`. The value is left behind. */
const fieldsOf = (data: unknown): Record<string, string> => {
  if (!isRecord(data)) return {};
  const named = Object.entries(data).flatMap(([path, said]) =>
    isRecord(said) && typeof said.message === 'string'
      ? [[path.replace(/^(body|requestBody)\./, ''), readable(said.message)] as const]
      : [],
  );
  return Object.fromEntries(named);
};

/** The framework's sentences about unions carry JSON; their readable part comes before it. */
const readable = (message: string): string =>
  redact(message)
    .replace(/ Issues:.*/s, '')
    .slice(0, 200);

/** Kinds by error name first, because Lightdash's status alone misleads (docs/lightdash/server.md#s2). */
const BY_NAME: ReadonlyMap<string, FailureKind> = new Map<string, FailureKind>([
  ['DeactivatedAccountError', 'deactivated'],
  ['ValidateError', 'invalid'],
  ['PaginationError', 'invalid'],
  ['ParameterError', 'invalid'],
  ['AlreadyExistsError', 'conflict'],
  // The sign-in at the warehouse has ended, not the session at Lightdash.
  ['SnowflakeTokenError', 'invalid'],
  ['NotImplementedError', 'not-implemented'],
]);

const unauthorizedKind = (asked: Asked): FailureKind => {
  if (isPublic(asked)) return 'bad-credentials';
  return isSessionOnly(asked) && asked.credential?.cookies === false ? 'session-only' : 'unauthorized';
};

const NO_ACCESS = "You don't have access to this resource or action";

/**
 * What the kind of a failure leaves open. What a server knows and does not offer, it says by a licence, a switch or a setting that is
 * missing; and a space that is gone gets the words of a missing right. Source: docs/lightdash/server.md#s5 and
 * docs/lightdash/server.md#s6.
 */
const detailOf = ({ status }: Received, error: ErrorBody | null, { method, path }: Asked): string => {
  if (!error) return '';
  if (error.name === 'MissingConfigError')
    return error.message.startsWith('Unable to initialize service') ? 'licence' : 'setting';
  if (status !== 403) return '';
  if (/\benterprise licen[cs]e\b/i.test(error.message)) return 'licence';
  if (/\b(is|are) not enabled\b/.test(error.message)) return 'switch';
  const isOfSpace = /^\/api\/v1\/projects\/[^/]+\/spaces\/[^/]+/.test(path);
  return isOfSpace && (method !== 'GET' || path.endsWith('/delete-impact')) && error.message === NO_ACCESS
    ? 'or-gone'
    : '';
};

const failureKind = (received: Received, error: ErrorBody | null, asked: Asked): FailureKind => {
  const named = error && BY_NAME.get(error.name);
  if (named) return named;
  if (['licence', 'switch', 'setting'].includes(detailOf(received, error, asked))) return 'not-available';
  if (received.status === 401) return unauthorizedKind(asked);
  if (isPublic(asked) && received.status === 400) return 'bad-credentials';
  if (received.status === 404 && error?.message === 'API endpoint not found') return 'no-such-operation';
  return kindByStatus(received, error !== null);
};

/**
 * `GET /user/account` answers with the caller's own credential inside: the cookie header, the token, the OAuth bearer
 * (docs/lightdash/sign-in.md#a3). What identifies the kind stays; the rest is dropped before anything can keep it.
 */
const withoutCredential = (data: unknown): unknown => {
  if (!isRecord(data) || !('authentication' in data)) return data;
  return { ...data, authentication: { type: isRecord(data.authentication) ? data.authentication.type : undefined } };
};

const ACCOUNT = '/api/v1/user/account';

const decode = (received: Received, asked: Asked): Decoded => {
  const { status, text } = received;
  if (status >= 200 && status < 300) {
    // A write may answer with an empty body; a read with one was cut off.
    if (text === '')
      return asked.method === 'GET' && status !== 204
        ? { ok: false, failure: { kind: 'malformed' } }
        : { ok: true, data: undefined };
    const body = parse(text);
    if (!isRecord(body) || body.status !== 'ok') return { ok: false, failure: { kind: 'malformed' } };
    return { ok: true, data: asked.path === ACCOUNT ? withoutCredential(body.results) : body.results };
  }
  const error = errorBody(parse(text));
  return {
    ok: false,
    failure: {
      kind: failureKind(received, error, asked),
      detail: detailOf(received, error, asked),
      code: error?.name ?? '',
      serverMessage: error?.message ?? '',
      fields: fieldsOf(error?.data),
    },
  };
};

/**
 * How Lightdash speaks: `Authorization: ApiKey` or the session cookie; `{status, results}` or `{status, error}`; plain-text
 * 401s; 204 without a body. Source: docs/lightdash/server.md#s1.
 */
export const lightdashDialect: Dialect = {
  name: 'Lightdash',
  reach: ['/api/'],
  authorize: (asked) => (isPublic(asked) ? {} : (asked.credential?.headers ?? {})),
  decode,
  notices: noticesOf,
};
