import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, redirect, type LoaderFunctionArgs } from 'react-router';
import { isFailure } from '#/api/core/failure';
import type { RuntimeConfig } from '#/data/config';
import { groupsQuery } from '#/data/groups';
import { meQuery } from '#/data/me';
import { membersQuery } from '#/data/members';
import { paths } from '#/paths';
import { ErrorPage } from './ErrorPage';
import { NotFoundPage } from './NotFoundPage';
import { Shell } from './shell/Shell';

/**
 * The addresses of the console. Loaders start the requests of a place while its code is still on the way; they wait for
 * nothing but who is signed in, because a place shows its own loading state.
 */
export const createRouter = (queryClient: QueryClient, config: RuntimeConfig) => {
  /** Everything below the shell needs to know who is there; whoever is not signed in comes back here afterwards. */
  const requireMe = async ({ request }: LoaderFunctionArgs) => {
    try {
      await queryClient.ensureQueryData(meQuery);
      return null;
    } catch (error) {
      if (!isFailure(error, 'unauthorized')) throw error;
      const { pathname, search } = new URL(request.url);
      throw redirect(paths.signIn(pathname + search));
    }
  };

  const readMembers = () => {
    void queryClient.prefetchQuery(membersQuery);
    void queryClient.prefetchQuery(groupsQuery);
    return null;
  };

  return createBrowserRouter([
    {
      path: '/sign-in',
      errorElement: <ErrorPage />,
      lazy: async () => {
        const { SignInPage } = await import('#/features/sign-in/SignInPage');
        return { element: <SignInPage hasDemo={config.backend === 'sandbox'} /> };
      },
      hydrateFallbackElement: <></>,
    },
    {
      element: <Shell />,
      errorElement: <ErrorPage />,
      hydrateFallbackElement: <></>,
      loader: requireMe,
      shouldRevalidate: () => queryClient.getQueryData(meQuery.queryKey) === undefined,
      children: [
        { index: true, loader: () => redirect(paths.members()) },
        {
          path: '/members',
          errorElement: <ErrorPage inside />,
          loader: readMembers,
          shouldRevalidate: () => false,
          lazy: { Component: async () => (await import('#/features/members/MembersPage')).MembersPage },
        },
        {
          path: '/members/:userUuid',
          errorElement: <ErrorPage inside />,
          lazy: { Component: async () => (await import('#/features/members/MemberPage')).MemberPage },
        },
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ]);
};
