import type { Decoded, Dialect, Received } from '../core/dialect';
import { isRecord, kindByStatus, parse, strangeFailure, textOf } from '../core/envelope';
import type { FailureKind } from '../core/failure';
import { redact } from '../core/redact';

/** What the server wants to be known beside its data. `field` is what it is about, or empty. */
type Warning = { code: string; message: string; field: string };

/** Data, and the warnings that came with it. */
export type WithWarnings<T> = { data: T; warnings: readonly Warning[] };

const isEnvelope = (body: unknown): body is Record<string, unknown> =>
  isRecord(body) && ['Data', 'Errors', 'Success'].some((name) => Object.hasOwn(body, name));

/** Errors and warnings have one shape. An entry without code and text is neither. */
const noticesOf = (list: unknown): Warning[] =>
  (Array.isArray(list) ? list : [])
    .filter(isRecord)
    .map(({ Code, Message, Field, Target }) => ({
      code: textOf(Code),
      message: redact(textOf(Message)),
      field: textOf(Field) || textOf(Target),
    }))
    .filter(({ code, message }) => code !== '' || message !== '');

const fieldsOf = (errors: readonly Warning[]): Record<string, string> =>
  Object.fromEntries(
    errors.filter(({ field, message }) => field !== '' && message !== '').map(({ field, message }) => [field, message]),
  );

/** A success has no errors; a failure without any is still a failure. */
const kindOf = (received: Received, errors: readonly Warning[]): FailureKind => {
  if (received.status === 401) return 'unauthorized';
  // Only the code tells that the person is missing, not the operation (its description names no codes).
  if (received.status === 404 && errors.some(({ code }) => /user/i.test(code))) return 'no-identity';
  if (received.status >= 300) return kindByStatus(received, true);
  return errors.length > 0 ? 'invalid' : 'server';
};

const decodeEnvelope = (body: Record<string, unknown>, received: Received): Decoded => {
  const { Data, Success } = body;
  const errors = noticesOf(body.Errors);
  const isFailed = received.status >= 300 || Success === false || (Success !== true && errors.length > 0);
  if (!isFailed)
    return isRecord(Data)
      ? { ok: true, data: { data: Data, warnings: noticesOf(body.Warnings) } }
      : { ok: false, failure: { kind: 'malformed' } };
  const first = errors.find(({ message }) => message !== '') ?? errors[0];
  return {
    ok: false,
    failure: {
      kind: kindOf(received, errors),
      code: first?.code ?? '',
      serverMessage: first?.message ?? '',
      fields: fieldsOf(errors),
    },
  };
};

/** A problem document (RFC 7807) is known by any of its own words. */
const isProblem = (body: unknown): body is Record<string, unknown> =>
  isRecord(body) && ['type', 'title', 'detail'].some((name) => typeof body[name] === 'string');

const decodeProblem = (body: Record<string, unknown>, received: Received): Decoded => {
  const [type, title, detail] = [textOf(body.type), textOf(body.title), textOf(body.detail)];
  // For people only (src/api/workspace/openapi.yaml). Only the text of the error tells that this is the reason.
  const isForPeople = received.status === 403 && /service[ -]?accounts?\b/i.test(`${type} ${title} ${detail}`);
  const byStatus = received.status === 401 ? 'unauthorized' : kindByStatus(received, true);
  return {
    ok: false,
    failure: {
      kind: isForPeople ? 'service-account-refused' : byStatus,
      code: type,
      serverMessage: redact(detail || title),
    },
  };
};

const decode = (received: Received): Decoded => {
  const body = parse(received.text);
  if (isEnvelope(body)) return decodeEnvelope(body, received);
  if (received.status < 300) return { ok: false, failure: { kind: 'malformed' } };
  return isProblem(body) ? decodeProblem(body, received) : { ok: false, failure: strangeFailure(received, body) };
};

/**
 * How the workspace API speaks: `{Data, Errors, Warnings, Success}`, problem documents for refusals, a bearer token. Its data
 * arrives as `{data, warnings}`. In: the path below which the account is reached. Source: src/api/workspace/openapi.yaml.
 */
export const workspaceDialect = (prefix: string): Dialect => ({
  name: 'Workspace',
  reach: [`${prefix}/api/workspace/`],
  authorize: ({ credential }) => credential?.headers ?? {},
  decode,
});
