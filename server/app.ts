import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import type { RuntimeConfig } from './config';
import { failure, plainFailure } from './failure';
import { csrfGuard } from './guard';
import { securityHeaders } from './headers';
import { createPage } from './page';
import { serveFile, type Web } from './web';

/** What answers under /api: the sandbox, or the way to a real Lightdash. */
export interface Backend {
  fetch(request: Request, bindings: HttpBindings): Response | Promise<Response>;
  close(): Promise<void>;
}

interface AppOptions {
  config: RuntimeConfig;
  backend: Backend;
  /** The built console; null when Vite's dev server serves it. */
  web: Web | null;
  log: (line: string) => void;
}

type Env = { Bindings: HttpBindings };

/** Puts the server together: headers, guard, backend, console. */
export function createApp({ config, backend, web, log }: AppOptions): Hono<Env> {
  const app = new Hono<Env>();
  const toBackend = (c: Context<Env>) => backend.fetch(c.req.raw, c.env);

  app.use(securityHeaders);
  app.onError((error, c) => {
    log(`${c.req.method} failed: ${error.name}: ${error.message}`);
    return isApi(c.req.path) ? failure(500, 'Something went wrong.') : plainFailure(500);
  });
  app.notFound((c) => (isApi(c.req.path) ? failure(404, 'There is no such address.') : plainFailure(404)));

  app.get('/config.json', (c) => c.json(config));

  app.use('/api/*', csrfGuard);
  if (config.backend === 'sandbox') {
    // A real Lightdash, or the proxy before it, compresses by itself.
    app.use('/api/*', compress());
    app.use('/sandbox/*', csrfGuard);
    app.all('/sandbox/*', toBackend);
  }
  app.all('/api/*', toBackend);

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
  return /^\/(api|sandbox)(\/|$)/.test(path);
}

/** A person asking for a place of the console, or a health check asking for the front page. */
function isNavigation(path: string, accept = ''): boolean {
  if (path.startsWith('/assets/') || /\/\./.test(path)) return false;
  return path === '/' || accept.includes('text/html');
}
