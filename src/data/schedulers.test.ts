import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHome } from '../api/core/home';
import { commonDomain } from './scheduler-domains';
import { liveRunsQuery, projectRunsQuery, runDetailsQuery } from './scheduler-runs';
import { projectSchedulersQuery, schedulerProjectQuery } from './schedulers';
import { createTestClient, noSuchOperation, ok, refusal, stubServer } from './testing';
import { WEBHOOK, wireScheduler } from './testing-schedulers';

// What a server can do is learnt once a console: each test starts without that knowledge.
beforeEach(() => void openHome({ base: 'http://localhost', hasTabs: false }));
afterEach(() => vi.unstubAllGlobals());

const UUID = '00000000-0000-4000-8000-000000000001';
describe('reading', () => {
  it('runs are read page by page, each page once, and hold no webhook', async () => {
    const row = (jobId: string) => ({
      task: 'sendMsTeamsNotification',
      schedulerUuid: 's1',
      jobId,
      jobGroup: 'g1',
      scheduledTime: '2026-11-20T10:00:00.000Z',
      createdAt: '2026-11-20T10:00:01.000Z',
      status: 'completed',
      target: WEBHOOK,
      targetType: 'msteams',
      details: {},
    });
    const server = stubServer({
      'GET /api/v1/schedulers/p1/runs': noSuchOperation,
      'GET /api/v1/schedulers/p1/logs': ({ query }) =>
        ok({
          pagination: { page: Number(query.page), pageSize: 10_000, totalPageCount: 2, totalResults: 2 },
          data: {
            schedulers: [wireScheduler('s1')],
            users: [],
            charts: [],
            dashboards: [],
            logs: [row(query.page ?? '')],
          },
        }),
    });
    const runs = await createTestClient().fetchQuery(projectRunsQuery('p1'));
    expect(server.calls.flatMap(({ query }) => query.page ?? [])).toEqual(['1', '2']);
    expect(runs.get('s1')?.[0]?.results).toHaveLength(2);
    expect(JSON.stringify([...runs])).not.toContain('very-secret');
  });

  it('runs are one call where the server has them, with their outcome over all recipients', async () => {
    const wire = (runStatus: string, more: object = {}) => ({
      runId: runStatus,
      schedulerUuid: 's1',
      schedulerName: 'Weekly',
      scheduledTime: '2026-11-20T10:00:00.000Z',
      createdAt: '2026-11-20T10:00:05.000Z',
      status: 'completed',
      runStatus,
      details: {},
      logCounts: { total: 1, scheduled: 0, started: 0, completed: 1, error: 0 },
      resourceType: 'chart',
      resourceUuid: 'c1',
      createdByUserUuid: 'ana',
      format: 'csv',
      ...more,
    });
    const server = stubServer({
      'GET /api/v1/schedulers/p1/runs': ({ query }) =>
        ok({
          data: [
            wire('partial_failure', {
              details: { partialFailures: [{ chartName: 'Revenue', error: `GET ${WEBHOOK}` }] },
            }),
            wire('failed', { status: 'error', details: { error: `POST ${WEBHOOK} failed` } }),
            ...(query.schedulerUuids ? [] : [wire('completed', { schedulerUuid: 's2' })]),
          ],
        }),
    });
    const queryClient = createTestClient();
    const runs = await queryClient.fetchQuery(projectRunsQuery('p1'));
    expect(runs.get('s1')).toMatchObject([
      { status: 'partial', error: null, parts: [{ name: 'Revenue' }], isSummary: true, duration: null },
      { status: 'failed', error: 'POST teams.example.test failed' },
    ]);
    expect(JSON.stringify([...runs])).not.toContain('very-secret');
    expect([...(await queryClient.fetchQuery(liveRunsQuery('p1', 's1'))).keys()]).toEqual(['s1']);
    expect(server.calls.map(({ query }) => query)).toEqual([{}, { schedulerUuids: 's1' }]);
  });

  it('runs come out of the log where the server has no list of them, and the log is read once for both', async () => {
    const server = stubServer({
      'GET /api/v1/schedulers/p1/runs': noSuchOperation,
      'GET /api/v1/schedulers/p1/logs': ok({
        data: { schedulers: [], users: [], charts: [], dashboards: [], logs: [] },
      }),
    });
    const queryClient = createTestClient();
    await queryClient.fetchQuery(projectRunsQuery('p1'));
    await queryClient.fetchQuery(liveRunsQuery('p1', 's1'));
    expect(server.lines()).toEqual(['GET /api/v1/schedulers/p1/runs', 'GET /api/v1/schedulers/p1/logs']);
  });

  it('a server whose schedulers are older than runs is not asked for them', async () => {
    const server = stubServer({
      'GET /api/v1/schedulers/p1/list': ok({ data: [wireScheduler('s1')] }),
      'GET /api/v1/schedulers/p1/logs': ok({
        data: { schedulers: [], users: [], charts: [], dashboards: [], logs: [] },
      }),
    });
    const queryClient = createTestClient();
    await queryClient.fetchQuery(projectSchedulersQuery('p1'));
    await queryClient.fetchQuery(projectRunsQuery('p1'));
    expect(server.lines()).toEqual(['GET /api/v1/schedulers/p1/list', 'GET /api/v1/schedulers/p1/logs']);
  });

  it('a run has the result of each target, and none where the server does not say', async () => {
    stubServer({
      'GET /api/v1/schedulers/runs/r1/logs': ok({
        runId: 'r1',
        logs: [
          { jobId: 'r1', task: 'handleScheduledDelivery', status: 'completed', isParent: true, target: null },
          {
            jobId: '2',
            task: 'sendMsTeamsBatchNotification',
            status: 'completed',
            details: {
              batchResult: { total: 1, succeeded: 1, failed: 0, results: [{ target: WEBHOOK, success: true }] },
            },
          },
        ].map((log) => ({ jobGroup: 'r1', scheduledTime: '2026-11-20T10:00:00.000Z', createdAt: '', ...log })),
      }),
      'GET /api/v1/schedulers/runs/r2/logs': refusal(404, 'NotFoundError', 'Run with ID r2 not found'),
    });
    const of = (id: string) => runDetailsQuery({ id, status: 'completed', scheduledFor: '' });
    const run = await createTestClient().fetchQuery(of('r1'));
    expect(run).toMatchObject({ status: 'completed', results: [{ kind: null, status: 'completed' }] });
    expect(JSON.stringify(run)).not.toContain('very-secret');
    expect(await createTestClient().fetchQuery(of('r2'))).toBeNull();
  });

  it('of a run under way is read again, and once more when it has ended', () => {
    const scheduledFor = new Date().toISOString();
    const running = runDetailsQuery({ id: 'r1', status: 'running', scheduledFor });
    const ended = runDetailsQuery({ id: 'r1', status: 'completed', scheduledFor });
    expect(running.queryKey).not.toEqual(ended.queryKey);
    expect(running.refetchInterval({ state: { data: null } })).toBeGreaterThan(0);
    expect(running.refetchInterval({ state: { data: undefined } })).toBe(false);
    expect(ended.refetchInterval({ state: { data: null } })).toBe(false);
  });

  it('the project of a scheduler is the one whose list has it, whatever others answer', async () => {
    const projects = ['p1', 'p2', 'p3'].map((projectUuid) => ({
      projectUuid,
      name: projectUuid,
      type: 'DEFAULT',
      createdAt: '',
    }));
    stubServer({
      'GET /api/v1/org/projects': ok(projects),
      'GET /api/v1/schedulers/p1/list': refusal(403, 'ForbiddenError'),
      'GET /api/v1/schedulers/p2/list': ok({ data: [wireScheduler(UUID)] }),
      'GET /api/v1/schedulers/p3/list': ok({ data: [] }),
    });
    const find = (uuid: string) => {
      const queryClient = createTestClient();
      return queryClient.fetchQuery(schedulerProjectQuery(uuid, queryClient));
    };
    expect(await find(UUID)).toMatchObject({ uuid: 'p2' });
    expect(await find('other')).toBeNull();
  });
});

describe('schedulerProjectQuery', () => {
  it('finds a scheduler that was made after the lists were read, and looks again for one that it did not find', async () => {
    let made: object[] = [];
    stubServer({
      'GET /api/v1/org/projects': ok([{ projectUuid: 'p1', name: 'p1', type: 'DEFAULT', createdAt: '' }]),
      'GET /api/v1/schedulers/p1/list': () => ok({ data: made }),
    });
    const queryClient = createTestClient();
    const find = () => queryClient.fetchQuery(schedulerProjectQuery(UUID, queryClient));
    await queryClient.fetchQuery(projectSchedulersQuery('p1'));
    expect(await find()).toBeNull();
    made = [wireScheduler(UUID)];
    expect(await find()).toMatchObject({ uuid: 'p1' });
    made = [];
    expect(await find()).toMatchObject({ uuid: 'p1' });
  });

  it('says why a project that may have it could not be read', async () => {
    stubServer({
      'GET /api/v1/org/projects': ok([{ projectUuid: 'p1', name: 'p1', type: 'DEFAULT', createdAt: '' }]),
      'GET /api/v1/schedulers/p1/list': refusal(500, 'UnexpectedServerError'),
    });
    const queryClient = createTestClient();
    await expect(queryClient.fetchQuery(schedulerProjectQuery(UUID, queryClient))).rejects.toMatchObject({
      kind: 'server',
    });
  });
});

describe('commonDomain', () => {
  it('is where most members are, and null without any', () => {
    expect(commonDomain(['a@x.example', 'b@Y.example', 'c@y.example', 'no address'].map((email) => ({ email })))).toBe(
      'y.example',
    );
    expect(commonDomain([])).toBeNull();
  });

  it('of equals is the first by the alphabet', () => {
    expect(commonDomain(['a@y.example', 'b@x.example'].map((email) => ({ email })))).toBe('x.example');
  });
});
