import type { MiddlewareHandler } from 'hono';
import type { ServerEnv } from './cross-origin';
import { plainPath } from './paths';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

interface GuardOptions {
  /** The exceptions, by path: where OAuth demands a form (RFC 6749, appendix B). It has to come from our own origin all the same. */
  takesForm: (path: string) => boolean;
  /** Where reads, too, have to come from our own origin or a portal. Elsewhere people arrive by links and sign-in redirects. */
  guardsReads: (path: string) => boolean;
  /** Where a browser goes with the whole page, to sign in. */
  takesNavigation: (path: string) => boolean;
  /** Makes the answer. */
  refuse: (path: string, reason: string) => Response;
}

/**
 * Refuses requests that another site may have made a browser send.
 *
 * Lightdash has no CSRF tokens and parses form posts, so a cookie alone must not be enough for a change: it has to come
 * from our own origin, and its body has to be JSON, which no form can send. The pages of portals come without cookies
 * (cross-origin.ts), and their bodies have to be JSON without exception.
 */
export function csrfGuard(options: GuardOptions): MiddlewareHandler<ServerEnv> {
  const { takesForm, guardsReads, takesNavigation, refuse } = options;
  const refusal = (request: Request, path: string, isPortal: boolean): string | null => {
    // An exception is for its own spelling only.
    const written = new URL(request.url).pathname;
    const isChange = changesState(request, path);
    if (!isCall(request.headers, takesNavigation(written)))
      return 'Only a call of the console gets an answer here, not a page, a picture or a script.';
    if (!isChange && !guardsReads(path)) return null;
    if (!isPortal && !isFromOurOrigin(request.headers)) {
      return `A ${isChange ? 'change' : 'call'} has to be requested by the console itself, not by another site.`;
    }
    if (!isChange) return null;
    if (isLogout(path) && mayBeAnImage(request.headers))
      return 'Signing out needs Content-Type: application/json, which no other site can send.';
    if (!isPortal && isForm(request.headers) && request.method === 'POST' && takesForm(written)) return null;
    return isJsonOrEmpty(request.headers) ? null : 'The body of a change has to be JSON.';
  };
  return async (c, next) => {
    const path = plainPath(c.env.incoming.url ?? '');
    if (path === null) return c.notFound();
    const reason = refusal(c.req.raw, path, c.get('portal') !== undefined);
    return reason ? refuse(path, reason) : next();
  };
}

function changesState({ method }: Request, path: string): boolean {
  return !READS.has(method) || isLogout(path);
}

/** Signing out is a GET in Lightdash, whose router ignores case and a slash at the end. */
function isLogout(path: string): boolean {
  return /^\/api\/v1\/logout\/?$/i.test(path);
}

/**
 * Browsers say in Sec-Fetch-Dest what an answer is for. Elements of a page (`image`, `script`, `iframe`…) can be put there by
 * whoever writes one address into somebody's data, a picture for instance; calls of a script are `empty`.
 */
function isCall(headers: Headers, takesNavigation: boolean): boolean {
  const dest = headers.get('sec-fetch-dest') ?? 'empty';
  return dest === 'empty' || (dest === 'document' && takesNavigation);
}

/**
 * Browsers say it in Sec-Fetch-Site, though only over https and on loopback; elsewhere Origin is compared. Programs send
 * neither, and carry nobody's cookies. `none` is a person typing the address.
 */
function isFromOurOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = headers.get('origin');
  if (!origin) return true;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  // A page of another site can't set X-Forwarded-Host: it is what a proxy before us was asked for.
  return host !== null && [headers.get('host'), headers.get('x-forwarded-host')].includes(host);
}

/**
 * Whether a page of another site may have put the address into an `<img>`: over plain http from another machine, browsers then say
 * neither where the call comes from nor which kind it is. What has no cookie has no session to end.
 */
function mayBeAnImage(headers: Headers): boolean {
  return (
    headers.has('cookie') && !headers.has('sec-fetch-site') && !headers.has('origin') && !headers.has('content-type')
  );
}

function isForm(headers: Headers): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers.get('content-type')?.trim() ?? '');
}

function isJsonOrEmpty(headers: Headers): boolean {
  const type = headers.get('content-type');
  if (type !== null) return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type.trim());
  return !headers.has('transfer-encoding') && Number(headers.get('content-length') ?? 0) === 0;
}
