import type { Dialect } from './dialect';
import { parseUrl } from '../../lib/url';
import { ApiFailure } from './failure';

/** What a server or a proxy behind may still resolve into another path: encoded separators, dots and percent signs. */
const SMUGGLED = /%(?:00|25|2[ef]|5c)|;|\/\//i;

/** The path of a call, without its query. */
export const pathOf = (url: string): string => url.replace(/[?#].*$/s, '');

/**
 * The address of a call, if this API's credential may go there. The URL parser must leave base and path as they are: a path from
 * which it resolves dots, backslashes, tabs or a host would name another operation, or another server. In: who may be called; the
 * address below which our server answers; the call's method, address and query, from which null and undefined are left out.
 * Throws an ApiFailure of kind `blocked`.
 */
export const addressOf = (
  { reach, name }: Dialect,
  base: string,
  call: { url: string; method: string; params?: object | undefined },
): URL => {
  const path = pathOf(call.url);
  const isInside = reach.some((prefix) => path.startsWith(prefix)) && !SMUGGLED.test(path);
  const url = isInside ? parseUrl(base + call.url) : null;
  if (!url || url.origin + url.pathname !== base + path) {
    throw new ApiFailure({
      kind: 'blocked',
      outcome: 'not-sent',
      method: call.method.toUpperCase(),
      path: '',
      api: name,
    });
  }
  for (const [key, value] of Object.entries(call.params ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== null && item !== undefined) url.searchParams.append(key, String(item));
    }
  }
  return url;
};
