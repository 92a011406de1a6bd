import { act } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openLightdash } from '../api/lightdash/client';
import {
  isAccountGone,
  isProfile,
  profileChanges,
  useAdmins,
  useDeleteAccount,
  useEmailState,
  useSendEmailCode,
  useTryEmailCode,
  useUpdateProfile,
} from './profile';
import { ok, refusal, stubServer, wireMember, wireUser } from './testing';
import { renderDataHook, run } from './testing-hooks';

const ME = '/api/v1/user/me';
const ana = { firstName: 'Ana', lastName: 'Silva', email: 'ana@jaffle.example' };

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('updateProfile', () => {
  it('sends only what is different', async () => {
    const server = stubServer({ [`PATCH ${ME}`]: ok(wireUser('ana')) });
    await run(() => useUpdateProfile(ana), { ...ana, lastName: 'Souza' });
    expect(server.calls[0]?.body).toEqual({ lastName: 'Souza' });
  });

  it('says that an address may be taken, for which the server has only a 500', async () => {
    stubServer({
      [`PATCH ${ME}`]: refusal(500, 'UnexpectedServerError', 'Something went wrong.'),
      'GET /api/v1/user': ok(wireUser('ana')),
    });
    await expect(run(() => useUpdateProfile(ana), { ...ana, email: 'bo@jaffle.example' })).rejects.toMatchObject({
      kind: 'conflict',
      outcome: 'rejected',
    });
    await expect(run(() => useUpdateProfile(ana), { ...ana, firstName: 'Anna' })).rejects.toMatchObject({
      kind: 'server',
    });
  });

  it('knows an address that was saved although the code could not be sent', async () => {
    const answers = { [`PATCH ${ME}`]: refusal(500, 'SmptError', 'Failed to send email') };
    stubServer({ ...answers, 'GET /api/v1/user': ok({ ...wireUser('ana'), email: 'bo@jaffle.example' }) });
    expect(await run(() => useUpdateProfile(ana), { ...ana, email: 'Bo@jaffle.example' })).toBe(false);
    stubServer(answers);
    await expect(run(() => useUpdateProfile(ana), { ...ana, email: 'bo@jaffle.example' })).rejects.toMatchObject({
      outcome: 'unknown',
    });
  });

  it('sends no address that differs by capital letters alone, for it would have to be verified again', () => {
    expect(profileChanges(ana, { ...ana, email: 'ANA@jaffle.example' })).toEqual({});
    expect(profileChanges(ana, { ...ana, email: 'anna@jaffle.example' })).toEqual({ email: 'anna@jaffle.example' });
  });

  it('does not say so of an answer that came from something in between', async () => {
    stubServer({ [`PATCH ${ME}`]: { status: 502, body: 'bad gateway' } });
    await expect(run(() => useUpdateProfile(ana), { ...ana, email: 'bo@jaffle.example' })).rejects.toMatchObject({
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
    expect(await run(useTryEmailCode, '000000')).toEqual({
      email: ana.email,
      isVerified: false,
      code: { sentAt: 'a', expiresAt: 'b', attempts: 1, isExpired: false, isSpent: false },
    });
    expect(server.calls[0]?.query).toEqual({ passcode: '000000' });
  });

  it('is tried once, even where a GET would be repeated', async () => {
    const server = stubServer({ [`GET ${ME}/email/status`]: { status: 503, body: 'restarting' } });
    await expect(run(useTryEmailCode, '000000')).rejects.toMatchObject({ kind: 'unavailable' });
    expect(server.calls).toHaveLength(1);
  });

  it('shows its state after it was sent, without asking again', async () => {
    const sent = { email: ana.email, isVerified: false, otp };
    const server = stubServer({
      [`GET ${ME}/email/status`]: ok({ email: ana.email, isVerified: false }),
      [`PUT ${ME}/email/otp`]: ok(sent),
    });
    const { result } = renderDataHook(() => ({ state: useEmailState(), send: useSendEmailCode() }));
    await vi.waitFor(() => expect(result.current.state.data?.code).toBeNull());
    await act(() => result.current.send());
    expect(result.current.state.data?.code?.sentAt).toBe('a');
    expect(server.lines()).toEqual([`GET ${ME}/email/status`, `PUT ${ME}/email/otp`]);
  });

  it('is none after it was right, and is sent by a PUT', async () => {
    stubServer({
      [`GET ${ME}/email/status`]: ok({ email: ana.email, isVerified: true }),
      [`PUT ${ME}/email/otp`]: ok({ email: ana.email, isVerified: false, otp }),
    });
    expect(await run(useTryEmailCode, '123456')).toEqual({ email: ana.email, isVerified: true, code: null });
    expect((await run(useSendEmailCode)).code?.sentAt).toBe('a');
  });
});

it('the admins leave out those who are only called admin', async () => {
  const server = stubServer({
    'GET /api/v1/org/users': ok({ data: [wireMember('a', { role: 'admin' }), wireMember('admin')] }),
  });
  const { result } = renderDataHook(() => useAdmins(true));
  await vi.waitFor(() => expect(result.current.data?.map(({ userUuid }) => userUuid)).toEqual(['a']));
  expect(server.calls[0]?.query).toMatchObject({ searchQuery: 'admin' });
});

describe('deleting the account', () => {
  it('the only admin is refused in words', async () => {
    stubServer({ [`DELETE ${ME}`]: refusal(403, 'ForbiddenError', 'Organization must have at least one admin') });
    await expect(run(useDeleteAccount)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('is known by the refusal of its session', async () => {
    openLightdash({ isHosted: false });
    stubServer({ 'GET /api/v1/user': refusal(401, 'InvalidUser') });
    expect(await isAccountGone()).toBe(true);
    stubServer({ 'GET /api/v1/user': ok(wireUser('ana')) });
    expect(await isAccountGone()).toBe(false);
  });
});
