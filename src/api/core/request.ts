import type { Credential, CredentialSource } from './credentials';
import type { Asked, Dialect, Received } from './dialect';
import { ApiFailure } from './failure';
import { readRetryAfter, retryDelay } from './retry';

/** One call: what Orval's generated functions hand to a mutator. `params` with null or undefined values are left out. */
export type ApiRequest = {
  url: string;
  method: string;
  params?: object | undefined;
  data?: unknown;
  headers?: Readonly<Record<string, string>> | undefined;
  signal?: AbortSignal | undefined;
  /** Used instead of the source's, and never renewed: for trying a credential before it becomes the console's. */
  credential?: Credential | undefined;
  /** Sent once even where it is a GET: for one that changes something. */
  once?: boolean | undefined;
};

/** What the layer leans on; tests hand in their own clock, dice and network. */
export type RequesterOptions = {
  dialect: Dialect;
  credentials: CredentialSource;
  timeoutMs?: number;
  send?: typeof fetch;
  random?: () => number;
  wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
  isOnline?: () => boolean;
};

const TIMEOUT_MS = 30_000;
/** Gateways answer these when the server behind them may have done the work all the same. */
const GATEWAY = [502, 503, 504];

const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });

/** What a server or a proxy behind may still resolve into another path: encoded separators, dots and percent signs. */
const SMUGGLED = /%(?:00|25|2[ef]|5c)|;|\/\//i;

/**
 * The address of a call, if this API's credential may go there. The URL parser must leave the path as it is: one from which
 * it resolves dots, backslashes, tabs or a host would name another operation, or another server. Throws an ApiFailure of kind
 * `blocked` otherwise.
 */
export const addressOf = (dialect: Dialect, request: ApiRequest): URL => {
  const { origin, prefixes } = dialect.reach;
  let url: URL | null = null;
  try {
    url = new URL(request.url, origin);
  } catch {
    // An address that cannot be read is as far out of reach as a foreign one.
  }
  const path = request.url.split(/[?#]/, 1)[0] ?? '';
  const isInside = url?.origin === origin && url.pathname === path && prefixes.some((prefix) => path.startsWith(prefix));
  if (!url || !isInside || SMUGGLED.test(path)) {
    throw new ApiFailure({ kind: 'blocked', outcome: 'not-sent', method: request.method.toUpperCase(), path: '' });
  }
  for (const [name, value] of Object.entries(request.params ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== null && item !== undefined) url.searchParams.append(name, String(item));
    }
  }
  return url;
};

/** Whoever hands out the credential has failed to: as good as none, and nothing was sent. */
const noCredential = (request: ApiRequest) => (): never => {
  const kind = request.signal?.aborted ? 'aborted' : 'unauthorized';
  throw new ApiFailure({ kind, outcome: 'not-sent', method: request.method.toUpperCase() });
};

/**
 * Makes the function through which every call to one API goes: attaches the credential, bounds the time, decodes the answer,
 * repeats a GET that failed in passing, and replays any request once after its credential was renewed (an answer of "who are
 * you" means it was not carried out). In: an ApiRequest. Out: the decoded data. Throws ApiFailure and nothing else.
 */
export const createRequester = (options: RequesterOptions) => {
  const { dialect, credentials, timeoutMs = TIMEOUT_MS, random = Math.random, wait = pause } = options;
  const send = options.send ?? ((...args: Parameters<typeof fetch>) => fetch(...args));
  const isOnline = options.isOnline ?? (() => navigator.onLine);

  /** Set one by one, because generated operations spell the same names in other cases. */
  const headersOf = (request: ApiRequest, asked: Asked): Headers => {
    const headers = new Headers(request.headers);
    headers.set('accept', 'application/json');
    if (request.data !== undefined) headers.set('content-type', 'application/json');
    for (const [name, value] of Object.entries(dialect.authorize(asked))) headers.set(name, value);
    return headers;
  };

  const receive = async (url: URL, request: ApiRequest, asked: Asked): Promise<Received> => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const isWrite = asked.method !== 'GET';
    const fail = (kind: ApiFailure['kind'], status = 0) =>
      new ApiFailure({ kind, status, outcome: isWrite ? 'unknown' : 'rejected', method: asked.method, path: asked.path });
    if (request.signal?.aborted) throw new ApiFailure({ kind: 'aborted', outcome: 'not-sent', method: asked.method, path: asked.path });
    try {
      const response = await send(url, {
        method: asked.method,
        headers: headersOf(request, asked),
        body: request.data === undefined ? null : JSON.stringify(request.data),
        credentials: asked.credential?.cookies ? 'same-origin' : 'omit',
        // A redirect is answered by a sign-in page or another host: it is seen and refused, never followed with a token.
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        cache: 'no-store',
        signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
      });
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
        throw fail('malformed', response.status);
      }
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        headers: response.headers,
        text: await response.text(),
      };
    } catch (error) {
      if (error instanceof ApiFailure) throw error;
      if (request.signal?.aborted) throw fail('aborted');
      if (timeout.aborted) throw fail('timeout');
      throw fail(isOnline() ? 'network' : 'offline');
    }
  };

  const attempt = async (url: URL, request: ApiRequest, credential: Credential | null): Promise<unknown> => {
    const asked: Asked = { method: request.method.toUpperCase(), path: url.pathname, credential };
    const received = await receive(url, request, asked);
    const decoded = dialect.decode(received, asked);
    if (decoded.ok) return decoded.data;
    // A 5xx to which the API did not put the name of an error comes from something in between, which does not know.
    const isFromBetween = GATEWAY.includes(received.status) || (received.status >= 500 && !decoded.failure.code);
    const lost = asked.method !== 'GET' && (isFromBetween || decoded.failure.kind === 'malformed');
    throw new ApiFailure({
      status: received.status,
      outcome: lost ? 'unknown' : 'rejected',
      retryAfter: readRetryAfter(received.headers.get('retry-after'), Date.now()),
      method: asked.method,
      path: asked.path,
      ...decoded.failure,
    });
  };

  return async (request: ApiRequest): Promise<unknown> => {
    const url = addressOf(dialect, request);
    let credential = request.credential ?? (await credentials.get({ signal: request.signal }).catch(noCredential(request)));
    let replayed = request.credential !== undefined;
    for (let sends = 1; ; sends++) {
      try {
        return await attempt(url, request, credential);
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        if (error.kind === 'unauthorized' && credential && !replayed) {
          // Whoever was asked may fail to answer: then the refusal stands.
          const renewed = await credentials.get({ rejected: credential, signal: request.signal }).catch(() => null);
          if (!renewed || renewed === credential) throw error;
          credential = renewed;
          replayed = true;
          continue;
        }
        const delay = request.once ? null : retryDelay(error, sends, random());
        if (delay === null) throw error;
        await wait(delay, request.signal).catch(() => {
          throw new ApiFailure({ kind: 'aborted', outcome: 'rejected', method: error.method, path: error.path });
        });
      }
    }
  };
};
