import { ApiFailure } from '../api/core/failure';
import type { Scheduler as WireScheduler } from '../api/lightdash/gen/model/scheduler';
import type { SchedulerLog } from '../api/lightdash/gen/model/schedulerLog';
import type { SchedulerOptions } from '../api/lightdash/gen/model/schedulerOptions';
import type { SchedulerTarget } from '../api/lightdash/gen/model/schedulerTarget';
import type { SchedulerTargetInput } from '../api/lightdash/gen/model/schedulerTargetInput';
import type { SchedulerUpdate } from '../api/lightdash/gen/model/schedulerUpdate';
import { maskWebhook } from '../domain/schedule/recipients';
import type { LogRow, ScheduleFormat, Scheduler, Target } from '../domain/schedule/types';

/** How a delivery is made, as far as a person may want to know. */
export type DeliveryOptions =
  | { kind: 'file'; formatted: boolean; limit: 'table' | 'all' | number }
  | { kind: 'image'; withPdf: boolean }
  | { kind: 'sheet'; name: string; url: string; tab: string | null };

/** The condition of an alert. */
export type Threshold = { operator: string; fieldId: string; value: number };

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

/** A target as it shall be. A Teams target that is there is named by its uuid alone: its webhook is not known outside. */
export type TargetEdit =
  | { kind: 'email'; uuid?: string | undefined; recipient: string }
  | { kind: 'slack'; uuid?: string | undefined; channel: string }
  | { kind: 'msteams'; uuid: string }
  | { kind: 'msteams'; webhook: string };

/** What a person changes of a scheduler; everything else stays as the server has it. */
export type SchedulerEdit = { name: string; cron: string; timezone: string | null; format: ScheduleFormat; targets: TargetEdit[] };

const malformed = () => new ApiFailure({ kind: 'malformed', outcome: 'rejected', method: 'GET', path: '/api/v1/schedulers' });

/** The address of a webhook is the key to its channel: only a mask of it goes on from here. */
const toTarget = (wire: SchedulerTarget): Target => {
  if ('recipient' in wire) return { kind: 'email', uuid: wire.schedulerEmailTargetUuid, recipient: wire.recipient };
  if ('channel' in wire) return { kind: 'slack', uuid: wire.schedulerSlackTargetUuid, channel: wire.channel };
  return { kind: 'msteams', uuid: wire.schedulerMsTeamsTargetUuid, masked: maskWebhook(wire.webhook) };
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
  if ('gdriveId' in options) return { kind: 'sheet', name: options.gdriveName, url: options.url, tab: options.tabName ?? null };
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
  filters: wire.filters?.length ?? 0,
  tabs: wire.selectedTabs?.length ?? null,
});

/** Addresses of web pages keep their host only: a webhook may stand in an error. */
const withoutAddresses = (text: string): string => text.replace(/\bhttps?:\/\/[^\s"'<>)]+/gi, (address) => maskWebhook(address).split(',', 1)[0] ?? '');

/** A row of the log → ours, without webhooks. Source: getSchedulerLogs.after-real-send. */
export const toLogRow = (wire: SchedulerLog): LogRow => ({
  task: wire.task,
  schedulerUuid: wire.schedulerUuid ?? null,
  jobId: wire.jobId,
  jobGroup: wire.jobGroup ?? null,
  scheduledTime: wire.scheduledTime,
  createdAt: wire.createdAt,
  status: wire.status,
  target: wire.target ? (/^https?:/i.test(wire.target) ? maskWebhook(wire.target) : wire.target) : null,
  targetType: wire.targetType ?? null,
  error: wire.details?.error ? withoutAddresses(wire.details.error) : null,
});

/** A target as an update has to name it, so that it is kept. */
const toInput = (wire: SchedulerTarget): SchedulerTargetInput => {
  if ('recipient' in wire) return { schedulerEmailTargetUuid: wire.schedulerEmailTargetUuid, recipient: wire.recipient };
  if ('channel' in wire) return { schedulerSlackTargetUuid: wire.schedulerSlackTargetUuid, channel: wire.channel };
  return { schedulerMsTeamsTargetUuid: wire.schedulerMsTeamsTargetUuid, webhook: wire.webhook };
};

/**
 * A scheduler as the server has it, as the whole object that an update wants: what is left out is lost, and so are targets
 * that are not listed. Source: updateScheduler.ok.
 */
export const toUpdate = (wire: WireScheduler): SchedulerUpdate => ({
  name: wire.name,
  cron: wire.cron,
  format: wire.format,
  options: wire.options,
  includeLinks: wire.includeLinks,
  targets: wire.targets.map(toInput),
  ...(wire.message ? { message: wire.message } : {}),
  ...(wire.timezone ? { timezone: wire.timezone } : {}),
  ...(wire.thresholds ? { thresholds: wire.thresholds } : {}),
  ...(wire.notificationFrequency ? { notificationFrequency: wire.notificationFrequency } : {}),
  ...(wire.filters ? { filters: wire.filters } : {}),
  ...(wire.parameters ? { parameters: wire.parameters } : {}),
  ...(wire.customViewportWidth ? { customViewportWidth: wire.customViewportWidth } : {}),
  ...(wire.selectedTabs ? { selectedTabs: wire.selectedTabs } : {}),
});

const isFile = (format: ScheduleFormat) => format === 'csv' || format === 'xlsx';

/** The options of the former format where they fit the new one, else the ones that Lightdash's own form begins with. */
const optionsFor = (wire: WireScheduler, format: ScheduleFormat): SchedulerOptions => {
  if (wire.format === format || (isFile(wire.format) && isFile(format))) return wire.options;
  return isFile(format) ? { formatted: true, limit: 'table' } : { withPdf: false };
};

const targetFor = (edit: TargetEdit, present: readonly SchedulerTarget[]): SchedulerTargetInput[] => {
  if (edit.kind === 'email') return [{ ...(edit.uuid ? { schedulerEmailTargetUuid: edit.uuid } : {}), recipient: edit.recipient }];
  if (edit.kind === 'slack') return [{ ...(edit.uuid ? { schedulerSlackTargetUuid: edit.uuid } : {}), channel: edit.channel }];
  if ('webhook' in edit) return [{ webhook: edit.webhook }];
  return present.filter((target) => 'webhook' in target && target.schedulerMsTeamsTargetUuid === edit.uuid).map(toInput);
};

/** The whole object after an edit. In: the scheduler as it was just read, and the edit. */
export const withEdit = (wire: WireScheduler, edit: SchedulerEdit): SchedulerUpdate => {
  const { timezone: _former, ...rest } = toUpdate(wire);
  return {
    ...rest,
    name: edit.name,
    cron: edit.cron,
    // A server may know formats that the contract does not; such a one is kept, never chosen.
    format: edit.format as SchedulerUpdate['format'],
    options: optionsFor(wire, edit.format),
    targets: edit.targets.flatMap((target) => targetFor(target, wire.targets)),
    ...(edit.timezone ? { timezone: edit.timezone } : {}),
  };
};

const place = (target: object): string => ('recipient' in target ? String(target.recipient) : 'channel' in target ? String(target.channel) : 'webhook' in target ? String(target.webhook) : '');

/** Whether a scheduler is as an update wanted it: for an update of which no answer came. */
export const isAsWanted = (wire: WireScheduler, wanted: SchedulerUpdate): boolean =>
  wire.name === wanted.name &&
  wire.cron === wanted.cron &&
  (wire.timezone ?? '') === (wanted.timezone ?? '') &&
  wire.format === wanted.format &&
  wire.targets.map(place).toSorted().join('\n') === wanted.targets.map(place).toSorted().join('\n');
