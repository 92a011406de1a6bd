import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LIGHTDASH, ZENML } from '../sandbox/oauth/servers';
import { type Answer, send } from './test-support';
import {
  ask,
  FORM,
  consent,
  front,
  organization,
  origin,
  pkce,
  post,
  postJson,
  question,
  read,
  refresh,
  sentTo,
  setLater,
  signIn,
  useOAuthConsole,
} from './testing-oauth';

useOAuthConsole();

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

  it('reports a declined consent to the client', async () => {
    const { cookie, admin } = await organization();
    const form = { ...question(server, pkce().challenge), identity: admin.userUuid, decision: 'deny' };
    expect(sentTo(await post(server.authorizationPath, form, { ...FORM, cookie }))).toMatchObject({
      error: 'access_denied',
      state: 'st&te',
    });
  });

  it('accepts no answer from another site, nor for another person', async () => {
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
    setLater(61_000);
    const answer = await post(server.tokenPath, exchange);
    setLater(0);
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
    setLater(14 * 24 * 3600 * 1000 + 1);
    const answer = await refresh(server, refresh_token);
    setLater(0);
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
