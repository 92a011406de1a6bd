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
import { hostRule } from './config-hosts';
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
/** How many requests of a connection may wait for their turn. Browsers and balancers send none before the last is answered. */
const MAX_QUEUED = 64;

const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** Their bodies mean nothing (RFC 9110, 9.3), and what means nothing may hide a second request. */
const BODILESS = new Set(['GET', 'HEAD', 'OPTIONS']);
const UNKNOWN_HOST = 'The console is not known under this name; its ALLOWED_HOSTS has to hold it.\n';
const TARGET = /^\/[!-~]*$/;

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
    oneAtATime(createListener(options), options.accessLog),
  );
  server.timeout = silenceMs;
  // Their size is limited. By number, Node would leave headers out in silence: perhaps the one that a guard looks for.
  server.maxHeadersCount = 0;
  return server;
}

/**
 * Hands on the requests of each connection one after another, as Node does not: it calls for all that have arrived, and an answer
 * that waits behind another one never hears that its client has gone, so that whatever is held for it would be held for ever.
 * What still waits when the connection ends, after a refusal for instance, is dropped. Since nothing is written for what waits, Node
 * goes on reading: who sends too many ends the connection.
 */
function oneAtATime(listener: RequestListener, accessLog: AccessLog | null): RequestListener {
  /** On each connection: what is being answered, and what waits behind it. */
  const queues = new WeakMap<Socket, ServerResponse[]>();
  const handOn = (outgoing: ServerResponse, queue: ServerResponse[]): void => {
    const noteDown = accessLog?.(outgoing);
    outgoing.on('close', () => {
      noteDown?.();
      if (!outgoing.req.socket.writable) return;
      queue.shift();
      if (queue[0]) handOn(queue[0], queue);
    });
    listener(outgoing.req, outgoing);
  };
  return ({ socket }, outgoing) => {
    const queue = queues.get(socket) ?? [];
    // Of what it has read in one piece, Node also calls for what comes after the end.
    if (socket.destroyed) return;
    if (queue.length > MAX_QUEUED) return void socket.destroy();
    if (queue.push(outgoing) > 1) return;
    queues.set(socket, queue);
    handOn(outgoing, queue);
  };
}

function createListener(options: Omit<HttpOptions, 'limits'>): RequestListener {
  const { fetch, web, kept, isStopping } = options;
  const handOn = getRequestListener((request, bindings) => fetch(request, bindings as HttpBindings));
  const sharedWith = new Set(options.portals);
  const hostStatus = hostRule(options.allowedHosts);
  return (incoming, outgoing) => {
    const status = refusal(incoming, hostStatus);
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
  hostStatus: (host: string) => number | null,
): number | null {
  if (url.length > MAX_TARGET_BYTES) return 414;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return 505;
  if (!METHODS.has(method)) return 405;
  if (!TARGET.test(url) || url.includes('#')) return 400;
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host');
  const wrongHost = hosts.length > 1 ? 400 : hostStatus(headers.host ?? '');
  if (wrongHost) return wrongHost;
  const { 'transfer-encoding': coding, 'content-length': length } = headers;
  // RFC 9112, 6.1: two framings, a coding that is unknown, or one that its protocol does not know.
  if (coding !== undefined && (length !== undefined || httpVersion === '1.0' || coding.toLowerCase() !== 'chunked'))
    return 400;
  const hasBody = coding !== undefined || Number(length ?? 0) > 0;
  return hasBody && BODILESS.has(method) ? 400 : null;
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
