import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSettings } from './config';
import { createAccounts } from './accounts';
import { type Running, send, startConsole, startUpstream, startWithProxy } from './test-support';
import { LIGHTDASH, ZENML } from '../sandbox/oauth/servers';

/** All that a browser may say in Sec-Fetch-Dest (Fetch standard, 2.2.5); a call of a script is `empty`. */
const ELEMENTS =
  'audio audioworklet embed font frame iframe image json manifest object paintworklet report script serviceworker sharedworker speculationrules style text track video webidentity worker xslt unheard-of'.split(
    ' ',
  );
/** Where a browser goes with the whole page, to sign in. */
const SIGN_IN = [
  '/api/v1/login/google',
  '/api/v1/login/oneLogin-2',
  '/api/v1/oauth/authorize',
  '/api/v1/oauth/authorize?client_id=x',
  '/api/v1/oauth/redirect/okta',
  '/api/v1/oauth/redirect/azuread?code=1',
];
/** Everything else, and what only looks like a place of the sign-in. */
const OTHERS = [
  '/api/v1/org',
  '/api/v1/user',
  '/api/v1/logout',
  '/api/v1/js',
  '/api/v1/login',
  '/api/v1/login/',
  '/api/v1/login/google/x',
  '/api/v1/login/google/',
  '/api/v1/LOGIN/google',
  '/api/v1/login%2fgoogle',
  '/api/v1/l%6fgin/google',
  '/api/v1/oauth/token',
  '/api/v1/oauth/authorize/x',
  '/api/v1/oauth/redirect',
  '/api/v2/login/google',
  '/accounts/vm/users/current',
  '/accounts/vm/users/me',
];

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let front: Running;
beforeAll(async () => {
  upstream = await startUpstream();
  const ACCOUNTS = JSON.stringify([{ id: 'vm', api: 'katapult', url: upstream.url.origin, credentials: ['token'] }]);
  const { accounts } = readSettings({ LIGHTDASH_URL: upstream.url.origin, ACCOUNTS });
  const lightdash = { url: upstream.url, send: fetch };
  front = await startWithProxy(
    upstream.url,
    {},
    { accounts: createAccounts({ accounts, apps: null, lightdash, log: () => {} }) },
  );
});
afterAll(async () => {
  await front.close();
  await upstream.close();
});

/** Whether a read that a page of ours makes gets through to an upstream. */
async function passes(path: string, dest: string | null, site = 'same-origin'): Promise<boolean> {
  upstream.seen.length = 0;
  const headers: Record<string, string> = { 'sec-fetch-site': site, 'content-type': 'application/json' };
  if (dest !== null) headers['sec-fetch-dest'] = dest;
  const { status } = await send(front.port, path, { headers });
  expect(upstream.seen).toHaveLength(status === 200 ? 1 : 0);
  return status === 200;
}

it('a picture, a script, a frame of a page gets no answer of an API; a page only where one signs in', async () => {
  let count = 0;
  const unexpected: string[] = [];
  for (const path of [...SIGN_IN, ...OTHERS])
    for (const dest of [...ELEMENTS, 'document'])
      for (const site of ['same-origin', 'cross-site']) {
        const may = dest === 'document' && SIGN_IN.includes(path);
        count += 1;
        if ((await passes(path, dest, site)) !== may) unexpected.push(`${site} ${dest} ${path}`);
      }
  for (const path of SIGN_IN)
    for (const dest of ['empty', null]) {
      count += 1;
      if (!(await passes(path, dest))) unexpected.push(`${dest} ${path}`);
    }
  process.stdout.write(`${count} reads by destination: ${unexpected.length} unexpected\n`);
  expect(unexpected).toEqual([]);
  expect(count).toBeGreaterThan(1_000);
});

it('the pages of the sandbox where one agrees to a sign-in are pages, in the sandbox only', async () => {
  const sandbox = await startConsole({ backend: { fetch: () => new Response('{}') } });
  const document = { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' };
  for (const { authorizationPath } of [LIGHTDASH, ZENML]) {
    expect((await send(sandbox.port, authorizationPath, { headers: document })).status).toBe(200);
    const asImage = { ...document, 'sec-fetch-dest': 'image' };
    expect((await send(sandbox.port, authorizationPath, { headers: asImage })).status).toBe(403);
  }
  expect((await send(sandbox.port, '/sandbox/identities', { headers: document })).status).toBe(403);
  await sandbox.close();
  expect((await send(front.port, ZENML.authorizationPath, { headers: document })).status).toBe(404);
});
