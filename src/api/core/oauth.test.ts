import { describe, expect, it, vi } from 'vitest';
import type { ApiFailure } from './failure';
import { beginSignIn, finishSignIn, redirectUri, refreshTokens, revokeToken, type OAuthClient } from './oauth';
import { createNetwork, failureOf, html, json, ORIGIN, type Reaction } from './testing';

const client: OAuthClient = {
  clientId: 'lightdash-console',
  issuer: 'https://bi.example',
  authorizationEndpoint: 'https://bi.example/api/v1/oauth/authorize',
  tokenEndpoint: '/api/v1/oauth/token',
  revocationEndpoint: '/api/v1/oauth/revoke',
  scopes: ['read', 'write'],
  issPromised: true,
};
const TOKENS = { access_token: 'ldapp_1', refresh_token: 'ldref_1', token_type: 'Bearer', expires_in: 3600 };

const network = (...reactions: Reaction[]) => {
  const { send, sent } = createNetwork(...reactions);
  const forms = () => sent.map(({ init }) => Object.fromEntries(new URLSearchParams(String(init.body))));
  return { options: { origin: ORIGIN, send, isOnline: () => true }, sent, forms };
};

/** What an authorization server sends people back with. */
const back = (state: string, more: Record<string, string> = {}) =>
  new URLSearchParams({ code: 'abc', state, iss: client.issuer, ...more });

describe('the way to the authorization server', () => {
  it('asks for a code with PKCE, a state and the one address to return to', async () => {
    const { url, pending } = await beginSignIn(client, ORIGIN);
    const { origin, pathname, searchParams } = new URL(url);
    expect(`${origin}${pathname}`).toBe(client.authorizationEndpoint);
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'lightdash-console',
      redirect_uri: `${ORIGIN}/oauth/callback`,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: pending.state,
      scope: 'read write',
    });
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier)));
    expect(searchParams.get('code_challenge')).toBe(Buffer.from(hash).toString('base64url'));
    expect(url).not.toContain(pending.verifier);
    expect(pending.nonce).toBeNull();
  });

  it('is another one each time', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => beginSignIn(client, ORIGIN)));
    expect(new Set(all.map(({ pending }) => pending.state)).size).toBe(20);
    expect(new Set(all.map(({ pending }) => pending.verifier)).size).toBe(20);
  });

  it('carries a nonce only where an ID token will come back, and no scope where there is none', async () => {
    const { url, pending } = await beginSignIn({ ...client, scopes: ['openid'] }, ORIGIN);
    expect(pending.nonce).toMatch(/^[\w-]{20,}$/);
    expect(new URL(url).searchParams.get('nonce')).toBe(pending.nonce);
    const bare = await beginSignIn({ ...client, scopes: [], authorizationEndpoint: '/authorize?prompt=login' }, ORIGIN);
    expect(new URL(bare.url).searchParams.has('scope')).toBe(false);
    expect(bare.url).toContain(`${ORIGIN}/authorize?prompt=login&`);
  });
});

describe('the way back', () => {
  it('exchanges the code, with the verifier and without cookies, on our own origin', async () => {
    const { pending } = await beginSignIn(client, ORIGIN);
    const { options, sent, forms } = network(json(200, TOKENS));
    expect(await finishSignIn(client, pending, back(pending.state), options)).toEqual({
      access: 'ldapp_1',
      refresh: 'ldref_1',
      expiresIn: 3600,
    });
    expect(sent[0]).toMatchObject({
      url: `${ORIGIN}/api/v1/oauth/token`,
      method: 'POST',
      init: { credentials: 'omit', redirect: 'manual', cache: 'no-store' },
    });
    expect(sent[0]?.headers['content-type']).toContain('application/x-www-form-urlencoded');
    expect(forms()).toEqual([
      {
        grant_type: 'authorization_code',
        code: 'abc',
        code_verifier: pending.verifier,
        redirect_uri: redirectUri(ORIGIN),
        client_id: 'lightdash-console',
      },
    ]);
  });

  it('takes tokens without an end and without a refresh token', async () => {
    const { pending } = await beginSignIn(client, ORIGIN);
    const { options } = network(json(200, { access_token: 'x', token_type: 'bearer' }));
    expect(await finishSignIn(client, pending, back(pending.state), options)).toEqual({
      access: 'x',
      refresh: null,
      expiresIn: null,
    });
  });

  it.each<{ what: string; query: (state: string) => URLSearchParams }>([
    { what: 'another state', query: () => back('other') },
    { what: 'no state', query: () => new URLSearchParams({ code: 'abc', iss: client.issuer }) },
    {
      what: 'two states',
      query: (state) =>
        new URLSearchParams([
          ['code', 'a'],
          ['state', state],
          ['state', state],
          ['iss', client.issuer],
        ]),
    },
    { what: 'another issuer', query: (state) => back(state, { iss: 'https://evil.example' }) },
    { what: 'no issuer although one is promised', query: (state) => new URLSearchParams({ code: 'abc', state }) },
    { what: 'an ID token that was not asked for', query: (state) => back(state, { id_token: 'eyJ' }) },
    { what: 'no code', query: (state) => new URLSearchParams({ state, iss: client.issuer }) },
    { what: 'an empty code', query: (state) => back(state, { code: '' }) },
    {
      what: 'two codes',
      query: (state) =>
        new URLSearchParams([
          ['code', 'a'],
          ['code', 'b'],
          ['state', state],
          ['iss', client.issuer],
        ]),
    },
    { what: 'nothing', query: () => new URLSearchParams() },
  ])('refuses an answer with $what, and sends nothing', async ({ query }) => {
    const { pending } = await beginSignIn(client, ORIGIN);
    const { options, sent } = network(json(200, TOKENS));
    const failure = await failureOf(finishSignIn(client, pending, query(pending.state), options));
    expect(failure).toMatchObject({
      kind: 'bad-credentials',
      serverMessage: 'The answer does not belong to this sign-in',
    });
    expect(sent).toEqual([]);
  });

  it('takes an ID token only if it carries the nonce of this sign-in', async () => {
    const withId = { ...client, scopes: ['openid'] };
    const { pending } = await beginSignIn(withId, ORIGIN);
    const idToken = (nonce: string) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const now = Math.floor(Date.now() / 1000);
      const claims = { iss: client.issuer, sub: 'ana', aud: client.clientId, iat: now, exp: now + 300, nonce };
      return `${part({ alg: 'RS256' })}.${part(claims)}.${part({})}`;
    };
    const answering = (nonce: string) => network(json(200, { ...TOKENS, id_token: idToken(nonce) })).options;
    expect(await finishSignIn(withId, pending, back(pending.state), answering(pending.nonce ?? ''))).toMatchObject({
      access: 'ldapp_1',
    });
    expect(await failureOf(finishSignIn(withId, pending, back(pending.state), answering('other')))).toMatchObject({
      kind: 'malformed',
    });
  });

  it('needs no issuer where none is promised', async () => {
    const quiet = { ...client, issPromised: false };
    const { pending } = await beginSignIn(quiet, ORIGIN);
    const { options } = network(json(200, TOKENS));
    expect(
      await finishSignIn(quiet, pending, new URLSearchParams({ code: 'abc', state: pending.state }), options),
    ).toMatchObject({ access: 'ldapp_1' });
  });

  it('says when the person said no, and nothing of what the address says beside', async () => {
    const { pending } = await beginSignIn(client, ORIGIN);
    const answer = (error: string) =>
      new URLSearchParams({ error, error_description: '<b>call 0900</b>', state: pending.state, iss: client.issuer });
    const denied = await failureOf(finishSignIn(client, pending, answer('access_denied'), network().options));
    expect(denied.serverMessage).toBe('Access was not granted');
    const broken = await failureOf(finishSignIn(client, pending, answer('server_error'), network().options));
    expect(broken.serverMessage).toBe('The answer does not belong to this sign-in');
  });
});

const faults: { what: string; reaction: Reaction; kind: ApiFailure['kind'] }[] = [
  { what: 'a server that fails', reaction: json(500, {}), kind: 'unavailable' },
  { what: 'a gateway', reaction: html(502), kind: 'unavailable' },
  { what: 'too many calls', reaction: json(429, { error: 'Slow' }), kind: 'rate-limited' },
  { what: 'a page in place of tokens', reaction: html(200), kind: 'malformed' },
  {
    what: 'half a JSON',
    reaction: new Response('{"access_tok', { headers: { 'content-type': 'application/json' } }),
    kind: 'malformed',
  },
  { what: 'no token', reaction: json(200, { token_type: 'Bearer' }), kind: 'malformed' },
  {
    what: 'a sort of token that is no bearer',
    reaction: json(200, { ...TOKENS, token_type: 'mac' }),
    kind: 'malformed',
  },
  { what: 'an empty answer', reaction: new Response(null, { status: 204 }), kind: 'malformed' },
  {
    what: 'a redirect',
    reaction: new Response(null, { status: 302, headers: { location: 'https://evil.example' } }),
    kind: 'malformed',
  },
  { what: 'no network', reaction: new TypeError('Failed to fetch'), kind: 'network' },
];

describe('a token endpoint', () => {
  it.each(faults)('that answers a code with $what', async ({ reaction, kind }) => {
    const { pending } = await beginSignIn(client, ORIGIN);
    const { options, sent } = network(reaction);
    expect(await failureOf(finishSignIn(client, pending, back(pending.state), options))).toMatchObject({ kind });
    expect(sent).toHaveLength(1);
  });

  it.each(faults)('that answers a refresh token with $what: it may work later', async ({ reaction, kind }) => {
    const { options, sent } = network(reaction);
    expect(await failureOf(refreshTokens(client, 'ldref_1', options))).toMatchObject({ kind });
    expect(sent).toHaveLength(1);
  });

  it.each([400, 401, 403])('that refuses a refresh token with %i, in whatever words: it is over', async (status) => {
    const { options } = network(json(status, { error: 'Invalid grant: refresh token has expired' }));
    expect(await refreshTokens(client, 'ldref_1', options)).toBeNull();
  });

  it.each([400, 401])('that refuses a code with %i', async (status) => {
    const { pending } = await beginSignIn(client, ORIGIN);
    const { options } = network(json(status, { error: 'Invalid grant: authorization code is invalid' }));
    expect(await failureOf(finishSignIn(client, pending, back(pending.state), options))).toMatchObject({
      kind: 'bad-credentials',
      status,
    });
  });

  it('gives new tokens; the refresh token stays where it does not change', async () => {
    const rotating = network(json(200, { ...TOKENS, refresh_token: 'ldref_2' }));
    expect(await refreshTokens(client, 'ldref_1', rotating.options)).toMatchObject({ refresh: 'ldref_2' });
    expect(rotating.forms()).toEqual([
      { grant_type: 'refresh_token', refresh_token: 'ldref_1', client_id: 'lightdash-console' },
    ]);
    const { refresh_token: _, ...without } = TOKENS;
    const withoutRevoking = { ...client, revocationEndpoint: null };
    expect(await refreshTokens(withoutRevoking, 'ldref_1', network(json(200, without)).options)).toMatchObject({
      access: 'ldapp_1',
      refresh: 'ldref_1',
    });
  });

  it('without TLS is refused where the console has it', async () => {
    const { options, sent } = network(json(200, TOKENS));
    const bare = { ...client, tokenEndpoint: `http://${new URL(ORIGIN).host}/api/v1/oauth/token` };
    await expect(refreshTokens(bare, 'ldref_1', options)).rejects.toThrow();
    expect(sent).toEqual([]);
  });

  it('on another origin gets nothing', async () => {
    const { options, sent } = network(json(200, TOKENS));
    const away = {
      ...client,
      tokenEndpoint: 'https://evil.example/token',
      revocationEndpoint: 'https://evil.example/revoke',
    };
    expect(await failureOf(refreshTokens(away, 'ldref_1', options))).toMatchObject({
      kind: 'blocked',
      outcome: 'not-sent',
    });
    expect(await failureOf(revokeToken(away, 'ldref_1', options))).toMatchObject({ kind: 'blocked' });
    expect(sent).toEqual([]);
  });

  it('of a console without TLS on one’s own machine is as good as any', async () => {
    const send = vi.fn(createNetwork(json(200, TOKENS)).send);
    expect(await refreshTokens(client, 'ldref_1', { origin: 'http://127.0.0.1:4600', send })).toMatchObject({
      access: 'ldapp_1',
    });
    expect(String(send.mock.calls[0]?.[0])).toBe('http://127.0.0.1:4600/api/v1/oauth/token');
  });
});

describe('revoking', () => {
  it('revokes a token at the server', async () => {
    const { options, forms } = network(new Response(null, { status: 200 }));
    await revokeToken(client, 'ldref_1', options);
    expect(forms()).toEqual([{ token: 'ldref_1', client_id: 'lightdash-console' }]);
  });

  it('says when a revocation failed, and sends none where there is no such endpoint', async () => {
    expect(await failureOf(revokeToken(client, 'x', network(json(503, {})).options))).toMatchObject({
      kind: 'unavailable',
      status: 503,
    });
    const { options, sent } = network();
    await revokeToken({ ...client, revocationEndpoint: null }, 'x', options);
    expect(sent).toEqual([]);
  });
});
