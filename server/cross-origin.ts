import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { NOT_PASSED_ON } from './failure';

/** What middlewares tell each other about a call. */
export interface ServerEnv {
  Bindings: HttpBindings;
  Variables: {
    /** The portal whose page makes this call across origins, if it is one. */
    portal?: string;
    /** The answer is a page that portals may frame. */
    isFramed?: boolean;
  };
}

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
/** What the console's fetch layer sends beyond the headers that need no permission. By name, since `*` leaves out Authorization. */
const SENT = 'authorization, content-type, x-account-credential';
/** What it reads beyond the headers that need no permission. */
const READ = `retry-after, lightdash-version, deprecation, sunset, warning, ${NOT_PASSED_ON}`;
/** How long a browser may remember our consent. */
const REMEMBERED_SECONDS = 600;

/**
 * Lets the pages of the configured portals call us across origins (the CORS protocol of the Fetch standard, section 3.3), with a
 * credential of their own in a header and never with our cookies: they are lost in both directions. All other origins get no
 * word of consent, so their pages read nothing.
 *
 * @param origins EMBED_ORIGINS.
 * @param refuse answers a foreign site that asks whether it may.
 */
export function crossOrigin(
  origins: readonly string[],
  refuse: (path: string) => Response,
): MiddlewareHandler<ServerEnv> {
  const portals = new Set(origins);
  return async (c, next) => {
    const portal = portalOf(c.req.raw.headers, portals);
    if (isPreflight(c.req.raw)) {
      c.res = portal ? consent() : refuse(c.req.path);
    } else if (portal) {
      c.set('portal', portal);
      // The proxy reads Node's headers, everybody else those of the request.
      delete c.env.incoming.headers.cookie;
      c.req.raw.headers.delete('cookie');
      await next();
      c.res.headers.delete('set-cookie');
    } else {
      await next();
    }
    if (portals.size > 0) c.res.headers.append('vary', 'origin');
    if (!portal) return;
    c.res.headers.set('access-control-allow-origin', portal);
    c.res.headers.set('access-control-expose-headers', READ);
  };
}

function portalOf(headers: Headers, portals: ReadonlySet<string>): string | null {
  const origin = headers.get('origin');
  return origin !== null && portals.has(origin) && headers.get('sec-fetch-site') !== 'same-origin' ? origin : null;
}

function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method');
}

function consent(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': SENT,
      'access-control-max-age': String(REMEMBERED_SECONDS),
    },
  });
}
