import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import {
  createBrowserRouter,
  createMemoryRouter,
  redirect,
  type LoaderFunctionArgs,
  type RouteObject,
} from 'react-router';
import { isFailure } from '#/api/core/failure';
import type { RuntimeConfig } from '#/data/config';
import { groupsQuery } from '#/data/groups';
import { meQuery } from '#/data/me';
import { membersQuery } from '#/data/members';
import { paths } from '#/paths';
import { ErrorPage } from './ErrorPage';
import type { OnNavigate } from './host';
import { HostWait } from './HostWait';
import { NotFoundPage } from './NotFoundPage';
import { Shell } from './shell/Shell';

/**
 * A place below the shell: its code is loaded when it is gone to, its own failures leave the shell standing. The boundary is a route
 * around it, and there is always a loader: of a route whose code is missing the router shows no boundary, and without a loader it does
 * not even notice. In: what starts its requests, if it has any.
 */
const place = (
  path: string,
  Component: () => Promise<ComponentType>,
  loader: () => null = () => null,
): RouteObject => ({
  errorElement: <ErrorPage inside />,
  children: [
    {
      path,
      lazy: { Component },
      loader,
      // A filter in the address is no new visit.
      shouldRevalidate: ({ currentUrl, nextUrl }) => currentUrl.pathname !== nextUrl.pathname,
    },
  ],
});

/** Where the console's paths are: in the address of the page, below a path of it; or in memory, beginning with one. */
export type Routing = { basename: string } | { initialPath: string };

type RouterOptions = { queryClient: QueryClient; config: RuntimeConfig; routing: Routing; isHosted: boolean };

/**
 * The addresses of the console. Below a host there are none to sign in at: it is the host's to say who is there. Loaders start the requests of a place while its code is still on the way; they wait for
 * nothing but who is signed in, because a place shows its own loading state.
 */
export const createRouter = ({ queryClient, config, routing, isHosted }: RouterOptions) => {
  /** Everything below the shell needs to know who is there; whoever is not signed in comes back here afterwards. */
  const requireMe = async ({ request }: LoaderFunctionArgs) => {
    try {
      await queryClient.ensureQueryData(meQuery);
      return null;
    } catch (error) {
      if (isHosted || !isFailure(error, 'unauthorized')) throw error;
      const { pathname, search } = new URL(request.url);
      throw redirect(paths.signIn(pathname + search));
    }
  };

  /** Admins begin with what needs them, everybody else with the people. */
  const goHome = async () => {
    const me = await queryClient.ensureQueryData(meQuery);
    return redirect(me.role === 'admin' ? paths.overview() : paths.members());
  };

  const readEverybody = () => {
    void queryClient.prefetchQuery(membersQuery);
    return null;
  };

  const readMembers = () => {
    void queryClient.prefetchQuery(groupsQuery);
    return readEverybody();
  };

  const signIn: RouteObject[] = [
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
      path: paths.oauthReturn(),
      errorElement: <ErrorPage />,
      lazy: async () => {
        const [{ oauthReturn }, { ReturnPage }] = await Promise.all([import('./oauth-return'), import('./ReturnPage')]);
        return { loader: oauthReturn(queryClient, config), Component: ReturnPage };
      },
      hydrateFallbackElement: <></>,
    },
  ];

  const routes: RouteObject[] = [
    ...(isHosted ? [] : signIn),
    {
      element: <Shell />,
      errorElement: <ErrorPage />,
      hydrateFallbackElement: isHosted ? <HostWait /> : <></>,
      loader: requireMe,
      shouldRevalidate: () => queryClient.getQueryData(meQuery.queryKey) === undefined,
      children: [
        { index: true, loader: goHome, element: <></> },
        place('/members', async () => (await import('#/features/members/MembersPage')).MembersPage, readMembers),
        place('/members/:userUuid', async () => (await import('#/features/members/MemberPage')).MemberPage),
        place('/groups', async () => (await import('#/features/groups/GroupsPage')).GroupsPage, readMembers),
        place('/groups/:groupUuid', async () => (await import('#/features/groups/GroupPage')).GroupPage, readEverybody),
        place('/projects', async () => (await import('#/features/projects/ProjectsPage')).ProjectsPage),
        place(
          '/projects/:projectUuid/access',
          async () => (await import('#/features/projects/ProjectAccessPage')).ProjectAccessPage,
        ),
        place('/spaces', async () => (await import('#/features/spaces/SpacesPage')).SpacesPage),
        place(
          '/projects/:projectUuid/spaces/:spaceUuid',
          async () => (await import('#/features/spaces/SpacePage')).SpacePage,
        ),
        place('/schedulers', async () => (await import('#/features/schedulers/SchedulersPage')).SchedulersPage),
        place(
          '/schedulers/:schedulerUuid',
          async () => (await import('#/features/schedulers/SchedulerPage')).SchedulerPage,
        ),
        place('/access', async () => (await import('#/features/access/AccessPage')).AccessPage),
        place('/access/matrix', async () => (await import('#/features/access/MatrixPage')).MatrixPage),
        place('/access/what-if', async () => (await import('#/features/access/WhatIfPage')).WhatIfPage),
        place('/profile', async () => (await import('#/features/profile/ProfilePage')).ProfilePage),
        place('/overview', async () => (await import('#/features/overview/OverviewPage')).OverviewPage),
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ];

  return 'basename' in routing
    ? createBrowserRouter(routes, routing)
    : createMemoryRouter(routes, { initialEntries: [routing.initialPath] });
};

/** Tells each path of the console that was gone to, from its `/` on. */
export const onPath = (router: ReturnType<typeof createRouter>, tell: OnNavigate): void => {
  const above = (router.basename ?? '/').replace(/\/$/, '');
  let last: string | null = null;
  router.subscribe(({ location: { pathname, search, hash }, navigation, historyAction }) => {
    const path = (pathname.slice(above.length) || '/') + search + hash;
    if (navigation.state !== 'idle' || path === last) return;
    last = path;
    tell(path, { replace: historyAction === 'REPLACE' });
  });
};
