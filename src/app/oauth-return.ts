import type { QueryClient } from '@tanstack/react-query';
import { replace, type LoaderFunctionArgs } from 'react-router';
import { ApiFailure, isFailure } from '#/api/core/failure';
import { describeFailure } from '#/api/core/sentences';
import type { RuntimeConfig } from '#/data/config';
import { finishReturn } from '#/data/oauth';
import { adoptCredential, trySignIn } from '#/data/session';
import { takeWaiting, type Errand } from '#/data/waiting';
import { OAUTH_RETURN, signInLink } from '#/features/sign-in/routes';
import { safeNext } from '#/lib/address';

/** What the page of return shows when one came back without success: what did not happen, why, and where to try again. */
export type FailedReturn = { title: string; message: string; again: { to: string; label: string } };

/** The name of the authorization server for people, and the page from which the sign-in began. */
const placeOf = (errand: Errand | undefined, config: RuntimeConfig, returnTo: string) => {
  if (errand?.for !== 'account')
    return {
      client: config.oauth,
      name: 'Lightdash',
      title: 'You are not signed in',
      again: { to: signInLink(returnTo), label: 'Back to the sign-in' },
    };
  const account = config.accounts.find(({ id }) => id === errand.id);
  const name = account?.name ?? errand.id;
  return {
    client: account?.oauth ?? null,
    name,
    title: `${name} is not connected`,
    again: { to: returnTo, label: 'Back to the profile' },
  };
};

const messageOf = (failure: ApiFailure, name: string): string => {
  // A failure on the way names the server by its issuer, which is an address.
  const { title, message } = describeFailure(new ApiFailure({ ...failure, outcome: 'rejected', api: name }));
  if (failure.kind !== 'bad-credentials') return `${title}. ${message}`;
  return failure.serverMessage
    ? message
    : `${name} did not accept the answer it gave. It may have taken too long: try again.`;
};

/**
 * The loader of `/oauth/callback`: exchanges what the authorization server sent along, takes it out of the address first, and
 * goes on where the sign-in was begun.
 */
export const oauthReturn =
  (queryClient: QueryClient, config: RuntimeConfig) =>
  async ({ request }: LoaderFunctionArgs): Promise<FailedReturn | Response> => {
    const query = new URL(request.url).searchParams;
    history.replaceState(history.state, '', OAUTH_RETURN);
    const waiting = takeWaiting();
    const returnTo = safeNext(waiting?.returnTo ?? null);
    const { client, name, title, again } = placeOf(waiting?.errand, config, returnTo);
    try {
      const { tokens, askedAt } = await finishReturn(query, waiting, client);
      if (waiting?.errand.for === 'account') {
        const { connectReturned } = await import('#/data/accounts');
        connectReturned(waiting.errand.id, waiting.owner ?? '', tokens, askedAt);
      } else {
        adoptCredential(queryClient, await trySignIn({ by: 'oauth', tokens, askedAt }));
      }
      return replace(returnTo);
    } catch (error) {
      if (!isFailure(error)) throw error;
      return { title, message: messageOf(error, name), again };
    }
  };
