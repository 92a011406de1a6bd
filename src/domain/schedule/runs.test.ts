import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldRuns, runsByScheduler } from './runs';
import type { LogRow, LogStatus, RunStatus } from './types';

const PARENT = 'handleScheduledDelivery';
const scheduledTime = '2026-11-20T09:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(scheduledTime) + seconds * 1000).toISOString();

const row = (more: Partial<LogRow> = {}): LogRow => ({
  task: PARENT,
  schedulerUuid: 's1',
  jobId: '25',
  jobGroup: '25',
  scheduledTime,
  createdAt: at(1),
  status: 'completed',
  target: null,
  targetType: null,
  error: null,
  ...more,
});
const email = (more: Partial<LogRow> = {}) =>
  row({ task: 'sendEmailNotification', jobId: '27', target: 'ana@shop.example', targetType: 'email', ...more });
const slack = (more: Partial<LogRow> = {}) =>
  row({ task: 'sendSlackNotification', jobId: '26', targetType: 'slack', ...more });

const only = (...rows: LogRow[]) => {
  const runs = foldRuns(rows);
  expect(runs).toHaveLength(1);
  return runs[0];
};

describe('a batch', () => {
  const batch = (errors: (string | null)[], more: Partial<LogRow> = {}) =>
    email({
      task: 'sendEmailBatchNotification',
      target: null,
      recipients: errors.map((error, i) => ({ target: `r${i}@shop.example`, error })),
      ...more,
    });

  it('that completed without reaching somebody makes the run a partial one, and one without anybody a failed one', () => {
    expect(only(row(), batch([null, null]))).toMatchObject({ status: 'completed' });
    expect(only(row(), batch([null, 'Mailbox full']))).toMatchObject({
      status: 'partial',
      results: [
        { status: 'completed', target: 'r0@shop.example', error: null },
        { status: 'error', target: 'r1@shop.example', error: 'Mailbox full' },
      ],
    });
    expect(only(row(), batch(['Mailbox full', '']))).toMatchObject({ status: 'failed', error: null });
    expect(only(row(), batch([null]), slack({ status: 'error' }))).toMatchObject({ status: 'partial' });
    expect(only(batch(['Mailbox full', null]))).toMatchObject({ status: 'partial' });
  });

  it('is told once, though its recipients are logged under its job as well', () => {
    const failed = { jobId: '27', status: 'error' as const, error: 'All failed' };
    const run = only(row(), email({ ...failed, error: 'Mailbox full' }), batch(['Mailbox full'], failed));
    expect(run).toMatchObject({ status: 'partial', results: [{ target: 'r0@shop.example', error: 'Mailbox full' }] });
    expect(run?.results).toHaveLength(1);
  });

  it('is a target without a name as long as it goes on', () => {
    const run = only(row(), batch([], { status: 'started', recipients: undefined }));
    expect(run).toMatchObject({ status: 'completed', results: [{ status: 'started', target: null }] });
  });

  it('says nothing of parts of a dashboard that are missing: the parent does', () => {
    const parts = [{ name: 'Revenue', error: 'Query timed out' }];
    expect(only(row({ parts }), batch([null]))).toMatchObject({ status: 'partial', parts });
  });
});

describe('the status of a run', () => {
  it.each<[LogStatus | null, LogStatus[], RunStatus]>([
    ['error', [], 'failed'],
    ['error', ['completed'], 'failed'],
    ['completed', [], 'completed'],
    ['completed', ['completed', 'completed'], 'completed'],
    ['completed', ['completed', 'error'], 'partial'],
    ['completed', ['error', 'started'], 'partial'],
    // Recorded: getSchedulerLogs.destinations. The parent decides.
    ['completed', ['started'], 'completed'],
    ['started', [], 'running'],
    ['started', ['completed'], 'running'],
    ['scheduled', ['started'], 'running'],
    ['scheduled', ['scheduled'], 'running'],
    ['scheduled', [], 'scheduled'],
    ['scheduled', ['completed'], 'scheduled'],
    // The parent is not in the log.
    [null, ['completed'], 'completed'],
    [null, ['completed', 'error'], 'partial'],
    [null, ['error', 'started'], 'running'],
    [null, ['scheduled'], 'running'],
  ])('%s with targets %j → %s', (parent, children, status) => {
    const rows = children.map((child, i) => email({ jobId: `c${i}`, status: child }));
    expect(only(...(parent ? [row({ status: parent }), ...rows] : rows))?.status).toBe(status);
  });
});

describe('foldRuns', () => {
  it('reads the recording getSchedulerLogs.after-real-send', () => {
    const run = only(
      slack({ createdAt: at(0.09), status: 'error', error: 'Slack app is not configured' }),
      email({ createdAt: at(0.183) }),
      row({ createdAt: at(0.096) }),
    );
    expect(run).toEqual({
      id: '25',
      schedulerUuid: 's1',
      parts: [],
      status: 'partial',
      scheduledFor: scheduledTime,
      startedAt: scheduledTime,
      endedAt: at(0.183),
      duration: 183,
      error: null,
      results: [
        {
          jobId: '27',
          task: 'sendEmailNotification',
          kind: 'email',
          target: 'ana@shop.example',
          status: 'completed',
          error: null,
        },
        {
          jobId: '26',
          task: 'sendSlackNotification',
          kind: 'slack',
          target: null,
          status: 'error',
          error: 'Slack app is not configured',
        },
      ],
    });
  });

  it('knows start, end and duration, as far as they are there', () => {
    expect(only(row({ status: 'scheduled' }))).toMatchObject({ startedAt: null, endedAt: null, duration: null });
    expect(only(row({ status: 'started', createdAt: at(2) }))).toMatchObject({
      startedAt: at(2),
      endedAt: null,
      duration: null,
    });
    const failed = [
      row({ status: 'error', createdAt: at(5), error: 'x' }),
      row({ status: 'started', createdAt: at(2) }),
    ];
    expect(only(...failed)).toMatchObject({ startedAt: at(2), endedAt: at(5), duration: 3000, error: 'x' });
  });

  it('takes the latest row of a job: a later attempt heals, and the target is remembered', () => {
    const run = only(
      row(),
      slack({ status: 'started', target: 'C012345', createdAt: at(2) }),
      slack({ status: 'error', error: 'x', createdAt: at(3) }),
      slack({ status: 'completed', createdAt: at(60) }),
    );
    expect(run?.status).toBe('completed');
    expect(run?.results).toMatchObject([{ status: 'completed', error: null, target: 'C012345' }]);
  });

  it('takes a row without a group as a run by itself', () => {
    const runs = foldRuns([
      email({ jobGroup: null, status: 'error', error: 'x' }),
      row({ jobGroup: null, jobId: '99' }),
    ]);
    expect(runs.map(({ id, status, error, results }) => [id, status, error, results.length])).toEqual([
      ['27', 'failed', 'x', 0],
      ['99', 'completed', null, 0],
    ]);
    expect(only(row({ jobGroup: null }), email({ status: 'error' }))).toMatchObject({ id: '25', status: 'partial' });
  });

  it('puts the newest first', () => {
    const days = [19, 21, 20].map((day) => row({ jobGroup: `g${day}`, scheduledTime: `2026-11-${day}T09:00:00.000Z` }));
    expect(foldRuns(days).map(({ id }) => id)).toEqual(['g21', 'g20', 'g19']);
    expect(foldRuns([])).toEqual([]);
  });

  it('survives dates that are none', () => {
    expect(only(row({ scheduledTime: '', createdAt: 'x' }))).toMatchObject({
      status: 'completed',
      startedAt: null,
      duration: null,
    });
  });

  const rows = fc.array(
    fc.record({
      task: fc.constantFrom(PARENT, 'sendEmailNotification', 'uploadGsheets'),
      schedulerUuid: fc.constantFrom('s1', null),
      jobId: fc.constantFrom('1', '2', '3', '4'),
      jobGroup: fc.constantFrom('1', '2', null),
      scheduledTime: fc.constantFrom(at(0), at(3600)),
      createdAt: fc.integer({ min: 0, max: 5 }).map(at),
      status: fc.constantFrom<LogStatus>('scheduled', 'started', 'completed', 'error'),
      target: fc.constant(null),
      targetType: fc.constant(null),
      error: fc.constant(null),
    }),
    { maxLength: 20 },
  );

  it('does not mind rows that come twice, and changes nothing', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const before = structuredClone(list);
        expect(foldRuns([...list, ...list])).toEqual(foldRuns(list));
        expect(list).toEqual(before);
      }),
    );
  });

  it('has each job once, and consistent times', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const runs = foldRuns(list);
        expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
        for (const run of runs) {
          const isOver = ['failed', 'partial', 'completed'].includes(run.status);
          expect(run.endedAt !== null).toBe(isOver);
          expect(run.duration ?? 0).toBeGreaterThanOrEqual(0);
          if (run.status === 'partial') expect(run.results.some(({ status }) => status === 'error')).toBe(true);
        }
      }),
    );
  });

  it('folds 100,000 rows without a loop over all for each', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => {
      const group = `g${i >> 2}`;
      const time = new Date(Date.parse(scheduledTime) + (i >> 2) * 1000).toISOString();
      const kind = i & 3;
      const task = kind < 2 ? PARENT : 'sendEmailNotification';
      const status = kind === 0 ? 'started' : 'completed';
      const jobId = kind < 2 ? group : `j${i}`;
      return row({ jobGroup: group, jobId, task, scheduledTime: time, createdAt: time, status });
    });
    foldRuns(many.slice(0, 1000));
    const started = performance.now();
    expect(foldRuns(many)).toHaveLength(25_000);
    const took = performance.now() - started;
    // No measure of speed: a quadratic loop would take minutes, whatever else the machine does.
    expect(took).toBeLessThan(20_000);
  });
});

it('hands each scheduler its runs', () => {
  const runs = foldRuns([
    row(),
    row({ jobGroup: '2', schedulerUuid: 's2' }),
    row({ jobGroup: '3' }),
    row({ jobGroup: '4', schedulerUuid: null }),
  ]);
  const byScheduler = runsByScheduler(runs);
  expect([...byScheduler].map(([uuid, own]) => [uuid, own.map(({ id }) => id)])).toEqual([
    ['s2', ['2']],
    ['s1', ['25', '3']],
  ]);
});
