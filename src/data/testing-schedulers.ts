import type { SchedulerRun } from '../api/lightdash/gen/model/schedulerRun';
import type { Scheduler } from '../api/lightdash/gen/model/scheduler';

/** Must turn up nowhere but in what is sent back to the server. */
export const WEBHOOK = 'https://teams.example.test/webhook/very-secret-842676';

const dates = { createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-02T00:00:00.000Z' };

/** A scheduler as the server sends one, with a target of each kind. */
export const wireScheduler = (schedulerUuid: string): Scheduler => ({
  schedulerUuid,
  name: 'Weekly',
  message: null,
  ...dates,
  createdBy: 'ana',
  createdByName: 'Ana Silva',
  cron: '0 9 * * 1',
  timezone: 'Europe/Berlin',
  savedChartUuid: 'c1',
  savedChartName: 'Revenue',
  dashboardUuid: null,
  dashboardName: null,
  format: 'csv',
  options: { formatted: true, limit: 'table' },
  enabled: true,
  notificationFrequency: null,
  includeLinks: true,
  filters: null,
  parameters: null,
  customViewportWidth: null,
  selectedTabs: null,
  targets: [
    { schedulerEmailTargetUuid: 't1', schedulerUuid, recipient: 'ana@jaffle.example', ...dates },
    { schedulerSlackTargetUuid: 't2', schedulerUuid, channel: 'C1', ...dates },
    { schedulerMsTeamsTargetUuid: 't3', schedulerUuid, webhook: WEBHOOK, ...dates },
  ],
});

/** A run as a list of 1.219 has it. */
export const wireRun = (schedulerUuid: string, runStatus: SchedulerRun['runStatus']) =>
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
