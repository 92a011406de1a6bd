import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, request, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app';
import type { RuntimeConfig } from './config';
import { createProxy } from './proxy';
import type { Web } from './web';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

export interface Running {
  port: number;
  close(): Promise<void>;
}

/** Starts a server on a free port of the loopback interface. */
export async function listen(listener: RequestListener): Promise<Running> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
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
export function send(port: number, path: string, { method = 'GET', headers = {}, body }: SendOptions = {}): Promise<Answer> {
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

export const PAGE = `<!doctype html><html><head><!--config--><script type="module" src="/assets/index-abc.js" nonce="__CSP_NONCE__"></script></head></html>`;

export const EMPTY_WEB: Web = { html: PAGE, files: new Map() };

const SANDBOX: RuntimeConfig = { backend: 'sandbox', lightdashUrl: null, version: '1.2.3' };

/** The console before a backend that echoes what reached it. */
export function startWithEcho(web: Web | null = EMPTY_WEB): Promise<Running> {
  const app = createApp({
    config: SANDBOX,
    web,
    log: () => {},
    backend: {
      fetch: (call, { incoming }) => {
        if (new URL(call.url).pathname === '/api/v1/explode') throw new Error('secret of the stack');
        return Response.json({ method: call.method, address: incoming.socket.remoteAddress, padding: 'x'.repeat(4_000) });
      },
      close: async () => {},
    },
  });
  return listen(getRequestListener((call, bindings) => app.fetch(call, bindings)));
}

/** The console in front of an upstream. */
export function startWithProxy(
  upstream: URL,
  options: { timeoutMs?: number; maxBodyBytes?: number; log?: (line: string) => void } = {},
): Promise<Running> {
  const log = options.log ?? (() => {});
  const app = createApp({
    config: { backend: 'lightdash', lightdashUrl: upstream.origin, version: '1.2.3' },
    web: EMPTY_WEB,
    log,
    backend: createProxy(upstream, { ...options, log }),
  });
  return listen(getRequestListener((call, bindings) => app.fetch(call, bindings)));
}
