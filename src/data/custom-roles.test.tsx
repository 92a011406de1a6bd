import { waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openHome } from '../api/core/home';
import { useRoleHolders } from './custom-roles';
import { ok, refusal, stubServer } from './testing';
import { renderDataHook } from './testing-hooks';

beforeEach(() => void openHome({ base: 'http://localhost', hasTabs: false }));
afterEach(() => vi.unstubAllGlobals());

const BOT = { uuid: 's', description: 'Nightly dbt', scopes: [], roleUuid: 'role' };

const read = async (accounts: ReturnType<typeof ok>) => {
  stubServer({
    'GET /api/v1/org/users': ok({
      data: [],
      pagination: { page: 1, pageSize: 500, totalPageCount: 1, totalResults: 0 },
    }),
    'GET /api/v1/org/projects': ok([]),
    'GET /api/v1/service-accounts': accounts,
  });
  const { result } = renderDataHook(() => useRoleHolders(true));
  await waitFor(() => expect(result.current.isReading).toBe(false));
  return result.current;
};

it('counts a service account among the holders of its role', async () => {
  const { holders, done, hasUnlisted } = await read(
    ok([BOT, { uuid: 't', description: 'Reader', scopes: ['system:viewer'] }]),
  );
  expect([done, hasUnlisted]).toEqual([true, false]);
  expect(holders.get('role')).toEqual([{ kind: 'service', uuid: 's', projectUuid: null, name: 'Nightly dbt' }]);
  expect(holders.get('viewer')).toMatchObject([{ kind: 'service', name: 'Reader' }]);
});

it('knows where service accounts have roles in projects, which are not read', async () => {
  expect((await read(ok([{ ...BOT, projectAccessCount: 2 }]))).hasUnlisted).toBe(true);
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
