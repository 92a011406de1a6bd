import type { MiddlewareHandler } from 'hono';
import type { ServerEnv } from './cross-origin';

/** Sent with every answer, whatever it is. */
const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': [
    'accelerometer',
    'browsing-topics',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-get',
    'usb',
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** For answers that are no page of ours: should one be opened as a document, it can do nothing at all. */
const INERT_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** What a policy can name with a path (CSP Level 3, 2.3.1 and 6.7.2.8): host names and 127.0.0.1, no other address. */
const NAMEABLE_HOST = /^(127\.0\.0\.1|(?!\d+(\.\d+){3}(:|$))[a-z0-9-]+(\.[a-z0-9-]+)*)(:\d+)?$/i;
const SCRIPT_FOLDERS = ['/assets/', '/lib/'];

/**
 * The policy of the console's page.
 *
 * @param host what the browser asked for: Host.
 * @param framedBy the origins whose pages may frame it.
 *
 * Scripts: the folders of the build are there for browsers that do not hand a module's nonce on to its dynamic imports. Not all
 * of our origin: what Lightdash answers under /api may be text that somebody else has written.
 * Styles: Mantine's inline `<style>` elements carry the nonce; no `unsafe-inline`, not even for attributes.
 */
export function pagePolicy(nonce: string, host: string, framedBy: readonly string[]): string {
  const scripts = NAMEABLE_HOST.test(host) ? SCRIPT_FOLDERS.map((folder) => host + folder).join(' ') : "'self'";
  return [
    "default-src 'none'",
    `script-src ${scripts} 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    `frame-ancestors ${framedBy.join(' ') || "'none'"}`,
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** For an answer of ours that is no page. */
export const INERT_HEADERS: Readonly<Record<string, string>> = { ...ALWAYS, 'content-security-policy': INERT_POLICY };

/** For the page that portals frame: X-Frame-Options can't name them, the page's policy does. */
const { 'x-frame-options': _deny, ...OTHERS } = ALWAYS;
const FRAMED = {
  ...OTHERS,
  'cross-origin-opener-policy': 'unsafe-none',
  'cross-origin-resource-policy': 'cross-origin',
};

/**
 * Adds the security headers. An answer that already has a policy (a page) keeps its own; what says nothing of caching is
 * somebody's data and is not kept.
 */
export const securityHeaders: MiddlewareHandler<ServerEnv> = async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const [name, value] of Object.entries(c.get('isFramed') ? FRAMED : ALWAYS)) headers.set(name, value);
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', INERT_POLICY);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
};
