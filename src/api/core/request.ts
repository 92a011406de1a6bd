import type { Credential, CredentialSource } from './credentials';
import type { Asked, Decoded, Dialect, Notice, Received } from './dialect';
import { ACCEPT } from './early';
import { ApiFailure } from './failure';
import { currentHome, type Home } from './home';
import { createRateLimiter, type Wait } from './rate-limiter';
import { addressOf, pathOf } from './reach';
import { readRetryAfter, retryDelay } from './retry';
import { createSemaphore, MAX_IN_FLIGHT, type Priority } from './semaphore';
import { createSend, type SendOptions } from './send';
import { joinSignals } from './signals';

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
  /**
   * Whether the person waits for the answer (`awaited`, the default) or it is one of many that are read beside it
   * (`background`): then whatever is awaited goes first. Generated functions take it in their options,
   * `listSpaces(projectUuid, { priority: 'background' }, signal)`, generated hooks and query options as `request`,
   * `getListSpacesQueryOptions(projectUuid, { request: { priority: 'background' } })`.
   */
  priority?: Priority | undefined;
};

/** A call on its way, which ends with the console at the latest. */
type Underway = ApiRequest & { signal: AbortSignal; limits: Limits };

type Place = { method: string; path: string; api: string };

/** For a wait that ends without a send: by the API's own demand, or because the caller gave up. */
const notSent =
  (place: Place) =>
  (error: unknown): never => {
    throw error instanceof ApiFailure ? error : new ApiFailure({ ...place, kind: 'aborted', outcome: 'not-sent' });
  };

/** What holds calls back: how many may be in flight, and what the API has said about too many. */
type Limits = { semaphore: ReturnType<typeof createSemaphore>; rateLimiter: ReturnType<typeof createRateLimiter> };

/** What the layer depends on; tests pass their own clock, random numbers and network. */
export type RequesterOptions = SendOptions & {
  dialect: Dialect;
  credentials: CredentialSource;
  /** Where our server is; the running console's by default. */
  home?: () => Home;
  /** Called with what an answer says beside its data, such as that an operation is deprecated. */
  onNotice?: (notice: Notice) => void;
  random?: () => number;
  now?: () => number;
  wait?: Wait;
};

/** Gateways answer these when the server behind them may have done the work all the same. */
const GATEWAY = [502, 503, 504];
/** Our own server puts it on a refusal of a call that it has not passed on (server/failure.ts). */
const NOT_PASSED_ON = 'x-console-not-passed-on';

/** The promise, or the signal's reason as soon as the caller gives up: others may go on waiting for it. */
const unlessAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

const pause: Wait = (ms, signal) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const slept = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return unlessAborted(slept, signal).finally(() => clearTimeout(timer));
};

/** Set one by one, because generated operations spell the same names in other cases. */
const headersOf = (request: ApiRequest, own: Readonly<Record<string, string>>): Headers => {
  const headers = new Headers(request.headers);
  headers.set('accept', ACCEPT);
  if (request.data !== undefined) headers.set('content-type', 'application/json');
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  return headers;
};

/** Masks the credential of a request in its answer: a server that echoes it would put it into the cache or on the screen. */
const maskCredential = (received: Received, credential: Credential | null): Received => {
  const secret = credential?.headers.authorization?.replace(/^\S+\s+/, '');
  return secret && received.text.includes(secret)
    ? { ...received, text: received.text.replaceAll(secret, '•••') }
    : received;
};

/** An answer for which the dialect throws counts as one that it cannot read. */
const decodeBy = (dialect: Dialect, received: Received, asked: Asked): Decoded => {
  try {
    return dialect.decode(received, asked);
  } catch {
    return { ok: false, failure: { kind: 'malformed' } };
  }
};

/**
 * Makes the function through which every call to one API goes: attaches the credential, bounds the time, decodes the answer,
 * repeats a GET that failed in passing, and replays any request once after its credential was renewed (a 401 means it was not
 * carried out). No more than MAX_IN_FLIGHT calls are in flight, fewer where the API asks for patience; a call's time begins when
 * it is sent. In: an ApiRequest. Out: the decoded data. Throws ApiFailure and nothing else, but for a body that cannot be
 * written as JSON.
 */
export const createRequester = (options: RequesterOptions) => {
  const {
    dialect,
    credentials,
    home = currentHome,
    onNotice,
    random = Math.random,
    now = Date.now,
    wait = pause,
  } = options;
  const exchange = createSend(options);
  /** By the console for which they were learned, known by the signal that ends it: the next one may stand before another server. */
  const limitsOfConsole = new WeakMap<AbortSignal, Limits>();
  const limitsOf = (ended: AbortSignal): Limits => {
    const known = limitsOfConsole.get(ended);
    if (known) return known;
    const limits = { semaphore: createSemaphore(MAX_IN_FLIGHT), rateLimiter: createRateLimiter(now, wait) };
    limitsOfConsole.set(ended, limits);
    return limits;
  };

  const send = async (url: URL, request: Underway, credential: Credential | null, place: Place): Promise<unknown> => {
    const { signal, limits } = request;
    const round = await limits.rateLimiter.waitForTurn({ ...place, signal }).catch(notSent(place));
    const asked: Asked = { method: place.method, path: place.path, credential };
    const answer = await exchange({
      ...place,
      url,
      headers: headersOf(request, dialect.authorize(asked)),
      body: request.data === undefined ? null : JSON.stringify(request.data),
      cookies: credential?.cookies ?? false,
      signal,
    });
    const received = maskCredential(answer, credential);
    const decoded = decodeBy(dialect, received, asked);
    const notices = onNotice ? (dialect.notices?.(received, asked) ?? []) : [];
    for (const notice of notices) onNotice?.(notice);
    if (decoded.ok) {
      limits.rateLimiter.answered(round);
      return decoded.data;
    }
    // A 5xx to which the API did not put the name of an error comes from something in between, which does not know.
    const isFromBetween = GATEWAY.includes(received.status) || (received.status >= 500 && !decoded.failure.code);
    const mayBeDone = isFromBetween || decoded.failure.kind === 'malformed';
    const lost = asked.method !== 'GET' && mayBeDone && !received.headers.has(NOT_PASSED_ON);
    const failure = new ApiFailure({
      status: received.status,
      outcome: lost ? 'unknown' : 'rejected',
      retryAfter: readRetryAfter(received.headers.get('retry-after'), now()),
      ...place,
      ...decoded.failure,
    });
    if (failure.kind === 'rate-limited') limits.rateLimiter.refused(failure, round);
    throw failure;
  };

  /**
   * One send, as soon as there is room for it. The place is kept while the API wants a pause, so that no more calls than that go
   * out together when it is over, and until the answer has been decoded, so that a refusal holds back the next call.
   */
  const attempt = async (url: URL, request: Underway, credential: Credential | null): Promise<unknown> => {
    const { priority = 'awaited', signal, limits } = request;
    const place = { method: request.method.toUpperCase(), path: pathOf(request.url), api: dialect.name };
    await limits.semaphore.acquire(priority, signal).catch(notSent(place));
    try {
      return await send(url, request, credential, place);
    } finally {
      limits.semaphore.release();
    }
  };

  /** The credential of the source. A temporary failure of the source is thrown as it is; any other counts as no credential. */
  const credentialFor = async (request: Underway, rejected?: Credential): Promise<Credential | null> => {
    try {
      return await unlessAborted(credentials.get(rejected ? { rejected } : {}), request.signal);
    } catch (error) {
      const method = request.method.toUpperCase();
      const details = { method, path: '', api: dialect.name };
      // Either nothing was sent yet, or what was sent has been refused: nothing was carried out.
      if (request.signal.aborted) throw new ApiFailure({ ...details, kind: 'aborted', outcome: 'not-sent' });
      if (error instanceof ApiFailure) throw new ApiFailure({ ...error, ...details, outcome: 'not-sent' });
      if (rejected) return null;
      throw new ApiFailure({ ...details, kind: 'unauthorized', outcome: 'not-sent' });
    }
  };

  const perform = async (request: Underway, base: string): Promise<unknown> => {
    const url = addressOf(dialect, base, request);
    let credential = request.credential ?? (await credentialFor(request));
    let isReplayed = request.credential !== undefined;
    for (let sends = 1; ; sends++) {
      try {
        return await attempt(url, request, credential);
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        if (error.kind === 'unauthorized' && credential && !isReplayed) {
          const renewed = await credentialFor(request, credential);
          if (!renewed || renewed === credential) throw error;
          credential = renewed;
          isReplayed = true;
          continue;
        }
        const delay = request.once || error.outcome === 'not-sent' ? null : retryDelay(error, sends, random());
        if (delay === null) throw error;
        await wait(delay, request.signal).catch(() => {
          throw new ApiFailure({
            kind: 'aborted',
            outcome: 'rejected',
            method: error.method,
            path: error.path,
            api: dialect.name,
          });
        });
      }
    }
  };

  return async (request: ApiRequest): Promise<unknown> => {
    const { base, ended, onCall } = home();
    const { signal, release } = joinSignals(ended, ...(request.signal ? [request.signal] : []));
    const report = (failure: ApiFailure | null) =>
      onCall?.({
        method: request.method.toUpperCase(),
        path: pathOf(request.url),
        failure,
        tries: request.credential !== undefined,
      });
    try {
      const data = await perform({ ...request, signal, limits: limitsOf(ended) }, base);
      report(null);
      return data;
    } catch (error) {
      if (error instanceof ApiFailure) report(error);
      throw error;
    } finally {
      release();
    }
  };
};
