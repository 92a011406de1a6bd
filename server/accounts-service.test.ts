import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createService } from './accounts-service';
import { readSettings } from './config';
import { type Running, send, startUpstream, startWithAccounts } from './test-support';

const ORGANIZATION = '172a2270-000f-42be-9c68-c4752c23ae51';
const SERVICE = { 'x-account-credential': 'service' };
const ME = '/accounts/ml/users/me';

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let front: Running;
let asked: Headers[];
let who: Response;
let tokens: number;
let clock = 0;
let onMe: (authorization: string) => number;
let onToken: () => object;
let logged: string[] = [];

const asUser = (results: object, status = 200) => Response.json({ status: 'ok', results }, { status });
const admin = () => asUser({ role: 'admin', organizationUuid: ORGANIZATION });
const lightdash = {
  url: new URL('https://bi.example.com'),
  delay: undefined as (() => Promise<void>) | undefined,
  send: async (request: Request) => {
    expect({ method: request.method, url: request.url }).toEqual({
      method: 'GET',
      url: 'https://bi.example.com/api/v1/user',
    });
    asked.push(request.headers);
    await lightdash.delay?.();
    return who.clone();
  },
};

async function start(limits: { maxCalls?: number } = {}) {
  const accounts = [{ id: 'ml', api: 'zenml', url: upstream.url.origin, credentials: ['service'] }];
  const settings = readSettings({
    LIGHTDASH_URL: 'https://bi.example.com',
    LIGHTDASH_ORGANIZATION: ORGANIZATION.toUpperCase(),
    ACCOUNTS: JSON.stringify(accounts),
    ACCOUNT_ML_CLIENT_ID: 'svc:1',
    ACCOUNT_ML_CLIENT_SECRET: 'canary secret',
    ACCOUNT_ML_TOKEN_ENDPOINT: `${upstream.url.origin}/token`,
  });
  return startWithAccounts({
    accounts: settings.accounts,
    lightdash,
    limits,
    now: () => clock,
    log: (line) => void logged.push(line),
  });
}

beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());
beforeEach(async () => {
  upstream.seen.length = 0;
  [asked, who, tokens, clock, logged] = [[], admin(), 0, 1_000, []];
  onMe = () => 200;
  onToken = () => ({ access_token: `svc-${++tokens}`, token_type: 'Bearer', expires_in: 3600 });
  upstream.answerWith((call, response) => {
    response.setHeader('content-type', 'application/json');
    if (call.url === '/token') return void setTimeout(() => response.end(JSON.stringify(onToken())), 20);
    response.statusCode = onMe(call.headers.authorization ?? '');
    return void response.end(JSON.stringify({ authorization: call.headers.authorization }));
  });
  front = await start();
  return () => front.close();
});

const me = (headers: Record<string, string> = { cookie: 'connect.sid=mine' }, method = 'GET') =>
  send(front.port, ME, { method, headers: { ...SERVICE, 'sec-fetch-site': 'same-origin', ...headers } });
const codeOf = (text: string) => (JSON.parse(text) as { code: string }).code;

describe('the shared service account', () => {
  it('reads for a caller whom Lightdash confirms as an admin', async () => {
    expect(await me({ cookie: 'connect.sid=mine', 'x-other': '1' })).toMatchObject({
      status: 200,
      text: '{"authorization":"Bearer svc-1"}',
    });
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({ accept: 'application/json', cookie: 'connect.sid=mine' });
    await me({ authorization: 'ApiKey ldpat_mine' });
    expect(Object.fromEntries(asked[1] ?? [])).toEqual({
      accept: 'application/json',
      authorization: 'ApiKey ldpat_mine',
    });
    expect(upstream.seen[0]).toMatchObject({ method: 'POST', url: '/token', body: 'grant_type=client_credentials' });
    expect(upstream.seen[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('svc%3A1:canary%20secret').toString('base64')}`,
    );
    for (const { headers } of upstream.seen) {
      expect(headers).not.toHaveProperty('cookie');
      expect(headers.authorization).not.toContain('ldpat');
    }
  });

  it.each([
    ['a developer', () => asUser({ role: 'developer', organizationUuid: ORGANIZATION }), 403, 'service_not_allowed'],
    [
      'an admin of another organization',
      () => asUser({ role: 'admin', organizationUuid: crypto.randomUUID() }),
      403,
      'service_not_allowed',
    ],
    ['an admin of none', () => asUser({ role: 'admin' }), 403, 'service_not_allowed'],
    ['nobody', () => new Response('Unauthorized', { status: 401 }), 401, 'lightdash_unauthorized'],
    ['somebody deactivated', () => asUser({}, 403), 403, 'service_not_allowed'],
    ['a broken Lightdash', () => new Response('<html>', { status: 200 }), 403, 'service_not_allowed'],
    ['a Lightdash that is down', () => new Response('', { status: 503 }), 502, 'upstream_unreachable'],
    [
      'a Lightdash behind a sign-in page',
      () => new Response(null, { status: 302, headers: { location: '/login' } }),
      502,
      'upstream_redirected',
    ],
  ])('does nothing for %s', async (_who, answer, status, code) => {
    who = answer();
    const answered = await me();
    expect({ status: answered.status, code: codeOf(answered.text) }).toEqual({ status, code });
    expect(upstream.seen).toEqual([]);
  });

  it('asks Lightdash once for all calls of five seconds, and then again', async () => {
    await Promise.all([me(), me(), me()]);
    who = asUser({ role: 'member', organizationUuid: ORGANIZATION });
    expect([(await me()).status, asked.length]).toEqual([200, 1]);
    clock += 5_001;
    await Promise.all([me(), me(), me()]);
    expect([(await me()).status, asked.length]).toEqual([403, 2]);
    // Somebody else is somebody else.
    who = admin();
    expect((await me({ authorization: 'ApiKey other' })).status).toBe(200);
    expect(asked).toHaveLength(3);
  });

  it('forgets an answer that is none, and asks about a few callers at a time only', async () => {
    who = new Response('', { status: 503 });
    expect((await me()).status).toBe(502);
    let most = 0;
    let now = 0;
    lightdash.delay = async () => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
    };
    who = admin();
    expect((await me()).status).toBe(200);
    const answers = await Promise.all(Array.from({ length: 400 }, (_, i) => me({ authorization: `ApiKey ${i}` })));
    lightdash.delay = undefined;
    expect(most).toBeLessThanOrEqual(16);
    for (const { status } of answers) expect([200, 503]).toContain(status);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });

  it('changes nothing', async () => {
    const { status, text } = await me({}, 'PATCH');
    expect({ status, code: codeOf(text) }).toEqual({ status: 403, code: 'service_not_allowed' });
    expect([asked, upstream.seen]).toEqual([[], []]);
  });

  it('makes one token for any number of callers, and keeps it to its end', async () => {
    expect((await Promise.all(Array.from({ length: 20 }, () => me()))).map(({ status }) => status)).toEqual(
      Array(20).fill(200),
    );
    expect(tokens).toBe(1);
    clock += 3_500_000;
    await me();
    expect(tokens).toBe(1);
    clock += 100_000;
    await Promise.all([me(), me(), me()]);
    expect(tokens).toBe(2);
  });

  it('makes a token for those who still wait when the caller who needed it first has gone', async () => {
    const narrow = await start({ maxCalls: 1 });
    const held: (() => void)[] = [];
    upstream.answerWith(({ url, headers }, response) => {
      if (url === '/token') response.end(JSON.stringify(onToken()));
      else if (headers.authorization === 'Bearer slow') held.push(() => response.end('{}'));
      else response.end('{}');
    });
    const slow = send(narrow.port, ME, { headers: { authorization: 'Bearer slow' } });
    await expect.poll(() => held).toHaveLength(1);
    const heard = once(narrow.server, 'request') as Promise<[IncomingMessage]>;
    const gone = requestHttp({
      port: narrow.port,
      path: ME,
      headers: { ...SERVICE, authorization: 'ApiKey a' },
      agent: false,
    });
    gone.on('error', () => {}).end();
    const [{ socket }] = await heard;
    await expect.poll(() => asked).toHaveLength(1);
    const other = send(narrow.port, ME, { headers: { ...SERVICE, authorization: 'ApiKey b' } });
    await expect.poll(() => asked).toHaveLength(2);
    gone.destroy();
    await once(socket, 'close');
    held[0]?.();
    expect((await other).status).toBe(200);
    await slow;
    await narrow.close();
  });

  it('replaces a token that died early, once, and never lets the browser see that 401', async () => {
    await me();
    onMe = (authorization) => (authorization === 'Bearer svc-1' ? 401 : 200);
    expect((await Promise.all([me(), me(), me(), me()])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(tokens).toBe(2);
    onMe = () => 401;
    const { status, text } = await me();
    expect({ status, code: codeOf(text) }).toEqual({ status: 502, code: 'service_unavailable' });
    expect(tokens).toBe(3);
  });

  it('is renewed once for callers who find it over in the same moment', async () => {
    const made: string[] = [];
    const json = (value: object) => ({
      status: 200,
      headers: new Headers(),
      body: new TextEncoder().encode(JSON.stringify(value)),
    });
    const call = createService({
      name: 'ZenML',
      settings: {
        organizationUuid: ORGANIZATION,
        tokenUrl: new URL('https://login.example.com/token'),
        client: () => ({ clientId: 'a', clientSecret: 'b' }),
      },
      askLightdash: async () => json({ results: { role: 'admin', organizationUuid: ORGANIZATION } }),
      now: () => clock,
    });
    const ask = async (request: Request) => {
      if (request.method === 'POST') made.push(request.url);
      return json({ access_token: 'x', expires_in: 60 });
    };
    const callAll = () =>
      Promise.all(
        Array.from({ length: 5 }, () => call(new Headers(), ask, () => new Request('https://ml.example.com'))),
      );
    await callAll();
    expect(made).toHaveLength(1);
    clock += 61_000;
    await callAll();
    expect(made).toHaveLength(2);
  });

  it('tries again after a token could not be made, and does not reveal why', async () => {
    onToken = () => ({ error: 'invalid_client', error_description: 'canary secret is wrong' });
    const { status, text } = await me();
    expect({ status, code: codeOf(text) }).toEqual({ status: 502, code: 'service_unavailable' });
    expect(text + logged.join('')).not.toContain('canary');
    onToken = () => ({ access_token: 'svc-good' });
    expect((await me()).text).toContain('svc-good');
  });

  it('hands on what the API answers', async () => {
    onMe = () => 403;
    expect((await me()).status).toBe(403);
  });
});
