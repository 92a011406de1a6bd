import type { QueryClient } from '@tanstack/react-query';
import {
  createBrowserRouter,
  createMemoryRouter,
  redirect,
  type LoaderFunctionArgs,
  type RouteObject,
} from 'react-router';
import { isFailure } from '#/api/core/failure';
import type { RuntimeConfig } from '#/data/config';
import { ensureMe, meQuery } from '#/data/me';
import { membersLink } from '#/features/members/routes';
import { overviewLink } from '#/features/overview/routes';
import { OAUTH_RETURN, signIn, signInLink } from '#/features/sign-in/routes';
import type { Place } from '#/ui/place';
import { ErrorPage } from './ErrorPage';
import { guardedPage } from './guarded';
import type { OnNavigate } from './host';
import { HostWait } from './HostWait';
import { placeLoader } from './place-loader';
import { places } from './places';
import { Shell } from './shell/Shell';

/** Where the console's paths are: in the address of the page, below a path of it; or in memory, beginning with one. */
export type Routing = { basename: string } | { initialPath: string };

type RouterOptions = { queryClient: QueryClient; config: RuntimeConfig; routing: Routing; isHosted: boolean };

/**
 * The addresses of the console. Below a host there are none to sign in at: the host provides the credential. Loaders start the requests of a place while its code is still on the way; they wait for
 * nothing but who is signed in, because a place shows its own loading state.
 */
export const createRouter = ({ queryClient, config, routing, isHosted }: RouterOptions) => {
  /** Everything below the shell needs the signed-in person; without one it leads to the sign-in page, and back afterwards. */
  const requireMe = async ({ request }: LoaderFunctionArgs) => {
    try {
      await ensureMe(queryClient);
      return null;
    } catch (error) {
      if (isHosted || !isFailure(error, 'unauthorized')) throw error;
      const { pathname, search } = new URL(request.url);
      throw redirect(signInLink(pathname + search));
    }
  };

  /** Admins begin with what needs them, everybody else with the people. */
  const goHome = async () => {
    const me = await ensureMe(queryClient);
    return redirect(me.role === 'admin' ? overviewLink() : membersLink());
  };

  /**
   * A place below the shell: its code is loaded when it is gone to, its own failures leave the shell standing. The error boundary
   * is on a route around it, because the router does not use a route's own boundary when loading that route's code has failed. There is always a
   * loader, because without one the router does not report that failure at all.
   */
  const routeOf = (place: Place): RouteObject => ({
    errorElement: <ErrorPage inside />,
    children: [
      {
        path: place.path,
        handle: place,
        lazy: { Component: () => guardedPage(place) },
        loader: placeLoader(place, queryClient),
        // A change of filters in the address does not reload the place.
        shouldRevalidate: ({ currentUrl, nextUrl }) => currentUrl.pathname !== nextUrl.pathname,
      },
    ],
  });

  const outside: RouteObject[] = [
    { path: signIn.path, errorElement: <ErrorPage />, lazy: { Component: signIn.page }, hydrateFallbackElement: <></> },
    {
      path: OAUTH_RETURN,
      errorElement: <ErrorPage />,
      lazy: async () => {
        const [{ oauthReturn }, { ReturnPage }] = await Promise.all([import('./oauth-return'), import('./ReturnPage')]);
        return { loader: oauthReturn(queryClient, config), Component: ReturnPage };
      },
      hydrateFallbackElement: <></>,
    },
  ];

  const routes: RouteObject[] = [
    ...(isHosted ? [] : outside),
    {
      element: <Shell />,
      errorElement: <ErrorPage />,
      hydrateFallbackElement: isHosted ? <HostWait /> : <></>,
      loader: requireMe,
      shouldRevalidate: () => queryClient.getQueryData(meQuery.queryKey) === undefined,
      children: [
        { index: true, loader: goHome, element: <></> },
        ...places.map(routeOf),
        routeOf({
          path: '*',
          title: 'Nothing here',
          load: () => {},
          page: async () => (await import('./OtherPage')).OtherPage,
        }),
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
