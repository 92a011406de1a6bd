import { act, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openHome } from '../api/core/home';
import { useRoleHolders, useRoles, useRoleWrites } from './custom-roles';
import { ok, refusal, stubServer } from './testing';
import { renderDataHook } from './testing-hooks';

beforeEach(() => void openHome({ base: 'http://localhost', hasTabs: false }));
afterEach(() => vi.unstubAllGlobals());

const BOT = { uuid: 's', description: 'Nightly dbt', scopes: [], roleUuid: 'role' };

const stub = (accounts: ReturnType<typeof ok>, grants: Parameters<typeof stubServer>[0] = {}) =>
  stubServer({
    'GET /api/v1/org/users': ok({
      data: [],
      pagination: { page: 1, pageSize: 500, totalPageCount: 1, totalResults: 0 },
    }),
    'GET /api/v1/org/projects': ok([]),
    'GET /api/v1/service-accounts': accounts,
    ...grants,
  });

const read = async (...answers: Parameters<typeof stub>) => {
  stub(...answers);
  const { result } = renderDataHook(() => useRoleHolders());
  await waitFor(() => expect(result.current.isReading).toBe(false));
  return result.current;
};

it('counts a service account among the holders of its role', async () => {
  const { holders, done } = await read(ok([BOT, { uuid: 't', description: 'Reader', scopes: ['system:viewer'] }]));
  expect(done).toBe(true);
  expect(holders.get('role')).toEqual([{ kind: 'service', uuid: 's', projectUuid: null, name: 'Nightly dbt' }]);
  expect(holders.get('viewer')).toMatchObject([{ kind: 'service', name: 'Reader' }]);
});

it('counts what service accounts hold in projects, or says of how many that is not known', async () => {
  const bots = ['s', 't'].map((uuid) => ({
    uuid,
    description: uuid,
    scopes: ['system:member'],
    projectAccessCount: 1,
  }));
  const grant = { projectUuid: 'p', projectName: 'Sales', roleUuid: 'role', roleName: 'Reader' };
  const { holders, done, unreadAccounts } = await read(ok(bots), {
    'GET /api/v1/service-accounts/s/projects': ok([grant]),
    'GET /api/v1/service-accounts/t/projects': refusal(500, 'UnexpectedServerError'),
  });
  expect(holders.get('role')).toEqual([{ kind: 'service', uuid: 's', projectUuid: 'p', name: 's' }]);
  expect([done, unreadAccounts]).toEqual([false, 1]);
});

it('asks many service accounts only where somebody wants to know', async () => {
  const bots = Array.from({ length: 21 }, (_, i) => ({
    uuid: `s${i}`,
    description: 'Bot',
    scopes: [],
    roleUuid: null,
    projectAccessCount: 1,
  }));
  const server = stub(
    ok(bots),
    Object.fromEntries(bots.map(({ uuid }) => [`GET /api/v1/service-accounts/${uuid}/projects`, ok([])])),
  );
  const { result } = renderDataHook(() => useRoleHolders());
  await waitFor(() => expect(result.current.isReading).toBe(false));
  expect([result.current.unreadAccounts, result.current.done]).toEqual([21, false]);
  expect(server.lines().filter((line) => line.endsWith('/projects') && line.includes('service'))).toEqual([]);
  act(() => result.current.readRest());
  await waitFor(() => expect(result.current.done).toBe(true));
  expect(result.current.unreadAccounts).toBe(0);
});

it.each([
  [
    'a want of a licence',
    refusal(422, 'MissingConfigError', "Unable to initialize service 'serviceAccountService'"),
    true,
  ],
  ['a server without the operation', refusal(404, 'NotFoundError', 'API endpoint not found'), true],
  ['a refusal', refusal(403, 'ForbiddenError'), false],
  ['a failure', refusal(500, 'UnexpectedServerError'), false],
])('after %s says whether everybody is known who holds a role', async (_what, answer, isDone) => {
  const { holders, done } = await read(answer);
  expect([holders.size, done]).toEqual([0, isDone]);
});

const PROJECT_BOT = ok([{ uuid: 's', description: 'Bot', scopes: ['system:member'], projectAccessCount: 1 }]);

it('counts a service account that was ended meanwhile as holding nothing in projects', async () => {
  const { done, unreadAccounts, canReadRest } = await read(PROJECT_BOT, {
    'GET /api/v1/service-accounts/s/projects': refusal(404, 'NotFoundError', 'Service account not found'),
  });
  expect([done, unreadAccounts, canReadRest]).toEqual([true, 0, false]);
});

it('knows not everybody where the role of a grant is not told', async () => {
  const { holders, done, canReadRest } = await read(PROJECT_BOT, {
    'GET /api/v1/service-accounts/s/projects': ok([{ projectUuid: 'p', projectName: 'Sales', role: null }]),
  });
  expect([[...holders.keys()], done, canReadRest]).toEqual([['member'], false, false]);
});

it.each([
  [403, 'ForbiddenError', 1, false],
  [500, 'UnexpectedServerError', 0, true],
])('offers to read the rest only where that may help: a project that answers %d', async (status, name, hidden, can) => {
  const { done, forbidden, canReadRest } = await read(ok([]), {
    'GET /api/v1/org/projects': ok([{ projectUuid: 'p', name: 'Sales', type: 'DEFAULT' }]),
    'GET /api/v2/projects/p/roles/assignments': refusal(status, name),
    'GET /api/v1/projects/p/access': refusal(status, name),
    'GET /api/v1/projects/p/groupAccesses': refusal(status, name),
  });
  expect([done, forbidden, canReadRest]).toEqual([false, hidden, can]);
});

it.each([
  ['changed', [{ roleUuid: 'r', name: 'Theirs', description: null, ownerType: 'user', scopes: [], updatedAt: null }]],
  ['deleted', []],
])('shows roles as they are now after somebody else has %s the one to be changed', async (_what, present) => {
  const before = { roleUuid: 'r', name: 'Ours', description: null, ownerType: 'user', scopes: [], updatedAt: null };
  let stored: unknown[] = [before];
  stubServer({ 'GET /api/v2/orgs/org/roles': () => ok(stored) });
  const { result } = renderDataHook(() => ({ roles: useRoles('org'), writes: useRoleWrites('org') }));
  await waitFor(() => expect(result.current.roles.data).toHaveLength(1));
  const [role] = result.current.roles.data ?? [];
  stored = present;
  const wanted = { name: 'Mine', description: '', level: null, scopes: [] };
  await expect(role && result.current.writes.update(role, wanted)).rejects.toBeTruthy();
  await waitFor(() =>
    expect(result.current.roles.data?.map(({ name }) => name)).toEqual(present.map(({ name }) => name)),
  );
});
