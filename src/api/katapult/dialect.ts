import type { Decoded, Dialect, Received } from '../core/dialect';
import { isRecord, kindByStatus, parse, strangeFailure, textOf } from '../core/envelope';
import type { FailureDetails, FailureKind } from '../core/failure';
import { redact } from '../core/redact';

/** What an error means is in its code, whatever the status. */
const BY_CODE: ReadonlyMap<string, FailureKind> = new Map<string, FailureKind>([
  ['missing_api_token', 'unauthorized'],
  ['invalid_api_token', 'unauthorized'],
  ['unauthorized_network_for_api_token', 'address-refused'],
  // Another kind of token than ours was refused: renewing ours would not help.
  ['invalid_capabilities_token', 'forbidden'],
  ['scope_not_granted', 'scope-missing'],
  ['no_user_associated_with_identity', 'no-identity'],
  ['rate_limit_reached', 'rate-limited'],
  ['service_unavailable', 'unavailable'],
]);

const ADDRESS = /^[\da-f.:]{2,45}$/i;
const SCOPE = /^[\w.:*/-]{1,60}$/;

/** The texts in a `detail`, in lists or not: its description does not say how they are called. */
const textsIn = (detail: unknown): string[] =>
  isRecord(detail)
    ? Object.values(detail)
        .flat()
        .filter((value) => typeof value === 'string')
    : [];

const aboutOf = (kind: FailureKind, detail: unknown): Pick<FailureDetails, 'detail' | 'permittedPerMinute'> => {
  const none = { detail: '', permittedPerMinute: null };
  if (kind === 'address-refused') return { ...none, detail: textsIn(detail).find((text) => ADDRESS.test(text)) ?? '' };
  if (kind === 'scope-missing')
    return {
      ...none,
      detail: textsIn(detail)
        .filter((text) => SCOPE.test(text))
        .join(', '),
    };
  const permitted = kind === 'rate-limited' && isRecord(detail) ? detail.total_permitted : null;
  return typeof permitted === 'number' && permitted > 0 ? { ...none, permittedPerMinute: permitted } : none;
};

/** Its own shape: `message` instead of `description` is the shape of our server. */
const isError = (body: unknown): body is Record<string, unknown> & { code: string } =>
  isRecord(body) && typeof body.code === 'string' && (BY_CODE.has(body.code) || typeof body.description === 'string');

const decode = (received: Received): Decoded => {
  const body = parse(received.text);
  const { status } = received;
  if (status >= 200 && status < 300) {
    const isWhole = isRecord(body) && isRecord(body.user) && Array.isArray(body.organizations);
    return isWhole ? { ok: true, data: body } : { ok: false, failure: { kind: 'malformed' } };
  }
  if (!isError(body)) return { ok: false, failure: strangeFailure(received, body) };
  const { code, description, detail } = body;
  const kind = BY_CODE.get(code) ?? (status === 401 ? 'unauthorized' : kindByStatus(received, true));
  return { ok: false, failure: { kind, code, serverMessage: redact(textOf(description)), ...aboutOf(kind, detail) } };
};

/**
 * How Katapult speaks: `{code, description, detail}` for errors, plain data, a bearer token. In: the path below which the
 * account is reached. Source: src/api/katapult/openapi.yaml.
 */
export const katapultDialect = (prefix: string): Dialect => ({
  name: 'Katapult',
  reach: [`${prefix}/users/`],
  authorize: ({ credential }) => credential?.headers ?? {},
  decode,
});
