import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { AccessLog } from './access-log';
import { isAllowedHost } from './config-hosts';
import { sendFile } from './files';
import { INERT_HEADERS } from './headers';
import type { KeptAssets } from './kept-assets';
import { HASHED, type Web } from './web';

interface HttpOptions {
  /** Answers whatever is no file of the build. */
  fetch: (request: Request, bindings: HttpBindings) => Response | Promise<Response>;
  web: Web | null;
  /** The assets of former builds, if they are kept. */
  kept: KeptAssets | null;
  /** The origins whose pages may load what is shared. */
  portals: readonly string[];
  /** The names under which we are reached, beside addresses and localhost. */
  allowedHosts: readonly string[];
  accessLog: AccessLog | null;
  /** Once it is true, every answer asks its connection to go elsewhere. */
  isStopping: () => boolean;
  limits?: Partial<HttpLimits>;
}

interface HttpLimits {
  /** For the headers of a request, and for the request as a whole. */
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  /** How long a connection may stand still, in either direction, while a call is on it. */
  silenceMs: number;
  /** How often the first two are looked after. */
  checkEveryMs: number;
  /** How long a connection is kept between two calls. */
  keepAliveMs: number;
}

const LIMITS: HttpLimits = {
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 60_000,
  silenceMs: 120_000,
  checkEveryMs: 5_000,
  // Longer than balancers keep theirs: whoever closes first must not be the one that is being written to.
  keepAliveMs: 75_000,
};
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_TARGET_BYTES = 8 * 1024;

const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** Their bodies mean nothing (RFC 9110, 9.3), and what means nothing may hide a second request. */
const BODILESS = new Set(['GET', 'HEAD', 'OPTIONS']);
const UNKNOWN_HOST = 'The console is not known under this name; its ALLOWED_HOSTS has to hold it.\n';
const TARGET = /^\/[!-~]*$/;
const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/** Makes the HTTP server: within limits of size and time, it answers files by itself and hands everything else on. */
export function createHttpServer({ limits, ...options }: HttpOptions): Server {
  const { headersTimeoutMs, requestTimeoutMs, silenceMs, checkEveryMs, keepAliveMs } = { ...LIMITS, ...limits };
  const server = createServer(
    {
      // A request without Host is ours to refuse: behind Node's own refusal, what follows on the connection would be carried out.
      requireHostHeader: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: checkEveryMs,
      keepAliveTimeout: keepAliveMs,
    },
    oneAtATime(createListener(options)),
  );
  server.timeout = silenceMs;
  // Their size is limited. By number, Node would leave headers out in silence: perhaps the one that a guard looks for.
  server.maxHeadersCount = 0;
  return server;
}

/**
 * Hands on the requests of each connection one after another, as Node does not: it calls for all that have arrived, and an answer
 * that waits behind another one never hears that its client has gone, so that whatever is held for it would be held for ever.
 * What still waits when the connection ends, after a refusal for instance, is dropped.
 */
function oneAtATime(listener: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, Parameters<RequestListener>[]>();
  const handOn = (...[incoming, outgoing]: Parameters<RequestListener>): void => {
    const { socket } = incoming;
    outgoing.once('close', () => {
      if (!socket.writable) return;
      const next = waiting.get(socket)?.shift();
      if (next) handOn(...next);
      else waiting.delete(socket);
    });
    listener(incoming, outgoing);
  };
  return (incoming, outgoing) => {
    const queue = waiting.get(incoming.socket);
    if (queue) return void queue.push([incoming, outgoing]);
    waiting.set(incoming.socket, []);
    handOn(incoming, outgoing);
  };
}

function createListener(options: Omit<HttpOptions, 'limits'>): RequestListener {
  const { fetch, web, kept, accessLog, isStopping } = options;
  const handOn = getRequestListener((request, bindings) => fetch(request, bindings as HttpBindings));
  const sharedWith = new Set(options.portals);
  const hosts = new Set(options.allowedHosts);
  return (incoming, outgoing) => {
    accessLog?.(incoming, outgoing);
    const status = refusal(incoming, hosts);
    if (status !== null) return refuse(outgoing, status);
    if (isStopping()) outgoing.setHeader('connection', 'close');
    const { method, url = '' } = incoming;
    const path = method === 'GET' || method === 'HEAD' ? (url.split('?', 1)[0] ?? '') : '';
    const file = web?.files.get(path);
    if (file) return sendFile(file, incoming, outgoing, sharedWith);
    if (!kept || !HASHED.test(path)) return void handOn(incoming, outgoing);
    void kept
      .find(path)
      .then((old) => (old ? sendFile(old, incoming, outgoing, sharedWith) : handOn(incoming, outgoing)));
  };
}

/**
 * Why a request is not taken, as a status, or null. What passes has one host, a path of ours as its target, and a body only
 * where one belongs: nothing that somebody before or behind us could read in another way.
 */
function refusal(
  { method = '', url = '', httpVersion, headers, rawHeaders }: IncomingMessage,
  allowedHosts: ReadonlySet<string>,
): number | null {
  if (url.length > MAX_TARGET_BYTES) return 414;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return 505;
  if (!METHODS.has(method)) return 405;
  if (!TARGET.test(url) || url.includes('#')) return 400;
  const { host = '' } = headers;
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length > 1 || !HOST.test(host) || !URL.canParse(`http://${host}`)) return 400;
  const { 'transfer-encoding': coding, 'content-length': length } = headers;
  // RFC 9112, 6.1: two framings, a coding that is unknown, or one that its protocol does not know.
  if (coding !== undefined && (length !== undefined || httpVersion === '1.0' || coding.toLowerCase() !== 'chunked'))
    return 400;
  const hasBody = coding !== undefined || Number(length ?? 0) > 0;
  if (hasBody && BODILESS.has(method)) return 400;
  return isAllowedHost(host, allowedHosts) ? null : 421;
}

/** The connection ends with it: what follows on it is not to be trusted. */
function refuse(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, {
    ...INERT_HEADERS,
    'cache-control': 'no-store',
    'content-type': 'text/plain; charset=utf-8',
    connection: 'close',
    ...(status === 405 ? { allow: [...METHODS].join(', ') } : {}),
  });
  outgoing.end(status === 421 ? UNKNOWN_HOST : `${STATUS_CODES[status]}\n`);
}
