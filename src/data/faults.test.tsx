import { waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useAllFaults } from './all-faults';
import { useFaults } from './faults';
import { meQuery } from './me';
import { createTestClient, ok, refusal, stubServer, wireUser } from './testing';
import { renderDataHook } from './testing-hooks';

afterEach(() => vi.unstubAllGlobals());

const found = [
  { chartUuid: 'c', error: 'not used', errorType: 'chart configuration', createdAt: '2026-11-01' },
  { chartUuid: 'w', error: 'not used', errorType: 'chart configuration', createdAt: '2026-11-01' },
  { chartUuid: 'c', error: 'first', createdAt: '2026-11-01' },
  { chartUuid: 'c', error: 'second', createdAt: '2026-11-01' },
  { dashboardUuid: 'd', error: 'other', createdAt: '2026-11-02' },
  { appUuid: 'a', source: 'data_app', error: 'app', createdAt: '2026-11-02' },
  { error: 'of a model', createdAt: '2026-11-02' },
];

it('of several findings about a chart the first says what is wrong and when it was seen, and of models and warnings nothing is kept', async () => {
  stubServer({ 'GET /api/v1/projects/p/validate': ok(found) });
  const { result } = renderDataHook(() => useFaults('p', true));
  await waitFor(() =>
    expect([...(result.current ?? [])]).toEqual([
      ['c', { error: 'first', foundAt: '2026-11-01' }],
      ['d', { error: 'other', foundAt: '2026-11-02' }],
      ['a', { error: 'app', foundAt: '2026-11-02' }],
    ]),
  );
});

it('asks many projects only when told to, none that is known to refuse, and says of how many nothing is known', async () => {
  const server = stubServer({
    'GET /api/v1/projects/p/validate': ok(found),
    'GET /api/v1/projects/q/validate': refusal(403, 'ForbiddenError'),
  });
  const client = createTestClient();
  const rule = (projectUuid: string) => ({ action: 'manage', subject: 'Validation', conditions: { projectUuid } });
  client.setQueryData(meQuery.queryKey, { ...wireUser('ana'), abilityRules: [rule('p'), rule('q')] } as never);
  const projects = ['p', 'q', 'hidden'];
  const idle = renderDataHook(() => useAllFaults(projects, false), client);
  expect(idle.result.current).toMatchObject({ isAsked: false, asked: 2, hidden: 1, pending: 0 });
  expect(server.lines()).toEqual([]);

  const { result } = renderDataHook(() => useAllFaults(projects, true), client);
  expect(result.current.pending).toBe(2);
  await waitFor(() => expect(result.current.pending).toBe(0));
  expect(result.current).toMatchObject({ isAsked: true, asked: 2, hidden: 1, failed: 1 });
  expect(result.current.faults.get('c')?.error).toBe('first');
  expect(server.lines()).not.toContain('GET /api/v1/projects/hidden/validate');
});
