import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import type { RuntimeConfig } from './config';
import type { Accounts } from './accounts';
import { AccountFailure } from './accounts-failure';
import { LIGHTDASH, ZENML } from '../sandbox/oauth/servers';
import { failure, plainFailure } from './failure';
import { csrfGuard } from './guard';
import { securityHeaders } from './headers';
import { createPage } from './page';
import { OAUTH_FORMS } from './proxy';
import { serveFile, type Web } from './web';

/** What answers under /api: the sandbox, or the way to a real Lightdash. */
export interface Backend {
  fetch(request: Request, bindings: HttpBindings): Response | Promise<Response>;
  close(): Promise<void>;
}

interface AppOptions {
  config: RuntimeConfig;
  backend: Backend;
  /** What answers under /accounts: the pass to the linked APIs. */
  accounts: Accounts;
  /** The built console; null when Vite's dev server serves it. */
  web: Web | null;
  log: (line: string) => void;
}

type Env = { Bindings: HttpBindings };

const ACCOUNT_FORM = /^\/accounts\/[a-z0-9-]+\/oauth\/(token|revoke)$/;
/** The pages of the sandbox's authorization servers, which work without a script. */
const CONSENT_FORMS: ReadonlySet<string> = new Set([LIGHTDASH.authorizationPath, ZENML.authorizationPath]);

/** Puts the server together: headers, guard, backend, console. */
export function createApp({ config, backend, accounts, web, log }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();
  const toBackend = (c: Context<Env>) => backend.fetch(c.req.raw, c.env);

  app.use(securityHeaders);
  app.onError((error, c) => {
    log(`${c.req.method} failed: ${error.name}: ${error.message}`);
    if (isAccount(c.req.path)) return new AccountFailure('unexpected', 'Something went wrong.').toResponse();
    return isApi(c.req.path) ? failure(500, 'Something went wrong.') : plainFailure(500);
  });
  app.notFound((c) => (isApi(c.req.path) ? failure(404, 'There is no such address.') : plainFailure(404)));

  app.get('/config.json', (c) => c.json(config));

  const isSandbox = config.backend === 'sandbox';
  const guard = csrfGuard(
    (path) => OAUTH_FORMS.has(path) || ACCOUNT_FORM.test(path) || (isSandbox && CONSENT_FORMS.has(path)),
    (path, reason) => (isAccount(path) ? new AccountFailure('forbidden', reason).toResponse() : failure(403, reason)),
  );
  app.use('/api/*', guard);
  app.use('/accounts/*', guard);
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
    const page = createPage(web.html, config);
    app.all('*', (c) => {
      const { path } = c.req;
      if (isApi(path)) return c.notFound();
      if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return plainFailure(405);
      const file = web.files.get(path);
      if (file) return serveFile(file, c.req.raw);
      return isNavigation(path, c.req.header('accept')) ? page() : c.notFound();
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

/** A person asking for a place of the console, or a health check asking for the front page. */
function isNavigation(path: string, accept = ''): boolean {
  if (path.startsWith('/assets/') || /\/\./.test(path)) return false;
  return path === '/' || accept.includes('text/html');
}
