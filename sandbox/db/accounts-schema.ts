import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { organizations, users } from './schema';

/** The linked APIs that the sandbox plays. */
export type AccountApi = 'workspace' | 'zenml' | 'katapult';

/** How an API meets a token. Which API knows which: accounts/tokens.ts. */
export type TokenState =
  | 'live'
  | 'expired'
  | 'wrong-network'
  | 'missing-scope'
  | 'no-user'
  | 'service-account'
  | 'password-account'
  | 'bad-capabilities'
  | 'rate-limited'
  | 'unsuccessful';

const organizationUuid = () =>
  text('organization_uuid')
    .notNull()
    .references(() => organizations.uuid, { onDelete: 'cascade' });
const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull();

/** Tokens of linked accounts that were made by a switch. What the authorization servers issue is in oauth_tokens. */
export const accountTokens = sqliteTable(
  'account_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    api: text('api').$type<AccountApi>().notNull(),
    organizationUuid: organizationUuid(),
    /** Whose name and address the account bears. */
    userUuid: text('user_uuid')
      .notNull()
      .references(() => users.uuid, { onDelete: 'cascade' }),
    state: text('state').$type<TokenState>().notNull(),
    /** Whether warnings stand beside the data. */
    warnings: flag('warnings'),
  },
  (table) => [index('account_tokens_organization').on(table.organizationUuid)],
);

export type ZenmlKind = 'oauth' | 'password' | 'service';

/** Users of ZenML Pro. A row is made when somebody first asks for it; the other linked APIs keep nothing that could change. */
export const zenmlUsers = sqliteTable(
  'zenml_users',
  {
    id: text('id').primaryKey(),
    organizationUuid: organizationUuid(),
    kind: text('kind').$type<ZenmlKind>().notNull(),
    /** Whom it was made for: a person of Lightdash, or, for a service account, the organization. */
    holder: text('holder').notNull(),
    username: text('username').notNull(),
    email: text('email'),
    name: text('name'),
    avatarUrl: text('avatar_url'),
    company: text('company'),
    jobTitle: text('job_title'),
    metadata: text('metadata', { mode: 'json' }).$type<Record<string, unknown>>(),
    isOnboarded: flag('is_onboarded'),
  },
  (table) => [
    uniqueIndex('zenml_users_holder').on(table.holder, table.kind),
    index('zenml_users_username').on(table.organizationUuid, table.username),
  ],
);
