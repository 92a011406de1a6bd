import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { json, organizations, userUuid } from './schema';

/** What 1.219 keeps of an organization beside its name; null is what the server sets. */
export type OrganizationOverrides = Readonly<Record<string, unknown>>;

/** A service account as Lightdash tells it, without a secret. */
export type StoredServiceAccount = {
  uuid: string;
  organizationUuid: string;
  createdByUserUuid: string | null;
  createdAt: string;
  description: string;
  scopes: string[];
  expiresAt: string | null;
  lastUsedAt: string | null;
  rotatedAt: string | null;
  roleUuid: string | null;
  /** What it was granted in projects, by a role of the system or a custom one. */
  grants: readonly { projectUuid: string; role?: string; roleUuid?: string }[];
};

/** Everything that an organization has set, as far as it is no thing of its own. */
export type StoredSettings = {
  defaultProjectUuid?: string;
  /** The palette that charts follow. */
  activePalette?: string;
  overrides?: OrganizationOverrides;
  impersonationEnabled?: boolean;
  /** The workspace of Slack that is connected, what it shows, and how Lightdash behaves there. */
  slack?: { team: string; channels: { id: string; name: string }[]; set?: Readonly<Record<string, unknown>> };
  /** Absent where the organization has no licence for any. */
  serviceAccounts?: readonly StoredServiceAccount[];
  oauthClients?: readonly {
    clientId: string;
    clientName: string;
    redirectUris: string[];
    scopes: string[];
    createdAt: string;
  }[];
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

/** Short links, which last for ever. */
export const shareUrls = sqliteTable('share_urls', {
  nanoid: text('nanoid').primaryKey(),
  organizationUuid: organizationUuid(),
  createdByUserUuid: userUuid('created_by_user_uuid'),
  path: text('path').notNull(),
  params: text('params').notNull(),
});
