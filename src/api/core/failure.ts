import { redact } from './redact';

/**
 * Everything that can go wrong between us and an API, as one closed union. A dialect turns an answer into one of these
 * kinds; request.ts adds those that come from the network. Nothing else is ever thrown by the fetch layer.
 */
export type FailureKind =
  /** The credential is missing, dead or refused: the session layer asks to sign in again. */
  | 'unauthorized'
  /** The operation wants a signed-in session and was called with something else; the session itself is fine. */
  | 'session-only'
  /** E-mail and password, or a pasted token, were not accepted at sign-in. */
  | 'bad-credentials'
  | 'forbidden'
  | 'deactivated'
  /** The credential is valid, but no person belongs to it (src/api/katapult/openapi.yaml). */
  | 'no-identity'
  /** The credential is valid, but not from this network; `detail` is the address (src/api/katapult/openapi.yaml). */
  | 'address-refused'
  /** The credential lacks a permission; `detail` names it (src/api/katapult/openapi.yaml). */
  | 'scope-missing'
  /** The operation is for people, and the credential is that of a service account (src/api/workspace/openapi.yaml). */
  | 'service-account-refused'
  | 'not-found'
  /** The server has no such operation: an older or newer version. */
  | 'no-such-operation'
  | 'conflict'
  /** The server did not accept what was sent; `fields` says where, when it says so. */
  | 'invalid'
  | 'rate-limited'
  | 'server'
  /** A proxy in between, or the server while it restarts. */
  | 'unavailable'
  | 'not-implemented'
  /** The server knows the operation and does not offer it: for want of a `licence`, a `switch` or a `setting`, says `detail`. */
  | 'not-available'
  | 'timeout'
  | 'network'
  | 'offline'
  | 'aborted'
  /** An answer that is not what the contract promises: HTML, half a JSON, a redirect, another envelope. */
  | 'malformed'
  /** The origin guard refused to send: the address is outside what this API's credential may reach. */
  | 'blocked';

/** The code of an `unauthorized` that comes from the page around the console: it gave no credential. */
export const HOST_REFUSAL = 'host';

/** The detail of a `conflict` where something was written and is not shown as it was written. */
export const WRITTEN = 'written';

/** The detail of a `conflict` where nothing shows whether something was written, and to write it again does no harm. */
export const NOT_SHOWN = 'not-shown';

/** The detail of a `conflict` where of two writes only the first was made; to write both again does no harm. */
export const HALF_WRITTEN = 'half-written';

/** The detail of a `conflict` where somebody was invited, and neither the e-mail nor the link got out. */
export const NOT_MAILED = 'not-mailed';

/**
 * What became of the request: `not-sent` and `rejected` changed nothing; `unknown` may have been carried out although no
 * answer says so.
 */
export type Outcome = 'not-sent' | 'rejected' | 'unknown';

/** What a failure is made of. `serverMessage` is the envelope's own sentence, never a raw body; secrets are masked. */
export type FailureDetails = {
  kind: FailureKind;
  outcome: Outcome;
  /** HTTP status; 0 when there was no answer. */
  status: number;
  /** The server's name for the error, such as `ForbiddenError`; empty when it has none. */
  code: string;
  serverMessage: string;
  /** Field → sentence, for answers that say which input is wrong. */
  fields: Readonly<Record<string, string>>;
  /** Seconds the server asked us to wait, or null. */
  retryAfter: number | null;
  /** How many calls a minute the server permits, where a refusal for too many says so, or null. */
  permittedPerMinute: number | null;
  /** What the failure is about where its kind leaves that open: the refused address, the missing scope; else empty. */
  detail: string;
  method: string;
  /** Path without the query: a query may carry what a person typed. */
  path: string;
  /** The name of the API in sentences. */
  api: string;
};

/** The one error the fetch layer throws. */
export class ApiFailure extends Error implements FailureDetails {
  override readonly name = 'ApiFailure';
  readonly kind: FailureKind;
  readonly outcome: Outcome;
  readonly status: number;
  readonly code: string;
  readonly serverMessage: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly retryAfter: number | null;
  readonly permittedPerMinute: number | null;
  readonly detail: string;
  readonly method: string;
  readonly path: string;
  readonly api: string;

  constructor(details: Pick<FailureDetails, 'kind' | 'outcome'> & Partial<FailureDetails>) {
    super(`${details.method ?? ''} ${details.path ?? ''}: ${details.kind}`.trim());
    this.kind = details.kind;
    this.outcome = details.outcome;
    this.status = details.status ?? 0;
    this.code = details.code ?? '';
    this.serverMessage = redact(details.serverMessage ?? '');
    this.fields = Object.fromEntries(
      Object.entries(details.fields ?? {}).map(([field, said]) => [redact(field), redact(said)]),
    );
    this.retryAfter = details.retryAfter ?? null;
    this.permittedPerMinute = details.permittedPerMinute ?? null;
    this.detail = redact(details.detail ?? '');
    this.method = details.method ?? '';
    this.path = details.path ?? '';
    this.api = details.api ?? 'Lightdash';
  }
}

/** Whether a thrown value is a failure of one of the given kinds; without kinds, whether it is an ApiFailure at all. */
export const isFailure = (error: unknown, ...kinds: FailureKind[]): error is ApiFailure =>
  error instanceof ApiFailure && (kinds.length === 0 || kinds.includes(error.kind));
