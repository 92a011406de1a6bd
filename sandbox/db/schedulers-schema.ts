import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import {
  apps,
  charts,
  createdAt,
  dashboards,
  flag,
  json,
  projectUuid,
  sqlCharts,
  updatedAt,
  userUuid,
  uuid,
} from './schema';

/** `googlechat` since 1.219 only. */
export type TargetKind = 'email' | 'slack' | 'msteams' | 'googlechat';
export type RunStatus = 'scheduled' | 'started' | 'completed' | 'error';

export type Threshold = {
  fieldId: string;
  operator: 'greaterThan' | 'lessThan' | 'increasedBy' | 'decreasedBy';
  value: number;
};

export const schedulers = sqliteTable(
  'schedulers',
  {
    uuid: uuid(),
    projectUuid: projectUuid(),
    name: text('name').notNull(),
    message: text('message'),
    cron: text('cron').notNull(),
    timezone: text('timezone'),
    format: text('format').$type<'csv' | 'xlsx' | 'image' | 'pdf' | 'gsheets'>().notNull(),
    options: json<Record<string, unknown>>('options').notNull(),
    thresholds: json<Threshold[]>('thresholds'),
    notificationFrequency: text('notification_frequency').$type<'always' | 'once'>(),
    enabled: flag('enabled'),
    includeLinks: flag('include_links'),
    plainTextEmail: flag('plain_text_email'),
    /** Each as it was sent; 0.2110 has them for dashboards only. */
    filters: json<unknown>('filters'),
    appState: json<unknown>('app_state'),
    parameters: json<Record<string, unknown>>('parameters'),
    customViewportWidth: integer('custom_viewport_width'),
    selectedTabs: json<string[]>('selected_tabs'),
    savedChartUuid: text('saved_chart_uuid').references(() => charts.uuid, { onDelete: 'cascade' }),
    dashboardUuid: text('dashboard_uuid').references(() => dashboards.uuid, { onDelete: 'cascade' }),
    savedSqlUuid: text('saved_sql_uuid').references(() => sqlCharts.uuid, { onDelete: 'cascade' }),
    appUuid: text('app_uuid').references(() => apps.uuid, { onDelete: 'cascade' }),
    createdBy: userUuid('created_by'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    /** Up to when its runs have been written. */
    plannedUntil: text('planned_until').notNull(),
  },
  (table) => [
    index('schedulers_project').on(table.projectUuid),
    index('schedulers_owner').on(table.createdBy),
    index('schedulers_chart').on(table.savedChartUuid),
    index('schedulers_dashboard').on(table.dashboardUuid),
  ],
);

const schedulerUuid = () =>
  text('scheduler_uuid')
    .notNull()
    .references(() => schedulers.uuid, { onDelete: 'cascade' });

export const schedulerTargets = sqliteTable(
  'scheduler_targets',
  {
    uuid: uuid(),
    schedulerUuid: schedulerUuid(),
    kind: text('kind').$type<TargetKind>().notNull(),
    /** An address, a channel id or a webhook. */
    value: text('value').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('scheduler_targets_scheduler').on(table.schedulerUuid)],
);

/**
 * A run is all rows of one job group: the parent task and one child a target, each with a row a status. A run is written
 * as a whole when it is planned; what is dated later than now has not happened yet.
 */
export const schedulerLogs = sqliteTable(
  'scheduler_logs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Null for a delivery sent without being stored. */
    schedulerUuid: text('scheduler_uuid').references(() => schedulers.uuid, { onDelete: 'cascade' }),
    task: text('task').notNull(),
    jobId: text('job_id').notNull(),
    jobGroup: text('job_group').notNull(),
    scheduledTime: text('scheduled_time').notNull(),
    createdAt: createdAt(),
    status: text('status').$type<RunStatus>().notNull(),
    target: text('target'),
    targetType: text('target_type').$type<TargetKind | 'gsheets'>(),
    details: json<Record<string, unknown>>('details').notNull(),
  },
  (table) => [
    index('scheduler_logs_scheduler').on(table.schedulerUuid, table.scheduledTime),
    index('scheduler_logs_job').on(table.jobId),
  ],
);
