import { type SQL, eq, inArray, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../db/open';
import { apps, charts, dashboards, projects, sqlCharts, users } from '../db/schema';
import { schedulerTargets, schedulers } from '../db/schedulers-schema';
import { type Generation, isNewer } from './generation';
import { slugOf } from './slugs';

type Target = typeof schedulerTargets.$inferSelect;

/** The chosen schedulers with their names and targets, as the API sends them. */
export async function readSchedulers(
  reader: Reader | Transaction,
  generation: Generation,
  which: SQL | undefined,
  order?: SQL,
) {
  const rows = await reader
    .select({
      scheduler: schedulers,
      createdByName: sql<string>`trim(${users.firstName} || ' ' || ${users.lastName})`,
      savedChartName: charts.name,
      dashboardName: dashboards.name,
      savedSqlName: sqlCharts.name,
      appName: apps.name,
      projectName: projects.name,
      projectTimezone: projects.schedulerTimezone,
    })
    .from(schedulers)
    .innerJoin(users, eq(users.uuid, schedulers.createdBy))
    .innerJoin(projects, eq(projects.uuid, schedulers.projectUuid))
    .leftJoin(sqlCharts, eq(sqlCharts.uuid, schedulers.savedSqlUuid))
    .leftJoin(apps, eq(apps.uuid, schedulers.appUuid))
    .leftJoin(charts, eq(charts.uuid, schedulers.savedChartUuid))
    .leftJoin(dashboards, eq(dashboards.uuid, schedulers.dashboardUuid))
    .where(which)
    .orderBy(order ?? sql`schedulers.rowid`);
  const targets = await reader
    .select()
    .from(schedulerTargets)
    .where(
      inArray(
        schedulerTargets.schedulerUuid,
        rows.map(({ scheduler }) => scheduler.uuid),
      ),
    )
    .orderBy(sql`rowid`);
  const present = isNewer(generation) ? toNewerScheduler : toScheduler;
  return rows.map((row) =>
    present(
      row,
      targets.filter(({ schedulerUuid }) => schedulerUuid === row.scheduler.uuid),
    ),
  );
}

type SchedulerRow = {
  scheduler: typeof schedulers.$inferSelect;
  createdByName: string;
  savedChartName: string | null;
  dashboardName: string | null;
  savedSqlName: string | null;
  appName: string | null;
  projectName: string;
  projectTimezone: string;
};

/** Absent values are null, but thresholds and time zone are left out (ListSchedulers.default). */
function toScheduler({ scheduler, createdByName, savedChartName, dashboardName }: SchedulerRow, targets: Target[]) {
  return {
    schedulerUuid: scheduler.uuid,
    name: scheduler.name,
    message: scheduler.message,
    createdAt: scheduler.createdAt,
    updatedAt: scheduler.updatedAt,
    createdBy: scheduler.createdBy,
    createdByName,
    cron: scheduler.cron,
    ...(scheduler.timezone ? { timezone: scheduler.timezone } : {}),
    savedChartUuid: scheduler.savedChartUuid,
    savedChartName,
    dashboardUuid: scheduler.dashboardUuid,
    dashboardName,
    format: scheduler.format,
    options: scheduler.options,
    filters: scheduler.filters,
    parameters: scheduler.parameters,
    customViewportWidth: scheduler.customViewportWidth,
    ...(scheduler.thresholds ? { thresholds: scheduler.thresholds } : {}),
    enabled: scheduler.enabled,
    notificationFrequency: scheduler.notificationFrequency,
    selectedTabs: scheduler.selectedTabs,
    includeLinks: scheduler.includeLinks,
    // Kind by kind (CreateDashboardScheduler.ok).
    targets: shownTargets(targets),
  };
}

/** 1.219 leaves out what is unset, but for the message, and knows four kinds of content (getScheduler.ok of 1.219). */
function toNewerScheduler(row: SchedulerRow, targets: Target[]) {
  const { scheduler, savedSqlName, appName, projectName, projectTimezone } = row;
  const older = toScheduler(row, targets);
  const { filters, parameters, customViewportWidth, notificationFrequency, selectedTabs, ...kept } = older;
  const unset = { filters, parameters, customViewportWidth, notificationFrequency, selectedTabs };
  return {
    ...kept,
    ...Object.fromEntries(Object.entries(unset).filter(([, value]) => value !== null)),
    slug: slugOf(scheduler.name),
    savedSqlUuid: scheduler.savedSqlUuid,
    savedSqlName,
    appUuid: scheduler.appUuid,
    appName,
    ...(scheduler.appState ? { appState: scheduler.appState } : {}),
    plainTextEmail: scheduler.plainTextEmail,
    projectUuid: scheduler.projectUuid,
    projectName,
    projectSchedulerTimezone: projectTimezone,
  };
}

/** A single one does not say what its project is called, nor that one's time zone (getScheduler.ok of 1.219). */
export function withoutProject<T extends object>(scheduler: T): T {
  const { projectName: _, projectSchedulerTimezone: __, ...rest } = scheduler as T & Record<string, unknown>;
  return rest as unknown as T;
}

function shownTargets(targets: Target[]) {
  return (['slack', 'email', 'msteams', 'googlechat'] as const).flatMap((kind) =>
    targets.filter((target) => target.kind === kind).map(toTarget),
  );
}

function toTarget({ uuid, kind, value, schedulerUuid, createdAt, updatedAt }: Target) {
  const row = { createdAt, updatedAt, schedulerUuid };
  if (kind === 'email') return { schedulerEmailTargetUuid: uuid, ...row, recipient: value };
  if (kind === 'slack') return { schedulerSlackTargetUuid: uuid, ...row, channel: value };
  if (kind === 'googlechat') return { schedulerGoogleChatTargetUuid: uuid, ...row, googleChatWebhook: value };
  return { schedulerMsTeamsTargetUuid: uuid, ...row, webhook: value };
}
