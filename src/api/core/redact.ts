/** Texts are cut here before they are masked: no sentence shown to people is longer. */
const LONGEST = 10_000;

/** Token prefixes of Lightdash and ZenML, authorization headers, session cookies, credentials in addresses, and anything
 * that names itself a secret. Each pattern takes a time that grows with the text, not with its square. */
const SECRETS: readonly [RegExp, string][] = [
  [/(ld(?:pat|svc|app|ref)|scim|zen(?:at|rt|pro)\w{0,16})_[\w-]+/gi, '$1_•••'],
  [/(?<![\w-])eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '•••'],
  [/\b(ApiKey|Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, '$1 •••'],
  [/\b(connect\.sid)=[^;\s"]+/g, '$1=•••'],
  [/\b([a-z][a-z\d+.-]{1,20}:\/\/)[^\s/?#@]{1,400}@/gi, '$1•••@'],
  [/(^|[\s?&"'(])(code=)[^\s&"'<>)]+/gi, '$1$2•••'],
  // The value is quoted inside of quoted JSON, or quoted with its escapes, or goes to the next space or separator.
  [
    /(token|passw(?:or)?d|secret|api[-_]?key)(\\?["']?\s{0,20}[=:]\s{0,20})(\\"(?:[^"\\]|\\(?!"))*(?:\\")?|"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|[^\s"'&,}]+)/gi,
    '$1$2•••',
  ],
];

/**
 * Masks credentials in a text that came from outside before a person or a log can see it.
 * In: any text. Out: the same text, or its beginning, with tokens, cookies and passwords replaced by "•••".
 */
export const redact = (text: string): string =>
  SECRETS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text.slice(0, LONGEST));
