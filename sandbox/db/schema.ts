import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { OrganizationRole } from '#/domain/roles';
import type { Generation } from '../lightdash/generation';

/** Roles that a project knows: `member` exists in the organization only. */
export type ProjectRole = Exclude<OrganizationRole, 'member'>;
export type SpaceRole = 'viewer' | 'editor' | 'admin';
export type RoleLevel = 'project' | 'organization';

// Dates are ISO texts, as the API sends them: they sort by time, and nobody converts them.
export const uuid = () => text('uuid').primaryKey();
export const createdAt = () => text('created_at').notNull();
export const updatedAt = () => text('updated_at').notNull();
export const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull();
export const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();

export const organizations = sqliteTable('organizations', {
  uuid: uuid(),
  name: text('name').notNull(),
  /** Which Lightdash the people of this organization talk to. */
  generation: text('generation').$type<Generation>().notNull(),
  createdAt: createdAt(),
});

export const organizationUuid = () =>
  text('organization_uuid')
    .notNull()
    .references(() => organizations.uuid, { onDelete: 'cascade' });

export const users = sqliteTable(
  'users',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    uuid: text('uuid').notNull(),
    organizationUuid: organizationUuid(),
    /** Where the row stands in the list: an edited row moves to the end, as in a PostgreSQL table read without order. */
    position: integer('position').notNull(),
    email: text('email').notNull(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    /** Name and e-mail in lower case, for a search that knows more than ASCII. */
    searchText: text('search_text').notNull(),
    role: text('role').$type<OrganizationRole>().notNull(),
    /** A custom role of the organization: it counts instead of `role`, which then is a placeholder (1.219). */
    roleUuid: text('role_uuid'),
    timezone: text('timezone'),
    isActive: flag('is_active'),
    isPending: flag('is_pending'),
    isMarketingOptedIn: flag('is_marketing_opted_in'),
    isTrackingAnonymized: flag('is_tracking_anonymized'),
    /** Whether the address was confirmed with a passcode. */
    isEmailVerified: flag('is_email_verified'),
    /** Null for everybody who cannot sign in with a password: the invented people. */
    passwordHash: text('password_hash'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('users_uuid').on(table.uuid),
    uniqueIndex('users_email').on(table.email),
    index('users_position').on(table.organizationUuid, table.position),
    index('users_role').on(table.organizationUuid, table.role),
  ],
);

export const userUuid = (name = 'user_uuid') =>
  text(name)
    .notNull()
    .references(() => users.uuid, { onDelete: 'cascade' });
const author = (name: string) => text(name).references(() => users.uuid, { onDelete: 'set null' });

/** One link for each invited person: inviting again replaces it. */
export const inviteLinks = sqliteTable('invite_links', {
  userUuid: userUuid().primaryKey(),
  code: text('code').notNull(),
  expiresAt: text('expires_at').notNull(),
});

/** No foreign key: a session outlives its user, and is then refused in its own way (see auth.ts). */
export const sessions = sqliteTable('sessions', {
  idHash: text('id_hash').primaryKey(),
  userUuid: text('user_uuid').notNull(),
  expiresAt: text('expires_at').notNull(),
});

export const personalAccessTokens = sqliteTable(
  'personal_access_tokens',
  {
    uuid: uuid(),
    userUuid: userUuid(),
    tokenHash: text('token_hash').notNull(),
    description: text('description').notNull(),
    createdAt: createdAt(),
    rotatedAt: text('rotated_at'),
    lastUsedAt: text('last_used_at'),
    expiresAt: text('expires_at'),
  },
  (table) => [
    uniqueIndex('personal_access_tokens_hash').on(table.tokenHash),
    index('personal_access_tokens_user').on(table.userUuid),
  ],
);

export const groups = sqliteTable(
  'groups',
  {
    uuid: uuid(),
    organizationUuid: organizationUuid(),
    name: text('name').notNull(),
    createdAt: createdAt(),
    createdByUserUuid: author('created_by_user_uuid'),
    updatedAt: updatedAt(),
    updatedByUserUuid: author('updated_by_user_uuid'),
  },
  (table) => [uniqueIndex('groups_name').on(table.organizationUuid, table.name)],
);

export const groupUuid = () =>
  text('group_uuid')
    .notNull()
    .references(() => groups.uuid, { onDelete: 'cascade' });

export const groupMembers = sqliteTable('group_members', { groupUuid: groupUuid(), userUuid: userUuid() }, (table) => [
  primaryKey({ columns: [table.groupUuid, table.userUuid] }),
  index('group_members_user').on(table.userUuid, table.groupUuid),
]);

/** Custom roles; the five of the system are in lightdash/system-roles.ts. */
export const roles = sqliteTable('roles', {
  uuid: uuid(),
  organizationUuid: organizationUuid(),
  name: text('name').notNull(),
  description: text('description'),
  /** Where it can be given. 0.2110 knows roles of projects only. */
  level: text('level').$type<RoleLevel>().notNull(),
  scopes: json<string[]>('scopes').notNull(),
  createdBy: author('created_by'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export type FailureNotice = {
  schedulerFailureNotifyRecipients: boolean;
  schedulerFailureIncludeContact: boolean;
  schedulerFailureContactOverride: string | null;
};
export const NO_FAILURE_NOTICE: FailureNotice = {
  schedulerFailureNotifyRecipients: false,
  schedulerFailureIncludeContact: false,
  schedulerFailureContactOverride: null,
};

export const projects = sqliteTable(
  'projects',
  {
    uuid: uuid(),
    organizationUuid: organizationUuid(),
    name: text('name').notNull(),
    type: text('type').$type<'DEFAULT' | 'PREVIEW'>().notNull(),
    upstreamProjectUuid: text('upstream_project_uuid'),
    warehouseType: text('warehouse_type').notNull(),
    schedulerTimezone: text('scheduler_timezone').notNull(),
    /** Who hears of failed deliveries (1.219). */
    failureNotice: json<FailureNotice>('failure_notice').notNull(),
    hasDefaultUserSpaces: flag('has_default_user_spaces'),
    createdByUserUuid: author('created_by_user_uuid'),
    createdAt: createdAt(),
  },
  (table) => [index('projects_organization').on(table.organizationUuid)],
);

export const projectUuid = () =>
  text('project_uuid')
    .notNull()
    .references(() => projects.uuid, { onDelete: 'cascade' });
/** A custom role stands beside its placeholder `viewer`, as Lightdash stores it (RULES.md A2). */
const customRole = () => text('role_uuid').references(() => roles.uuid);

export const projectMembers = sqliteTable(
  'project_members',
  {
    projectUuid: projectUuid(),
    userUuid: userUuid(),
    role: text('role').$type<ProjectRole>().notNull(),
    roleUuid: customRole(),
  },
  (table) => [
    primaryKey({ columns: [table.projectUuid, table.userUuid] }),
    index('project_members_user').on(table.userUuid),
  ],
);

export const projectGroups = sqliteTable(
  'project_groups',
  {
    projectUuid: projectUuid(),
    groupUuid: groupUuid(),
    role: text('role').$type<ProjectRole>().notNull(),
    roleUuid: customRole(),
  },
  (table) => [
    primaryKey({ columns: [table.projectUuid, table.groupUuid] }),
    index('project_groups_group').on(table.groupUuid),
  ],
);

export const spaces = sqliteTable(
  'spaces',
  {
    uuid: uuid(),
    projectUuid: projectUuid(),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    path: text('path').notNull(),
    /**
     * Whether access also comes from the parent, for a root from the project. In 0.2110 a root is private when it is
     * closed, and nested spaces are as their root is (RULES.md A4).
     */
    inheritsParent: flag('inherits_parent'),
    /** A grant to everybody in the project (1.219: `projectMemberAccessRole`). */
    projectMemberRole: text('project_member_role').$type<SpaceRole>(),
    parentSpaceUuid: text('parent_space_uuid'),
    /** The space itself, or the top of its tree. */
    rootSpaceUuid: text('root_space_uuid').notNull(),
    createdByUserUuid: author('created_by_user_uuid'),
    /** Below the project's "Default User Spaces": no part of what is exported as code (1.219). */
    isDefaultUserSpace: flag('is_default_user_space'),
    createdAt: createdAt(),
  },
  (table) => [index('spaces_project').on(table.projectUuid)],
);

const spaceUuid = () =>
  text('space_uuid')
    .notNull()
    .references(() => spaces.uuid, { onDelete: 'cascade' });

export const spaceMembers = sqliteTable(
  'space_members',
  { spaceUuid: spaceUuid(), userUuid: userUuid(), role: text('role').$type<SpaceRole>().notNull() },
  (table) => [
    primaryKey({ columns: [table.spaceUuid, table.userUuid] }),
    index('space_members_user').on(table.userUuid),
  ],
);

export const spaceGroups = sqliteTable(
  'space_groups',
  { spaceUuid: spaceUuid(), groupUuid: groupUuid(), role: text('role').$type<SpaceRole>().notNull() },
  (table) => [
    primaryKey({ columns: [table.spaceUuid, table.groupUuid] }),
    index('space_groups_group').on(table.groupUuid),
  ],
);

/** What charts and dashboards have in common. */
const content = () => ({
  uuid: uuid(),
  spaceUuid: spaceUuid(),
  name: text('name').notNull(),
  /** What a validation found; deliveries of broken content fail with it. */
  fault: text('fault'),
  updatedAt: updatedAt(),
  updatedByUserUuid: author('updated_by_user_uuid'),
});

export const charts = sqliteTable('charts', content(), (table) => [index('charts_space').on(table.spaceUuid)]);

export const dashboards = sqliteTable('dashboards', content(), (table) => [
  index('dashboards_space').on(table.spaceUuid),
]);

/** Charts made of SQL, and data apps: what 1.219 delivers besides. */
export const sqlCharts = sqliteTable('sql_charts', content(), (table) => [
  index('sql_charts_space').on(table.spaceUuid),
]);

export const apps = sqliteTable('apps', content(), (table) => [index('apps_space').on(table.spaceUuid)]);

/** The one-time passcode that was asked for last; it is always the same one (account-email.ts). */
export const emailPasscodes = sqliteTable('email_passcodes', {
  userUuid: userUuid().primaryKey(),
  createdAt: createdAt(),
  attempts: integer('attempts').notNull(),
});

export const warehouseCredentials = sqliteTable(
  'warehouse_credentials',
  {
    uuid: uuid(),
    userUuid: userUuid(),
    name: text('name').notNull(),
    /** Without its secrets, which are thrown away when they arrive: nothing here needs them. */
    credentials: json<Record<string, unknown>>('credentials').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('warehouse_credentials_user').on(table.userUuid)],
);

/** Which of the own credentials a person uses in a project. */
export const credentialsPreferences = sqliteTable(
  'credentials_preferences',
  {
    userUuid: userUuid(),
    projectUuid: projectUuid(),
    credentialsUuid: text('credentials_uuid')
      .notNull()
      .references(() => warehouseCredentials.uuid, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.userUuid, table.projectUuid] })],
);

/** Whose e-mail addresses may join by themselves, and as what. */
export const emailDomains = sqliteTable('email_domains', {
  organizationUuid: organizationUuid().primaryKey(),
  domains: json<string[]>('domains').notNull(),
  role: text('role').$type<OrganizationRole>().notNull(),
  projects: json<{ projectUuid: string; role: ProjectRole }[]>('projects').notNull(),
});
