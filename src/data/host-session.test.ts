import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import type { HostToken } from '../api/core/host';
import { credentials, openLightdash } from '../api/lightdash/client';
import { askHostAgain, startHostSession } from './host-session';
import { meQuery } from './me';
import { onOtherPerson } from './session';
import { createTestClient, ok, refusal, stubServer, stubStorage, wireUser } from './testing';

const USER = 'GET /api/v1/user';
const handed: HostToken[] = [];
const getToken = vi.fn(() => {
  const next = handed.shift();
  return next ? Promise.resolve(next) : Promise.reject(new Error('nobody'));
});
const onSignedIn = vi.fn();
let storage: Map<string, string>;
let queryClient = createTestClient();

/** A token whose owner is in it. */
const of = (userUuid: string, n = 1): HostToken => ({
  token: `ldpat_${userUuid}_${n}`,
  scheme: 'ApiKey',
  expiresAt: null,
  tokenId: `${userUuid}-${n}`,
});

/** Tokens of dead ones are refused. */
const serve = (...dead: string[]) =>
  stubServer({
    [USER]: ({ headers }) => {
      const token = headers.authorization?.replace('ApiKey ', '') ?? '';
      return !token || dead.includes(token)
        ? refusal(401, 'AuthorizationError')
        : ok(wireUser(token.split('_')[1] ?? ''));
    },
  });

const readMe = () => queryClient.fetchQuery({ ...meQuery, staleTime: 0 });

beforeEach(() => {
  storage = stubStorage('sessionStorage');
  queryClient = createTestClient();
  handed.length = 0;
  getToken.mockClear();
  onSignedIn.mockClear();
  openLightdash({ isHosted: true });
  startHostSession(queryClient, getToken, onSignedIn);
});

afterEach(() => {
  onOtherPerson(null);
  vi.unstubAllGlobals();
});

describe('a session below a host', () => {
  it('is that of the person of the host’s token, reported once, without traces in storage', async () => {
    serve();
    handed.push(of('ana'));
    expect(await readMe()).toMatchObject({ userUuid: 'ana', credential: 'host' });
    await readMe();
    expect(onSignedIn.mock.calls.map(([{ userUuid }]) => userUuid as string)).toEqual(['ana']);
    expect([...storage]).toEqual([]);
  });

  it('goes on with another token of the same person', async () => {
    const server = serve('ldpat_ana_1');
    handed.push(of('ana'), of('ana', 2));
    expect(await readMe()).toMatchObject({ userUuid: 'ana' });
    expect(credentials.current()?.headers.authorization).toBe('ApiKey ldpat_ana_2');
    expect(server.calls.every(({ credentials: cookies }) => cookies === 'omit')).toBe(true);
  });

  it('starts afresh with a token of another person, and finishes nothing', async () => {
    const stranger = vi.fn();
    serve();
    handed.push(of('ana'));
    await readMe();
    queryClient.setQueryData(['what ana has read'], 1);
    onOtherPerson(stranger);
    serve('ldpat_ana_1');
    handed.push(of('eve'));
    await expect(credentials.source.get({ rejected: credentials.current() as never })).resolves.toBeNull();
    expect(stranger).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ userUuid: 'eve' }));
    expect(credentials.current()?.headers.authorization).toBe('ApiKey ldpat_eve_1');
    expect(queryClient.getQueryData(['what ana has read'])).toBeUndefined();
    expect(queryClient.getQueryData(meQuery.queryKey)).toMatchObject({ userUuid: 'eve' });
  });

  it('goes on with a token that lives when the next one is refused, and asks for another one later', async () => {
    const at = vi.spyOn(Date, 'now').mockReturnValue(0);
    openLightdash({ isHosted: true });
    startHostSession(queryClient, getToken, onSignedIn);
    serve('ldpat_ana_2');
    handed.push({ ...of('ana'), expiresAt: 1_000_000 });
    await readMe();
    at.mockReturnValue(950_000);
    handed.push(of('ana', 2), of('ana', 3));
    expect((await credentials.source.get({}))?.headers.authorization).toBe('ApiKey ldpat_ana_1');
    at.mockReturnValue(985_000);
    expect((await credentials.source.get({}))?.headers.authorization).toBe('ApiKey ldpat_ana_3');
    at.mockRestore();
  });

  it('asks the host once more on demand: without a token, with a refused one, and with a good one', async () => {
    serve('ldpat_ana_1', 'ldpat_ana_2');
    handed.push(of('ana'));
    const old = (await credentials.source.get({})) as never;
    handed.push(of('ana', 2), of('ana', 3));
    expect(await askHostAgain(old)).toBeNull();
    expect((await askHostAgain(old))?.me.userUuid).toBe('ana');
    expect(await askHostAgain(old)).toBeNull();
  });
});
