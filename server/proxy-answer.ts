import type { IncomingMessage, ServerResponse } from 'node:http';
import { rescopeCookie } from './cookies';
import { failure, NOT_PASSED_ON } from './failure';
import { HOP_BY_HOP, namedByConnection } from './hop-by-hop';
import { HELD_AT_MOST, type Reader } from './readers';

/** The upstream's word about its own origin; on ours, our own policy holds. */
export const NOT_HANDED_BACK = [
  'alt-svc',
  'clear-site-data',
  'content-security-policy',
  'content-security-policy-report-only',
  'link',
  'nel',
  'refresh',
  'report-to',
  'reporting-endpoints',
  'server',
  'service-worker-allowed',
  'set-cookie',
  'sourcemap',
  'strict-transport-security',
  // A browser would ask for a name and a password by itself.
  'www-authenticate',
  'x-powered-by',
  NOT_PASSED_ON,
];

/** Answers that have no body (Fetch standard, null body status). */
const BODILESS = new Set([204, 205, 304]);
/** Some that must not even name a length (RFC 9110, 8.6; a 205's could only be 0). */
const LENGTHLESS = new Set([204, 205]);
const LEADS_AWAY = 'Lightdash answered with a redirect to another address; a sign-in proxy may stand before it.';

/** Of all answers together, in one turn of the event loop; each is of 64 KiB at most. */
const PIECES_AT_ONCE = 16;

interface AnswerOptions {
  /** The address that was asked. */
  target: URL;
  /** Whether the browser reached us over https. */
  secure: boolean;
  /** Whether the answer may set cookies. */
  setsCookies: boolean;
  outgoing: ServerResponse;
  /** The browser, as somebody who may be slow. */
  reader: Reader;
  log: (line: string) => void;
}

/** Makes the upstream's answer ours: its redirects lead to us, its cookies are ours, its policies are gone. */
export function toResponse(
  answer: IncomingMessage,
  { target, secure, setsCookies, outgoing, reader, log }: AnswerOptions,
): Response {
  const { statusCode: status = 0 } = answer;
  // Neither the Fetch standard nor any client knows others; 1xx never gets here.
  if (status < 200 || status > 599) return unusable(answer, 'Lightdash answered with a status that does not exist.');
  const dropped = new Set([...HOP_BY_HOP, ...NOT_HANDED_BACK, ...namedByConnection(answer)]);
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value === undefined || dropped.has(name) || name.startsWith('access-control-')) continue;
    for (const one of [value].flat()) headers.append(name, one);
  }
  const cookies = setsCookies ? (answer.headers['set-cookie'] ?? []) : [];
  for (const cookie of cookies) {
    const own = rescopeCookie(cookie, secure);
    if (own === null) log('A cookie of Lightdash works over https only: serve the console over https.');
    else headers.append('set-cookie', own);
  }
  // Somebody's data, whatever the upstream says of it.
  headers.set('cache-control', 'private, no-store');

  if (answer.headers.location !== undefined) {
    const path = pathOnUpstream(answer.headers.location, target);
    if (path === null) return unusable(answer, LEADS_AWAY);
    headers.set('location', path);
  }
  if (BODILESS.has(status)) {
    answer.resume();
    if (LENGTHLESS.has(status)) headers.delete('content-length');
    return new Response(null, { status, headers });
  }
  return new Response(streamOf(answer, outgoing, reader), { status, headers });
}

/** Gives up on an answer that nobody can read. */
export function unusable(answer: IncomingMessage, message: string): Response {
  answer.destroy();
  return failure(502, message);
}

/**
 * Keeps a redirect inside.
 *
 * @returns its path when it leads to the origin that was asked, else null.
 */
function pathOnUpstream(location: string, asked: URL): string | null {
  if (!URL.canParse(location, asked.href)) return null;
  const { origin, protocol, pathname, search, hash } = new URL(location, asked);
  // "blob:" has the origin of what follows it; "//elsewhere" as a path would be read as another host.
  return protocol === asked.protocol && origin === asked.origin && !pathname.startsWith('//')
    ? pathname + search + hash
    : null;
}

/** Reads on only as the browser does, but for what may be held. What breaks off at the upstream breaks off at the browser. */
function streamOf(answer: IncomingMessage, outgoing: ServerResponse, reader: Reader): ReadableStream<Uint8Array> {
  const held = ({ desiredSize }: ReadableStreamDefaultController): number =>
    HELD_AT_MOST - (desiredSize ?? HELD_AT_MOST);
  let isStalled = false;
  let isDue = false;
  const readOn = () => {
    isDue = false;
    if (!isStalled) answer.resume();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        answer.on('data', (chunk: Buffer) => {
          controller.enqueue(chunk);
          answer.pause();
          isStalled = !reader.holds(held(controller));
          if (isStalled) reader.stalls();
        });
        answer.on('end', () => controller.close());
        answer.on('error', () => outgoing.destroy());
        answer.pause();
      },
      pull(controller) {
        reader.holds(held(controller));
        reader.moves();
        isStalled = false;
        if (!isDue && ready.push(readOn) === 1) setImmediate(takeTurns, 0);
        isDue = true;
      },
      cancel: () => void answer.destroy(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: HELD_AT_MOST }),
  );
}

/** Answers of which the next piece may be read, in the order in which they were ready for it. */
const ready: (() => void)[] = [];

/** Reads a piece of some of them each, then leaves as many turns to others: in each of them Node accepts one connection. */
function takeTurns(rest: number): void {
  if (rest > 0) return void setImmediate(takeTurns, rest - 1);
  for (const readOn of ready.splice(0, PIECES_AT_ONCE)) readOn();
  if (ready.length > 0) setImmediate(takeTurns, PIECES_AT_ONCE);
}
