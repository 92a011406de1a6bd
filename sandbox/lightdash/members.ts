import { type SQL, and, eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { selectJson } from '../db/bulk';
import type { Reader, Transaction } from '../db/open';
import { groupMembers, groups, inviteLinks, projectGroups, users } from '../db/schema';
import { ORGANIZATION_ROLES, type OrganizationRole } from '#/domain/roles';
import { adminOf, callerOf, requireDelegable } from './auth';
import type { Organization } from './identity';
import { forbidden, lastAdmin, notFound } from './errors';
import { type Generation, isNewer } from './generation';
import {
  type ApiContext,
  type ApiEnv,
  type Backend,
  bodyOf,
  done,
  ok,
  pageOf,
  paginationOf,
  pathUuid,
  queryNumber,
  requireOneOf,
  searchWords,
  validUuid,
} from './http';
import { scopesOf } from './system-roles';

/** The members of the organization. Everybody may read them (ListOrganizationMembers.as-member), admins change them. */
export function memberRoutes(backend: Backend): Hono<ApiEnv> {
  const { db } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/org/users', async (c) => {
    const { organization, customScopes } = callerOf(c);
    if (customScopes && !customScopes.includes('view:OrganizationMemberProfile')) throw forbidden();
    return ok(await listMembers(backend, c, organization));
  });

  app.get('/api/v1/org/users/email/:email', async (c) => {
    const { organization } = callerOf(c);
    const email = eq(users.email, c.req.param('email').toLowerCase());
    return ok(await readMember(backend, organization, email));
  });

  app.get('/api/v1/org/users/:userUuid', async (c) => {
    const { organization } = callerOf(c);
    // GetOrganizationMemberByUuid.malformed-uuid: the one place of 0.2110 where a malformed uuid is 422, not 500.
    return ok(await readMember(backend, organization, eq(users.uuid, validUuid(c, 'userUuid'))));
  });

  app.patch('/api/v1/org/users/:userUuid', async (c) => {
    const { organization } = callerOf(c);
    const role = requireOneOf('body.role', bodyOf(c).role, ORGANIZATION_ROLES);
    const caller = adminOf(c, 'manage:OrganizationMemberProfile');
    if (isNewer(organization.generation) && role !== 'member')
      requireDelegable(caller, scopesOf(role, organization.generation));
    const userUuid = pathUuid(c, 'userUuid');
    const found = await db.write((transaction) => changeRole(transaction, organization.uuid, userUuid, role));
    if (!found) throw notFound('No matching member found in organization');
    return ok(await readMember(backend, organization, eq(users.uuid, userUuid)));
  });

  app.delete('/api/v1/org/user/:userUuid', async (c) => {
    const { organization } = adminOf(c, 'manage:OrganizationMemberProfile');
    const userUuid = pathUuid(c, 'userUuid');
    await db.write((transaction) => removeMember(transaction, organization.uuid, userUuid));
    return done();
  });

  return app;
}

/**
 * Gives a member another role; false when there is no such member. A custom role of the organization stays unless one is
 * named, and then goes on counting (1.219, UpdateOrganizationMember.had-custom-role).
 * Throws 403 when the member is the only admin, even for the role held already (docs/lightdash/members.md#m4).
 */
export async function changeRole(
  transaction: Transaction,
  organizationUuid: string,
  userUuid: string,
  role: OrganizationRole,
  roleUuid?: string | null,
): Promise<boolean> {
  const member = await findMember(transaction, organizationUuid, userUuid);
  if (!member) return false;
  if (await isOnlyAdmin(transaction, member)) throw lastAdmin();
  // UpdateOrganizationMember.ok: the date of the profile does not change, the place in the list does.
  if (member.role !== role || roleUuid !== undefined) {
    await transaction
      .update(users)
      .set({ role, ...(roleUuid === undefined ? {} : { roleUuid }), position: nextPosition(organizationUuid) })
      .where(eq(users.uuid, userUuid));
  }
  return true;
}

/**
 * Removes a member. Groups, grants, schedulers, invitation and tokens go with the row; open sessions stay and are refused.
 * Throws 404 when there is no such member, 403 when it is the only admin.
 */
export async function removeMember(
  transaction: Transaction,
  organizationUuid: string,
  userUuid: string,
): Promise<void> {
  const member = await findMember(transaction, organizationUuid, userUuid);
  if (!member) throw notFound(`Cannot find user with uuid ${userUuid}`);
  if (await isOnlyAdmin(transaction, member)) throw lastAdmin();
  await transaction.delete(users).where(eq(users.uuid, userUuid));
}

/** The end of the list, where an edited row goes. */
export function nextPosition(organizationUuid: string): SQL<number> {
  return sql<number>`(select max(position) + 1 from users where organization_uuid = ${organizationUuid})`;
}

type MemberRow = { uuid: string; organizationUuid: string; role: OrganizationRole };

async function findMember(
  transaction: Transaction,
  organizationUuid: string,
  userUuid: string,
): Promise<MemberRow | undefined> {
  const [member] = await transaction
    .select({ uuid: users.uuid, organizationUuid: users.organizationUuid, role: users.role })
    .from(users)
    .where(and(eq(users.organizationUuid, organizationUuid), eq(users.uuid, userUuid)));
  return member;
}

async function isOnlyAdmin(transaction: Transaction, member: MemberRow): Promise<boolean> {
  if (member.role !== 'admin') return false;
  const admins = await transaction
    .select({ uuid: users.uuid })
    .from(users)
    .where(and(eq(users.organizationUuid, member.organizationUuid), eq(users.role, 'admin')))
    .limit(2);
  return admins.length === 1;
}

/** A row of the list as SQLite sends it; the group uuids are sorted. */
type Row = [
  userUuid: string,
  firstName: string,
  lastName: string,
  email: string,
  organizationUuid: string,
  role: OrganizationRole,
  roleUuid: string | null,
  isActive: 0 | 1,
  isPending: 0 | 1,
  isInviteExpired: 0 | 1,
  createdAt: string,
  updatedAt: string,
  groupUuids: string | null,
];

/**
 * ListOrganizationMembers with its quirks: paged only when page and pageSize are positive; `includeGroups` limits the
 * members when unpaged; group uuids and names are two sorted lists put side by side, so that they do not belong together;
 * with `projectUuid` the role becomes that of the first group which has one in the project.
 */
async function listMembers({ db, now }: Backend, c: ApiContext, { uuid: organizationUuid, generation }: Organization) {
  const page = pageOf(c);
  const includeGroups = queryNumber(c, 'includeGroups');
  const projectUuid = c.req.query('projectUuid');
  const matches = and(eq(users.organizationUuid, organizationUuid), matchesWords(searchWords(c)));
  const limit = page ? page.pageSize : includeGroups || -1;
  const offset = page ? (page.page - 1) * page.pageSize : 0;
  const rows = await selectJson<Row>(
    db.read,
    memberRows(
      sql`select * from ${users} where ${matches} order by position limit ${limit} offset ${offset}`,
      now(),
      Boolean(includeGroups),
    ),
  );
  const withGroups = includeGroups ? await groupsOf(db.read, organizationUuid, projectUuid, generation) : undefined;
  const data = rows.map((row) => (withGroups ? withGroups(row) : toMember(row, generation)));
  if (!page) return { data };
  const total = await db.read.get<{ total: number }>(sql`select count(*) as total from users where ${matches}`);
  return { data, pagination: paginationOf(page, total.total) };
}

/** Any of the words in name, e-mail or role, whatever the case; accents matter (ListOrganizationMembers.search). */
function matchesWords(words: string[]): SQL | undefined {
  if (words.length === 0) return undefined;
  const tests = words.map((word) => sql`instr(users.search_text, ${word}) > 0 or instr(users.role, ${word}) > 0`);
  return sql`(${sql.join(tests, sql` or `)})`;
}

/** The chosen rows are narrowed down first, so that a late page does not pay for joining the earlier ones. */
function memberRows(chosen: SQL, now: Date, includeGroups: boolean): SQL {
  const groupUuids = includeGroups
    ? sql`(select group_concat(group_uuid) from (select group_uuid from ${groupMembers} where user_uuid = users.uuid order by group_uuid))`
    : sql`null`;
  return sql`select json_array(users.uuid, users.first_name, users.last_name, users.email, users.organization_uuid,
    users.role, users.role_uuid, users.is_active, users.is_pending, coalesce(invite.expires_at < ${now.toISOString()}, 0),
    users.created_at, users.updated_at, ${groupUuids}) as item
    from (${chosen}) as users left join ${inviteLinks} as invite on invite.user_uuid = users.uuid order by users.position`;
}

/** A custom role of the organization is told beside the role, and only where there is one (1.219, with-custom-role). */
function toMember(
  [
    userUuid,
    firstName,
    lastName,
    email,
    organizationUuid,
    role,
    roleUuid,
    isActive,
    isPending,
    isInviteExpired,
    ...dates
  ]: Row,
  generation: Generation,
) {
  const [userCreatedAt, userUpdatedAt] = dates;
  return {
    userUuid,
    firstName,
    lastName,
    email,
    organizationUuid,
    role,
    ...(roleUuid && isNewer(generation) ? { roleUuid } : {}),
    isActive: isActive === 1,
    ...(isNewer(generation)
      ? { hasMultipleRoles: false, avatarUrl: null, avatarGradient: null }
      : { isTrialAccount: false }),
    isInviteExpired: isInviteExpired === 1,
    isPending: isPending === 1,
    userCreatedAt,
    userUpdatedAt,
  };
}

async function groupsOf(
  reader: Reader,
  organizationUuid: string,
  projectUuid: string | undefined,
  generation: Generation,
) {
  const names = new Map(
    (
      await reader
        .select({ uuid: groups.uuid, name: groups.name })
        .from(groups)
        .where(eq(groups.organizationUuid, organizationUuid))
    ).map(({ uuid, name }) => [uuid, name]),
  );
  const grants = projectUuid
    ? await reader
        .select({ groupUuid: projectGroups.groupUuid, role: projectGroups.role })
        .from(projectGroups)
        .where(eq(projectGroups.projectUuid, projectUuid))
    : [];
  const roles = new Map(grants.map(({ groupUuid, role }) => [groupUuid, role]));
  return (row: Row) => {
    const uuids = row[12]?.split(',') ?? [];
    const sortedNames = uuids.map((uuid) => names.get(uuid) ?? '').sort();
    const member = toMember(row, generation);
    const first = uuids.find((uuid) => roles.has(uuid));
    return {
      ...member,
      role: (first && roles.get(first)) || member.role,
      groups: uuids.map((uuid, i) => ({ uuid, name: sortedNames[i] ?? '' })),
    };
  };
}

async function readMember({ db, now }: Backend, { uuid: organizationUuid, generation }: Organization, which: SQL) {
  const [row] = await selectJson<Row>(
    db.read,
    memberRows(
      sql`select * from ${users} where ${and(eq(users.organizationUuid, organizationUuid), which)}`,
      now(),
      false,
    ),
  );
  if (!row) throw notFound('No matching member found in organization');
  return toMember(row, generation);
}
