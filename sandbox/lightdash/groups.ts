import { type SQL, and, eq, inArray, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { insertRows, selectJson } from '../db/bulk';
import type { Reader, Transaction } from '../db/open';
import { groupMembers, groups, users } from '../db/schema';
import { adminOf, callerOf } from './auth';
import type { Caller } from './identity';
import { LightdashError, forbidden, notFound, parameterError, validateError } from './errors';
import { isNewer } from './generation';
import {
  type ApiContext,
  type ApiEnv,
  type Backend,
  bodyOf,
  done,
  nothingToDo,
  ok,
  pageOf,
  paginationOf,
  pathUuid,
  queryNumber,
  requireUuid,
  searchWords,
} from './http';

type Group = typeof groups.$inferSelect;
type GroupMember = { userUuid: string; email: string; firstName: string; lastName: string };
type GroupMemberRow = GroupMember & { groupUuid: string };

/** Groups are the admins' own: others get an empty list, and 403 for everything else. */
export function groupRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/org/groups', async (c) => ok(await listGroups(backend, c, callerOf(c))));

  app.post('/api/v1/org/groups', async (c) => {
    callerOf(c);
    const { name, members } = newGroup(bodyOf(c));
    const { user, organization } = adminOf(c, 'manage:Group');
    const at = now().toISOString();
    const group: Group = {
      uuid: crypto.randomUUID(),
      organizationUuid: organization.uuid,
      name,
      createdAt: at,
      createdByUserUuid: user.uuid,
      updatedAt: at,
      updatedByUserUuid: null,
    };
    await db.write(async (transaction) => {
      const taken = await transaction
        .select({ uuid: groups.uuid })
        .from(groups)
        .where(and(eq(groups.organizationUuid, organization.uuid), eq(groups.name, name)));
      if (taken.length > 0) throw new LightdashError(409, 'AlreadyExistsError', 'Group name already exists');
      await transaction.insert(groups).values(group);
      await addMembers(transaction, group, members);
    });
    return ok(await withMembers(db.read, group), 201);
  });

  app.get('/api/v1/groups/:groupUuid', async (c) => {
    const group = await readGroup(backend, c);
    const limit = queryNumber(c, 'includeMembers');
    // Here the number is a limit, unlike in the list (docs/lightdash/members.md#m10).
    if (!limit) return ok(toGroup(group));
    return ok(await withMembers(db.read, group, limit, queryNumber(c, 'offset') ?? 0));
  });

  app.patch('/api/v1/groups/:groupUuid', async (c) => {
    const group = await readGroup(backend, c);
    const { user, organization } = adminOf(c, 'manage:Group');
    const body = bodyOf(c);
    const members = Array.isArray(body.members) ? memberUuids(body.members) : undefined;
    if (members && isNewer(organization.generation)) await requireMembers(db.read, organization.uuid, members);
    // An empty name changes nothing; a taken one violates a constraint: 500.
    const name = typeof body.name === 'string' && body.name !== '' ? body.name : group.name;
    const edited = { ...group, name, updatedAt: now().toISOString(), updatedByUserUuid: user.uuid };
    await db.write(async (transaction) => {
      await transaction.update(groups).set(edited).where(eq(groups.uuid, group.uuid));
      if (!members) return;
      await transaction.delete(groupMembers).where(eq(groupMembers.groupUuid, group.uuid));
      await addMembers(transaction, group, members);
    });
    return ok(await withMembers(db.read, edited));
  });

  app.delete('/api/v1/groups/:groupUuid', async (c) => {
    const group = await readGroup(backend, c);
    await db.write((transaction) => transaction.delete(groups).where(eq(groups.uuid, group.uuid)));
    return done();
  });

  app.get('/api/v1/groups/:groupUuid/members', async (c) => {
    const group = await readGroup(backend, c);
    return ok(await membersOf(db.read, eq(groupMembers.groupUuid, group.uuid)));
  });

  app.put('/api/v1/groups/:groupUuid/members/:userUuid', async (c) => {
    const group = await readGroup(backend, c);
    const userUuid = pathUuid(c, 'userUuid');
    const added = await db.write((transaction) => addMembers(transaction, group, [userUuid]));
    // 204 for somebody unknown as well (addUserToGroup.unknown-user).
    return added > 0 ? done(201) : nothingToDo();
  });

  app.delete('/api/v1/groups/:groupUuid/members/:userUuid', async (c) => {
    const group = await readGroup(backend, c);
    const userUuid = pathUuid(c, 'userUuid');
    const { rowsAffected } = await db.write((transaction) =>
      transaction
        .delete(groupMembers)
        .where(and(eq(groupMembers.groupUuid, group.uuid), eq(groupMembers.userUuid, userUuid))),
    );
    return rowsAffected > 0 ? done() : nothingToDo();
  });

  return app;
}

/**
 * Rows are filtered by permission after paging: who is no admin gets an empty page of a counted list
 * (ListGroupsInOrganization.as-viewer). `includeMembers` is a switch here, whatever its number.
 */
async function listGroups({ db }: Backend, c: ApiContext, caller: Caller) {
  const { organization } = caller;
  const page = pageOf(c);
  const includeMembers = queryNumber(c, 'includeMembers');
  const words = searchWords(c).map((word) => sql`instr(lower(${groups.name}), ${word}) > 0`);
  const matches = and(
    eq(groups.organizationUuid, organization.uuid),
    words.length > 0 ? sql`(${sql.join(words, sql` or `)})` : undefined,
  );
  const all = await db.read
    .select()
    .from(groups)
    .where(matches)
    .orderBy(sql`rowid`);
  const asked = page ? all.slice((page.page - 1) * page.pageSize, page.page * page.pageSize) : all;
  const rows = managesGroups(caller) ? asked : [];
  const data = includeMembers ? await withAllMembers(db.read, rows) : rows.map(toGroup);
  return page ? { pagination: paginationOf(page, all.length), data } : { data };
}

/** The group of the path. 404 when unknown, 500 when malformed, 403 for everybody but admins of its organization. */
export async function readGroup({ db }: Backend, c: ApiContext): Promise<Group> {
  const caller = callerOf(c);
  const [group] = await db.read
    .select()
    .from(groups)
    .where(eq(groups.uuid, pathUuid(c, 'groupUuid')));
  if (!group) throw notFound('No group found');
  if (!managesGroups(caller) || group.organizationUuid !== caller.organization.uuid) throw forbidden();
  return group;
}

function managesGroups({ customScopes, user }: Caller): boolean {
  return customScopes ? customScopes.includes('manage:Group') : user.role === 'admin';
}

/** 400 when somebody is no member of the organization: then nothing changes (updateGroup.unknown-member of 1.219). */
async function requireMembers(reader: Reader, organizationUuid: string, uuids: string[]): Promise<void> {
  const known = await reader.get<{ count: number }>(
    sql`select count(*) as count from users where organization_uuid = ${organizationUuid}
      and uuid in (select value from json_each(${JSON.stringify(uuids)}))`,
  );
  if (known.count < new Set(uuids).size) throw parameterError('Some provided user UUIDs are invalid');
}

/** Adds those who are members of the organization and not yet in the group; returns how many. */
async function addMembers(transaction: Transaction, group: Group, uuids: string[]): Promise<number> {
  if (uuids.length === 0) return 0;
  const present = transaction
    .select({ uuid: groupMembers.userUuid })
    .from(groupMembers)
    .where(eq(groupMembers.groupUuid, group.uuid));
  const newcomers = await transaction
    .select({ uuid: users.uuid })
    .from(users)
    .where(
      and(
        eq(users.organizationUuid, group.organizationUuid),
        sql`${users.uuid} in (select value from json_each(${JSON.stringify(uuids)}))`,
        sql`${users.uuid} not in ${present}`,
      ),
    );
  await insertRows(
    transaction,
    groupMembers,
    newcomers.map(({ uuid }) => ({ groupUuid: group.uuid, userUuid: uuid })),
  );
  return newcomers.length;
}

/** CreateGroupInOrganization.missing-name quotes the check of an intersection of types. An empty name is fine. */
function newGroup(body: Record<string, unknown>): { name: string; members: string[] } {
  if (typeof body.name === 'string') {
    return { name: body.name, members: Array.isArray(body.members) ? memberUuids(body.members) : [] };
  }
  const issue =
    body.name === undefined ? { message: "'name' is required" } : { message: 'invalid string value', value: body.name };
  const issues = JSON.stringify([{ 'body.name': issue }]);
  throw validateError({
    body: { message: `Could not match the intersection against every type. Issues: ${issues}`, value: body },
  });
}

function memberUuids(members: unknown[]): string[] {
  return members.map((member) => requireUuid((member as { userUuid?: unknown } | null)?.userUuid));
}

function toGroup(group: Group) {
  return {
    uuid: group.uuid,
    name: group.name,
    createdAt: group.createdAt,
    createdByUserUuid: group.createdByUserUuid,
    updatedAt: group.updatedAt,
    updatedByUserUuid: group.updatedByUserUuid,
    organizationUuid: group.organizationUuid,
  };
}

async function withMembers(reader: Reader, group: Group, limit = -1, offset = 0) {
  const members = await membersOf(reader, eq(groupMembers.groupUuid, group.uuid), limit, offset);
  return { ...toGroup(group), members, memberUuids: members.map(({ userUuid }) => userUuid) };
}

async function membersOf(reader: Reader, which: SQL, limit = -1, offset = 0): Promise<GroupMember[]> {
  const rows = await memberRows(reader, sql`${which} limit ${limit} offset ${offset}`);
  return rows.map(({ userUuid, email, firstName, lastName }) => ({ userUuid, email, firstName, lastName }));
}

async function withAllMembers(reader: Reader, rows: Group[]) {
  const uuids = rows.map(({ uuid }) => uuid);
  const members = new Map<string, GroupMemberRow[]>(uuids.map((uuid) => [uuid, []]));
  for (const row of await memberRows(reader, inArray(groupMembers.groupUuid, uuids)))
    members.get(row.groupUuid)?.push(row);
  return rows.map((group) => {
    const own = members.get(group.uuid) ?? [];
    return { ...toGroup(group), members: own, memberUuids: own.map(({ userUuid }) => userUuid) };
  });
}

async function memberRows(reader: Reader, which: SQL): Promise<GroupMemberRow[]> {
  return selectJson(
    reader,
    sql`select json_object('groupUuid', group_members.group_uuid, 'userUuid', users.uuid, 'email', users.email,
      'firstName', users.first_name, 'lastName', users.last_name) as item
      from ${groupMembers} join ${users} on users.uuid = group_members.user_uuid where ${which}`,
  );
}
