import { waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import {
  isAccountGone,
  isClientGone,
  useAccountGrants,
  useApplications,
  useEndAccount,
  useEndClient,
  useRotateAccount,
} from './applications';
import { useRecentChanges } from './journal';
import { ok, refusal, stubServer } from './testing';
import { renderDataHook, run } from './testing-hooks';

const ACCOUNTS = '/api/v1/service-accounts';
const CLIENTS = '/api/v1/oauth/clients';
const SECRET = 'ldsvc_canary0123456789abcdef';

const wire = (uuid: string, fields: Record<string, unknown> = {}) => ({
  uuid,
  description: 'Nightly dbt',
  createdAt: '2026-11-20T19:49:20.044Z',
  expiresAt: '2027-01-01T00:00:00.000Z',
  scopes: ['system:developer'],
  ...fields,
});
const BOT = { uuid: 'a', name: 'Nightly dbt' };
const CLIENT = { clientId: 'oauth-1', clientName: 'Chat', clientSecret: SECRET };

afterEach(() => vi.unstubAllGlobals());

it('lists both without any secret, even where an answer had one', async () => {
  stubServer({
    [`GET ${ACCOUNTS}`]: ok([wire('a', { token: SECRET, roleUuid: 'r', projectAccessCount: 2 }), wire('b')]),
    [`GET ${CLIENTS}`]: ok([CLIENT]),
  });
  const { result, queryClient } = renderDataHook(() => useApplications(true));
  await waitFor(() => expect(result.current.clients.state).toBe('connected'));
  await waitFor(() => expect(result.current.accounts.state).toBe('connected'));
  expect(result.current.accounts.list).toEqual([
    expect.objectContaining({ uuid: 'a', name: 'Nightly dbt', roleUuid: 'r', projectCount: 2, lastUsedAt: null }),
    expect.objectContaining({ uuid: 'b', roleUuid: null, projectCount: 0, rotatedAt: null }),
  ]);
  const kept = queryClient.getQueryCache().getAll();
  expect(JSON.stringify(kept.map(({ state }) => state.data))).not.toContain(SECRET);
});

it.each([
  ['viewer', null, null, 'Viewer'],
  [null, 'r', 'Embedding', 'Embedding'],
  [null, 'r', null, 'a custom role'],
  [null, null, null, 'a role that is not told'],
])('says which role an account has in a project: %s %s %s', async (role, roleUuid, roleName, said) => {
  stubServer({
    [`GET ${ACCOUNTS}/a/projects`]: ok([{ projectUuid: 'p', projectName: 'Sales', role, roleUuid, roleName }]),
  });
  const account = { ...BOT, createdAt: '', rotatedAt: null, lastUsedAt: null, expiresAt: null };
  const accounts = [{ ...account, scopes: [], roleUuid: null, projectCount: 1 }];
  const { result } = renderDataHook(() => useAccountGrants(accounts, true));
  await waitFor(() =>
    expect(result.current.grants).toEqual([
      [{ projectUuid: 'p', projectName: 'Sales', role: roleUuid ?? role ?? '', roleName: said }],
    ]),
  );
});

it('tells a want of a licence from a server that does not know them', async () => {
  stubServer({
    [`GET ${ACCOUNTS}`]: refusal(422, 'MissingConfigError', "Unable to initialize service 'serviceAccountService'"),
    [`GET ${CLIENTS}`]: refusal(404, 'NotFoundError', 'API endpoint not found'),
  });
  const { result } = renderDataHook(() => useApplications(true));
  await waitFor(() => expect(result.current.accounts.state).toBe('licence'));
  await waitFor(() => expect(result.current.clients.state).toBe('absent'));
});

it('tells a list that is not there from one that could not be read, which can be read again', async () => {
  let status = 500;
  stubServer({
    [`GET ${ACCOUNTS}`]: () => (status === 500 ? refusal(500, 'UnexpectedServerError') : ok([wire('a')])),
    [`GET ${CLIENTS}`]: refusal(404, 'NotFoundError', 'No such thing'),
  });
  const { result } = renderDataHook(() => useApplications(true));
  await waitFor(() => expect(result.current.accounts.state).toBe('unread'));
  await waitFor(() => expect(result.current.clients.state).toBe('absent'));
  expect(result.current.accounts.error).toMatchObject({ status: 500 });
  status = 200;
  result.current.accounts.retry();
  await waitFor(() => expect(result.current.accounts.list).toHaveLength(1));
});

it('rotates, hands out the secret, notes that it did, and keeps the secret nowhere', async () => {
  const server = stubServer({
    [`PATCH ${ACCOUNTS}/a/rotate`]: ok({ ...wire('a', { rotatedAt: '2026-11-30T09:00:00.000Z' }), token: SECRET }),
    [`GET ${ACCOUNTS}`]: ok([wire('a', { rotatedAt: '2026-11-30T09:00:00.000Z', token: SECRET })]),
  });
  const { result, queryClient } = renderDataHook(() => ({
    ...useRotateAccount(BOT),
    changes: useRecentChanges('integrations'),
  }));
  expect(await result.current.rotate('2027-03-01T00:00:00.000Z')).toBe(SECRET);
  expect(server.calls[0]?.body).toEqual({ expiresAt: '2027-03-01T00:00:00.000Z' });
  await waitFor(() => {
    const held = [queryClient.getQueryCache().getAll(), queryClient.getMutationCache().getAll()].flat();
    expect(JSON.stringify(held.map(({ state }) => state))).not.toContain(SECRET);
  });
  await waitFor(() =>
    expect(result.current.changes).toMatchObject([
      { what: 'Service account Nightly dbt', outcome: 'saved', undo: undefined },
    ]),
  );
});

it.each([
  ['the end that it sent', '2027-01-01T00:00:00.400Z', true, ['saved']],
  ['another end', '2027-03-01T00:00:00.000Z', false, []],
])('knows by %s whether a rotation without an answer was its own', async (_what, sent, isOwn, outcomes) => {
  stubServer({
    [`PATCH ${ACCOUNTS}/a/rotate`]: refusal(502, 'BadGateway'),
    [`GET ${ACCOUNTS}`]: ok([wire('a', { rotatedAt: '2026-11-30T09:00:00.000Z' }), wire('b')]),
  });
  const { result } = renderDataHook(() => ({ ...useRotateAccount(BOT), changes: useRecentChanges('integrations') }));
  expect(await result.current.wasRotated()).toBe(false);
  await expect(result.current.rotate(sent)).rejects.toMatchObject({ outcome: 'unknown' });
  expect(await result.current.wasRotated()).toBe(isOwn);
  await waitFor(() => expect(result.current.changes.map(({ outcome }) => outcome)).toEqual(outcomes));
});

it.each([
  [400, 'ParameterError', true],
  [500, 'UnexpectedServerError', false],
])('reads the list again after a rotation that was refused with %d: %s', async (status, name, isReadAgain) => {
  stubServer({ [`PATCH ${ACCOUNTS}/a/rotate`]: refusal(status, name), [`GET ${ACCOUNTS}`]: ok([wire('a')]) });
  const { result, queryClient } = renderDataHook(() => ({ ...useRotateAccount(BOT), ...useApplications(true) }));
  await waitFor(() => expect(result.current.accounts.state).toBe('connected'));
  const invalidated = vi.spyOn(queryClient, 'invalidateQueries');
  await expect(result.current.rotate('2027-03-01T00:00:00.000Z')).rejects.toMatchObject({ status });
  expect(invalidated).toHaveBeenCalledTimes(isReadAgain ? 1 : 0);
});

it('ends both, and tells afterwards whether they are gone', async () => {
  const server = stubServer({
    [`DELETE ${ACCOUNTS}/a`]: ok(),
    [`DELETE ${CLIENTS}/oauth-1`]: ok(),
    [`GET ${ACCOUNTS}`]: ok([wire('b')]),
    [`GET ${CLIENTS}`]: ok([CLIENT]),
  });
  await run(() => useEndAccount('a'));
  await run(() => useEndClient('oauth-1'));
  expect(server.lines()).toEqual([`DELETE ${ACCOUNTS}/a`, `DELETE ${CLIENTS}/oauth-1`]);
  expect([await isAccountGone('a'), await isAccountGone('b')]).toEqual([true, false]);
  expect([await isClientGone('x'), await isClientGone('oauth-1')]).toEqual([true, false]);
});
