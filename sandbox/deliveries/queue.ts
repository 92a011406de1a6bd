import { type SQL, and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../db/open';
import { apps, charts, dashboards, organizations, projects, sqlCharts, users } from '../db/schema';
import { schedulerLogs, schedulerTargets, schedulers } from '../db/schedulers-schema';
import { isNewer } from '../lightdash/generation';
import type { Backend } from '../lightdash/http';
import { type Plan, endOfDay, momentsBetween, planRuns } from './plan';

const WEEK = 7 * 24 * 60 * 60 * 1000;

/**
 * Queues what has become due to be queued since somebody last looked: the runs up to the end of today of every enabled
 * scheduler whose owner is active. Lightdash's worker does so at midnight; of the silent ones neither does anything.
 */
export async function catchUp({ db, now }: Backend, projectUuid: string): Promise<void> {
  const at = now();
  const end = endOfDay(at);
  const behind = and(
    eq(schedulers.projectUuid, projectUuid),
    eq(schedulers.enabled, true),
    eq(users.isActive, true),
    lt(schedulers.plannedUntil, end.toISOString()),
  );
  const some = await db.read
    .select({ uuid: schedulers.uuid })
    .from(schedulers)
    .innerJoin(users, eq(users.uuid, schedulers.createdBy))
    .where(behind)
    .limit(1);
  if (some.length === 0) return;
  await db.write(async (transaction) => {
    const due = await readPlans(transaction, behind);
    const oldest = at.getTime() - WEEK;
    const runs = due.map(({ plan, plannedUntil }) => {
      const from = new Date(Math.max(Date.parse(plannedUntil), oldest));
      return { plan, moments: momentsBetween(plan.scheduler.cron, plan.timezone, from, end).map((time) => ({ time })) };
    });
    await planRuns(transaction, runs, at);
    await setPlanned(
      transaction,
      due.map(({ uuid }) => uuid),
      end,
    );
  });
}

/** Drops the runs of a scheduler that lie ahead, and queues those of today anew if it is to run (docs/lightdash/schedulers.md#d7). */
export async function requeue(transaction: Transaction, schedulerUuid: string, at: Date): Promise<void> {
  await transaction
    .delete(schedulerLogs)
    .where(and(eq(schedulerLogs.schedulerUuid, schedulerUuid), gt(schedulerLogs.scheduledTime, at.toISOString())));
  const [found] = await readPlans(
    transaction,
    and(eq(schedulers.uuid, schedulerUuid), eq(schedulers.enabled, true), eq(users.isActive, true)),
  );
  if (!found) return;
  const end = endOfDay(at);
  const { plan } = found;
  const moments = momentsBetween(plan.scheduler.cron, plan.timezone, at, end).map((time) => ({ time }));
  await planRuns(transaction, [{ plan, moments }], at);
  await setPlanned(transaction, [schedulerUuid], end);
}

/** What is needed to tell how the runs of the chosen schedulers go. */
export async function readPlans(reader: Reader | Transaction, which: SQL | undefined) {
  const rows = await reader
    .select({
      scheduler: schedulers,
      defaultTimezone: projects.schedulerTimezone,
      organizationUuid: projects.organizationUuid,
      generation: organizations.generation,
      fault: sql<string | null>`coalesce(${charts.fault}, ${dashboards.fault}, ${sqlCharts.fault}, ${apps.fault})`,
      since: sql<string>`coalesce(${charts.updatedAt}, ${dashboards.updatedAt}, ${sqlCharts.updatedAt}, ${apps.updatedAt})`,
    })
    .from(schedulers)
    .innerJoin(users, eq(users.uuid, schedulers.createdBy))
    .innerJoin(projects, eq(projects.uuid, schedulers.projectUuid))
    .innerJoin(organizations, eq(organizations.uuid, projects.organizationUuid))
    .leftJoin(sqlCharts, eq(sqlCharts.uuid, schedulers.savedSqlUuid))
    .leftJoin(apps, eq(apps.uuid, schedulers.appUuid))
    .leftJoin(charts, eq(charts.uuid, schedulers.savedChartUuid))
    .leftJoin(dashboards, eq(dashboards.uuid, schedulers.dashboardUuid))
    .where(which);
  const targets = await reader
    .select()
    .from(schedulerTargets)
    .where(
      inArray(
        schedulerTargets.schedulerUuid,
        rows.map(({ scheduler }) => scheduler.uuid),
      ),
    );
  return rows.map(({ scheduler, defaultTimezone, organizationUuid, generation, fault, since }) => {
    const plan: Plan = {
      scheduler,
      timezone: scheduler.timezone ?? defaultTimezone,
      targets: targets.filter(({ schedulerUuid }) => schedulerUuid === scheduler.uuid),
      fault: fault === null ? null : { error: fault, since },
      organizationUuid,
      isBatched: isNewer(generation),
    };
    return { uuid: scheduler.uuid, plannedUntil: scheduler.plannedUntil, plan };
  });
}

async function setPlanned(transaction: Transaction, uuids: string[], until: Date): Promise<void> {
  await transaction
    .update(schedulers)
    .set({ plannedUntil: until.toISOString() })
    .where(inArray(schedulers.uuid, uuids));
}
