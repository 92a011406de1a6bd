import { createReadStream, existsSync } from 'node:fs';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

/** Rules that hit everything, as old portals have them, and none of which may reach the console. */
const CSS = `
* { color: rgb(255, 0, 0) !important; letter-spacing: 3px; --text: red; --bg: lime; }
html { font-size: 10px; }
body { margin: 0; font: 30px/3 cursive; text-transform: uppercase; height: 3000px; }
button { all: unset; font-size: 40px; }
input, table, h1, a { font-size: 50px; background: yellow; border: 9px solid red; display: inline; }
#console { height: 100vh; }
#console > div { color: red; direction: rtl; text-align: right; }
`;

/** The page's own script: what the tests call is in `portal`, and what the console tells is gathered there. */
const SCRIPT = `
const portal = { events: [], paths: [], asked: [], console: null };
portal.mount = async (options = {}, library = '/console/console.js') => {
  const { mount } = await import(library);
  portal.console = mount(document.getElementById('console'), {
    apiBase: '/lightdash',
    routing: options.basename ? undefined : 'memory',
    getToken: (asked) => {
      portal.asked.push(asked);
      return window.giveToken(asked);
    },
    onNavigate: (path) => portal.paths.push(path),
    onEvent: (event) => portal.events.push(event),
    ...options,
  });
};
window.portal = portal;
`;

const PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Portal</title><link rel="stylesheet" href="/portal.css"></head>
  <body>
    <label>Search the portal <input id="search"></label>
    <button id="before">Before</button>
    <div id="console"></div>
    <button id="after">After</button>
    <script type="module" src="/portal.js"></script>
  </body>
</html>`;

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' };

/** As strict as a page can be: no style and no script but from its own files, and no Trusted Types policy at all. */
const policy = (servers: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${servers.join(' ')}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** Passes a call on to the console's server, as a portal's own proxy would: without the path that stands for it, without cookies. */
const pass = (request: IncomingMessage, response: ServerResponse, api: string): void => {
  const { cookie: _cookie, host: _host, ...headers } = request.headers;
  const target = new URL(request.url?.replace('/lightdash', '') ?? '/', api);
  const call = forward(target, { method: request.method, headers: { ...headers, host: target.host } }, (answer) => {
    const { 'set-cookie': _set, ...kept } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, kept);
    answer.pipe(response);
  });
  call.on('error', () => response.writeHead(502).end());
  request.pipe(call);
};

const sendFile = (path: string, response: ServerResponse): void => {
  const file = join('dist/lib', normalize(path));
  if (!existsSync(file)) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'text/javascript' });
  createReadStream(file).pipe(response);
};

/**
 * A portal that mounts the console, with an ugly look and a strict policy of its own. In: where the console's server is, to which it
 * passes calls on below /lightdash. Out: the portal's origin, the servers that its pages may call, and how to end it.
 */
export async function startPortal(
  api: string,
): Promise<{ origin: string; servers: string[]; stop: () => Promise<void> }> {
  const servers: string[] = [];
  const own: Record<string, string> = { '/portal.css': CSS, '/portal.js': SCRIPT };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://portal.invalid');
    if (pathname.startsWith('/lightdash/')) return pass(request, response, api);
    if (pathname.startsWith('/console/')) return sendFile(pathname.slice('/console'.length), response);
    const text = own[pathname];
    const type = text === undefined ? 'text/html' : TYPES[pathname.slice(pathname.lastIndexOf('.'))];
    response
      .writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy(servers) })
      .end(text ?? PAGE);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, servers, stop };
}
