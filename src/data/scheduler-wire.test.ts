import { describe, expect, it } from 'vitest';
import type { Scheduler as WireScheduler } from '../api/lightdash/gen/model/scheduler';
import type { SchedulerRun } from '../api/lightdash/gen/model/schedulerRun';
import { scrub } from '../api/lightdash/scrub';
import { maskWebhook } from '../lib/webhook';
import { toDetails, toLogRow, toScheduler } from './scheduler-wire';
import { WEBHOOK, wireRun, wireScheduler } from './testing-schedulers';

const wire = (fields: Partial<WireScheduler> = {}): WireScheduler => ({
  ...(scrub({ method: 'GET', url: '/api/v1/schedulers/s1' }, wireScheduler('s1')) as WireScheduler),
  ...fields,
});

describe('what leaves the data layer', () => {
  it('never holds a webhook: not the list, not the details, not the log', () => {
    const row = toLogRow({
      task: 'sendMsTeamsNotification',
      jobId: '2',
      scheduledTime: '2026-11-20T10:00:00.000Z',
      createdAt: '2026-11-20T10:00:00.000Z',
      status: 'error',
      target: WEBHOOK,
      targetType: 'msteams',
      details: { error: `POST ${WEBHOOK} answered 410 Gone` },
    });
    const shown = JSON.stringify([toScheduler(wire(), 'p1'), toDetails(wire()), row]);
    expect(shown).not.toContain('very-secret');
    expect(row).toMatchObject({ target: maskWebhook(WEBHOOK), error: 'POST teams.example.test answered 410 Gone' });
    expect(toScheduler(wire(), 'p1').targets[2]).toEqual({ kind: 'msteams', uuid: 't3', masked: maskWebhook(WEBHOOK) });
  });

  it('holds no webhook of a batch either, and takes a failed recipient for one though it is told without an error', () => {
    const row = toLogRow({
      task: 'sendGoogleChatBatchNotification',
      jobId: '2',
      scheduledTime: '2026-11-20T10:00:00.000Z',
      createdAt: '2026-11-20T10:00:00.000Z',
      status: 'completed',
      target: null,
      targetType: 'googlechat',
      details: {
        batchResult: {
          total: 2,
          succeeded: 1,
          failed: 1,
          results: [
            { target: WEBHOOK, success: true },
            { target: WEBHOOK, success: false },
          ],
        },
        partialFailures: [{ chartName: 'Revenue', error: `GET ${WEBHOOK} failed` }],
      },
    });
    expect(JSON.stringify(row)).not.toContain('very-secret');
    expect(row.recipients).toEqual([
      { target: maskWebhook(WEBHOOK), error: null },
      { target: maskWebhook(WEBHOOK), error: '' },
    ]);
    expect(row.parts).toEqual([{ name: 'Revenue', error: 'GET teams.example.test failed' }]);
  });

  it('is an alert when it has thresholds, and of a dashboard when it has one', () => {
    expect(toScheduler(wire(), 'p1')).toMatchObject({
      isAlert: false,
      content: { kind: 'chart', uuid: 'c1', name: 'Revenue' },
      notificationFrequency: 'always',
    });
    const alert = wire({
      thresholds: [{ operator: 'greaterThan', fieldId: 'f', value: 3 }],
      notificationFrequency: 'once',
      savedChartUuid: null,
      dashboardUuid: 'd1',
      dashboardName: 'Board',
    });
    expect(toScheduler(alert, 'p1')).toMatchObject({
      isAlert: true,
      content: { kind: 'dashboard', uuid: 'd1', name: 'Board' },
      notificationFrequency: 'once',
    });
  });

  it('tells a run that failed without a word from one that was made and reached nobody', () => {
    const errorOf = (fields: Partial<SchedulerRun>) =>
      toScheduler(wire({ latestRun: { ...wireRun('s1', 'failed'), ...fields } }), 'p1').latestRun?.error;
    expect(errorOf({ status: 'error' })).toBe('');
    expect(errorOf({ status: 'completed' })).toBeNull();
  });

  it('refuses what is no scheduler', () => {
    expect(() => toScheduler({} as WireScheduler, 'p1')).toThrow('malformed');
  });
});
