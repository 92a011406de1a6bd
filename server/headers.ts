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

/**
 * The policy of the console's page.
 *
 * @param framedBy the origins whose pages may frame it.
 *
 * Scripts: 'self' is there for browsers that do not hand a module's nonce on to its dynamic imports.
 * Styles: Mantine's inline `<style>` elements carry the nonce; no `unsafe-inline`, not even for attributes.
 */
export function pagePolicy(nonce: string, framedBy: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
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
