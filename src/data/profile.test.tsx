import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getGetAccountQueryKey, getGetLoginOptionsQueryKey } from '../api/lightdash/gen/account/account';
import { openLightdash } from '../api/lightdash/client';
import { groupsQuery } from './groups';
import { meQuery } from './me';
import { memberQuery, membersQuery } from './members';
import {
  adminsQuery,
  deleteAccount,
  emailStateQuery,
  isAccountGone,
  isProfile,
  joinableOrganizationsQuery,
  sendEmailCode,
  tryEmailCode,
  updateProfile,
  useProfileChanged,
} from './profile';
import { createTestClient, ok, refusal, stubServer, wireMember, wireUser } from './testing';
import { tokensQuery } from './tokens';

const ME = '/api/v1/user/me';
const ana = { firstName: 'Ana', lastName: 'Silva', email: 'ana@jaffle.example' };

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('updateProfile', () => {
  it('sends only what is different', async () => {
    const server = stubServer({ [`PATCH ${ME}`]: ok(wireUser('ana')) });
    await updateProfile(ana, { ...ana, lastName: 'Souza' });
    expect(server.calls[0]?.body).toEqual({ lastName: 'Souza' });
  });

  it('says that an address may be taken, for which the server has only a 500', async () => {
    stubServer({ [`PATCH ${ME}`]: refusal(500, 'UnexpectedServerError', 'Something went wrong.') });
    await expect(updateProfile(ana, { ...ana, email: 'bo@jaffle.example' })).rejects.toMatchObject({
      kind: 'conflict',
      outcome: 'rejected',
    });
    await expect(updateProfile(ana, { ...ana, firstName: 'Anna' })).rejects.toMatchObject({ kind: 'server' });
  });

  it('does not say so of an answer that came from something in between', async () => {
    stubServer({ [`PATCH ${ME}`]: { status: 502, body: 'bad gateway' } });
    await expect(updateProfile(ana, { ...ana, email: 'bo@jaffle.example' })).rejects.toMatchObject({
      outcome: 'unknown',
    });
  });

  it('finds out whether it was saved', async () => {
    stubServer({ 'GET /api/v1/user': ok(wireUser('ana')) });
    expect(await isProfile({ ...ana, email: 'ANA@jaffle.example' })).toBe(true);
    expect(await isProfile({ ...ana, lastName: 'Souza' })).toBe(false);
  });
});

describe('the one-time code', () => {
  const otp = { createdAt: 'a', expiresAt: 'b', numberOfAttempts: 1, isExpired: false, isMaxAttempts: false };

  it('a wrong one is an answer, with the attempts so far', async () => {
    const server = stubServer({ [`GET ${ME}/email/status`]: ok({ email: ana.email, isVerified: false, otp }) });
    expect(await tryEmailCode('000000')).toEqual({
      email: ana.email,
      isVerified: false,
      code: { sentAt: 'a', expiresAt: 'b', attempts: 1, isExpired: false, isSpent: false },
    });
    expect(server.calls[0]?.query).toEqual({ passcode: '000000' });
  });

  it('is tried once, even where a GET would be repeated', async () => {
    const server = stubServer({ [`GET ${ME}/email/status`]: { status: 503, body: 'restarting' } });
    await expect(tryEmailCode('000000')).rejects.toMatchObject({ kind: 'unavailable' });
    expect(server.calls).toHaveLength(1);
  });

  it('is none after it was right, and is sent by a PUT', async () => {
    stubServer({
      [`GET ${ME}/email/status`]: ok({ email: ana.email, isVerified: true }),
      [`PUT ${ME}/email/otp`]: ok({ email: ana.email, isVerified: false, otp }),
    });
    expect(await tryEmailCode('123456')).toEqual({ email: ana.email, isVerified: true, code: null });
    expect((await sendEmailCode()).code?.sentAt).toBe('a');
  });
});

it('adminsQuery leaves out those who are only called admin', async () => {
  const server = stubServer({
    'GET /api/v1/org/users': ok({ data: [wireMember('a', { role: 'admin' }), wireMember('admin')] }),
  });
  expect((await createTestClient().fetchQuery(adminsQuery)).map(({ userUuid }) => userUuid)).toEqual(['a']);
  expect(server.calls[0]?.query).toMatchObject({ searchQuery: 'admin' });
});

describe('deleting the account', () => {
  it('the only admin is refused in words', async () => {
    stubServer({ [`DELETE ${ME}`]: refusal(403, 'ForbiddenError', 'Organization must have at least one admin') });
    await expect(deleteAccount()).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('is known by the refusal of its session', async () => {
    openLightdash({ isHosted: false });
    stubServer({ 'GET /api/v1/user': refusal(401, 'InvalidUser') });
    expect(await isAccountGone()).toBe(true);
    stubServer({ 'GET /api/v1/user': ok(wireUser('ana')) });
    expect(await isAccountGone()).toBe(false);
  });
});

describe('useProfileChanged', () => {
  const setUp = () => {
    const client = createTestClient();
    const keys = [
      meQuery,
      membersQuery,
      adminsQuery,
      memberQuery('ana'),
      groupsQuery,
      emailStateQuery,
      joinableOrganizationsQuery,
      tokensQuery,
    ].map(({ queryKey }) => queryKey as readonly unknown[]);
    for (const key of [...keys, getGetAccountQueryKey(), getGetLoginOptionsQueryKey({ email: 'a' })])
      client.setQueryData(key, {});
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    );
    const { result } = renderHook(() => useProfileChanged(), { wrapper });
    const stale = () =>
      client
        .getQueryCache()
        .getAll()
        .filter(({ state }) => state.isInvalidated)
        .map(({ queryKey }) => String(queryKey[0]))
        .toSorted();
    return { changed: result.current, client, stale };
  };

  it('profile: oneself, wherever one is shown', async () => {
    const { changed, stale } = setUp();
    await changed.profile();
    expect(stale()).toEqual([
      'getAccount',
      'getEmailStatus',
      'listJoinableOrganizations',
      'listMembers',
      'me',
      'member',
      'members',
    ]);
  });

  it('email: the answer itself, and once it is verified the organizations', async () => {
    const { changed, client, stale } = setUp();
    const state = { email: 'a', isVerified: false, code: null };
    await changed.email(state);
    expect(client.getQueryData(emailStateQuery.queryKey)).toEqual(state);
    expect(stale()).toEqual([]);
    await changed.email({ ...state, isVerified: true });
    expect(stale()).toEqual(['listJoinableOrganizations']);
  });

  it('organization: everything', async () => {
    const { changed, client, stale } = setUp();
    await changed.organization();
    expect(stale()).toHaveLength(client.getQueryCache().getAll().length);
  });
});
