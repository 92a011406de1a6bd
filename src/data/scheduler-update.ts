import type { Scheduler as WireScheduler } from '../api/lightdash/gen/model/scheduler';
import type { SchedulerOptions } from '../api/lightdash/gen/model/schedulerOptions';
import type { SchedulerTarget } from '../api/lightdash/gen/model/schedulerTarget';
import type { SchedulerTargetInput } from '../api/lightdash/gen/model/schedulerTargetInput';
import type { SchedulerUpdate } from '../api/lightdash/gen/model/schedulerUpdate';
import type { ScheduleFormat } from '../domain/schedule/types';

/** A target as it shall be. A Teams target that is there is named by its uuid alone: its webhook is not known outside. */
export type TargetEdit =
  | { kind: 'email'; uuid?: string | undefined; recipient: string }
  | { kind: 'slack'; uuid?: string | undefined; channel: string }
  | { kind: 'msteams' | 'googlechat'; uuid: string }
  | { kind: 'msteams'; webhook: string };

/** What a person changes of a scheduler; everything else stays as the server has it. */
export type SchedulerEdit = {
  name: string;
  cron: string;
  timezone: string | null;
  format: ScheduleFormat;
  targets: TargetEdit[];
};

/** A target as an update has to name it, so that it is kept. */
const toInput = (wire: SchedulerTarget): SchedulerTargetInput => {
  if ('recipient' in wire)
    return { schedulerEmailTargetUuid: wire.schedulerEmailTargetUuid, recipient: wire.recipient };
  if ('channel' in wire) return { schedulerSlackTargetUuid: wire.schedulerSlackTargetUuid, channel: wire.channel };
  if ('googleChatWebhook' in wire)
    return {
      schedulerGoogleChatTargetUuid: wire.schedulerGoogleChatTargetUuid,
      googleChatWebhook: wire.googleChatWebhook,
    };
  return { schedulerMsTeamsTargetUuid: wire.schedulerMsTeamsTargetUuid, webhook: wire.webhook };
};

/** What only the server sets, or sets by other calls. */
const TOLD: ReadonlySet<string> = new Set<keyof WireScheduler>([
  'schedulerUuid',
  'slug',
  'createdAt',
  'updatedAt',
  'createdBy',
  'createdByName',
  'enabled',
  'latestRun',
  'savedChartUuid',
  'savedChartName',
  'dashboardUuid',
  'dashboardName',
  'savedSqlUuid',
  'savedSqlName',
  'projectUuid',
  'projectName',
  'projectSchedulerTimezone',
]);
/** Newer servers want these said, if only as null. */
const WANTED_AS_NULL: ReadonlySet<string> = new Set<keyof WireScheduler>(['appUuid', 'appName']);

/**
 * A scheduler as the server has it, as the whole object that an update wants: what is left out is lost, and so are targets
 * that are not listed. So all goes back that was read, also what servers add after this was written. Source: updateScheduler.ok.
 */
export const toUpdate = ({ targets, ...wire }: WireScheduler): SchedulerUpdate => {
  const kept = Object.entries(wire).filter(
    ([field, value]) => !TOLD.has(field) && (WANTED_AS_NULL.has(field) || (value !== null && value !== undefined)),
  );
  return { ...(Object.fromEntries(kept) as Omit<SchedulerUpdate, 'targets'>), targets: targets.map(toInput) };
};

const isFile = (format: ScheduleFormat) => format === 'csv' || format === 'xlsx';

const isPage = (format: ScheduleFormat) => format === 'image' || format === 'pdf';

/** The options of the former format where they fit the new one, else the ones that Lightdash's own form begins with. */
const optionsFor = (wire: WireScheduler, format: ScheduleFormat): SchedulerOptions => {
  if (wire.format === format || (isFile(wire.format) && isFile(format))) return wire.options;
  if (isFile(format)) return { formatted: true, limit: 'table' };
  const pages = isPage(wire.format) && 'pagePerTab' in wire.options ? { pagePerTab: wire.options.pagePerTab } : {};
  return format === 'image' ? { withPdf: false, ...pages } : pages;
};

const targetFor = (edit: TargetEdit, present: readonly SchedulerTarget[]): SchedulerTargetInput[] => {
  if (edit.kind === 'email')
    return [{ ...(edit.uuid ? { schedulerEmailTargetUuid: edit.uuid } : {}), recipient: edit.recipient }];
  if (edit.kind === 'slack')
    return [{ ...(edit.uuid ? { schedulerSlackTargetUuid: edit.uuid } : {}), channel: edit.channel }];
  if ('webhook' in edit) return [{ webhook: edit.webhook }];
  return present
    .filter(
      (target) =>
        ('webhook' in target && target.schedulerMsTeamsTargetUuid === edit.uuid) ||
        ('googleChatWebhook' in target && target.schedulerGoogleChatTargetUuid === edit.uuid),
    )
    .map(toInput);
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

const place = (target: object): string =>
  'recipient' in target
    ? String(target.recipient)
    : 'channel' in target
      ? String(target.channel)
      : 'webhook' in target
        ? String(target.webhook)
        : 'googleChatWebhook' in target
          ? String(target.googleChatWebhook)
          : '';

/** Whether a scheduler is as an update wanted it: for an update of which no answer came. */
export const isAsWanted = (wire: WireScheduler, wanted: SchedulerUpdate): boolean =>
  wire.name === wanted.name &&
  wire.cron === wanted.cron &&
  (wire.timezone ?? '') === (wanted.timezone ?? '') &&
  wire.format === wanted.format &&
  wire.targets.map(place).toSorted().join('\n') === wanted.targets.map(place).toSorted().join('\n');
