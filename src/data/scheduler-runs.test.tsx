import { afterEach, expect, it, vi } from 'vitest';
import { learnFrom } from '../api/lightdash/capabilities';
import { useQueuedRuns } from './scheduler-runs';
import { ok, stubServer } from './testing';
import { renderDataHook } from './testing-hooks';

afterEach(() => vi.unstubAllGlobals());

it('queued runs are not shown on servers that do not list them', async () => {
  stubServer({ 'GET /api/v1/schedulers/s1/jobs': ok([{ id: 'j', date: '2026-11-29T20:00:00.000Z' }]) });
  const { result, rerender } = renderDataHook(() => useQueuedRuns('s1', true));
  await vi.waitFor(() => expect(result.current.data).toEqual(['2026-11-29T20:00:00.000Z']));
  learnFrom('GET', '/api/v1/schedulers/p1/runs')({ data: [] });
  rerender();
  expect(result.current).toEqual({ data: undefined, isError: false });
});
