import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { organizations, users } from './schema';

/** Which authorization server of the sandbox: Lightdash's own or ZenML Pro's. */
export type OAuthApi = 'lightdash' | 'zenml';

/** What was said yes to at an authorization server, until its client exchanges it: once, within a minute. */
export const oauthCodes = sqliteTable('oauth_codes', {
  codeHash: text('code_hash').primaryKey(),
  api: text('api').$type<OAuthApi>().notNull(),
  userUuid: text('user_uuid')
    .notNull()
    .references(() => users.uuid, { onDelete: 'cascade' }),
  redirectUri: text('redirect_uri').notNull(),
  challenge: text('challenge').notNull(),
  scope: text('scope').notNull(),
  endsAt: text('ends_at').notNull(),
});

/** An access token and the refresh token that came with it. */
export const oauthTokens = sqliteTable(
  'oauth_tokens',
  {
    accessHash: text('access_hash').primaryKey(),
    api: text('api').$type<OAuthApi>().notNull(),
    organizationUuid: text('organization_uuid')
      .notNull()
      .references(() => organizations.uuid, { onDelete: 'cascade' }),
    /** Null for a token by client credentials, which is nobody's. */
    userUuid: text('user_uuid').references(() => users.uuid, { onDelete: 'cascade' }),
    scope: text('scope').notNull(),
    endsAt: text('ends_at').notNull(),
    refreshHash: text('refresh_hash'),
    /** Null where there is no refresh token, or it is spent: each is taken once. */
    refreshEndsAt: text('refresh_ends_at'),
  },
  (table) => [
    uniqueIndex('oauth_tokens_refresh').on(table.refreshHash),
    index('oauth_tokens_organization').on(table.organizationUuid),
  ],
);
