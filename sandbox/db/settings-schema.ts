import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { json, organizations } from './schema';

/** What 1.219 keeps of an organization beside its name; null is what the server sets. */
export type OrganizationOverrides = Readonly<Record<string, unknown>>;

/** Everything that an organization has set, as far as it is no thing of its own. */
export type StoredSettings = {
  defaultProjectUuid?: string;
  chartColors?: string[];
  overrides?: OrganizationOverrides;
  impersonationEnabled?: boolean;
};

const organizationUuid = () =>
  text('organization_uuid')
    .notNull()
    .references(() => organizations.uuid, { onDelete: 'cascade' });

/** No row: nothing was ever set. */
export const organizationSettings = sqliteTable('organization_settings', {
  organizationUuid: organizationUuid().primaryKey(),
  stored: json<StoredSettings>('stored').notNull(),
});
