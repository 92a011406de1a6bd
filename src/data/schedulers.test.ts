import { afterEach, describe, expect, it, vi } from 'vitest';
import { commonDomain } from './scheduler-domains';
import { projectRunsQuery } from './scheduler-runs';
import { projectSchedulersQuery, schedulerProjectQuery } from './schedulers';
import { createTestClient, ok, refusal, stubServer } from './testing';
import { WEBHOOK, wireScheduler } from './testing-schedulers';

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
    expect(server.calls.map(({ query }) => query.page)).toEqual(['1', '2']);
    expect(runs.get('s1')?.[0]?.results).toHaveLength(2);
    expect(JSON.stringify([...runs])).not.toContain('very-secret');
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

  it('tells why a project that may have it could not be read', async () => {
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
