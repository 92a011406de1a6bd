/* What the tests of the sandbox's authorization servers share. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox/index';
import type { AuthorizationServer } from '../sandbox/oauth/servers';
import { cookieOf, temporaryFolder, type TestIdentity } from '../sandbox/testing/sandbox';
import { SMALL } from '../sandbox/testing/sizes';
import { readSettings } from './config';
import { type Answer, type Running, send, startWithAccounts } from './test-support';

export const SAME = { 'sec-fetch-site': 'same-origin' };
export const FORM = { ...SAME, 'content-type': 'application/x-www-form-urlencoded' };
export const JSON_TYPE = { ...SAME, 'content-type': 'application/json' };

const folder = temporaryFolder();
let sandbox: Sandbox;
export let front: Running;
export let origin: string;
let later = 0;

/** Starts a console with the sandbox for the tests of a file. */
export function useOAuthConsole(): void {
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
}

/** Lets time go by for the sandbox; 0 brings it back. */
export const setLater = (ms: number) => void (later = ms);

export const post = (path: string, body: Record<string, string>, headers: Record<string, string> = FORM) =>
  send(front.port, path, { method: 'POST', headers, body: new URLSearchParams(body).toString() });
export const postJson = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  send(front.port, path, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
// oxlint-disable-next-line typescript/no-explicit-any -- a test states what it expects by reading it
export const read = ({ text }: Answer): any => JSON.parse(text);
export const user = (headers: Record<string, string>) => send(front.port, '/api/v1/user', { headers });
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const sessionOf = ({ headers }: Answer) =>
  cookieOf({
    headers: new Headers([['set-cookie', headers['set-cookie']?.[0] ?? '']]),
    status: 0,
    text: '',
    body: null,
  });

/** An organization of the test's own, and the cookie of its admin. */
export async function organization(options: object = {}) {
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

export function pkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export function question(server: AuthorizationServer, challenge: string): Record<string, string> {
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

export const ask = (server: AuthorizationServer, query: Record<string, string>, cookie = '') =>
  send(front.port, `${server.authorizationPath}?${new URLSearchParams(query)}`, { headers: { ...SAME, cookie } });

/** The query of the address that the browser is sent to. */
export function sentTo({ headers }: Answer): Record<string, string> {
  const url = new URL(headers.location ?? '');
  expect(url.origin + url.pathname).toBe(`${origin}/oauth/callback`);
  return Object.fromEntries(url.searchParams);
}

/** Says yes as a person. Out: the code and what it takes to exchange it. */
export async function consent(
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

export async function signIn(server: AuthorizationServer, person: Parameters<typeof consent>[1]) {
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

export const refresh = (server: AuthorizationServer, token: string) =>
  post(server.tokenPath, { grant_type: 'refresh_token', refresh_token: token, client_id: server.clientId });
