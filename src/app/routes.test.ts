import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cookieCredential } from '#/api/core/credentials';
import { credentials } from '#/api/lightdash/client';
import type { RuntimeConfig } from '#/data/config';
import { signOut } from '#/data/session';
import { createTestClient, ok, refusal, stubServer, stubStorage, wireUser } from '#/data/testing';
import { createRouter } from './routes';

const USER = 'GET /api/v1/user';
const config: RuntimeConfig = {
  backend: 'sandbox',
  lightdashUrl: null,
  version: '',
  build: 'a',
  oauth: null,
  accounts: [],
};

/** The pages are loaded by the router itself. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 5 });

/** The console at `initialPath`, while the answer to who is signed in is still awaited: `answer` lets it come. */
const open = async (initialPath: string) => {
  let answer = () => {};
  const server = stubServer({
    [USER]: ({ credentials: sent }) =>
      sent === 'omit'
        ? refusal(401, 'AuthorizationError')
        : new Promise((resolve) => (answer = () => resolve(ok(wireUser('ana'))))),
    'GET /api/v1/logout': ok(),
  });
  const queryClient = createTestClient();
  const router = createRouter({ queryClient, config, routing: { initialPath }, isHosted: false });
  await eventually(() => expect(server.lines()).toContain(USER));
  const settled = () =>
    eventually(() => expect(router.state.navigation.state === 'idle' && router.state.initialized).toBe(true));
  return { queryClient, router, server, settled, answer: () => answer() };
};

beforeEach(() => {
  stubStorage('sessionStorage');
  credentials.replace(cookieCredential('session'));
});
afterEach(() => vi.unstubAllGlobals());

it.each(['/', '/members?q=ana', '/groups'])(
  '%s leads to the sign-in page when one signs out while it is asked who one is',
  async (path) => {
    const { queryClient, router, settled } = await open(path);
    await signOut(queryClient);
    await settled();
    expect(router.state.errors).toBeNull();
    expect(router.state.location.pathname).toBe('/sign-in');
  },
);

it('asks again who is signed in when the cache was emptied meanwhile', async () => {
  const { queryClient, router, server, settled, answer } = await open('/members');
  queryClient.clear();
  await eventually(() => expect(server.lines().filter((line) => line === USER)).toHaveLength(2));
  answer();
  await settled();
  expect(router.state.errors).toBeNull();
  expect(router.state.location.pathname).toBe('/members');
});

it('tells a failure to read who is signed in', async () => {
  stubServer({ [USER]: refusal(500, 'UnexpectedServerError') });
  const router = createRouter({
    queryClient: createTestClient(),
    config,
    routing: { initialPath: '/members' },
    isHosted: false,
  });
  await eventually(() => expect(router.state.errors).toMatchObject({ 2: { kind: 'server' } }));
});
