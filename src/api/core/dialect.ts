import type { Credential } from './credentials';
import type { FailureDetails } from './failure';

/** An answer as it arrived, read to the end. */
export type Received = { status: number; contentType: string; text: string; headers: Headers };

/** The request an answer belongs to; `path` begins where our server does and has no query. `credential` is null where none was attached. */
export type Asked = { method: string; path: string; credential: Credential | null };

/** What the API said: data, or what went wrong. The outcome of a failure is request.ts's to judge. */
export type Decoded =
  | { ok: true; data: unknown }
  | { ok: false; failure: Pick<FailureDetails, 'kind'> & Partial<FailureDetails> };

/**
 * What an answer said beside its data: that the operation goes away, or a warning of the server. `text` is masked. `since` and
 * `until` are the days (YYYY-MM-DD) of a deprecation and of its end, where they were named.
 */
export type Notice = {
  kind: 'deprecated' | 'warning';
  method: string;
  path: string;
  text: string;
  since?: string;
  until?: string;
};

/** What an API must say of itself so that one fetch layer can speak to it. */
export type Dialect = {
  /** Its name in sentences, such as "Lightdash". */
  name: string;
  /** Where its credential may go: paths of our own server, by how they begin. */
  reach: readonly string[];
  /** Headers to send with a credential; none for operations that need no sign-in. */
  authorize(asked: Asked): Readonly<Record<string, string>>;
  decode(received: Received, asked: Asked): Decoded;
  /** What the headers of an answer say beside its data; absent where the API has no such habit. */
  notices?(received: Received, asked: Asked): Notice[];
};
