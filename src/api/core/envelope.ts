import type { Decoded, Received } from './dialect';
import type { FailureKind } from './failure';
import { redact } from './redact';

/** Whether a value is a JSON object: neither null nor a list. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value if it is a text, else an empty one. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** JSON as a value; undefined for what is none. */
export const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const byStatus = (status: number): FailureKind => {
  if (status === 400 || status === 422 || status === 406) return 'invalid';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate-limited';
  if (status === 501) return 'not-implemented';
  // 408 and 520 to 530: a proxy lost its patience with the server, or the server itself.
  if (status === 408 || status === 502 || status === 503 || status === 504 || (status >= 520 && status <= 530))
    return 'unavailable';
  return status >= 500 ? 'server' : 'malformed';
};

/**
 * The kind of a failure of which the status alone is known. In: the answer, and whether its body is an error in the API's own
 * shape. A 401 is the dialect's to judge.
 */
export const kindByStatus = (
  { status, contentType }: Pick<Received, 'status' | 'contentType'>,
  isOwn: boolean,
): FailureKind => {
  // An HTML page comes from a proxy or a sign-in in between and says nothing about the operation, unless its status asks to wait.
  const isPatience = status === 408 || status === 429;
  if (!isOwn && /html/i.test(contentType) && status < 500 && !isPatience) return 'malformed';
  const kind = byStatus(status);
  // In the API's own shape even an unusual status is a refusal that we can read.
  return kind === 'malformed' && isOwn ? 'invalid' : kind;
};

/**
 * What our own server says in the place of a linked account: `{code, message}` (server/accounts-failure.ts); null for all else.
 * With a 5xx its code is left behind: request.ts would take it for the API's own word that nothing was carried out.
 */
const serverWord = (body: unknown, status: number): { code: string; serverMessage: string } | null =>
  isRecord(body) && typeof body.code === 'string' && typeof body.message === 'string'
    ? { code: status < 500 ? body.code : '', serverMessage: redact(body.message) }
    : null;

/** Whether JSON was promised and something else came, such as the first half of it. */
const isCutOff = ({ contentType, text }: Received): boolean =>
  /json/i.test(contentType) && text.trim() !== '' && parse(text) === undefined;

/**
 * The failure of a linked account whose answer is not an error in its own shape: our server may have answered in its place, or
 * something in between. In: the answer, its body as a value. A refusal that was cut off says nothing, for the status alone may
 * mislead (a refused token of Katapult is 403).
 */
export const strangeFailure = (received: Received, body: unknown): Extract<Decoded, { ok: false }>['failure'] => {
  const word = serverWord(body, received.status);
  if (received.status === 401) return { kind: 'unauthorized', ...word };
  const kind = kindByStatus(received, word !== null);
  const isRefusal = received.status < 500 && kind !== 'rate-limited' && kind !== 'unavailable';
  return { kind: isRefusal && isCutOff(received) ? 'malformed' : kind, ...word };
};
