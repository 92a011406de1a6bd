import { afterEach, expect, it, vi } from 'vitest';
import type { SchedulerRun } from '../api/lightdash/gen/model/schedulerRun';
import { learnFrom } from '../api/lightdash/capabilities';
import { liveRunsQuery, useLatestRuns, useQueuedRuns } from './scheduler-runs';
import { toScheduler } from './scheduler-wire';
import { ok, stubServer } from './testing';
import { renderDataHook } from './testing-hooks';
import { wireRun, wireScheduler } from './testing-schedulers';

afterEach(() => vi.unstubAllGlobals());

it('queued runs are not shown on servers that do not list them', async () => {
  stubServer({ 'GET /api/v1/schedulers/s1/jobs': ok([{ id: 'j', date: '2026-11-29T20:00:00.000Z' }]) });
  const { result, rerender } = renderDataHook(() => useQueuedRuns('s1', true));
  await vi.waitFor(() => expect(result.current.data).toEqual(['2026-11-29T20:00:00.000Z']));
  learnFrom('GET', '/api/v1/schedulers/p1/runs')({ data: [] });
  rerender();
  expect(result.current).toEqual({ data: undefined, isError: false });
});

const scheduler = (uuid: string, projectUuid: string, latestRun?: SchedulerRun | null) =>
  toScheduler({ ...wireScheduler(uuid), ...(latestRun !== undefined && { latestRun }) }, projectUuid);

it('takes the last runs out of the lists, and asks the projects where these do not tell how it ended', async () => {
  const server = stubServer({
    'GET /api/v1/schedulers/p2/runs': ok({ data: [wireRun('going', 'running'), wireRun('going', 'failed')] }),
    'GET /api/v1/schedulers/p3/runs': ok({ data: [wireRun('untold', 'completed')] }),
  });
  const schedulers = [
    scheduler('failed', 'p1', wireRun('failed', 'failed')),
    scheduler('never', 'p1', null),
    scheduler('going', 'p2', wireRun('going', 'running')),
    scheduler('untold', 'p3'),
  ];
  const { result } = renderDataHook(() => useLatestRuns(schedulers, true));
  await vi.waitFor(() => expect(result.current.pending).toBe(0), { timeout: 10_000 });
  const states = [...result.current.byScheduler].map(([uuid, runs]) => [uuid, runs.map(({ status }) => status)]);
  expect(Object.fromEntries(states)).toEqual({
    failed: ['failed'],
    never: [],
    going: ['running', 'failed'],
    untold: ['completed'],
  });
  expect(server.lines()).toEqual(['GET /api/v1/schedulers/p2/runs', 'GET /api/v1/schedulers/p3/runs']);
});

it('reads the runs of a scheduler again only while one of its own goes on, not one of its project', () => {
  const now = new Date().toISOString();
  const { latestRun: going } = scheduler('s2', 'p1', { ...wireRun('s2', 'running'), scheduledTime: now });
  const data = new Map([['s2', going ? [going] : []]]);
  const intervalOf = (uuid: string) => liveRunsQuery('p1', uuid).refetchInterval({ state: { data } });
  expect([intervalOf('s1'), intervalOf('s2')]).toEqual([false, 4_000]);
});
