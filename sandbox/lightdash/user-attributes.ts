import { and, eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { userAttributeGroups, userAttributeMembers, userAttributes } from '../db/attributes-schema';
import { insertRows, selectJson } from '../db/bulk';
import type { Reader, Transaction } from '../db/open';
import { adminOf, callerOf } from './auth';
import { unexpected, validateError } from './errors';
import { type Generation, generationOf, isNewer } from './generation';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, pathUuid, requireUuid } from './http';

type Attribute = typeof userAttributes.$inferSelect;
type Holder = { uuid: string; values: string[] };
/** No `description` was sent. */
type Input = Pick<Attribute, 'name' | 'defaults'> & { description?: string; users: Holder[]; groups: Holder[] };

/** User attributes of the organization: for admins, and by token too. */
export function userAttributeRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/org/attributes', async (c) => {
    const { organization } = adminOf(c);
    return ok(await listAttributes(db.read, organization.uuid, generationOf(c)));
  });

  // A name in use violates a constraint, and so does somebody unknown: 500 (createUserAttribute.duplicate, unknown-group).
  app.post('/api/v1/org/attributes', async (c) => {
    callerOf(c);
    const { users, groups, ...input } = inputOf(c);
    const { organization } = adminOf(c);
    const attribute: Attribute = {
      uuid: crypto.randomUUID(),
      organizationUuid: organization.uuid,
      ...input,
      description: input.description ?? null,
      createdAt: now().toISOString(),
    };
    await db.write(async (transaction) => {
      await transaction.insert(userAttributes).values(attribute);
      await insertHolders(transaction, attribute, users, groups);
    });
    return ok(await oneAttribute(db.read, attribute, generationOf(c)), 201);
  });

  // Replaces all holders; a description that is not sent stays. A holder that does not exist is 500 (updateUserAttribute.unknown).
  app.put('/api/v1/org/attributes/:userAttributeUuid', async (c) => {
    callerOf(c);
    const { users, groups, ...input } = inputOf(c);
    const attribute = await attributeFor(backend, c);
    if (!attribute) throw unexpected();
    await db.write(async (transaction) => {
      await transaction.update(userAttributes).set(input).where(eq(userAttributes.uuid, attribute.uuid));
      await transaction.delete(userAttributeMembers).where(eq(userAttributeMembers.attributeUuid, attribute.uuid));
      await transaction.delete(userAttributeGroups).where(eq(userAttributeGroups.attributeUuid, attribute.uuid));
      await insertHolders(transaction, attribute, users, groups);
    });
    return ok(await oneAttribute(db.read, attribute, generationOf(c)), 201);
  });

  app.delete('/api/v1/org/attributes/:userAttributeUuid', async (c) => {
    const attribute = await attributeFor(backend, c);
    if (attribute)
      await db.write((transaction) =>
        transaction.delete(userAttributes).where(eq(userAttributes.uuid, attribute.uuid)),
      );
    return done();
  });

  return app;
}

async function attributeFor({ db }: Backend, c: ApiContext): Promise<Attribute | undefined> {
  const { organization } = adminOf(c);
  const [attribute] = await db.read
    .select()
    .from(userAttributes)
    .where(
      and(
        eq(userAttributes.uuid, pathUuid(c, 'userAttributeUuid')),
        eq(userAttributes.organizationUuid, organization.uuid),
      ),
    );
  return attribute;
}

/** 1.219 takes several values and, where both are sent, no notice of the single one (createUserAttribute.value-and-values). */
function inputOf(c: ApiContext): Input {
  const body = bodyOf(c);
  for (const field of ['name', 'users', 'groups'])
    if (body[field] === undefined) throw validateError({ [`body.${field}`]: { message: `'${field}' is required` } });
  const newer = isNewer(generationOf(c));
  const valuesOf = (single: unknown, several: unknown): string[] => {
    if (newer && Array.isArray(several)) return several.map(String);
    return typeof single === 'string' ? [single] : [];
  };
  const holders = (rows: unknown, key: string): Holder[] =>
    (Array.isArray(rows) ? (rows as Record<string, unknown>[]) : []).map((row) => ({
      uuid: requireUuid(row[key]),
      values: valuesOf(row.value, row.values),
    }));
  const defaults = valuesOf(body.attributeDefault, body.attributeDefaults).filter((value) => value !== '');
  return {
    name: String(body.name),
    ...(typeof body.description === 'string' && { description: body.description }),
    defaults: defaults.length > 0 ? defaults : null,
    users: holders(body.users, 'userUuid'),
    groups: holders(body.groups, 'groupUuid'),
  };
}

async function insertHolders(transaction: Transaction, attribute: Attribute, users: Holder[], groups: Holder[]) {
  const { uuid: attributeUuid, organizationUuid } = attribute;
  await requireOwn(transaction, 'users', organizationUuid, users);
  await requireOwn(transaction, 'groups', organizationUuid, groups);
  await insertRows(
    transaction,
    userAttributeMembers,
    users.map(({ uuid, values }) => ({ attributeUuid, userUuid: uuid, values })),
  );
  await insertRows(
    transaction,
    userAttributeGroups,
    groups.map(({ uuid, values }) => ({ attributeUuid, groupUuid: uuid, values })),
  );
}

async function requireOwn(
  transaction: Transaction,
  table: 'users' | 'groups',
  organizationUuid: string,
  holders: readonly Holder[],
): Promise<void> {
  const uuids = JSON.stringify(holders.map(({ uuid }) => uuid));
  const known = await transaction.get<{ count: number }>(
    sql`select count(*) as count from ${sql.identifier(table)} where organization_uuid = ${organizationUuid}
      and uuid in (select value from json_each(${uuids}))`,
  );
  if (known.count < new Set(holders.map(({ uuid }) => uuid)).size) throw unexpected();
}

type UserRow = { attributeUuid: string; userUuid: string; email: string; values: string[] };
type GroupRow = { attributeUuid: string; groupUuid: string; values: string[] };

/** The newest first. */
async function listAttributes(reader: Reader, organizationUuid: string, generation: Generation) {
  const rows = await reader
    .select()
    .from(userAttributes)
    .where(eq(userAttributes.organizationUuid, organizationUuid))
    .orderBy(sql`created_at desc, rowid desc`);
  return present(reader, rows, generation);
}

async function oneAttribute(reader: Reader, { uuid }: Attribute, generation: Generation) {
  const rows = await reader.select().from(userAttributes).where(eq(userAttributes.uuid, uuid));
  const [attribute] = await present(reader, rows, generation);
  return attribute;
}

async function present(reader: Reader, rows: readonly Attribute[], generation: Generation) {
  const which = sql`attribute_uuid in (select value from json_each(${JSON.stringify(rows.map(({ uuid }) => uuid))}))`;
  const users = await selectJson<UserRow>(
    reader,
    sql`select json_object('attributeUuid', attribute_uuid, 'userUuid', user_uuid, 'email', users.email,
        'values', json(member_values)) as item
      from user_attribute_members join users on users.uuid = user_uuid where ${which}`,
  );
  const groups = await selectJson<GroupRow>(
    reader,
    sql`select json_object('attributeUuid', attribute_uuid, 'groupUuid', group_uuid, 'values', json(group_values)) as item
      from user_attribute_groups where ${which}`,
  );
  const newer = isNewer(generation);
  // The order of the fields is that of getUserAttributes.ok.
  const held = (values: string[]) => (newer ? { values, value: values[0] ?? '' } : { value: values[0] ?? '' });
  return rows.map(({ uuid, createdAt, name, organizationUuid, description, defaults }) => ({
    uuid,
    createdAt,
    name,
    organizationUuid,
    ...(description === null ? {} : { description }),
    ...(newer ? { attributeDefaults: defaults } : {}),
    attributeDefault: defaults?.[0] ?? null,
    users: users
      .filter(({ attributeUuid }) => attributeUuid === uuid)
      .map(({ userUuid, email, values }) => ({ userUuid, ...held(values), email })),
    groups: groups
      .filter(({ attributeUuid }) => attributeUuid === uuid)
      .map(({ groupUuid, values }) => ({ groupUuid, ...held(values) })),
  }));
}
