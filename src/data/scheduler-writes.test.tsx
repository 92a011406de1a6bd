import { afterEach, describe, expect, it, vi } from 'vitest';
import { followJob } from './scheduler-runs';
import {
  isRemoved,
  replaceInScheduler,
  sendNow,
  useRemoveScheduler,
  useSaveScheduler,
  wasSent,
} from './scheduler-writes';
import { learnFrom } from '../api/lightdash/capabilities';
import { getGetSchedulerQueryKey } from '../api/lightdash/gen/schedulers/schedulers';
import { createTestClient, noSuchOperation, ok, refusal, stubServer } from './testing';
import { renderDataHook, run } from './testing-hooks';
import { WEBHOOK, wireScheduler } from './testing-schedulers';

const ONE = '/api/v1/schedulers/s1';
const present = wireScheduler('s1');
const edit = {
  name: 'Daily',
  cron: '0 9 * * *',
  timezone: null,
  format: 'csv' as const,
  targets: [{ kind: 'msteams' as const, uuid: 't3' }],
};

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('useSaveScheduler', () => {
  it('sends the whole object, as it was just read', async () => {
    const server = stubServer({ [`GET ${ONE}`]: ok(present), [`PATCH ${ONE}`]: ok(present) });
    await run(() => useSaveScheduler({ uuid: 's1', updatedAt: present.updatedAt, edit }));
    expect(server.lines()).toEqual([`GET ${ONE}`, `PATCH ${ONE}`]);
    expect(server.calls[1]?.body).toEqual({
      name: 'Daily',
      cron: '0 9 * * *',
      format: 'csv',
      options: { formatted: true, limit: 'table' },
      includeLinks: true,
      targets: [{ schedulerMsTeamsTargetUuid: 't3', webhook: WEBHOOK }],
    });
  });

  it('does not overwrite a change made in the meantime, and reads it again', async () => {
    const server = stubServer({ [`GET ${ONE}`]: ok({ ...present, updatedAt: '2026-11-03T00:00:00.000Z' }) });
    const queryClient = createTestClient();
    const shown = getGetSchedulerQueryKey('s1');
    queryClient.setQueryData(shown, present);
    const change = { uuid: 's1', updatedAt: present.updatedAt, edit };
    const { result } = renderDataHook(() => useSaveScheduler(change), queryClient);
    await expect(result.current()).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' });
    expect(server.lines()).toEqual([`GET ${ONE}`]);
    expect(queryClient.getQueryState(shown)?.isInvalidated).toBe(true);
  });
});

describe('replaceInScheduler', () => {
  it('changes the one recipient and keeps the others, webhook included', async () => {
    const server = stubServer({ [`GET ${ONE}`]: ok(present), [`PATCH ${ONE}`]: ok(present) });
    expect(await replaceInScheduler('s1', { kind: 'email', from: 'ana@jaffle.example', to: 'bo@jaffle.example' })).toBe(
      true,
    );
    expect(server.calls[1]?.body).toMatchObject({
      cron: '0 9 * * 1',
      timezone: 'Europe/Berlin',
      targets: [
        { schedulerEmailTargetUuid: 't1', recipient: 'bo@jaffle.example' },
        { schedulerSlackTargetUuid: 't2', channel: 'C1' },
        { schedulerMsTeamsTargetUuid: 't3', webhook: WEBHOOK },
      ],
    });
  });

  it('writes nothing where there is nothing to replace', async () => {
    const server = stubServer({ [`GET ${ONE}`]: ok(present) });
    expect(
      await replaceInScheduler('s1', { kind: 'email', from: 'nobody@jaffle.example', to: 'bo@jaffle.example' }),
    ).toBe(false);
    expect(server.lines()).toEqual([`GET ${ONE}`]);
  });
});

describe('useRemoveScheduler', () => {
  it('takes what is gone already for done', async () => {
    stubServer({
      [`DELETE ${ONE}`]: refusal(404, 'NotFoundError', 'Scheduler not found'),
      [`GET ${ONE}`]: refusal(404, 'NotFoundError', 'Scheduler not found'),
    });
    await expect(run(() => useRemoveScheduler({ uuid: 's1', name: 'Weekly' }))).resolves.toBeUndefined();
    await expect(isRemoved('s1')).resolves.toBe(true);
  });

  it('passes a refusal on', async () => {
    stubServer({ [`DELETE ${ONE}`]: refusal(403, 'ForbiddenError'), [`GET ${ONE}`]: ok(present) });
    await expect(run(() => useRemoveScheduler({ uuid: 's1', name: present.name }))).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  it('deletes nothing that has another name by now', async () => {
    const server = stubServer({ [`GET ${ONE}`]: ok(present) });
    await expect(run(() => useRemoveScheduler({ uuid: 's1', name: 'Another name' }))).rejects.toMatchObject({
      kind: 'conflict',
      outcome: 'not-sent',
    });
    expect(server.lines()).toEqual([`GET ${ONE}`]);
  });
});

describe('sendNow', () => {
  it('sends the stored scheduler', async () => {
    const server = stubServer({ [`POST ${ONE}/send`]: ok({ jobId: '25' }) });
    expect(await sendNow('s1')).toBe('25');
    expect(server.lines()).toEqual([`POST ${ONE}/send`]);
  });

  it('sends its settings where the server cannot send a stored one', async () => {
    const server = stubServer({
      [`POST ${ONE}/send`]: noSuchOperation,
      [`GET ${ONE}`]: ok(present),
      'POST /api/v1/schedulers/send': ok({ jobId: '28' }),
    });
    expect(await sendNow('s1')).toBe('28');
    expect(server.calls[2]?.body).toMatchObject({
      name: 'Weekly',
      enabled: true,
      savedChartUuid: 'c1',
      dashboardUuid: null,
      createdBy: 'ana',
    });
  });
});

describe('wasSent', () => {
  const since = Date.parse('2026-11-20T10:00:00.000Z');
  const log = (fields: object) =>
    ok({
      data: {
        schedulers: [],
        users: [],
        charts: [],
        dashboards: [],
        logs: [
          {
            task: 'handleScheduledDelivery',
            schedulerUuid: 's1',
            jobId: '1',
            scheduledTime: '2026-11-20T10:00:01.250Z',
            createdAt: '2026-11-20T10:00:02.000Z',
            status: 'started',
            details: {},
            ...fields,
          },
        ],
      },
    });
  const ask = (fields: object) => {
    stubServer({ 'GET /api/v1/schedulers/p1/logs': log(fields) });
    return wasSent({ uuid: 's1', name: 'Weekly', projectUuid: 'p1' }, since);
  };

  it.each([
    ['a run has begun since', {}, true],
    ['it waits for its turn', { status: 'scheduled' }, 'waiting'],
    [
      'the clock of the browser is behind, so that what waits seems to lie ahead',
      { status: 'scheduled', scheduledTime: '2026-11-20T10:09:00.500Z', createdAt: '2026-11-20T10:09:00.600Z' },
      'waiting',
    ],
    [
      'the clock of the browser is ahead, or somebody else sent it before',
      { scheduledTime: '2026-11-20T09:55:00.500Z', createdAt: '2026-11-20T09:55:02.000Z' },
      'unclear',
    ],
    ['it was queued for later', { status: 'scheduled', scheduledTime: '2026-11-20T18:00:00.000Z' }, false],
    ['it was due then', { scheduledTime: '2026-11-20T10:01:00.000Z' }, false],
    ['only a target of what was due is in the log', { task: 'sendEmailNotification' }, false],
    ['another was sent', { schedulerUuid: 's2' }, false],
    ['it was sent long before', { scheduledTime: '2026-11-20T08:00:00.500Z' }, false],
  ])('when %s', async (_, fields, sent) => {
    expect(await ask(fields)).toBe(sent);
  });

  it('takes a run that waits for its turn for sent, where the server has runs', async () => {
    const row = {
      status: 'scheduled',
      scheduledTime: '2026-11-20T10:00:01.250Z',
      createdAt: '2026-11-20T10:00:01.300Z',
    };
    stubServer({ 'GET /api/v1/schedulers/p1/runs': ok({ data: [row] }) });
    learnFrom('GET', '/api/v1/schedulers/p1/runs')({ data: [] });
    expect(await wasSent({ uuid: 's1', name: 'Weekly', projectUuid: 'p1' }, since)).toBe('waiting');
  });
});

describe('followJob', () => {
  const STATUS = '/api/v1/schedulers/job/25/status';
  const follow = (answers: object[], signal = new AbortController().signal) => {
    vi.useFakeTimers();
    let round = 0;
    const server = stubServer({ [`GET ${STATUS}`]: () => ok(answers[Math.min(round++, answers.length - 1)]) });
    const seen: string[] = [];
    return { server, seen, end: followJob('25', signal, (status) => seen.push(status)) };
  };

  it('asks until it is completed', async () => {
    const { seen, end } = follow([
      { status: 'scheduled', details: null },
      { status: 'started', details: {} },
      { status: 'completed', details: {} },
    ]);
    await vi.runAllTimersAsync();
    expect(await end).toEqual({ state: 'completed' });
    expect(seen).toEqual(['scheduled', 'started']);
  });

  it('returns what went wrong', async () => {
    const { end } = follow([{ status: 'error', details: { error: 'Query timed out' } }]);
    expect(await end).toEqual({ state: 'error', error: 'Query timed out' });
  });

  it('gives up after two minutes, and says that no end was seen', async () => {
    const { server, end } = follow([{ status: 'started', details: {} }]);
    await vi.runAllTimersAsync();
    expect(await end).toEqual({ state: 'started' });
    expect(server.calls.length).toBeLessThan(50);
  });

  it('stops when it is not observed any more', async () => {
    const stop = new AbortController();
    const { server, end } = follow([{ status: 'started', details: {} }], stop.signal);
    await vi.advanceTimersByTimeAsync(500);
    stop.abort();
    expect(await end).toEqual({ state: 'started' });
    const asked = server.calls.length;
    await vi.runAllTimersAsync();
    expect(server.calls.length).toBe(asked);
  });
});
