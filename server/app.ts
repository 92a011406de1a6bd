import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import type { RuntimeConfig } from './config';
import type { Accounts } from './accounts';
import { AccountFailure } from './accounts-failure';
import { LIGHTDASH, ZENML } from '../sandbox/oauth/servers';
import { crossOrigin, type ServerEnv } from './cross-origin';
import { failure, plainFailure } from './failure';
import { csrfGuard } from './guard';
import { securityHeaders } from './headers';
import { createPage } from './page';
import { type Backend, OAUTH_FORMS } from './proxy';
import type { Web } from './web';

interface AppOptions {
  config: RuntimeConfig;
  backend: Backend;
  /** What answers under /accounts: the pass to the linked APIs. */
  accounts: Accounts;
  /** The built console; null when Vite's dev server serves it. */
  web: Web | null;
  /** Whether the server has been told to stop. */
  isStopping: () => boolean;
  log: (line: string) => void;
}

const ACCOUNT_FORM = /^\/accounts\/[a-z0-9-]+\/oauth\/(token|revoke)$/;
/** Where Lightdash sends people away to sign in, and where they come back. */
const SIGN_IN = /^\/api\/v1\/(login\/[\w-]+|oauth\/authorize|oauth\/redirect\/[\w-]+)$/;
/** The pages of the sandbox's authorization servers, which work without a script. */
const CONSENT_FORMS: ReadonlySet<string> = new Set([LIGHTDASH.authorizationPath, ZENML.authorizationPath]);

/** Puts the server together: headers, guards, backend, pages. The files of the build are served before it (http.ts). */
export function createApp({ config, backend, accounts, web, isStopping, log }: AppOptions): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  const toBackend = (c: Context<ServerEnv>) => backend.fetch(c.req.raw, c.env);

  app.use(securityHeaders);
  app.onError((error, c) => {
    log(`${c.req.method} failed: ${error.name}: ${error.message}`);
    if (isAccount(c.req.path)) return new AccountFailure('unexpected', 'Something went wrong.').toResponse();
    return isApi(c.req.path) ? failure(500, 'Something went wrong.') : plainFailure(500);
  });
  app.notFound((c) => (isApi(c.req.path) ? failure(404, 'There is no such address.') : plainFailure(404)));

  app.get('/healthz', (c) => c.json({ status: 'alive' }));
  app.get('/readyz', async (c) => {
    if (isStopping()) return c.json({ status: 'stopping' }, 503);
    return (await backend.isReachable()) ? c.json({ status: 'ready' }) : c.json({ status: 'backend unreachable' }, 503);
  });
  app.get('/version.json', (c) =>
    c.json({ version: config.version, build: config.build }, 200, { 'cache-control': 'no-cache' }),
  );

  const isSandbox = config.backend === 'sandbox';
  const refuse = (path: string, reason: string) =>
    isAccount(path) ? new AccountFailure('forbidden', reason).toResponse() : failure(403, reason);
  const portals = crossOrigin(config.embedOrigins, (path) =>
    refuse(path, 'Pages of this origin may not call the console.'),
  );
  const guard = csrfGuard({
    takesForm: (path) => OAUTH_FORMS.has(path) || ACCOUNT_FORM.test(path) || (isSandbox && CONSENT_FORMS.has(path)),
    guardsReads: isAccount,
    takesNavigation: (path) => SIGN_IN.test(path) || (isSandbox && CONSENT_FORMS.has(path)),
    refuse,
  });
  app.use('/config.json', portals);
  const { embedOrigins, ...shown } = config;
  // Only the page for frames contains the list of portals. Vite's pages, which have no configuration in them, ask for it.
  app.get('/config.json', (c) => c.json(web ? shown : config));
  app.use('/api/*', portals, guard);
  app.use('/accounts/*', portals, guard);
  if (isSandbox) {
    // A real Lightdash, or the proxy before it, compresses by itself.
    app.use('/api/*', compress());
    app.use('/sandbox/*', guard);
    app.all('/sandbox/*', toBackend);
    app.get('/.well-known/oauth-authorization-server', toBackend);
  }
  app.all('/api/*', toBackend);
  app.all('/accounts/*', (c) => accounts(c.req.raw, c.env));

  if (web) {
    const { html, frameHtml, preloads, pictures } = web;
    const page = createPage({ name: 'index.html', html, config: shown, preloads, pictures });
    const frame =
      frameHtml === null ? null : createPage({ name: 'embed.html', html: frameHtml, config, framedBy: embedOrigins });
    // So that a page fits into the initial congestion window, about 14 KB. Nothing of whoever asks is in it, so its size tells nothing.
    const compressed = compress({ contentTypeFilter: /^text\/html/ });
    app.get('/embed.html', compressed, (c) => {
      if (!frame) return c.notFound();
      c.set('isFramed', embedOrigins.length > 0);
      return frame(c.req.header('host') ?? '');
    });
    app.all('*', compressed, (c) => {
      const { path } = c.req;
      if (isApi(path)) return c.notFound();
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return plainFailure(405, { allow: 'GET, HEAD' });
      return isNavigation(path, c.req.header('accept')) ? page(c.req.header('host') ?? '', path) : c.notFound();
    });
  }
  return app;
}

function isApi(path: string): boolean {
  return /^\/(api|sandbox|accounts)(\/|$)/.test(path);
}

function isAccount(path: string): boolean {
  return path.startsWith('/accounts/');
}

/**
 * Somebody asking for a place of the console: a browser, or what says that it takes anything, as link previews and curl do.
 * What is called like a file and was not asked for as a page is a missing file.
 */
function isNavigation(path: string, accept = ''): boolean {
  if (/^\/(assets|lib)\//.test(path) || /\/\./.test(path)) return false;
  return path === '/' || accept.includes('text/html') || (accept.includes('*/*') && !/\.[^/]*$|\/\//.test(path));
}
