import { Readable } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { expect, it } from 'vitest';
import { createAccounts } from './accounts';
import { readSettings } from './config';

/** Everything that may be called, and what is sent with it. */
const ALLOWED: readonly [method: string, path: string, body: string | null][] = [
  ['GET', '/accounts/workspace/api/workspace/account/profile', null],
  ['GET', '/accounts/zenml/users/me', null],
  ['PATCH', '/accounts/zenml/users/me', '{}'],
  ['POST', '/accounts/zenml/oauth/token', 'grant_type=refresh_token&refresh_token=r&client_id=lightdash-console'],
  ['POST', '/accounts/zenml/oauth/revoke', 'token=r&client_id=lightdash-console'],
  ['GET', '/accounts/katapult/users/current', null],
];
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'get', 'CONNECT-X'];
const IDS = ['workspace', 'zenml', 'katapult'];
const FURTHER = [
  '/accounts',
  '/accounts/',
  '/accounts/zenml',
  '/accounts/zenml/',
  '/accounts/zenml/users',
  '/accounts/zenml/users/1',
  '/accounts/zenml/oauth/authorize',
  '/accounts/zenml/api_keys',
  '/accounts/katapult/users/me',
  '/accounts/katapult/organizations',
  '/accounts/workspace/oauth/token',
  '/accounts/constructor/users/me',
  '/accounts/__proto__/users/me',
  '/api/v1/user',
  '/',
  '',
  '*',
];

/** Paths that somebody could take for this one: other spellings, other places, other accounts. */
function variantsOf(path: string): string[] {
  const at = [...path].map((_letter, i) => i);
  const put = (i: number, text: string, over = 0) => path.slice(0, i) + text + path.slice(i + over);
  const hex = (i: number) => path.charCodeAt(i).toString(16);
  return [
    ...at.map((i) => put(i, `%${hex(i)}`, 1)),
    ...at.map((i) => put(i, `%25${hex(i)}`, 1)),
    ...at.map((i) => put(i, (path[i] ?? '').toUpperCase(), 1)),
    ...at.map((i) => put(i, '', 1)),
    ...at.flatMap((i) =>
      path[i] === '/' ? ['//', '/./', '/x/../', '\\', '/.', '/;/', '/%2e/'].map((text) => put(i, text, 1)) : [],
    ),
    ...['/', '?', '?x=1', '#', '#x', ';', ';x=1', '/.', '/..', '/x', '.json', '%00', '%20', ' ', '\0', '\n'].map(
      (end) => path + end,
    ),
    ...['/', '.', ' ', 'x', 'http://evil.example', '//evil.example', '@'].map((begin) => begin + path),
    ...IDS.map((id) => path.replace(/^\/accounts\/\w+/, `/accounts/${id}`)),
  ];
}

const sent: string[] = [];
const app = {
  fetch: (request: Request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname}`);
    return new Response('{}');
  },
};
const accounts = createAccounts({
  accounts: readSettings({}).accounts,
  apps: { workspace: app, zenml: app, katapult: app },
  lightdash: { url: new URL('http://lightdash.invalid'), send: () => new Response(null, { status: 500 }) },
  log: () => {},
});

/** Calls as the server would, with the target as it was sent. */
async function call(method: string, target: string, body: string): Promise<number> {
  const incoming = Object.assign(Readable.from([Buffer.from(body)]), { url: target, headers: {} });
  const request = new Request('http://localhost/accounts/x', { headers: { authorization: 'Bearer x' } });
  // What a Request would put in capitals or refuse comes as it is.
  Object.defineProperty(request, 'method', { value: method });
  const bindings = { incoming, outgoing: new Readable() } as unknown as HttpBindings;
  return (await accounts(request, bindings)).status;
}

it('nothing but the list gets through to a linked account, however it is written', async () => {
  const allowed = new Map(ALLOWED.map(([method, path, body]) => [`${method} ${path}`, body]));
  const targets = new Set([...ALLOWED.flatMap(([, path]) => [path, ...variantsOf(path)]), ...FURTHER]);
  const unexpected: string[] = [];
  const counts = { passed: 0, refused: 0 };
  for (const target of targets)
    for (const method of METHODS) {
      const body = allowed.get(`${method} ${target}`);
      sent.length = 0;
      const status = await call(method, target, body ?? '{}');
      counts[sent.length > 0 ? 'passed' : 'refused'] += 1;
      const isAsExpected =
        body === undefined
          ? sent.length === 0 && (status === 404 || status === 405)
          : sent.length === 1 && status === 200;
      if (!isAsExpected) unexpected.push(`${method} ${JSON.stringify(target)}: ${status}, sent ${sent.join()}`);
    }
  const all = counts.passed + counts.refused;
  process.stdout.write(
    `${all} calls of linked accounts: ${counts.passed} pass, ${counts.refused} refused, ${unexpected.length} unexpected\n`,
  );
  expect(unexpected).toEqual([]);
  expect(counts.passed).toBe(ALLOWED.length);
  expect(all).toBeGreaterThan(5_000);
});
