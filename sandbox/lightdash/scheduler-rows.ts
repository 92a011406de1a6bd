import { type SQL, eq, inArray, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../db/open';
import { charts, dashboards, schedulerTargets, schedulers, users } from '../db/schema';

type Target = typeof schedulerTargets.$inferSelect;

/** The chosen schedulers with their names and targets, as the API sends them. */
export async function readSchedulers(reader: Reader | Transaction, which: SQL | undefined, order?: SQL) {
  const rows = await reader
    .select({
      scheduler: schedulers,
      createdByName: sql<string>`trim(${users.firstName} || ' ' || ${users.lastName})`,
      savedChartName: charts.name,
      dashboardName: dashboards.name,
    })
    .from(schedulers)
    .innerJoin(users, eq(users.uuid, schedulers.createdBy))
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
  return rows.map((row) =>
    toScheduler(
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
    targets: (['slack', 'email', 'msteams'] as const).flatMap((kind) =>
      targets.filter((target) => target.kind === kind).map(toTarget),
    ),
  };
}

function toTarget({ uuid, kind, value, schedulerUuid, createdAt, updatedAt }: Target) {
  const row = { createdAt, updatedAt, schedulerUuid };
  if (kind === 'email') return { schedulerEmailTargetUuid: uuid, ...row, recipient: value };
  if (kind === 'slack') return { schedulerSlackTargetUuid: uuid, ...row, channel: value };
  return { schedulerMsTeamsTargetUuid: uuid, ...row, webhook: value };
}
