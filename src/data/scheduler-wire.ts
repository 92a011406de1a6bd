import { ApiFailure } from '../api/core/failure';
import type { Scheduler as WireScheduler } from '../api/lightdash/gen/model/scheduler';
import type { RunLog } from '../api/lightdash/gen/model/runLog';
import type { SchedulerLog } from '../api/lightdash/gen/model/schedulerLog';
import type { SchedulerOptions } from '../api/lightdash/gen/model/schedulerOptions';
import type { SchedulerTarget } from '../api/lightdash/gen/model/schedulerTarget';
import { maskWebhook } from '../lib/webhook';
import type { LogRow, Scheduler, Target } from '../domain/schedule/types';

/** How a delivery is made, as far as a person may want to know. */
export type DeliveryOptions =
  | { kind: 'file'; formatted: boolean; limit: 'table' | 'all' | number }
  | { kind: 'image'; withPdf: boolean }
  | { kind: 'sheet'; name: string; url: string; tab: string | null };

/** The condition of an alert. */
type Threshold = { operator: string; fieldId: string; value: number };

/**
 * One scheduler read alone: more than a list shows, but the server does not say in which project it is. `filters` and `tabs`
 * are those of a dashboard: how many filters the delivery sets, how many tabs it sends (null: all).
 */
export type SchedulerDetails = Omit<Scheduler, 'projectUuid'> & {
  message: string | null;
  includeLinks: boolean;
  options: DeliveryOptions;
  thresholds: Threshold[];
  filters: number;
  tabs: number | null;
};

const malformed = () =>
  new ApiFailure({ kind: 'malformed', outcome: 'rejected', method: 'GET', path: '/api/v1/schedulers' });

/** Of a webhook the client leaves a mask only (scrub.ts). */
const toTarget = (wire: SchedulerTarget): Target => {
  if ('recipient' in wire) return { kind: 'email', uuid: wire.schedulerEmailTargetUuid, recipient: wire.recipient };
  if ('channel' in wire) return { kind: 'slack', uuid: wire.schedulerSlackTargetUuid, channel: wire.channel };
  if ('googleChatWebhook' in wire)
    return { kind: 'googlechat', uuid: wire.schedulerGoogleChatTargetUuid, masked: wire.googleChatWebhook };
  return { kind: 'msteams', uuid: wire.schedulerMsTeamsTargetUuid, masked: wire.webhook };
};

const contentOf = (wire: WireScheduler): Scheduler['content'] => {
  if (wire.dashboardUuid) return { kind: 'dashboard', uuid: wire.dashboardUuid, name: wire.dashboardName ?? '' };
  if (wire.savedChartUuid) return { kind: 'chart', uuid: wire.savedChartUuid, name: wire.savedChartName ?? '' };
  return null;
};

/** A scheduler of a list → ours. Throws ApiFailure `malformed`. Source: ListSchedulers.default. */
export const toScheduler = (wire: WireScheduler, projectUuid: string): Scheduler => {
  if (typeof wire?.schedulerUuid !== 'string' || !Array.isArray(wire.targets)) throw malformed();
  return {
    uuid: wire.schedulerUuid,
    name: wire.name,
    projectUuid,
    format: wire.format,
    cron: wire.cron,
    timezone: wire.timezone ?? null,
    isEnabled: wire.enabled,
    isAlert: (wire.thresholds?.length ?? 0) > 0,
    ownerUuid: wire.createdBy,
    ownerName: wire.createdByName ?? '',
    content: contentOf(wire),
    targets: wire.targets.map(toTarget),
    createdAt: wire.createdAt,
    updatedAt: wire.updatedAt,
    notificationFrequency: wire.notificationFrequency ?? 'always',
  };
};

const toOptions = (options: SchedulerOptions): DeliveryOptions => {
  if ('gdriveId' in options)
    return { kind: 'sheet', name: options.gdriveName, url: options.url, tab: options.tabName ?? null };
  if ('limit' in options) return { kind: 'file', formatted: options.formatted, limit: options.limit };
  return { kind: 'image', withPdf: 'withPdf' in options && options.withPdf === true };
};

/** A scheduler read alone → ours. Throws ApiFailure `malformed`. Source: getScheduler.ok. */
export const toDetails = (wire: WireScheduler): SchedulerDetails => ({
  ...toScheduler(wire, ''),
  message: wire.message || null,
  includeLinks: wire.includeLinks,
  options: toOptions(wire.options ?? {}),
  thresholds: wire.thresholds ?? [],
  filters: Array.isArray(wire.filters) ? wire.filters.length : 0,
  tabs: wire.selectedTabs?.length ?? null,
});

/** Addresses of web pages keep their host only: a webhook may stand in an error. */
const withoutAddresses = (text: string): string =>
  text.replace(/\bhttps?:\/\/[^\s"'<>)]+/gi, (address) => maskWebhook(address).split(',', 1)[0] ?? '');

const withoutSecrets = (error: string | undefined): string | null => (error ? withoutAddresses(error) : null);

const toPlace = (target: string): string => (/^https?:/i.test(target) ? maskWebhook(target) : target);

/** A row of the log, or of the log of one run → ours, without webhooks. Sources: getSchedulerLogs.after-real-send, getRunLogs.ok. */
export const toLogRow = (wire: Omit<SchedulerLog, 'target' | 'targetType' | 'details'> & LooseLog): LogRow => ({
  task: wire.task,
  schedulerUuid: wire.schedulerUuid ?? null,
  jobId: wire.jobId,
  jobGroup: wire.jobGroup ?? null,
  scheduledTime: wire.scheduledTime,
  createdAt: wire.createdAt,
  status: wire.status,
  target: wire.target ? toPlace(wire.target) : null,
  targetType: wire.targetType ?? null,
  error: withoutSecrets(wire.details?.error),
  recipients: wire.details?.batchResult?.results.map(({ target, success, error }) => ({
    target: toPlace(target),
    error: success ? null : (withoutSecrets(error) ?? ''),
  })),
  parts: wire.details?.partialFailures?.map(({ chartName, error }) => ({
    name: chartName ?? null,
    error: withoutSecrets(error),
  })),
});

/** What the log of one run sends as null, and that of a project leaves out. */
type LooseLog = Partial<Pick<RunLog, 'target' | 'targetType' | 'details'>>;
