import type { Pending } from '../api/core/oauth';

/** Why one went to an authorization server: to sign in at Lightdash, or to connect the linked account of this id. */
export type Errand = { for: 'lightdash' } | { for: 'account'; id: string };

/** What is remembered while the person is away: verifier, state and the way back. No token. */
export type Waiting = { errand: Errand; returnTo: string; owner: string | null; pending: Pending };

const WAITING = 'lightdash-console:oauth';

/** Remembers it until one is back in this tab. */
export const wait = (waiting: Waiting): void => sessionStorage.setItem(WAITING, JSON.stringify(waiting));

/** What was remembered, which is forgotten by that: an answer is good for one sign-in only. Also for whoever came back another way. */
export const takeWaiting = (): Waiting | null => {
  try {
    const text = sessionStorage.getItem(WAITING);
    sessionStorage.removeItem(WAITING);
    return text === null ? null : (JSON.parse(text) as Waiting);
  } catch {
    // A browser that refuses storage has let nobody go either.
    return null;
  }
};
