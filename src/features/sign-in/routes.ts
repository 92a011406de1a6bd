import { address } from '#/lib/address';
import type { Place } from '#/ui/place';

/** Stands alone, and only where the console has an address of its own: below a host nobody is asked to sign in. */
export const signIn = {
  path: '/sign-in',
  title: 'Sign in',
  load: () => {},
  page: async () => (await import('./SignInPage')).SignInPage,
} as const satisfies Place;

/** In: where to go on after signing in. */
export const signInLink = (next?: string): string => address(signIn.path, {}, next && next !== '/' ? { next } : {});

/** Where authorization servers send people back to; registered there as it is. */
export const OAUTH_RETURN = '/oauth/callback';
