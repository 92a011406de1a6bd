import {
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  request,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccessLog } from './access-log';
import { type Accounts, createAccounts } from './accounts';
import type { Sandbox } from '../sandbox/index';
import { createApp } from './app';
import type { Backend } from './proxy';
import type { RuntimeConfig } from './config';
import { createHttpServer } from './http';
import type { KeptAssets } from './kept-assets';
import { createProxy, type ProxyOptions } from './proxy';
import type { Web } from './web';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

export interface Running {
  port: number;
  server: Server;
  close(): Promise<void>;
}

/** Starts a server on a free port of the loopback interface. */
export function listen(listener: RequestListener): Promise<Running> {
  return listenWith(createServer(listener));
}

async function listenWith(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface SendOptions {
  method?: string;
  headers?: OutgoingHttpHeaders;
  /** A list is sent in chunks, without a content-length. */
  body?: string | Buffer | string[];
}

/** Sends a request as it is: unlike `fetch`, it does not tidy the path, decode the body or refuse headers. */
export function send(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: SendOptions = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const whole = Buffer.concat(chunks);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: whole, text: whole.toString('utf8') });
      });
    });
    call.on('error', reject);
    if (Array.isArray(body)) for (const chunk of body) call.write(chunk);
    call.end(Array.isArray(body) ? undefined : body);
  });
}

export const PAGE = `<!doctype html><html><head><!--config--><script type="module" src="/assets/index-abc.js" nonce="__CSP_NONCE__"></script></head><body></body></html>`;

export const EMPTY_WEB: Web = {
  html: PAGE,
  frameHtml: PAGE,
  preloads: {},
  pictures: {},
  build: 'b1',
  files: new Map(),
};

const SANDBOX: RuntimeConfig = {
  backend: 'sandbox',
  lightdashUrl: null,
  version: '1.2.3',
  build: 'b1',
  oauth: null,
  accounts: [],
  embedOrigins: [],
};

/** No account is configured. */
const NO_ACCOUNTS: Accounts = createAccounts({
  accounts: [],
  apps: null,
  lightdash: { url: new URL('http://lightdash.invalid'), send: () => new Response(null, { status: 500 }) },
  log: () => {},
});

/** The parts of a console that a test cares about. */
interface StartOptions {
  config?: Partial<RuntimeConfig>;
  backend: Pick<Backend, 'fetch'> & Partial<Backend>;
  accounts?: Accounts;
  web?: Web | null;
  kept?: KeptAssets | null;
  accessLog?: AccessLog;
  allowedHosts?: readonly string[];
  isStopping?: () => boolean;
  limits?: Parameters<typeof createHttpServer>[0]['limits'];
  log?: (line: string) => void;
}

/** The console's server, put together as main.ts does it. */
export function startConsole(options: StartOptions): Promise<Running> {
  const {
    accounts = NO_ACCOUNTS,
    web = EMPTY_WEB,
    kept = null,
    accessLog = null,
    // As in the smuggling cases.
    allowedHosts = ['console', 'x'],
    isStopping = () => false,
    log = () => {},
  } = options;
  const config = { ...SANDBOX, ...options.config };
  const backend: Backend = { isReachable: async () => true, close: async () => {}, ...options.backend };
  const app = createApp({ config, accounts, web, isStopping, log, backend });
  const portals = config.embedOrigins;
  return listenWith(
    createHttpServer({
      fetch: app.fetch,
      web,
      kept,
      portals,
      allowedHosts,
      accessLog,
      isStopping,
      limits: options.limits ?? {},
    }),
  );
}

/** The console before a backend that echoes what reached it. */
export function startWithEcho(web: Web | null = EMPTY_WEB, options: Partial<StartOptions> = {}): Promise<Running> {
  return startConsole({
    web,
    backend: {
      fetch: (call, { incoming }) => {
        if (new URL(call.url).pathname === '/api/v1/explode') throw new Error('secret of the stack');
        return Response.json({
          method: call.method,
          address: incoming.socket.remoteAddress,
          padding: 'x'.repeat(4_000),
        });
      },
    },
    ...options,
  });
}

/** The console in front of an upstream. */
export function startWithProxy(
  upstream: URL,
  options: Partial<ProxyOptions> = {},
  others: Partial<StartOptions> = {},
): Promise<Running> {
  const { log = () => {} } = options;
  const config = { backend: 'lightdash', lightdashUrl: upstream.origin, ...others.config } as const;
  return startConsole({ backend: createProxy(upstream, { ...options, log }), log, ...others, config });
}

export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A server that remembers what reached it, and answers as it is told. */
export async function startUpstream(): Promise<
  Running & { url: URL; seen: Seen[]; answerWith(listener: RequestListener): void }
> {
  const seen: Seen[] = [];
  let listener: RequestListener = (_call, response) => response.end();
  const running = await listen((call, response) => {
    const chunks: Buffer[] = [];
    call.on('data', (chunk: Buffer) => chunks.push(chunk));
    call.on('error', () => {});
    call.on('end', () => {
      const { method = '', url = '', headers } = call;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      listener(call, response);
    });
  });
  return {
    ...running,
    url: new URL(`http://127.0.0.1:${running.port}`),
    seen,
    answerWith: (next) => void (listener = next),
  };
}

/** The console with linked accounts, as its settings would make it; its backend is the sandbox if there is one. */
export function startWithAccounts(
  options: Omit<Parameters<typeof createAccounts>[0], 'log' | 'apps'> & {
    sandbox?: Sandbox;
    config?: Partial<RuntimeConfig>;
    log?: (line: string) => void;
  },
): Promise<Running> {
  const { sandbox, config = {}, log = () => {}, ...rest } = options;
  return startConsole({
    config,
    accounts: createAccounts({ ...rest, apps: sandbox?.accounts ?? null, log }),
    backend: { fetch: (call, bindings) => sandbox?.app.fetch(call, bindings) ?? new Response(null, { status: 404 }) },
    log,
  });
}
