import { index, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { createdAt, groupUuid, json, organizationUuid, userUuid, uuid } from './schema';

export const userAttributes = sqliteTable(
  'user_attributes',
  {
    uuid: uuid(),
    organizationUuid: organizationUuid(),
    name: text('name').notNull(),
    description: text('description'),
    /** Null for none. 0.2110 has one at most. */
    defaults: json<string[]>('defaults'),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('user_attributes_name').on(table.organizationUuid, table.name)],
);

const attributeUuid = () =>
  text('attribute_uuid')
    .notNull()
    .references(() => userAttributes.uuid, { onDelete: 'cascade' });

export const userAttributeMembers = sqliteTable(
  'user_attribute_members',
  { attributeUuid: attributeUuid(), userUuid: userUuid(), values: json<string[]>('member_values').notNull() },
  (table) => [
    primaryKey({ columns: [table.attributeUuid, table.userUuid] }),
    index('user_attribute_members_user').on(table.userUuid),
  ],
);

export const userAttributeGroups = sqliteTable(
  'user_attribute_groups',
  { attributeUuid: attributeUuid(), groupUuid: groupUuid(), values: json<string[]>('group_values').notNull() },
  (table) => [
    primaryKey({ columns: [table.attributeUuid, table.groupUuid] }),
    index('user_attribute_groups_group').on(table.groupUuid),
  ],
);
