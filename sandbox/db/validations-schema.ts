import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { createdAt, projectUuid } from './schema';

/** What the last validation of a project found; dismissed ones are gone until the next. */
export const validations = sqliteTable(
  'validations',
  {
    /** By which 0.2110 calls it; 1.219 by its uuid. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    uuid: text('uuid').notNull(),
    projectUuid: projectUuid(),
    jobId: text('job_id'),
    source: text('source').$type<'chart' | 'dashboard'>().notNull(),
    /** The chart or dashboard. */
    contentUuid: text('content_uuid').notNull(),
    error: text('error').notNull(),
    errorType: text('error_type').notNull(),
    fieldName: text('field_name'),
    createdAt: createdAt(),
  },
  (table) => [index('validations_project').on(table.projectUuid), index('validations_content').on(table.contentUuid)],
);
