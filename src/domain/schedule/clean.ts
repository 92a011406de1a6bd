/** How much of an unknown text is shown. */
const LONGEST = 160;

/** The server's own text when it is not in JSON, or the message inside. */
const MESSAGE_KEYS = ['message', 'error_description', 'error', 'description', 'detail', 'reason'];

/** What replaces a piece that is left out. */
const GAP = '…';

/**
 * A text of the server as one short sentence that can be shown: without stack, JSON, addresses of web pages (the host
 * stays), passwords, tokens and anything that looks like one. Empty when nothing readable is left.
 */
export function cleanText(raw: string): string {
  // A text of megabytes is a page or a dump: its beginning is enough, and keeps the patterns quick.
  const message = messageOf(raw.slice(0, 4000));
  const text = withoutJson(withoutSecrets(withoutStack(message)))
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[{}[\]"`\\<>]/g, ' ')
    .replace(/!+/g, '.')
    .replace(/(?:…\s*)+/g, `${GAP} `)
    .replace(/\s+/g, ' ')
    .replace(/\s([.,;:])/g, '$1')
    .trim();
  return /\p{L}{2}/u.test(text) ? sentence(shorten(text)) : '';
}

/** The message of a JSON document, else the text as it is. */
function messageOf(raw: string): string {
  const text = raw.trim();
  if (!/^[{["]/.test(text)) return text;
  try {
    return messageIn(JSON.parse(text), 0);
  } catch {
    // Cut off, or not JSON after all.
    return /"(?:message|error)"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? (text.startsWith('"') ? text : '');
  }
}

function messageIn(value: unknown, depth: number): string {
  if (typeof value === 'string') return depth > 3 || !/^\s*[{[]/.test(value) ? value : messageOf(value);
  if (depth > 3 || typeof value !== 'object' || value === null) return '';
  if (Array.isArray(value)) return messageIn(value[0], depth + 1);
  const entries = new Map(Object.entries(value));
  for (const key of MESSAGE_KEYS) {
    const message = messageIn(entries.get(key), depth + 1);
    if (message) return message;
  }
  return '';
}

/** From the inside out, as deep as people nest. */
function withoutJson(text: string, depth = 6): string {
  const less = text.replace(/[{[][^{}[\]]*["':,…][^{}[\]]*[}\]]/g, GAP);
  return less === text || depth === 0 ? less : withoutJson(less, depth - 1);
}

function withoutStack(text: string): string {
  const end = text.search(
    /\s+at\s+(?:async\s+)?(?:new\s+)?[\w.<>$[\] ]*\(?(?:file:|node:|\/|[a-z]:\\)|\n\s*at\s|\n\s*File "|Traceback \(/i,
  );
  return (end < 0 ? text : text.slice(0, end))
    .replace(/^(?:Uncaught )?(?:[A-Z]\w*)?(?:Error|Exception):\s+/, '')
    .replace(/(?:\/[\w.@-]+){2,}(?::\d+)*/g, GAP);
}

function withoutSecrets(text: string): string {
  return (
    text
      // An address: the host says enough, and neither the user nor the path nor the query can be shown.
      .replace(
        /\b[a-z][a-z\d+.-]*:\/\/(?:[^\s/@"'<>]*@)?([\w.-]*\w)?[^\s"'<>)\]}]*/gi,
        (_, host?: string) => host ?? GAP,
      )
      .replace(/\b(?:bearer|basic|apikey|token)\s+[\w.~+/=-]{8,}/gi, GAP)
      .replace(
        /\b[\w-]*(?:passw(?:or)?d|pwd|secret|token|signature|api[_-]?key|access[_-]?key|credential)s?["']?\s*[=:]\s*["']?[^\s"',;&]+/gi,
        GAP,
      )
      .replace(/\b(?:xox[a-z]|xapp|ldpat|ldsvc|ghp|gho|glpat|sk|pk|AKIA|eyJ)[-_]?[\w.-]{8,}/g, GAP)
      // Long, with digits and letters: a key, a signature or an id. Names of fields have no such mix.
      .replace(/(?=[\w+/=-]*\d)(?=[\w+/=-]*[a-z])[\w+/=-]{20,}/gi, GAP)
  );
}

function shorten(text: string): string {
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > LONGEST / 2 ? space : LONGEST).replace(/[\s.,;:…]+$/, '')}${GAP}`;
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?…]$/.test(whole) ? whole : `${whole.replace(/[,;:]$/, '')}.`;
}
