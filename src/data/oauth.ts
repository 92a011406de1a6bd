import type { OAuthClient, Pending } from '../api/core/oauth';
import type { Tokens } from '../api/core/credentials';
import { ApiFailure } from '../api/core/failure';

/** Why one went to an authorization server: to sign in at Lightdash, or to connect the linked account of this id. */
export type Errand = { for: 'lightdash' } | { for: 'account'; id: string };

/** What is remembered while the person is away: verifier, state and the way back. No token; gone on return. */
type Waiting = { errand: Errand; returnTo: string; owner: string | null; pending: Pending };

/** Who came back from an authorization server, and with what. */
export type Returned = { errand: Errand; returnTo: string; owner: string | null; tokens: Tokens; askedAt: number };

const WAITING = 'lightdash-console:oauth';

/**
 * Leaves the console for an authorization server, by a redirect of the whole page. In: the client, what for, the path to come
 * back to, and whose account it is to be (null: whoever signs in).
 */
export const leaveToSignIn = async (client: OAuthClient, errand: Errand, returnTo: string, owner: string | null): Promise<void> => {
  const { beginSignIn } = await import('../api/core/oauth');
  const { url, pending } = await beginSignIn(client, location.origin);
  sessionStorage.setItem(WAITING, JSON.stringify({ errand, returnTo, owner, pending } satisfies Waiting));
  location.assign(url);
};

/** Reads what was remembered, and forgets it: an answer is good for one sign-in only. */
const takeWaiting = (): Waiting | null => {
  const text = sessionStorage.getItem(WAITING);
  sessionStorage.removeItem(WAITING);
  return text === null ? null : (JSON.parse(text) as Waiting);
};

/**
 * Takes up a sign-in where it was left. In: the query of the address one came back to, and the client of each errand. Out: the
 * tokens and the way back. Throws ApiFailure: `bad-credentials` when nobody went, or when the answer is not that of this sign-in.
 */
export const finishReturn = async (query: URLSearchParams, clientOf: (errand: Errand) => OAuthClient | null): Promise<Returned> => {
  const waiting = takeWaiting();
  const client = waiting && clientOf(waiting.errand);
  if (!waiting || !client) {
    throw new ApiFailure({ kind: 'bad-credentials', outcome: 'not-sent', serverMessage: 'This sign-in was not begun in this tab, or it is over' });
  }
  const { finishSignIn } = await import('../api/core/oauth');
  const { errand, returnTo, owner, pending } = waiting;
  const askedAt = Date.now();
  return { errand, returnTo, owner, askedAt, tokens: await finishSignIn(client, pending, query, { origin: location.origin }) };
};
