import { ApiFailure } from '../api/core/failure';
import type { Scheduler as WireScheduler } from '../api/lightdash/gen/model/scheduler';
import type { RunLog } from '../api/lightdash/gen/model/runLog';
import type { SchedulerRun as WireRun } from '../api/lightdash/gen/model/schedulerRun';
import type { SchedulerLog } from '../api/lightdash/gen/model/schedulerLog';
import type { SchedulerOptions } from '../api/lightdash/gen/model/schedulerOptions';
import type { SchedulerTarget } from '../api/lightdash/gen/model/schedulerTarget';
import { maskWebhook } from '../lib/webhook';
import type { LogRow, Run, Scheduler, Target } from '../domain/schedule/types';

/** How a delivery is made, as far as a person may want to know. */
export type DeliveryOptions =
  | { kind: 'file'; formatted: boolean; limit: 'table' | 'all' | number }
  | { kind: 'image'; withPdf: boolean; pagePerTab: boolean }
  | { kind: 'sheet'; name: string; url: string; tab: string | null };

/** The condition of an alert. */
type Threshold = { operator: string; fieldId: string; value: number };

/**
 * One scheduler read alone: more than a list shows, but up to 0.2110 the server does not say in which project it is. `filters`:
 * how many the delivery sets; `tabs`: how many of a dashboard it sends (null: all).
 */
export type SchedulerDetails = Omit<Scheduler, 'projectUuid'> & {
  projectUuid: string | null;
  message: string | null;
  includeLinks: boolean;
  options: DeliveryOptions;
  thresholds: Threshold[];
  filters: number;
  tabs: number | null;
  /** Its e-mails are plain text (1.219). */
  isPlainText: boolean;
  /** It delivers a data app as somebody left it (1.219). */
  hasState: boolean;
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
  if (wire.savedSqlUuid) return { kind: 'sqlChart', uuid: wire.savedSqlUuid, name: wire.savedSqlName ?? '' };
  if (wire.appUuid) return { kind: 'app', uuid: wire.appUuid, name: wire.appName ?? '' };
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
    ...(wire.projectSchedulerTimezone ? { projectZone: wire.projectSchedulerTimezone } : {}),
    isEnabled: wire.enabled,
    isAlert: (wire.thresholds?.length ?? 0) > 0,
    ownerUuid: wire.createdBy,
    ownerName: wire.createdByName ?? '',
    content: contentOf(wire),
    targets: wire.targets.map(toTarget),
    createdAt: wire.createdAt,
    updatedAt: wire.updatedAt,
    notificationFrequency: wire.notificationFrequency ?? 'always',
    ...(wire.latestRun !== undefined && { latestRun: wire.latestRun && toRun(wire.latestRun) }),
  };
};

const toOptions = (options: SchedulerOptions): DeliveryOptions => {
  if ('gdriveId' in options)
    return { kind: 'sheet', name: options.gdriveName, url: options.url, tab: options.tabName ?? null };
  if ('limit' in options) return { kind: 'file', formatted: options.formatted, limit: options.limit };
  return {
    kind: 'image',
    withPdf: 'withPdf' in options && options.withPdf === true,
    pagePerTab: 'pagePerTab' in options && options.pagePerTab === true,
  };
};

/** A dashboard has a list of them; a chart has groups, each of `and` or `or` (1.219). */
const filtersIn = (filters: unknown): number => {
  if (Array.isArray(filters)) return filters.length;
  if (typeof filters !== 'object' || filters === null) return 0;
  if ('operator' in filters) return 1;
  return Object.values(filters).reduce(
    (n: number, each) => n + (Array.isArray(each) ? each.map(filtersIn).reduce((a, b) => a + b, 0) : filtersIn(each)),
    0,
  );
};

/** A scheduler read alone → ours. Throws ApiFailure `malformed`. Source: getScheduler.ok. */
export const toDetails = (wire: WireScheduler): SchedulerDetails => ({
  ...toScheduler(wire, ''),
  projectUuid: wire.projectUuid ?? null,
  message: wire.message || null,
  includeLinks: wire.includeLinks,
  options: toOptions(wire.options ?? {}),
  thresholds: wire.thresholds ?? [],
  filters: filtersIn(wire.filters),
  tabs: wire.selectedTabs?.length ?? null,
  isPlainText: wire.plainTextEmail === true,
  hasState: wire.appState !== null && wire.appState !== undefined,
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

const OUTCOMES: Readonly<Record<WireRun['runStatus'], Run['status']>> = {
  completed: 'completed',
  partial_failure: 'partial',
  failed: 'failed',
  running: 'running',
  scheduled: 'scheduled',
};

/** A run of 1.219 → ours, of which only the outcome is known. Source: getSchedulerRuns.ok. */
export const toRun = (wire: WireRun): Run => {
  const status = OUTCOMES[wire.runStatus] ?? 'running';
  const isOver = status !== 'running' && status !== 'scheduled';
  const { parts, error } = toLogRow({ ...wire, task: 'handleScheduledDelivery', jobId: wire.runId });
  return {
    id: wire.runId,
    schedulerUuid: wire.schedulerUuid,
    status,
    scheduledFor: wire.scheduledTime,
    startedAt: null,
    endedAt: isOver ? wire.createdAt : null,
    duration: null,
    // That it went wrong is told, if not what.
    error: wire.status === 'error' ? (error ?? '') : null,
    results: [],
    parts: parts ?? [],
    isSummary: true,
  };
};

/** What the log of one run sends as null, and that of a project leaves out. */
type LooseLog = Partial<Pick<RunLog, 'target' | 'targetType' | 'details'>>;
