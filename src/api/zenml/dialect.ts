import type { Asked, Decoded, Dialect, Received } from '../core/dialect';
import { isRecord, kindByStatus, parse, strangeFailure, textOf } from '../core/envelope';
import type { FailureDetails } from '../core/failure';
import { redact } from '../core/redact';

/** The fields of a user that the console may change; those that the contract marks `x-console-writes`. */
export const WRITABLE_FIELDS = ['name', 'avatar_url', 'company', 'job_title', 'username', 'email'] as const;

const WRITABLE: ReadonlySet<unknown> = new Set(WRITABLE_FIELDS);

/**
 * Which field an issue is about: the last word of its place. Behind the name of a field may stand the name of a type that did
 * not fit, where several were allowed (`body`, `username`, `constrained-str`).
 */
const fieldOf = (loc: unknown): string => {
  const words = (Array.isArray(loc) ? loc : []).filter((part) => typeof part === 'string');
  return words.findLast((word) => WRITABLE.has(word)) ?? words.at(-1) ?? '';
};

/** What was typed (`input`) is left behind. */
const issuesOf = (detail: readonly unknown[]): { field: string; message: string; type: string }[] =>
  detail
    .filter(isRecord)
    .map(({ loc, msg, type }) => ({
      field: fieldOf(loc),
      message: redact(textOf(msg).replace(/^Value error, /, '')),
      type: textOf(type),
    }))
    .filter(({ message }) => message !== '');

/** Only the first issue of a field: the following ones are about other types that it might have had. */
const fieldsOf = (issues: ReturnType<typeof issuesOf>): Record<string, string> =>
  Object.fromEntries(
    issues
      .filter(({ field }) => field !== '')
      .map(({ field, message }) => [field, message] as const)
      .toReversed(),
  );

const saidIn = (detail: string | readonly unknown[]): Pick<FailureDetails, 'code' | 'serverMessage' | 'fields'> => {
  if (typeof detail === 'string') return { code: '', serverMessage: redact(detail), fields: {} };
  const issues = issuesOf(detail);
  return { code: issues[0]?.type ?? '', serverMessage: issues[0]?.message ?? '', fields: fieldsOf(issues) };
};

/** The server's model of a user has a field for the password, which is dropped. */
const withoutPassword = (user: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(user).filter(([field]) => field !== 'password'));

const decode = (received: Received): Decoded => {
  const { status, text } = received;
  const body = parse(text);
  if (status >= 200 && status < 300) {
    const isUser = isRecord(body) && typeof body.id === 'string';
    return isUser ? { ok: true, data: withoutPassword(body) } : { ok: false, failure: { kind: 'malformed' } };
  }
  const detail = isRecord(body) ? body.detail : undefined;
  if (typeof detail !== 'string' && !Array.isArray(detail))
    return { ok: false, failure: strangeFailure(received, body) };
  return {
    ok: false,
    failure: { kind: status === 401 ? 'unauthorized' : kindByStatus(received, true), ...saidIn(detail) },
  };
};

/** Our server attaches the shared service account only where it is told to; see the accounts part of server/. */
const authorize = ({ credential }: Asked): Readonly<Record<string, string>> => ({
  ...credential?.headers,
  ...(credential?.kind === 'service' ? { 'x-account-credential': 'service' } : {}),
});

/**
 * How ZenML Pro speaks: plain data, FastAPI's `detail` for errors, a bearer token, or our server's own service account. In: the
 * path below which the account is reached. Source: src/api/zenml/openapi.yaml.
 */
export const zenmlDialect = (prefix: string): Dialect => ({
  name: 'ZenML Pro',
  reach: [`${prefix}/users/`],
  authorize,
  decode,
});
