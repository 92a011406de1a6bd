import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { ServerEnv } from './cross-origin';
import { csrfGuard } from './guard';

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
const SITES = [null, 'same-origin', 'same-site', 'cross-site', 'none'];
const ORIGINS = [
  null,
  'http://localhost',
  'https://localhost:444',
  'https://evil.example',
  'http://localhost.evil.example',
  'null',
];
const JSON_TYPES = ['application/json', 'Application/JSON; charset=utf-8', 'application/merge-patch+json'];
const SIMPLE_TYPES = [
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'text/plain; application/json',
];
const TYPES = [null, ...JSON_TYPES, ...SIMPLE_TYPES, 'application/jsonp'];
const DESTS = [null, 'document', 'image'];
const FORM_PATH = '/api/v1/oauth/token';
const PATHS = [
  '/api/v1/org',
  '/api/v1/logout',
  '/api/v1/LOGOUT/',
  FORM_PATH,
  '/api/v1/login/okta',
  '/accounts/ml/users/me',
];

const app = new Hono<ServerEnv>();
app.use(
  csrfGuard({
    takesForm: (path) => path === FORM_PATH,
    guardsReads: (path) => path.startsWith('/accounts/'),
    takesNavigation: (path) => path === '/api/v1/login/okta',
    refuse: () => new Response(null, { status: 403 }),
  }),
);
app.all('*', () => new Response(null, { status: 204 }));

interface Call {
  method: string;
  path: string;
  site: string | null;
  origin: string | null;
  type: string | null;
  dest: string | null;
}

/** Whether the guard lets a call pass. */
async function passes({ method, path, site, origin, type, dest }: Call): Promise<boolean> {
  const headers = new Headers({ host: 'localhost', cookie: 'connect.sid=1' });
  const named = { 'sec-fetch-site': site, origin, 'content-type': type, 'sec-fetch-dest': dest };
  for (const [name, value] of Object.entries(named)) if (value !== null) headers.set(name, value);
  const request = new Request(`http://localhost${path}`, { method, headers });
  const { status } = await app.fetch(request, { incoming: { url: path } });
  return status === 204;
}

/** Why a call must not pass, whatever the guard thinks of it; null when nothing is known against it. */
function danger({ method, path, site, origin, type, dest }: Call): string | null {
  const isChange = !['GET', 'HEAD', 'OPTIONS'].includes(method) || path.toLowerCase().includes('logout');
  const isForeign =
    site === 'cross-site' ||
    site === 'same-site' ||
    (site === null && origin !== null && !/^https?:\/\/localhost$/.test(origin));
  if (isForeign && (isChange || path.startsWith('/accounts/'))) return 'from another site';
  const isForm = path === FORM_PATH && method === 'POST' && type === SIMPLE_TYPES[0];
  if (isChange && type !== null && !JSON_TYPES.includes(type) && !isForm) return 'a body that a form can send';
  if (dest === 'image' || dest === 'iframe' || dest === 'script') return 'an element of a page';
  if (dest === 'document' && path !== '/api/v1/login/okta') return 'a page';
  if (path.toLowerCase().includes('logout') && site === null && origin === null && type === null)
    return 'an image over http';
  return null;
}

it('lets no call pass that another site may have made', async () => {
  const counts = { passed: 0, refused: 0 };
  for (const method of METHODS)
    for (const path of PATHS)
      for (const site of SITES)
        for (const origin of ORIGINS)
          for (const type of TYPES)
            for (const dest of DESTS) {
              const call = { method, path, site, origin, type, dest };
              const hasPassed = await passes(call);
              counts[hasPassed ? 'passed' : 'refused'] += 1;
              const why = danger(call);
              if (hasPassed && why !== null) expect.fail(`${JSON.stringify(call)} passes: ${why}`);
            }
  const all = counts.passed + counts.refused;
  process.stdout.write(
    `${all} calls: ${counts.passed} pass, ${counts.refused} refused, 0 that should not have passed\n`,
  );
  expect(all).toBeGreaterThan(9_576);
  expect(counts.passed).toBeGreaterThan(1_000);
});

it("lets the console's own calls pass", async () => {
  for (const method of METHODS)
    for (const path of PATHS) {
      const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(method);
      const type = isRead && !path.toLowerCase().includes('logout') ? null : 'application/json';
      const call = {
        method,
        path,
        site: 'same-origin',
        origin: isRead ? null : 'http://localhost',
        type,
        dest: 'empty',
      };
      expect({ call, passes: await passes(call) }).toEqual({ call, passes: true });
    }
});
