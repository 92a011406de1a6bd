import { afterEach, expect, it, vi } from 'vitest';
import { isReassigned, reassign } from './scheduler-owners';
import { ok, refusal, stubServer } from './testing';
import { wireScheduler } from './testing-schedulers';

afterEach(() => vi.unstubAllGlobals());

const change = { projectUuid: 'p1', schedulerUuids: ['s1', 's2'], newOwnerUserUuid: 'bo' };

it('gives schedulers of a project to another owner in one call', async () => {
  const server = stubServer({ 'PATCH /api/v1/schedulers/p1/reassign-owner': ok([]) });
  await reassign(change);
  expect(server.calls.map(({ body }) => body)).toEqual([{ schedulerUuids: ['s1', 's2'], newOwnerUserUuid: 'bo' }]);
});

it('passes on why the new owner cannot have them', async () => {
  stubServer({ 'PATCH /api/v1/schedulers/p1/reassign-owner': refusal(403, 'ForbiddenError') });
  await expect(reassign(change)).rejects.toMatchObject({ kind: 'forbidden' });
});

it('looks whose they are when no answer came', async () => {
  stubServer({ 'GET /api/v1/schedulers/s1': ok(wireScheduler('s1')) });
  expect(await isReassigned(change)).toBe(false);
  expect(await isReassigned({ ...change, newOwnerUserUuid: 'ana' })).toBe(true);
});
