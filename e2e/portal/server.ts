import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { Lightdash } from './lightdash';
import { consolePage, signInPage, type Way } from './pages';

interface PortalOptions {
  port: number;
  consoleOrigin: string;
  /** How long the tokens live that it hands over. */
  tokenSeconds?: number;
}

interface Portal {
  origin: string;
  close(): Promise<void>;
}

/** Somebody who is signed in at the portal. */
interface Visit {
  name: string;
  /** Of the person's session at Lightdash. */
  cookie: string;
  /** The tokens that may still be in use, the newest last. */
  tokens: string[];
}

const isBelow = (path: string, base: string): boolean => path === base || path.startsWith(`${base}/`);

type Env = { Variables: { nonce: string } };

const COOKIE = 'portal';
/** Where the examples of the guide are, in their order there, each as it stands there but for the console's origin and this path. */
const EXAMPLES = ['/analytics', '/analytics-mounted'];
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };

/** A small host application: people sign in here, and what they see of the console is shown with a token from here. */
function createPortal({ consoleOrigin, tokenSeconds = 300 }: Omit<PortalOptions, 'port'>): Hono<Env> {
  const app = new Hono<Env>();
  const lightdash = new Lightdash(consoleOrigin);
  const visits = new Map<string, Visit>();
  const visitOf = (c: Context<Env>) => visits.get(getCookie(c, COOKIE) ?? '');

  app.use(async (c, next) => {
    const nonce = randomBytes(18).toString('base64');
    c.set('nonce', nonce);
    await next();
    if (!EXAMPLES.some((base) => isBelow(c.req.path, base)))
      c.header('content-security-policy', policy(consoleOrigin, nonce));
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
  });

  app.get('/assets/:name{[a-z-]+\\.(js|css)}', async (c) => {
    const name = c.req.param('name');
    const text = await readFile(join(import.meta.dirname, 'web', name), 'utf8').catch(() => null);
    if (text === null) return c.notFound();
    return c.body(text, 200, { 'content-type': `${TYPES[name.split('.')[1] ?? '']}; charset=utf-8` });
  });

  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('/', (c) => c.redirect('/framed/'));

  for (const way of ['framed', 'mounted'] satisfies Way[]) {
    app.get(`/${way}/*`, async (c) => {
      const visit = visitOf(c);
      const url = new URL(c.req.url);
      if (!visit)
        return c.html(
          signInPage({ next: url.pathname + url.search, people: await lightdash.demoPeople(), refused: false }),
        );
      return c.html(consolePage({ way, name: visit.name, consoleOrigin, nonce: c.get('nonce') }));
    });
  }

  for (const [place, base] of EXAMPLES.entries()) {
    app.get(`${base}/*`, async (c) => {
      const guide = await readFile(join(import.meta.dirname, '../../docs/embedding.md'), 'utf8');
      const example = [...guide.matchAll(/```html\n(.*?)```/gs)][place]?.[1] ?? '';
      return c.html(
        example.replaceAll('https://console.example.com', consoleOrigin).replaceAll("'/analytics'", `'${base}'`),
      );
    });
  }

  app.post('/sign-in', async (c) => {
    const { email = '', password = '', next = '/' } = (await c.req.parseBody()) as Record<string, string>;
    const signedIn = await lightdash.signIn(email, password);
    if (!signedIn) return c.html(signInPage({ next, people: await lightdash.demoPeople(), refused: true }), 403);
    const id = randomBytes(18).toString('base64url');
    visits.set(id, { ...signedIn, tokens: [] });
    setCookie(c, COOKIE, id, { path: '/', httpOnly: true, sameSite: 'Lax' });
    return c.redirect(/^\/(framed|mounted)\b/.test(next) ? next : '/', 303);
  });

  app.post('/sign-out', (c) => {
    visits.delete(getCookie(c, COOKIE) ?? '');
    return c.redirect('/', 303);
  });

  // What getToken of the portal's page asks for.
  app.post('/lightdash-token', async (c) => {
    const visit = visitOf(c);
    if (!visit) return c.json({ error: 'Nobody is signed in.' }, 401);
    const { uuid, token, expiresAt } = await lightdash.makeToken(visit.cookie, tokenSeconds);
    visit.tokens.push(uuid);
    // Calls that are on their way still carry the one before.
    for (const former of visit.tokens.splice(0, visit.tokens.length - 2))
      await lightdash.endToken(visit.cookie, former);
    return c.json({ token, scheme: 'ApiKey', expiresAt, tokenId: uuid });
  });

  // For the demo: the tokens die before their time, as when an administrator revokes them.
  app.post('/tokens/end', async (c) => {
    const visit = visitOf(c);
    if (!visit) return c.json({ error: 'Nobody is signed in.' }, 401);
    await Promise.all(visit.tokens.splice(0).map((uuid) => lightdash.endToken(visit.cookie, uuid)));
    return c.json({});
  });

  return app;
}

/** Starts a portal on `localhost`, which to a browser is another site than the console's 127.0.0.1. */
export function startPortal({ port, ...options }: PortalOptions): Promise<Portal> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: createPortal(options).fetch, hostname: 'localhost', port }, () =>
      resolve({ origin: `http://localhost:${port}`, close: () => new Promise((done) => server.close(() => done())) }),
    );
    server.on('error', reject);
  });
}

/** What a portal's own policy has to allow for the console, and no more; see docs/embedding.md. */
function policy(consoleOrigin: string, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${consoleOrigin}`,
    `style-src 'self' ${consoleOrigin} 'nonce-${nonce}'`,
    `connect-src 'self' ${consoleOrigin}`,
    `frame-src ${consoleOrigin}`,
    `img-src 'self' data: ${consoleOrigin}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}
