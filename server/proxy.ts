import { type IncomingMessage, type OutgoingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable, Transform } from 'node:stream';
import type { Backend } from './app';
import { rescopeCookie } from './cookies';
import { failure } from './failure';

interface ProxyOptions {
  /** How long the upstream may stay silent. */
  timeoutMs?: number;
  maxBodyBytes?: number;
  log: (line: string) => void;
}

/** RFC 9110, 7.6.1, and what belongs to one connection by custom. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Would tell the upstream about our origin, or let a client claim to be somebody else. */
const NOT_SENT_ON = ['host', 'origin', 'referer', 'expect', 'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** The upstream's word about its own origin; on ours, our own policy holds. */
const NOT_HANDED_BACK = [
  'alt-svc',
  'content-security-policy',
  'content-security-policy-report-only',
  'link',
  'nel',
  'refresh',
  'report-to',
  'reporting-endpoints',
  'server',
  'set-cookie',
  'strict-transport-security',
  'x-powered-by',
];

/** Forms that name their client and carry their own secret: the person's session has no business there. */
export const OAUTH_FORMS: ReadonlySet<string> = new Set(['/api/v1/oauth/token', '/api/v1/oauth/revoke']);

class TooLarge extends Error {}
class TooSlow extends Error {}

/**
 * A backend that passes every call on to a real Lightdash and its answer back, streaming both. Nothing of a call is
 * logged, for addresses and headers carry tokens and invitation codes.
 */
export function createProxy(
  upstream: URL,
  { timeoutMs = 30_000, maxBodyBytes = 25 * 1024 * 1024, log }: ProxyOptions,
): Backend {
  const send = upstream.protocol === 'https:' ? requestHttps : requestHttp;

  const refuse = (error: Error & { code?: string }): Response => {
    if (error instanceof TooLarge) return failure(413, `The request is larger than ${maxBodyBytes} bytes.`);
    if (error instanceof TooSlow) return failure(504, `Lightdash did not answer within ${timeoutMs / 1000} seconds.`);
    log(`Lightdash at ${upstream.origin} could not be reached: ${error.code ?? error.name}.`);
    return failure(502, 'Lightdash could not be reached.');
  };

  return {
    fetch: (request, { incoming, outgoing }) =>
      new Promise((resolve) => {
        const { pathname, search } = new URL(request.url);
        if (!staysUnderApi(pathname)) return resolve(failure(404, 'There is no such address.'));
        if (Number(incoming.headers['content-length'] ?? 0) > maxBodyBytes) return resolve(refuse(new TooLarge()));
        const target = new URL(pathname + search, upstream);
        const secure = incoming.headers['x-forwarded-proto'] === 'https';
        const call = send(
          target,
          // `timeout` as an option also covers connecting, which setTimeout() does not.
          { method: request.method, headers: requestHeaders(incoming, upstream, pathname), timeout: timeoutMs },
          (answer) => resolve(toResponse(answer, target, secure)),
        );
        call.on('timeout', () => call.destroy(new TooSlow()));
        call.on('error', (error) => resolve(refuse(error)));
        outgoing.on('close', () => call.destroy());
        // Not pipeline(): on an error it would also close the connection on which the refusal has to be sent.
        const body = limit(maxBodyBytes);
        body.on('error', (error) => call.destroy(error));
        incoming.pipe(body).pipe(call);
      }),
    close: async () => {},
  };
}

/** Whether the upstream, however it decodes the path, stays below /api. */
function staysUnderApi(pathname: string): boolean {
  return pathname.startsWith('/api/') && !/(\/|\\|%2f|%5c)(\.|%2e){1,2}(\/|\\|%2f|%5c|;|$)/i.test(pathname);
}

function limit(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.byteLength;
      if (seen > maxBytes) done(new TooLarge());
      else done(null, chunk);
    },
  });
}

function requestHeaders(incoming: IncomingMessage, upstream: URL, path: string): OutgoingHttpHeaders {
  const cookie = OAUTH_FORMS.has(path) ? ['cookie'] : [];
  const dropped = new Set([...HOP_BY_HOP, ...NOT_SENT_ON, ...cookie, ...namedByConnection(incoming)]);
  const kept = Object.entries(incoming.headers).filter(([name]) => !dropped.has(name));
  return { ...Object.fromEntries(kept), host: upstream.host };
}

function toResponse(answer: IncomingMessage, target: URL, secure: boolean): Response {
  const status = answer.statusCode ?? 502;
  const dropped = new Set([...HOP_BY_HOP, ...NOT_HANDED_BACK, ...namedByConnection(answer)]);
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value === undefined || dropped.has(name) || name.startsWith('access-control-')) continue;
    for (const one of [value].flat()) headers.append(name, one);
  }
  const cookies = OAUTH_FORMS.has(target.pathname) ? [] : (answer.headers['set-cookie'] ?? []);
  for (const cookie of cookies) headers.append('set-cookie', rescopeCookie(cookie, secure));

  if (answer.headers.location !== undefined) {
    const path = pathOnUpstream(answer.headers.location, target);
    if (path === null) {
      answer.destroy();
      return failure(502, 'Lightdash answered with a redirect to another address; a sign-in proxy may stand before it.');
    }
    headers.set('location', path);
  }
  if (status === 204 || status === 304) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, { status, headers });
}

/** Keeps a redirect inside: its path when it leads to the origin that was asked, else null. */
function pathOnUpstream(location: string, asked: URL): string | null {
  if (!URL.canParse(location, asked.href)) return null;
  const { origin, pathname, search, hash } = new URL(location, asked);
  // "//elsewhere" as a path would be read as another host.
  return origin === asked.origin && !pathname.startsWith('//') ? pathname + search + hash : null;
}

function namedByConnection({ headers }: IncomingMessage): string[] {
  return (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
}
