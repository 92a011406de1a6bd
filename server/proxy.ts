import type { HttpBindings } from '@hono/node-server';
import { type IncomingMessage, type OutgoingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Transform } from 'node:stream';
import { type Bodies, BodyLost, createBodies } from './body';
import { failure, NOT_PASSED_ON, notPassedOn } from './failure';
import { createGate, type Gate } from './gate';
import { namedByConnection } from './hop-by-hop';
import { toResponse, unusable } from './proxy-answer';
import { createReaders } from './readers';
import { createUpstreamAgent } from './upstream-agent';

export interface ProxyOptions {
  /** How long the upstream may stay silent. */
  timeoutMs?: number;
  maxBodyBytes?: number;
  /** How many calls may be on their way at a time, and how many may wait for one of them to end. */
  maxCalls?: number;
  maxWaiting?: number;
  /** What holds the bodies that still arrive. */
  bodies?: Bodies;
  /** How long a browser may keep the upstream waiting by reading nothing. */
  stallMs?: number;
  log: (line: string) => void;
}

/** More than any call of the console's needs. */
export const MAX_BODY_BYTES = 25 * 1024 * 1024;
/** Bodies up to this are here as a whole before their call takes a place. */
const SMALL_BODY_BYTES = 1024 * 1024;
/** One in so many places may be held by a body that still arrives, and as many by an answer that is being read slowly. */
const SLOW_SHARE = 8;

/**
 * What goes on to the upstream, with Lightdash's own (`Lightdash-Request-Method`…). All others stay here: servers take many a header
 * for the address, the method or the client that are meant.
 */
const SENT_ON: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'cache-control',
  'content-encoding',
  'content-type',
  'cookie',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
  'traceparent',
  'tracestate',
  'user-agent',
  'x-request-id',
]);
const OF_LIGHTDASH = /^(x-)?lightdash-[a-z-]+$/;

/** What answers under /api: the sandbox, or the way to a real Lightdash. */
export interface Backend {
  fetch(request: Request, bindings: HttpBindings): Response | Promise<Response>;
  /** Whether calls would be answered at the moment. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

/** Forms that name their client and carry their own secret: the person's session has no business there. */
export const OAUTH_FORMS: ReadonlySet<string> = new Set(['/api/v1/oauth/token', '/api/v1/oauth/revoke']);

/** A readiness probe asks the upstream itself at most this often, and waits no longer. */
const PROBE_MS = 2_000;

const NO_BODY = Buffer.alloc(0);

class TooLarge extends Error {}
class TooSlow extends Error {}

/**
 * A backend that passes every call on to a real Lightdash and its answer back, streaming both. Nothing of a call is
 * logged, for addresses and headers carry tokens and invitation codes.
 */
export function createProxy(upstream: URL, options: ProxyOptions): Backend {
  const { timeoutMs = 30_000, maxBodyBytes = MAX_BODY_BYTES, maxCalls = 128, maxWaiting = 512, log } = options;
  const { bodies = createBodies(), stallMs = 30_000 } = options;
  const isHttps = upstream.protocol === 'https:';
  const send = isHttps ? requestHttps : requestHttp;
  const agent = createUpstreamAgent(isHttps, maxCalls);
  const slow = Math.max(1, Math.floor(maxCalls / SLOW_SHARE));
  const gate = createGate({ limit: maxCalls, maxWaiting });
  const largeBodies = createGate({ limit: slow, maxWaiting: slow });
  const readerOf = createReaders({ maxStalled: slow, stallMs });

  const refuse = (error: NodeJS.ErrnoException): Response => {
    if (error instanceof TooLarge) return failure(413, `The request is larger than ${maxBodyBytes} bytes.`);
    if (error instanceof TooSlow) return failure(504, `Lightdash did not answer within ${timeoutMs / 1000} seconds.`);
    if (error instanceof BodyLost) return tooMany();
    log(`Lightdash at ${upstream.origin} could not be reached: ${error.code ?? error.name}.`);
    return failure(502, 'Lightdash could not be reached.', notPassedOn(error));
  };

  /** In: the body; null when it still arrives. */
  const pass = ({ incoming, outgoing }: HttpBindings, target: URL, body: Buffer | null): Promise<Response> =>
    new Promise((resolve) => {
      const { method = 'GET' } = incoming;
      const headers = { ...requestHeaders(incoming, target.pathname), ...framing(incoming, body), host: upstream.host };
      const secure = isSecure(incoming);
      const setsCookies = !OAUTH_FORMS.has(target.pathname);
      const leave: (() => void)[] = [];
      const enter = (one: Gate, start: () => void): void => {
        const left = one.enter(start);
        if (left) leave.push(left);
        else resolve(tooMany());
      };
      const end = () => leave.forEach((left) => left());
      const attempt = (isLast: boolean): void => {
        // `timeout` as an option also covers connecting, which setTimeout() does not.
        let hasArrived = () => false;
        const call = send(target, { method, headers, timeout: timeoutMs, agent: isLast ? false : agent }, (answer) => {
          hasArrived = () => answer.complete;
          // However slowly it is read: what is here needs no place any more.
          answer.on('close', end);
          resolve(toResponse(answer, { target, secure, setsCookies, outgoing, reader: readerOf(outgoing), log }));
        });
        // What is here as a whole may be read slowly: it would lose the rest, and end as if that were all. `readers` sees to who reads.
        call.on('timeout', () => {
          if (!hasArrived()) call.destroy(new TooSlow());
        });
        // Who sends headers byte by byte is never silent.
        call.once('finish', () => {
          const late = setTimeout(() => call.destroy(new TooSlow()), timeoutMs);
          call.once('response', () => clearTimeout(late)).once('close', () => clearTimeout(late));
        });
        // Nobody asked for another protocol. Without a listener Node would end the call in silence.
        call.on('upgrade', (answer) => resolve(unusable(answer, 'Lightdash answered in another protocol.')));
        call.on('error', (error: NodeJS.ErrnoException) => {
          // The upstream has closed a kept connection just when it was used again: it has not seen the call.
          const isStale = call.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
          if (isStale && !isLast && method === 'GET' && !outgoing.destroyed) attempt(true);
          // Whoever has gone was not sent away by Lightdash, and reads no answer.
          else resolve(outgoing.destroyed ? new Response(null, { status: 502 }) : refuse(error));
        });
        outgoing.on('close', () => call.destroy());
        if (body) return void (body.byteLength > 0 ? call.end(body) : call.end());
        // Not pipeline(): on an error it would also close the connection on which the refusal has to be sent.
        const arriving = limit(maxBodyBytes);
        arriving.on('error', (error) => call.destroy(error));
        incoming.pipe(arriving).pipe(call);
      };
      outgoing.on('close', end);
      if (body) enter(gate, () => attempt(false));
      else enter(largeBodies, () => enter(gate, () => attempt(false)));
    });

  const probe = (): Promise<boolean> =>
    new Promise((resolve) => {
      const call = send(new URL('/api/v1/health', upstream), { timeout: PROBE_MS, agent: false }, (answer) => {
        answer.resume();
        resolve((answer.statusCode ?? 500) < 500);
      });
      call.on('timeout', () => call.destroy());
      call.on('close', () => resolve(false));
      call.on('error', () => resolve(false));
      call.end();
    });
  let probed = { at: Number.NEGATIVE_INFINITY, result: Promise.resolve(false) };

  return {
    fetch: async (request, bindings) => {
      const { incoming, outgoing } = bindings;
      const { pathname, search } = new URL(request.url);
      if (!pathname.startsWith('/api/')) return failure(404, 'There is no such address.');
      if (Number(incoming.headers['content-length'] ?? 0) > maxBodyBytes) return refuse(new TooLarge());
      const target = new URL(pathname + search, upstream);
      if (!hasBody(incoming)) return pass(bindings, target, NO_BODY);
      const small = Math.min(SMALL_BODY_BYTES, maxBodyBytes);
      return bodies.hold(incoming, outgoing, small).then((body) => pass(bindings, target, body), refuse);
    },
    isReachable: () => {
      const now = performance.now();
      if (now - probed.at > PROBE_MS) probed = { at: now, result: probe() };
      return probed.result;
    },
    close: async () => agent.destroy(),
  };
}

function tooMany(): Response {
  return failure(503, 'Too many calls are waiting for Lightdash; try again.', {
    'retry-after': '1',
    [NOT_PASSED_ON]: '1',
  });
}

/** Whether the browser reached us over https, as the proxy before us says. */
function isSecure({ headers }: IncomingMessage): boolean {
  // Of several proxies, the first one named is the browser's.
  return String(headers['x-forwarded-proto']).split(',', 1)[0]?.trim().toLowerCase() === 'https';
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

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * How the upstream finds the end of the body. Never left to Node, which sends a DELETE's body of unknown length without any
 * framing, as if it were the next request; nor to the client, who may call the length a matter of its connection.
 */
function framing(incoming: IncomingMessage, body: Buffer | null): OutgoingHttpHeaders {
  if (!hasBody(incoming)) return {};
  const length = body ? String(body.byteLength) : incoming.headers['content-length'];
  return length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': length };
}

function requestHeaders(incoming: IncomingMessage, path: string): OutgoingHttpHeaders {
  const dropped = new Set([...(OAUTH_FORMS.has(path) ? ['cookie'] : []), ...namedByConnection(incoming)]);
  const isSent = (name: string) => (SENT_ON.has(name) || OF_LIGHTDASH.test(name)) && !dropped.has(name);
  const sent = Object.entries(incoming.headers).filter(([name]) => isSent(name));
  // Without it, Lightdash sets no cookie that is for https only.
  return { ...Object.fromEntries(sent), ...(isSecure(incoming) ? { 'x-forwarded-proto': 'https' } : {}) };
}
