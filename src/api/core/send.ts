import type { Received } from './dialect';
import { SENT_AS, takeEarly, TIMEOUT_MS } from './early';
import { ApiFailure } from './failure';
import { joinSignals } from './signals';

/** One HTTP exchange. `method` is upper-case, `path` has no query. */
export type Exchange = {
  url: URL;
  method: string;
  path: string;
  api: string;
  headers: Headers;
  body: string | null;
  cookies: boolean;
  signal: AbortSignal | undefined;
};

/** What an exchange depends on; tests pass their own network. */
export type SendOptions = {
  timeoutMs?: number | undefined;
  send?: typeof fetch | undefined;
  isOnline?: (() => boolean) | undefined;
};

/** One that left with the page was given its time there. */
const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

/**
 * Makes the function through which all calls of the console go: bounded in time, never following a redirect, leaving no trace in a cache or a
 * referrer. In: an Exchange. Out: the answer, read to the end. Throws ApiFailure; the outcome of a write that got no answer
 * is `unknown`.
 */
export const createSend =
  ({ timeoutMs = TIMEOUT_MS, send = (...args) => fetch(...args), isOnline = () => navigator.onLine }: SendOptions) =>
  async (exchange: Exchange): Promise<Received> => {
    const { url, method, path, api, headers, body, cookies, signal } = exchange;
    const fail = (kind: ApiFailure['kind'], status = 0) =>
      new ApiFailure({ kind, status, outcome: method === 'GET' ? 'rejected' : 'unknown', method, path, api });
    if (signal?.aborted) throw new ApiFailure({ kind: 'aborted', outcome: 'not-sent', method, path, api });
    const timeout = AbortSignal.timeout(timeoutMs);
    const joined = joinSignals(timeout, ...(signal ? [signal] : []));
    try {
      const credentials = cookies ? 'same-origin' : 'omit';
      const init = { ...SENT_AS, method, headers, body, credentials, signal: joined.signal } as const;
      const response = await (takeEarly(url, init) ?? send(url, init));
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
      if (signal?.aborted) throw fail('aborted');
      if (timeout.aborted || isTimeout(error)) throw fail('timeout');
      throw fail(isOnline() ? 'network' : 'offline');
    } finally {
      joined.release();
    }
  };
