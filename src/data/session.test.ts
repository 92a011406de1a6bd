import type { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cookieCredential, tokenCredential } from '../api/core/credentials';
import { credentials } from '../api/lightdash/client';
import { meQuery } from './me';
import { membersQuery } from './members';
import { recentPaths, visited } from './recents';
import {
  adoptCredential,
  goOnWith,
  signOut,
  startSession,
  forgottenCredential,
  trySignIn,
  type SignIn,
} from './session';
import { createTestClient, ok, refusal, stubServer, stubStorage, wireUser } from './testing';
import { takeWaiting } from './waiting';

const TOKEN = 'ldpat_canary0123456789';
const LOGIN = 'POST /api/v1/login';
const LOGOUT = 'GET /api/v1/logout';
const USER = 'GET /api/v1/user';

const byToken: SignIn = { by: 'token', token: TOKEN };
const byPassword: SignIn = { by: 'password', email: ' ana@jaffle.example ', password: ' spaces stay ' };

let storage: Map<string, string>;
let queryClient: QueryClient;

const signIn = async (how: SignIn) => adoptCredential(queryClient, await trySignIn(how));
const readEverything = () =>
  queryClient.setQueryData(membersQuery.queryKey, { members: [], byUuid: new Map(), missing: 0 });
const isEmpty = () => queryClient.getQueryCache().getAll().length === 0;

beforeEach(() => {
  storage = stubStorage('sessionStorage');
  queryClient = createTestClient();
  credentials.replace(cookieCredential('session'));
  credentials.askWith(null);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('signing in', () => {
  it('by a token keeps it in memory and stores only that it was one', async () => {
    const server = stubServer({ [USER]: ok(wireUser('ana')) });
    await signIn({ by: 'token', token: `  ApiKey ${TOKEN}\n` });
    expect(server.calls[0]).toMatchObject({
      headers: { authorization: `ApiKey ${TOKEN}` },
      credentials: 'omit',
      query: {},
    });
    expect(JSON.stringify([...storage])).not.toContain('canary');
    expect([...storage.values()]).toEqual(['token ana']);
    const cached = JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ state, queryKey }) => [queryKey, state]),
    );
    expect(cached).not.toContain('canary');
    expect(queryClient.getQueryData(meQuery.queryKey)).toMatchObject({ userUuid: 'ana', credential: 'token' });
  });

  it('by password trims the address, not the password, and lets the browser keep the cookie', async () => {
    const server = stubServer({ [LOGIN]: ok(wireUser('ana')), [USER]: ok(wireUser('ana')) });
    await signIn(byPassword);
    expect(server.lines()).toEqual([LOGIN, USER]);
    expect(server.calls[0]).toMatchObject({
      body: { email: 'ana@jaffle.example', password: ' spaces stay ' },
      credentials: 'same-origin',
    });
    expect(
      JSON.stringify([
        ...storage,
        queryClient
          .getQueryCache()
          .getAll()
          .map(({ state }) => state),
      ]),
    ).not.toContain('spaces stay');
    expect(credentials.current()).toMatchObject({ kind: 'session', cookies: true });
  });

  it('by a demo identity asks the sandbox', async () => {
    const server = stubServer({ 'POST /sandbox/sign-in': { status: 200, body: {} }, [USER]: ok(wireUser('ana')) });
    await signIn({ by: 'demo', identity: 'admin' });
    expect(server.lines()).toEqual(['POST /sandbox/sign-in', USER]);
    expect(credentials.current()?.kind).toBe('demo');
  });

  it.each<{ what: string; how: SignIn; operations: Parameters<typeof stubServer>[0]; kind: string }>([
    {
      what: 'a wrong password',
      how: byPassword,
      operations: { [LOGIN]: refusal(401, 'AuthorizationError', 'Email and password not recognized') },
      kind: 'bad-credentials',
    },
    {
      what: 'a deactivated account',
      how: byPassword,
      operations: { [LOGIN]: refusal(403, 'DeactivatedAccountError') },
      kind: 'deactivated',
    },
    {
      what: 'a token that is not accepted',
      how: byToken,
      operations: { [USER]: refusal(401, 'AuthorizationError') },
      kind: 'bad-credentials',
    },
    {
      what: 'a token of somebody who may not',
      how: byToken,
      operations: { [USER]: refusal(403, 'ForbiddenError') },
      kind: 'forbidden',
    },
    {
      what: 'a server that fails',
      how: byToken,
      operations: { [USER]: refusal(500, 'UnexpectedServerError') },
      kind: 'server',
    },
  ])('leaves the console as it was when it fails: $what', async ({ how, operations, kind }) => {
    const own = tokenCredential('ldpat_own000000000');
    credentials.replace(own);
    const asked = vi.fn(() => Promise.resolve(null));
    credentials.askWith(asked);
    readEverything();
    stubServer(operations);
    await expect(trySignIn(how)).rejects.toMatchObject({ name: 'ApiFailure', kind });
    expect(credentials.current()).toBe(own);
    expect(asked).not.toHaveBeenCalled();
    expect(storage.size).toBe(0);
    expect(queryClient.getQueryData(membersQuery.queryKey)).toBeDefined();
  });

  it.each(['', 'short', 'two words here', 'ldpat_with\nline', 'ldpat_ünïcode0', 'Bearer '])(
    'sends nothing that cannot be a token: %j',
    async (token) => {
      const server = stubServer({});
      await expect(trySignIn({ by: 'token', token })).rejects.toMatchObject({ kind: 'bad-credentials' });
      expect(server.calls).toEqual([]);
    },
  );

  it.each<SignIn>([byPassword, { by: 'demo', identity: 'admin' }])(
    'never says "not known whether this was saved": $by',
    async (how) => {
      const gone = { status: 502, body: 'Bad Gateway' };
      stubServer({ [LOGIN]: gone, 'POST /sandbox/sign-in': gone });
      await expect(trySignIn(how)).rejects.toMatchObject({ name: 'ApiFailure', outcome: 'rejected' });
    },
  );

  it('never puts the token into what it throws', async () => {
    stubServer({ [USER]: refusal(401, 'AuthorizationError', `bad ${TOKEN}`) });
    const error = await trySignIn(byToken).catch((thrown: unknown) => thrown);
    expect(`${String(error)} ${JSON.stringify(error)} ${(error as Error).stack}`).not.toContain('canary');
  });
});

describe('adoptCredential', () => {
  it('drops what another person had read', async () => {
    stubServer({ [USER]: ok(wireUser('ana')) });
    await signIn(byToken);
    readEverything();
    stubServer({ [USER]: ok(wireUser('bo')) });
    await signIn(byToken);
    expect(queryClient.getQueryData(membersQuery.queryKey)).toBeUndefined();
    expect(queryClient.getQueryData(meQuery.queryKey)?.userUuid).toBe('bo');
  });

  it('forgets where another person was', async () => {
    stubServer({ [USER]: ok(wireUser('ana')) });
    await signIn(byToken);
    visited('/members', null);
    await signIn(byToken);
    expect(recentPaths()).toEqual(['/members']);
    stubServer({ [USER]: ok(wireUser('bo')) });
    await signIn(byToken);
    expect(recentPaths()).toEqual([]);
  });

  it('needs no storage', async () => {
    const refuse = () => {
      throw new DOMException('no', 'SecurityError');
    };
    vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
    stubServer({ [USER]: ok(wireUser('ana')) });
    await signIn(byToken);
    expect(queryClient.getQueryData(meQuery.queryKey)?.userUuid).toBe('ana');
    expect(forgottenCredential()).toBeNull();
    expect(takeWaiting()).toBeNull();
  });

  it('keeps what the same person had read', async () => {
    stubServer({ [USER]: ok(wireUser('ana')) });
    await signIn(byToken);
    readEverything();
    await signIn(byToken);
    expect(queryClient.getQueryData(membersQuery.queryKey)).toBeDefined();
  });
});

describe('signOut', () => {
  beforeEach(async () => {
    stubServer({ [USER]: ok(wireUser('ana')), [LOGIN]: ok(wireUser('ana')) });
  });

  it('ends the session on the server and drops everything that was read', async () => {
    await signIn(byPassword);
    readEverything();
    const server = stubServer({ [LOGOUT]: ok() });
    expect(await signOut(queryClient)).toEqual({ confirmed: true });
    expect(server.lines()).toEqual([LOGOUT]);
    // Our server's guard asks for it over plain http.
    expect(server.calls[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(isEmpty()).toBe(true);
    expect([...storage.values()]).toEqual(['nobody']);
    expect(credentials.current()).toBeNull();
  });

  it('drops everything before the server has answered', async () => {
    await signIn(byPassword);
    readEverything();
    stubServer({ [LOGOUT]: ok() });
    const ending = signOut(queryClient);
    expect(isEmpty()).toBe(true);
    expect(credentials.current()).toBeNull();
    await ending;
  });

  it('stays signed out after a reload, whatever cookie the browser has kept', async () => {
    await signIn(byPassword);
    stubServer({ [LOGOUT]: refusal(500, 'UnexpectedServerError') });
    await signOut(queryClient);
    credentials.replace(cookieCredential('session'));
    startSession(null);
    expect(credentials.current()).toBeNull();
  });

  it('of a token makes no call, and forgets it', async () => {
    await signIn(byToken);
    readEverything();
    const server = stubServer({});
    expect(await signOut(queryClient)).toEqual({ confirmed: true });
    expect(server.calls).toEqual([]);
    expect(JSON.stringify(credentials.current())).not.toContain('canary');
    expect(isEmpty()).toBe(true);
    expect(forgottenCredential()).toBeNull();
  });

  it('signs out here also when the server fails, and says so', async () => {
    await signIn(byPassword);
    readEverything();
    stubServer({ [LOGOUT]: refusal(500, 'UnexpectedServerError') });
    expect(await signOut(queryClient)).toEqual({ confirmed: false });
    expect(isEmpty()).toBe(true);
  });

  it('is confirmed when the session had ended before', async () => {
    await signIn(byPassword);
    stubServer({ [LOGOUT]: refusal(401, 'AuthorizationError') });
    expect(await signOut(queryClient)).toEqual({ confirmed: true });
  });
});

describe('a reload', () => {
  it('with a token asks again, and does not continue as the person of the cookie', async () => {
    storage.set('lightdash-console:signed-in-by', 'token');
    expect(forgottenCredential()).toBe('token');
    startSession(null);
    expect(credentials.current()).toBeNull();
    const server = stubServer({ [USER]: refusal(401, 'AuthorizationError') });
    await expect(createTestClient().fetchQuery(meQuery)).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(server.calls[0]?.credentials).toBe('omit');
  });

  it('with a token waits for that of the same person only', () => {
    storage.set('lightdash-console:signed-in-by', 'token ana');
    startSession(null);
    expect([credentials.current(), credentials.owner()]).toEqual([null, 'ana']);
  });

  it.each(['session', 'demo', null])('with a cookie stays signed in: %s', (kind) => {
    if (kind) storage.set('lightdash-console:signed-in-by', kind);
    startSession(null);
    expect(credentials.current()).toMatchObject({ cookies: true });
  });
});

it.each([
  ['goes on with the new secret where it was signed in with the rotated token', true],
  ['keeps its own token where another one was rotated', false],
])('%s, and asks nobody', async (_what, isOwn) => {
  const NEXT = 'ldpat_next0123456789';
  let isRotated = false;
  const server = stubServer({
    [USER]: ({ headers }) =>
      isOwn && isRotated && headers.authorization !== `ApiKey ${NEXT}`
        ? refusal(401, 'Unauthorized')
        : ok(wireUser('ana')),
  });
  startSession(null);
  await signIn(byToken);
  const ask = vi.fn(async () => null);
  credentials.askWith(ask);
  isRotated = true;
  await goOnWith(NEXT);
  expect(ask).not.toHaveBeenCalled();
  expect(server.calls.at(-1)?.headers.authorization).toBe(`ApiKey ${isOwn ? NEXT : TOKEN}`);
  expect(credentials.current()?.headers.authorization).toBe(`ApiKey ${isOwn ? NEXT : TOKEN}`);
});
