/** Token prefixes of Lightdash and ZenML, authorization headers, session cookies, and anything that names itself a secret. */
const SECRETS: readonly [RegExp, string][] = [
  [/(ld(?:pat|svc|app|ref)|scim|zen(?:at|rt|pro)\w*)_[\w-]+/gi, '$1_•••'],
  [/(?<![\w-])eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '•••'],
  [/\b(ApiKey|Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, '$1 •••'],
  [/\b(connect\.sid)=[^;\s"]+/g, '$1=•••'],
  [/(token|password|secret)(["']?\s*[=:]\s*)("[^"]*"?|'[^']*'?|[^\s"'&,}]+)/gi, '$1$2•••'],
];

/**
 * Masks credentials in a text that came from outside before a person or a log can see it.
 * In: any text. Out: the same text with tokens, cookies and passwords replaced by "•••" (security.md, rule 5 of its targets).
 */
export const redact = (text: string): string =>
  SECRETS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
