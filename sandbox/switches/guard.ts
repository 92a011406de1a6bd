import { getConnInfo } from '@hono/node-server/conninfo';
import type { ApiContext } from '../lightdash/http';
import { ZENML } from '../oauth/servers';

const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;
const LOOPBACK_NAME = /^(localhost|([\w-]+\.)+localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** A proxy says one of these, were it an empty one. */
const OF_PROXIES = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-real-ip',
];

/** What a demo needs: who can be tried, signing in as one of them by a click, and the page of the other sign-in. */
export const OF_DEMO: ReadonlySet<string> = new Set([
  '/sandbox/identities',
  '/sandbox/sign-in',
  ZENML.authorizationPath,
]);

/**
 * Why a request may not use the switches; undefined when it may. They open sessions without a password, so they serve this
 * machine only: the peer must be loopback, and not a proxy speaking for others; the name asked for must be loopback too (a
 * foreign name resolving to 127.0.0.1 is DNS rebinding); and no page of another site may be behind it.
 */
export function refusalOf(c: ApiContext): string | undefined {
  // Without a connection the app was called directly, in a test.
  const address = c.env?.incoming ? getConnInfo(c).remote.address : '127.0.0.1';
  if (!address || !LOOPBACK_ADDRESS.test(address)) return 'only from this machine';
  if (OF_PROXIES.some((name) => c.req.header(name) !== undefined)) return 'not through a proxy';
  if (!LOOPBACK_NAME.test(new URL(c.req.url).hostname)) return 'only under a loopback name';
  if (c.req.header('sec-fetch-site') === 'cross-site') return 'not from another site';
  return undefined;
}
