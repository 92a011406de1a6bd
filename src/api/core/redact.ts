/** Lightdash's own token prefixes, authorization headers, session cookies, and anything that names itself a secret. */
const SECRETS: readonly [RegExp, string][] = [
  [/\b(ld(?:pat|svc|app|ref)|scim)_[\w-]+/g, '$1_•••'],
  [/\b(ApiKey|Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, '$1 •••'],
  [/\b(connect\.sid)=[^;\s"]+/g, '$1=•••'],
  [/\b(access_token|token|password|secret)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi, '$1$2•••'],
];

/**
 * Masks credentials in a text that came from outside before a person or a log can see it.
 * In: any text. Out: the same text with tokens, cookies and passwords replaced by "•••" (security.md, rule 5 of its targets).
 */
export const redact = (text: string): string =>
  SECRETS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
