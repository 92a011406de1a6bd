/** How every call is sent, beside what is its own. */
export const SENT_AS = {
  // A redirect is answered by a sign-in page or another host: it is seen and refused, never followed with a token.
  redirect: 'manual',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
} as const;

/** After this long an answer counts as lost: people do not wait longer. */
export const TIMEOUT_MS = 15_000;

export const ACCEPT = 'application/json';

/** Calls on their way that nobody has asked for yet, by their address. */
type EarlyCalls = Map<string, { answer: Promise<Response>; end: AbortController }>;

/** Where the page's own script leaves them for the console, whose code comes later. */
const place = globalThis as { earlyCalls?: EarlyCalls };

/** Has what is in an answer come at once, and not only when the code is there that asks for it: the browser keeps no more than a part of it. */
const readAtOnce = (answer: Response): Response => {
  const text = answer.text();
  // Whoever takes it hears of it.
  text.catch(() => {});
  answer.text = () => text;
  return answer;
};

/**
 * Sends readings before the code is there that asks for them, with the browser's cookie and nothing else. In: their addresses, which
 * begin with a slash. Out: their answers.
 */
export const sendEarly = (urls: readonly string[]): Promise<Response>[] => {
  const calls: EarlyCalls = new Map(
    urls.map((url) => {
      const end = new AbortController();
      setTimeout(() => {
        // Who asks from now on is not told of an end before they asked.
        calls.delete(location.origin + url);
        end.abort(new DOMException('', 'TimeoutError'));
      }, TIMEOUT_MS);
      const headers = { accept: ACCEPT };
      const init = { ...SENT_AS, method: 'GET', headers, credentials: 'same-origin', signal: end.signal } as const;
      const answer = fetch(url, init).then(readAtOnce);
      // Whoever takes it hears of it.
      answer.catch(() => {});
      return [location.origin + url, { answer, end }];
    }),
  );
  place.earlyCalls = calls;
  return Array.from(calls.values(), ({ answer }) => answer);
};

/** Gives up what nobody has asked for: it was for the first sight of one place, by whoever was there then. */
export const dropEarly = (): void => {
  for (const { end } of place.earlyCalls?.values() ?? []) end.abort();
  delete place.earlyCalls;
};

/**
 * The answer to a call that has been sent already, once and only for the same call; a write or a token ends all others, for what
 * is read from then on is news. In: what `fetch` is called with. Out: null for one that has yet to be sent.
 */
export const takeEarly = (
  url: URL,
  {
    method,
    headers,
    credentials,
    signal,
  }: { method: string; headers: Headers; credentials: string; signal: AbortSignal },
): Promise<Response> | null => {
  if (method !== 'GET' || headers.has('authorization')) return dropEarly() ?? null;
  const call = place.earlyCalls?.get(url.href);
  if (!call || credentials !== 'same-origin' || [...headers.keys()].join() !== 'accept') return null;
  place.earlyCalls?.delete(url.href);
  signal.addEventListener('abort', () => call.end.abort(signal.reason));
  return call.answer;
};
