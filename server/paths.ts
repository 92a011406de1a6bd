/** Deeper than any server decodes. What is still encoded then is refused. */
const MAX_DEPTH = 8;
/** Bytes that no UTF-8 text has; some decoders take them for a dot or a slash all the same. */
const NO_UTF8 = /[\u00c0\u00c1\u00f5-\u00ff]/;
const CONTROL = /\p{Cc}/u;
/** Segments that lead elsewhere, parameters of a segment, empty segments, and the other slash. */
const AMBIGUOUS = /\/\.{1,2}(\/|$)|[;\\]|\/\//;
const ENCODED_DOT = /%2e/i;
const BROKEN_ENCODING = /%(?![0-9a-f]{2})/i;

/**
 * The path of a request target, decoded to the end; null when servers could read it as different paths. Proxies and frameworks
 * disagree on how often to decode, on `//`, `;` and `\`, and on when to resolve dots, and what one of them has let pass as one
 * path is another's logout.
 */
export function plainPath(target: string): string | null {
  const [raw = ''] = target.split('?', 1);
  if (BROKEN_ENCODING.test(raw)) return null;
  let path = raw;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    if (ENCODED_DOT.test(path) || AMBIGUOUS.test(path) || CONTROL.test(path) || NO_UTF8.test(path)) return null;
    const decoded = path.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (decoded === path) return path;
    path = decoded;
  }
  return null;
}
