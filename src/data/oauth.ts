import type { OAuthClient } from '../api/core/oauth';
import type { Tokens } from '../api/core/credentials';
import { ApiFailure } from '../api/core/failure';
import { takeWaiting, wait, type Errand, type Waiting } from './waiting';

/** One who came back with the page as it was, by the browser's back button, has not gone. */
const cameBack = (): Promise<never> =>
  new Promise((_, reject) =>
    addEventListener(
      'pageshow',
      () => {
        takeWaiting();
        reject(new ApiFailure({ kind: 'aborted', outcome: 'not-sent' }));
      },
      { once: true },
    ),
  );

/**
 * Leaves the console for an authorization server, by a redirect of the whole page; does not resolve. In: the client, what for,
 * the path to come back to, and whose account it is to be (null: whoever signs in). Throws ApiFailure when one did not go.
 */
export const leaveToSignIn = async (
  client: OAuthClient,
  errand: Errand,
  returnTo: string,
  owner: string | null,
): Promise<never> => {
  const { beginSignIn } = await import('../api/core/oauth');
  const { url, pending } = await beginSignIn(client, location.origin);
  wait({ errand, returnTo, owner, pending });
  location.assign(url);
  return cameBack();
};

/**
 * Takes up a sign-in where it was left. In: the query of the address one came back to, what was remembered, and the client that
 * belongs to it. Out: the tokens, and when they were asked for. Throws ApiFailure: `bad-credentials` when nobody went, or when
 * the answer is not that of this sign-in.
 */
export const finishReturn = async (
  query: URLSearchParams,
  waiting: Waiting | null,
  client: OAuthClient | null,
): Promise<{ tokens: Tokens; askedAt: number }> => {
  if (!waiting || !client) {
    throw new ApiFailure({
      kind: 'bad-credentials',
      outcome: 'not-sent',
      serverMessage: 'This sign-in was not begun in this tab, or it is over',
    });
  }
  const { finishSignIn } = await import('../api/core/oauth');
  const askedAt = Date.now();
  return { askedAt, tokens: await finishSignIn(client, waiting.pending, query, { origin: location.origin }) };
};
