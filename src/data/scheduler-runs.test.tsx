import { afterEach, expect, it, vi } from 'vitest';
import type { SchedulerRun } from '../api/lightdash/gen/model/schedulerRun';
import { learnFrom } from '../api/lightdash/capabilities';
import { useLatestRuns, useQueuedRuns } from './scheduler-runs';
import { toScheduler } from './scheduler-wire';
import { ok, stubServer } from './testing';
import { renderDataHook } from './testing-hooks';
import { wireScheduler } from './testing-schedulers';

afterEach(() => vi.unstubAllGlobals());

it('queued runs are not shown on servers that do not list them', async () => {
  stubServer({ 'GET /api/v1/schedulers/s1/jobs': ok([{ id: 'j', date: '2026-11-29T20:00:00.000Z' }]) });
  const { result, rerender } = renderDataHook(() => useQueuedRuns('s1', true));
  await vi.waitFor(() => expect(result.current.data).toEqual(['2026-11-29T20:00:00.000Z']));
  learnFrom('GET', '/api/v1/schedulers/p1/runs')({ data: [] });
  rerender();
  expect(result.current).toEqual({ data: undefined, isError: false });
});

const run = (schedulerUuid: string, runStatus: SchedulerRun['runStatus']) =>
  ({
    runId: `${schedulerUuid}-run`,
    schedulerUuid,
    schedulerName: schedulerUuid,
    scheduledTime: '2026-11-29T02:50:00.000Z',
    createdAt: '2026-11-29T02:50:04.000Z',
    status: 'completed',
    runStatus,
    details: null,
    logCounts: { total: 2, scheduled: 0, started: 0, completed: 2, error: 0 },
    resourceType: 'chart',
    resourceUuid: 'c1',
    resourceName: 'Revenue',
    createdByUserUuid: 'ana',
    createdByUserName: 'Ana Silva',
    format: 'csv',
  }) satisfies SchedulerRun;
const scheduler = (uuid: string, projectUuid: string, latestRun?: SchedulerRun | null) =>
  toScheduler({ ...wireScheduler(uuid), ...(latestRun !== undefined && { latestRun }) }, projectUuid);

it('takes the last runs out of the lists, and asks the projects where these do not tell how it ended', async () => {
  const server = stubServer({
    'GET /api/v1/schedulers/p2/runs': ok({ data: [run('going', 'running'), run('going', 'failed')] }),
    'GET /api/v1/schedulers/p3/runs': ok({ data: [run('untold', 'completed')] }),
  });
  const schedulers = [
    scheduler('failed', 'p1', run('failed', 'failed')),
    scheduler('never', 'p1', null),
    scheduler('going', 'p2', run('going', 'running')),
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
