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
