import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox/index';
import { LIGHTDASH, ZENML, type AuthorizationServer } from '../sandbox/oauth/servers';
import { cookieOf, SMALL, temporaryFolder, type TestIdentity } from '../sandbox/testing/sandbox';
import { readSettings } from './config';
import { type Answer, type Running, send, startWithAccounts } from './test-support';

const SAME = { 'sec-fetch-site': 'same-origin' };
const FORM = { ...SAME, 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { ...SAME, 'content-type': 'application/json' };

const folder = temporaryFolder();
let sandbox: Sandbox;
let front: Running;
let origin: string;
let later = 0;

beforeAll(async () => {
  sandbox = await createSandbox({
    dataDir: folder.path,
    sizes: SMALL,
    hasSwitches: true,
    now: () => new Date(Date.now() + later),
  });
  const lightdash = {
    url: new URL('http://lightdash.sandbox.invalid'),
    send: (call: Request) => sandbox.app.fetch(call),
  };
  front = await startWithAccounts({ accounts: readSettings({}).accounts, sandbox, lightdash });
  origin = `http://127.0.0.1:${front.port}`;
});
afterAll(async () => {
  await front.close();
  await sandbox.close();
  folder.remove();
});

const post = (path: string, body: Record<string, string>, headers: Record<string, string> = FORM) =>
  send(front.port, path, { method: 'POST', headers, body: new URLSearchParams(body).toString() });
const postJson = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  send(front.port, path, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
// oxlint-disable-next-line typescript/no-explicit-any -- a test states what it expects by reading it
const read = ({ text }: Answer): any => JSON.parse(text);
const user = (headers: Record<string, string>) => send(front.port, '/api/v1/user', { headers });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const sessionOf = ({ headers }: Answer) =>
  cookieOf({
    headers: new Headers([['set-cookie', headers['set-cookie']?.[0] ?? '']]),
    status: 0,
    text: '',
    body: null,
  });

/** An organization of the test's own, and the cookie of its admin. */
async function organization(options: object = {}) {
  const made = read(await postJson('/sandbox/organizations', { ...SMALL, ...options }));
  const { email, password, ...admin } = made.identities[0] as TestIdentity;
  const cookie = sessionOf(await postJson('/api/v1/login', { email, password }));
  return {
    organizationUuid: made.organizationUuid as string,
    admin: { ...admin, email },
    identities: made.identities as TestIdentity[],
    cookie,
  };
}

function pkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

function question(server: AuthorizationServer, challenge: string): Record<string, string> {
  return {
    response_type: 'code',
    client_id: server.clientId,
    redirect_uri: `${origin}/oauth/callback`,
    scope: server.scopes.join(' '),
    state: 'st&te',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
}

const ask = (server: AuthorizationServer, query: Record<string, string>, cookie = '') =>
  send(front.port, `${server.authorizationPath}?${new URLSearchParams(query)}`, { headers: { ...SAME, cookie } });

/** The query of the address that the browser is sent to. */
function sentTo({ headers }: Answer): Record<string, string> {
  const url = new URL(headers.location ?? '');
  expect(url.origin + url.pathname).toBe(`${origin}/oauth/callback`);
  return Object.fromEntries(url.searchParams);
}

/** Says yes as a person. Out: the code and what it takes to exchange it. */
async function consent(
  server: AuthorizationServer,
  { cookie, admin }: { cookie: string; admin: { userUuid: string } },
) {
  const { verifier, challenge } = pkce();
  const answer = await post(
    server.authorizationPath,
    { ...question(server, challenge), identity: admin.userUuid, decision: 'allow' },
    { ...FORM, cookie },
  );
  expect(answer.status).toBe(303);
  const { code = '', ...rest } = sentTo(answer);
  expect(rest).toEqual({ state: 'st&te', iss: server.issuer });
  const exchange = {
    grant_type: 'authorization_code',
    code,
    client_id: server.clientId,
    redirect_uri: `${origin}/oauth/callback`,
    code_verifier: verifier,
  };
  return { code, exchange };
}

async function signIn(server: AuthorizationServer, person: Parameters<typeof consent>[1]) {
  const { exchange } = await consent(server, person);
  const answer = await post(server.tokenPath, exchange);
  expect(answer.status).toBe(200);
  return read(answer) as {
    access_token: string;
    refresh_token: string;
    expires_in: number;
    scope: string;
    token_type: string;
  };
}

const refresh = (server: AuthorizationServer, token: string) =>
  post(server.tokenPath, { grant_type: 'refresh_token', refresh_token: token, client_id: server.clientId });

describe.each([LIGHTDASH, ZENML])('the page of $name', (server) => {
  it('asks the signed-in person, under a policy of its own', async () => {
    const { cookie, admin } = await organization();
    const { status, headers, text } = await ask(
      server,
      { ...question(server, pkce().challenge), state: '"><script>' },
      cookie,
    );
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src data:; form-action 'self';/,
    );
    expect(headers['content-security-policy']).not.toContain('sandbox');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain(admin.email);
    expect(text).toContain(admin.userUuid);
    expect(text).not.toMatch(/<script/i);
    const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? '';
    expect(headers['content-security-policy']).toContain(createHash('sha256').update(style).digest('base64'));
  });

  it('offers the demo where nobody is signed in', async () => {
    const { text } = await ask(server, question(server, pkce().challenge));
    expect(text).toContain('demo@lightdash.com');
    expect(text.includes('demo-viewer@lightdash.com')).toBe(server.api === 'lightdash');
  });

  it.each<[string, Record<string, string>]>([
    ['another client', { client_id: 'somebody' }],
    ['another address', { redirect_uri: 'https://evil.example/oauth/callback' }],
    ['a longer address', { redirect_uri: 'ORIGIN/oauth/callback/../../x' }],
    ['an address with a query', { redirect_uri: 'ORIGIN/oauth/callback?x=1' }],
    ['the address of another port', { redirect_uri: 'http://127.0.0.1:1/oauth/callback' }],
  ])('shows a refusal to the person for %s, and sends nobody anywhere', async (_what, change) => {
    const changed = Object.fromEntries(
      Object.entries(change).map(([key, value]) => [key, value.replace('ORIGIN', origin)]),
    );
    const { status, headers } = await ask(server, { ...question(server, pkce().challenge), ...changed });
    expect(status).toBe(400);
    expect(headers).not.toHaveProperty('location');
  });

  it.each<[string, Record<string, string>, string]>([
    ['another response', { response_type: 'token' }, 'unsupported_response_type'],
    ['no PKCE', { code_challenge: '' }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a foreign scope', { scope: 'admin' }, 'invalid_scope'],
  ])('tells the client of %s', async (_what, change, error) => {
    const answer = await ask(server, { ...question(server, pkce().challenge), ...change });
    expect(sentTo(answer)).toMatchObject({ error, state: 'st&te', iss: server.issuer });
  });

  it('tells the client that the person said no', async () => {
    const { cookie, admin } = await organization();
    const form = { ...question(server, pkce().challenge), identity: admin.userUuid, decision: 'deny' };
    expect(sentTo(await post(server.authorizationPath, form, { ...FORM, cookie }))).toMatchObject({
      error: 'access_denied',
      state: 'st&te',
    });
  });

  it('takes no answer from another site, nor for somebody else', async () => {
    const { cookie, admin, identities } = await organization();
    const form = { ...question(server, pkce().challenge), identity: admin.userUuid, decision: 'allow' };
    const foreign = await post(server.authorizationPath, form, { ...FORM, cookie, 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    const other = await post(
      server.authorizationPath,
      { ...form, identity: identities[1]?.userUuid ?? '' },
      { ...FORM, cookie },
    );
    expect(other.status).toBe(401);
  });
});

describe.each([LIGHTDASH, ZENML])('the endpoints of $name', (server) => {
  const errorOf = (answer: Answer) => ({ status: answer.status, ...(read(answer) as { error: string }) });
  const refused = (status: number, code: string, sentence: string) =>
    server.api === 'lightdash' ? { status, error: sentence } : { status, error: code, error_description: sentence };

  it('exchange a code once', async () => {
    const { exchange } = await consent(server, await organization());
    const answer = read(await post(server.tokenPath, exchange));
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3599, scope: server.scopes.join(' ') });
    expect(answer.access_token).toMatch(new RegExp(`^${server.accessPrefix}`));
    expect(answer.refresh_token).toMatch(new RegExp(`^${server.refreshPrefix}`));
    expect(errorOf(await post(server.tokenPath, exchange))).toEqual(
      refused(400, 'invalid_grant', 'Invalid grant: authorization code is invalid'),
    );
  });

  it.each<[Record<string, string>, string]>([
    [{ code_verifier: 'x'.repeat(43) }, 'Invalid grant: code verifier is invalid'],
    [{ redirect_uri: 'http://127.0.0.1:1/oauth/callback' }, 'Invalid request: `redirect_uri` is invalid'],
    [{ code: 'unknown' }, 'Invalid grant: authorization code is invalid'],
  ])('refuse %j', async (change, sentence) => {
    const { exchange } = await consent(server, await organization());
    expect(errorOf(await post(server.tokenPath, { ...exchange, ...change }))).toEqual(
      refused(400, 'invalid_grant', sentence),
    );
  });

  it('refuse a code after a minute', async () => {
    const { exchange } = await consent(server, await organization());
    later = 61_000;
    const answer = await post(server.tokenPath, exchange);
    later = 0;
    expect(errorOf(answer)).toEqual(refused(400, 'invalid_grant', 'Invalid grant: authorization code has expired'));
  });

  it('rotate the refresh token: of two that come at once, one is served', async () => {
    const person = await organization();
    const { refresh_token, access_token } = await signIn(server, person);
    const answers = await Promise.all([refresh(server, refresh_token), refresh(server, refresh_token)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    const renewed = read(answers.find(({ status }) => status === 200) as Answer);
    expect(renewed.refresh_token).not.toBe(refresh_token);
    expect(renewed.access_token).not.toBe(access_token);
    const { text } = await send(front.port, '/sandbox/oauth/count', { headers: { cookie: person.cookie } });
    expect(JSON.parse(text)[server.api]).toMatchObject({ exchanged: 1, refreshed: 1, refused: 1 });
  });

  it('end a refresh token on request, and never say whether they knew it', async () => {
    const { refresh_token } = await signIn(server, await organization());
    for (const token of [refresh_token, 'unknown']) {
      expect(await post(server.revocationPath, { token, client_id: server.clientId })).toMatchObject({
        status: 200,
        text: '',
      });
    }
    expect((await refresh(server, refresh_token)).status).toBe(400);
  });

  it('let a refresh token live for two weeks', async () => {
    const { refresh_token } = await signIn(server, await organization());
    later = 14 * 24 * 3600 * 1000 + 1;
    const answer = await refresh(server, refresh_token);
    later = 0;
    expect(answer.status).toBe(400);
  });

  it('fail as ordered for the organization of the token', async () => {
    const person = await organization();
    const { refresh_token } = await signIn(server, person);
    const path = '/oauth/token$';
    const fault = { kind: 'status', status: 503, headers: { 'retry-after': '1' } };
    await postJson('/sandbox/faults', { organizationUuid: person.organizationUuid, path, fault });
    expect((await refresh(server, refresh_token)).status).toBe(503);
    await postJson('/sandbox/faults', {
      organizationUuid: person.organizationUuid,
      path,
      fault: { kind: 'drop', when: 'before' },
    });
    await expect(refresh(server, refresh_token)).rejects.toThrow();
    expect((await refresh(server, refresh_token)).status).toBe(200);
  });
});

describe('Lightdash', () => {
  it('answers token mistakes in its own words', async () => {
    const wrong = (form: Record<string, string>) => post(LIGHTDASH.tokenPath, form);
    expect(await wrong({ grant_type: 'password', client_id: LIGHTDASH.clientId })).toMatchObject({
      status: 401,
      text: '{"error":"Invalid client: cannot retrieve client credentials"}',
    });
    expect(await wrong({ grant_type: 'refresh_token', client_id: 'x' })).toMatchObject({
      status: 401,
      text: '{"error":"Invalid client: client is invalid"}',
    });
    expect(await wrong({ grant_type: 'refresh_token', client_id: LIGHTDASH.clientId })).toMatchObject({
      status: 400,
      text: '{"error":"Missing parameter: `refresh_token`"}',
    });
    expect((await postJson(LIGHTDASH.tokenPath, {})).text).toContain(
      'content must be application/x-www-form-urlencoded',
    );
  });

  it('describes itself', async () => {
    const { text } = await send(front.port, '/.well-known/oauth-authorization-server');
    expect(JSON.parse(text)).toMatchObject({
      issuer: LIGHTDASH.issuer,
      token_endpoint: `${origin}/api/v1/oauth/token`,
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('takes a bearer everywhere when it is a newer one, and says whose it is', async () => {
    const person = await organization();
    const { access_token } = await signIn(LIGHTDASH, person);
    expect(read(await user(bearer(access_token))).results).toMatchObject({ email: person.admin.email });
    const { text } = await send(front.port, '/api/v1/user/account', { headers: bearer(access_token) });
    expect(JSON.parse(text).results.authentication).toMatchObject({
      type: 'oauth',
      clientId: LIGHTDASH.clientId,
      scopes: ['read', 'write'],
    });
    const headers = { ...JSON_TYPE, ...bearer(access_token) };
    expect(
      (await send(front.port, '/api/v1/user/me', { method: 'PATCH', headers, body: '{"firstName":"Zoë"}' })).status,
    ).toBe(200);
    expect(await user(bearer('ldapp_unknown'))).toMatchObject({ status: 401, text: 'Unauthorized' });
  });

  it.each(['as an option', 'by the switch'])(
    'takes it for making tokens only when it is an older one (%s)',
    async (how) => {
      const person = await organization(how === 'as an option' ? { oauthBearer: false } : {});
      const { access_token } = await signIn(LIGHTDASH, person);
      if (how === 'by the switch')
        await postJson('/sandbox/oauth/bearer', { oauthBearer: false }, { cookie: person.cookie });
      expect(await user(bearer(access_token))).toMatchObject({ status: 401, text: 'Unauthorized' });
      const wish = {
        description: 'Console',
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
        autoGenerated: true,
      };
      const made = await postJson('/api/v1/user/me/personal-access-tokens', wish, bearer(access_token));
      expect((await user({ authorization: `ApiKey ${read(made).results.token}` })).status).toBe(200);
      await postJson('/sandbox/oauth/expire', { api: 'lightdash', organizationUuid: person.organizationUuid });
      expect((await postJson('/api/v1/user/me/personal-access-tokens', wish, bearer(access_token))).status).toBe(500);
    },
  );

  it('lets tokens die at their hour, or when told', async () => {
    const person = await organization();
    const first = await signIn(LIGHTDASH, person);
    later = 3_600_001;
    expect(read(await user(bearer(first.access_token))).error.name).toBe('AuthorizationError');
    later = 0;
    expect(read(await postJson('/sandbox/oauth/expire', { api: 'lightdash' }, bearer(first.access_token)))).toEqual({
      status: 'ok',
      expired: 1,
    });
    expect((await user(bearer(first.access_token))).status).toBe(401);
    const second = read(await refresh(LIGHTDASH, first.refresh_token));
    expect((await user(bearer(second.access_token))).status).toBe(200);
    await postJson('/sandbox/oauth/expire', { api: 'lightdash', refresh: true }, { cookie: person.cookie });
    expect((await refresh(LIGHTDASH, second.refresh_token)).status).toBe(400);
  });
});

describe('linked accounts in the sandbox', () => {
  const me = (headers: Record<string, string>) => send(front.port, '/accounts/zenml/users/me', { headers });

  it.each([
    ['workspace', '/accounts/workspace/api/workspace/account/profile'],
    ['katapult', '/accounts/katapult/users/current'],
  ])('%s takes the token that its card hints at', async (id, path) => {
    const hint = readSettings({}).accounts.find((account) => account.id === id)?.hint ?? '';
    expect((await send(front.port, path, { headers: bearer(hint) })).status).toBe(200);
    expect((await send(front.port, path)).status).toBeGreaterThanOrEqual(400);
  });

  it('ZenML takes its own bearer until that dies', async () => {
    const person = await organization();
    const { access_token } = await signIn(ZENML, person);
    expect(read(await me(bearer(access_token)))).toMatchObject({
      email: person.admin.email,
      is_service_account: false,
    });
    await postJson('/sandbox/oauth/expire', { api: 'zenml' }, { cookie: person.cookie });
    expect((await me(bearer(access_token))).status).toBe(401);
  });

  it('ZenML lends its service account to admins', async () => {
    const { cookie, identities, organizationUuid } = await organization();
    const service = { 'x-account-credential': 'service' };
    expect(read(await me({ ...service, cookie }))).toMatchObject({ is_service_account: true });
    const [admin, developer] = identities;
    expect((await me({ ...service, authorization: `ApiKey ${admin?.token}` })).status).toBe(200);
    expect((await me({ ...service, authorization: `ApiKey ${developer?.token}` })).status).toBe(403);
    expect((await me(service)).status).toBe(401);
    expect((await me({ cookie })).status).toBe(401);
    const { text } = await send(front.port, `/sandbox/oauth/count?organizationUuid=${organizationUuid}`);
    expect(JSON.parse(text).zenml.service).toBe(1);
  });
});

it.each([
  ['POST', '/sandbox/oauth/expire', { api: 'katapult' }],
  ['POST', '/sandbox/oauth/expire', { api: 'zenml' }],
  ['POST', '/sandbox/oauth/bearer', { oauthBearer: 'no', organizationUuid: 'x' }],
  ['GET', '/sandbox/oauth/count', undefined],
])('a switch that makes no sense is 400: %s %s %j', async (method, path, body) => {
  const answer = await send(front.port, path, {
    method,
    headers: body ? JSON_TYPE : SAME,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(answer.status).toBe(400);
});
