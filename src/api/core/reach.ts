import type { Dialect } from './dialect';
import { ApiFailure } from './failure';

/** What a server or a proxy behind may still resolve into another path: encoded separators, dots and percent signs. */
const SMUGGLED = /%(?:00|25|2[ef]|5c)|;|\/\//i;

/**
 * The address of a call, if this API's credential may go there. The URL parser must leave the path as it is: one from which
 * it resolves dots, backslashes, tabs or a host would name another operation, or another server. In: who may be called, the
 * call's method, address and query; null and undefined are left out of the query. Throws an ApiFailure of kind `blocked`.
 */
export const addressOf = ({ reach, name }: Dialect, call: { url: string; method: string; params?: object | undefined }): URL => {
  const { origin, prefixes } = reach;
  let url: URL | null = null;
  try {
    url = new URL(call.url, origin);
  } catch {
    // An address that cannot be read is as far out of reach as a foreign one.
  }
  const path = call.url.replace(/[?#].*$/s, '');
  const isInside = url?.origin === origin && url.pathname === path && prefixes.some((prefix) => path.startsWith(prefix));
  if (!url || !isInside || SMUGGLED.test(path)) {
    throw new ApiFailure({ kind: 'blocked', outcome: 'not-sent', method: call.method.toUpperCase(), path: '', api: name });
  }
  for (const [key, value] of Object.entries(call.params ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== null && item !== undefined) url.searchParams.append(key, String(item));
    }
  }
  return url;
};
