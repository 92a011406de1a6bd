import type { QueryClient } from '@tanstack/react-query';
import { redirect, type LoaderFunctionArgs } from 'react-router';
import { isFailure } from '#/api/core/failure';
import { describeFailure, type Problem } from '#/api/core/sentences';
import type { RuntimeConfig } from '#/data/config';
import { finishReturn, type Errand } from '#/data/oauth';
import { adoptCredential, trySignIn } from '#/data/session';
import { paths, safeNext } from '#/paths';

/** What the page of return shows when one came back without success. */
export type FailedReturn = { problem: Problem };

/**
 * The loader of `/oauth/callback`: exchanges what the authorization server sent along, takes it out of the address first, and
 * goes on where the sign-in was begun.
 */
export const oauthReturn = (queryClient: QueryClient, config: RuntimeConfig) => {
  const clientOf = (errand: Errand) => (errand.for === 'lightdash' ? config.oauth : (config.accounts.find(({ id }) => id === errand.id)?.oauth ?? null));
  return async ({ request }: LoaderFunctionArgs): Promise<FailedReturn | Response> => {
    const query = new URL(request.url).searchParams;
    history.replaceState(history.state, '', paths.oauthReturn());
    try {
      const { errand, returnTo, owner, tokens, askedAt } = await finishReturn(query, clientOf);
      if (errand.for === 'lightdash') {
        adoptCredential(queryClient, await trySignIn({ by: 'oauth', tokens, askedAt }));
      } else {
        const { connectReturned } = await import('#/data/accounts');
        connectReturned(errand.id, owner ?? '', tokens, askedAt);
      }
      return redirect(safeNext(returnTo));
    } catch (error) {
      if (!isFailure(error)) throw error;
      return { problem: describeFailure(error) };
    }
  };
};
