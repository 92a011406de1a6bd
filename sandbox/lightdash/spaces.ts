import { type SQL, and, asc, eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Reader, Transaction } from '../db/open';
import { type SpaceRole, charts, dashboards, spaceGroups, spaceMembers, spaces } from '../db/schema';
import { canManageSpace, canViewSpace, grantsOf, groupsOfUser, projectFor, spaceRows } from './access';
import { type User, callerOf } from './auth';
import { forbidden, notFound, validateError } from './errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, pathUuid, requireOneOf, requireUuid } from './http';
import { pathLabelOf, slugOf } from './slugs';
import { newSuffix } from './secrets';
import { everybodyInSpace, groupsInSpace } from './space-access';
import { chartsIn, dashboardsIn } from './space-content';

export const SPACE_ROLES: readonly SpaceRole[] = ['viewer', 'editor', 'admin'];

/** Spaces of a project. Each operation judges by what the person may do in the space (oracle, R3 to R8). */
export function spaceRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/projects/:projectUuid/spaces', async (c) => {
    const { project, user } = await projectFor(backend, c, 'view:Project');
    return ok(await summaries(db.read, user, eq(spaces.projectUuid, project.uuid), { onlyVisible: true }));
  });

  // Below another space it takes privacy and access from the root; a creator's grant there is without effect (R4).
  app.post('/api/v1/projects/:projectUuid/spaces', async (c) => {
    const body = bodyOf(c);
    const name = requireName(body);
    const first = firstGrants(body.access);
    const { project, user } = await projectFor(backend, c, 'create:Space');
    const parentUuid = body.parentSpaceUuid ? requireUuid(body.parentSpaceUuid) : undefined;
    const parent = parentUuid === undefined ? undefined : await readSpace(db.read, parentUuid);
    if (parent && parent.space.projectUuid !== project.uuid) throw notFound('Parent space not found');
    const uuid = crypto.randomUUID();
    const space = await db.write(async (transaction) => {
      const slug = await freeSlug(transaction, project.uuid, name);
      const label = pathLabelOf(slug);
      const row = {
        uuid,
        projectUuid: project.uuid,
        name,
        slug,
        path: parent ? `${parent.space.path}.${label}` : label,
        isPrivate: parent ? parent.isPrivate : body.isPrivate !== false,
        parentSpaceUuid: parent?.space.uuid ?? null,
        rootSpaceUuid: parent?.space.rootSpaceUuid ?? uuid,
        createdByUserUuid: user.uuid,
        createdAt: now().toISOString(),
      };
      await transaction.insert(spaces).values(row);
      for (const { userUuid, role } of [...first, { userUuid: user.uuid, role: 'admin' as const }]) {
        await transaction
          .insert(spaceMembers)
          .values({ spaceUuid: uuid, userUuid, role })
          .onConflictDoUpdate({ target: [spaceMembers.spaceUuid, spaceMembers.userUuid], set: { role } });
      }
      return row;
    });
    // CreateSpaceInProject.ok-*: no organization, no breadcrumbs, and none of the grants just made.
    return ok({
      name,
      queries: [],
      isPrivate: space.isPrivate,
      uuid,
      projectUuid: project.uuid,
      dashboards: [],
      childSpaces: [],
      access: [],
      groupsAccess: [],
      pinnedListUuid: null,
      pinnedListOrder: null,
      slug: space.slug,
      parentSpaceUuid: space.parentSpaceUuid,
      path: space.path,
    });
  });

  // The powers are those in the project of the path, whose space it need not be (oracle, Seen besides).
  app.get('/api/v1/projects/:projectUuid/spaces/:spaceUuid', async (c) => {
    const { user, organization } = callerOf(c);
    const spaceUuid = pathUuid(c, 'spaceUuid');
    const { space, isPrivate } = await readSpace(db.read, spaceUuid, 'space');
    if ((await organizationOf(db.read, space.uuid)) !== organization.uuid) throw forbidden();
    const grantsIn = await grantsOf(db.read, user);
    const rows = await rowsOf(db.read, user, space, isPrivate);
    if (!canViewSpace(grantsIn(c.req.param('projectUuid')), rows, isPrivate)) throw forbidden();
    return ok(await fullSpace(db.read, user, space.uuid));
  });

  app.patch('/api/v1/projects/:projectUuid/spaces/:spaceUuid', async (c) => {
    const body = bodyOf(c);
    const name = requireName(body);
    const { space, user, requireManager } = await spaceFor(backend, c);
    if (space.parentSpaceUuid && 'isPrivate' in body) throw forbidden("Can't change privacy for a nested space");
    requireManager();
    const isPrivate = typeof body.isPrivate === 'boolean' ? body.isPrivate : space.isPrivate;
    await db.write((transaction) =>
      transaction.update(spaces).set({ name, isPrivate }).where(eq(spaces.uuid, space.uuid)),
    );
    return ok(await fullSpace(db.read, user, space.uuid));
  });

  // Everything below goes as well, without a question (DeleteSpace.ok-with-child); grants, content and schedulers follow.
  app.delete('/api/v1/projects/:projectUuid/spaces/:spaceUuid', async (c) => {
    const { space, requireManager } = await spaceFor(backend, c);
    requireManager();
    await db.write((transaction) =>
      transaction.run(sql`with recursive gone(uuid) as (
          values (${space.uuid}) union select spaces.uuid from spaces join gone on spaces.parent_space_uuid = gone.uuid
        ) delete from spaces where uuid in (select uuid from gone)`),
    );
    return done();
  });

  return app;
}

type SpaceRow = typeof spaces.$inferSelect;

/** The space of the path, and a check that the caller may manage it by the roles in the space's own project. */
export async function spaceFor({ db }: Backend, c: ApiContext) {
  const { user, organization } = callerOf(c);
  const { space, isPrivate } = await readSpace(db.read, pathUuid(c, 'spaceUuid'));
  if ((await organizationOf(db.read, space.uuid)) !== organization.uuid) throw forbidden();
  const grants = (await grantsOf(db.read, user))(space.projectUuid);
  const rows = await rowsOf(db.read, user, space, isPrivate);
  const requireManager = () => {
    if (!canManageSpace(grants, rows, isPrivate)) throw forbidden();
  };
  return { space, user, organization, requireManager };
}

/** Whether the caller may open what is in a space. */
export async function canViewContent({ db }: Backend, c: ApiContext, spaceUuid: string): Promise<boolean> {
  const { user } = callerOf(c);
  const { space, isPrivate } = await readSpace(db.read, spaceUuid);
  const grants = (await grantsOf(db.read, user))(space.projectUuid);
  return canViewSpace(grants, await rowsOf(db.read, user, space, isPrivate), isPrivate);
}

/** A space and the privacy of its root. GetSpace.unknown and CreateSpaceInProject.unknown-parent begin differently. */
async function readSpace(reader: Reader, spaceUuid: string, word: 'Space' | 'space' = 'Space') {
  const [space] = await reader.select().from(spaces).where(eq(spaces.uuid, spaceUuid));
  if (!space) throw notFound(`${word} with spaceUuid ${spaceUuid} does not exist`);
  const [root] = await reader
    .select({ isPrivate: spaces.isPrivate })
    .from(spaces)
    .where(eq(spaces.uuid, space.rootSpaceUuid));
  return { space, isPrivate: root?.isPrivate ?? space.isPrivate };
}

async function organizationOf(reader: Reader, spaceUuid: string): Promise<string> {
  const row = await reader.get<{ uuid: string }>(
    sql`select projects.organization_uuid as uuid from spaces join projects on projects.uuid = spaces.project_uuid
      where spaces.uuid = ${spaceUuid}`,
  );
  return row.uuid;
}

/** The caller's own rows, by the grants in the space's project. */
async function rowsOf(reader: Reader, user: User, space: SpaceRow, isPrivate: boolean) {
  const grants = (await grantsOf(reader, user))(space.projectUuid);
  const ownGroups = await groupsOfUser(reader, user.uuid);
  const given = await grantsIn(reader, eq(spaces.uuid, space.rootSpaceUuid));
  return spaceRows(grants, ownGroups, rootFor(given, user.uuid, ownGroups, space.rootSpaceUuid, isPrivate));
}

/** Spaces as the list of a project shows them; `userAccess` is that of the caller. */
async function summaries(reader: Reader, user: User, which: SQL, { onlyVisible }: { onlyVisible: boolean }) {
  const rows = await readSummaries(reader, which);
  if (rows.length === 0) return [];
  const grantsFor = await grantsOf(reader, user);
  const ownGroups = await groupsOfUser(reader, user.uuid);
  const given = await grantsIn(reader, sql`${spaces.projectUuid} in (select project_uuid from spaces where ${which})`);
  return rows.flatMap((space) => {
    const grants = grantsFor(space.projectUuid);
    const root = rootFor(given, user.uuid, ownGroups, space.rootSpaceUuid, space.isPrivate);
    const own = spaceRows(grants, ownGroups, root);
    if (onlyVisible && !canViewSpace(grants, own, space.isPrivate)) return [];
    const { firstName, lastName, email } = user;
    // One of the own rows, not the best one (oracle, R6). The spaces below a space have none (GetSpace.with-access).
    const userAccess =
      onlyVisible && own[0] ? { userUuid: user.uuid, firstName, lastName, email, ...own[0] } : undefined;
    return {
      organizationUuid: user.organizationUuid,
      projectUuid: space.projectUuid,
      uuid: space.uuid,
      name: space.name,
      isPrivate: space.isPrivate,
      access: given.people.flatMap(({ spaceUuid, userUuid }) => (spaceUuid === space.rootSpaceUuid ? userUuid : [])),
      pinnedListUuid: null,
      pinnedListOrder: null,
      // Counts are texts (SPEC-DIFFERENCES).
      chartCount: String(space.chartCount),
      dashboardCount: String(space.dashboardCount),
      slug: space.slug,
      parentSpaceUuid: space.parentSpaceUuid,
      path: space.path,
      ...(userAccess ? { userAccess } : {}),
    };
  });
}

/** GetSpace.ok: with everybody in it, what is in it, the spaces below and those above. */
async function fullSpace(reader: Reader, user: User, spaceUuid: string) {
  const { space, isPrivate } = await readSpace(reader, spaceUuid, 'space');
  const { organizationUuid } = user;
  const content = { organizationUuid, projectUuid: space.projectUuid, spaceUuid, spaceName: space.name };
  return {
    organizationUuid,
    name: space.name,
    uuid: space.uuid,
    isPrivate,
    projectUuid: space.projectUuid,
    pinnedListUuid: null,
    pinnedListOrder: null,
    queries: await chartsIn(reader, content),
    dashboards: await dashboardsIn(reader, content),
    childSpaces: await summaries(reader, user, eq(spaces.parentSpaceUuid, spaceUuid), { onlyVisible: false }),
    access: await everybodyInSpace(reader, organizationUuid, space, isPrivate),
    groupsAccess: await groupsInSpace(reader, space.rootSpaceUuid),
    slug: space.slug,
    parentSpaceUuid: space.parentSpaceUuid,
    path: space.path,
    breadcrumbs: await breadcrumbs(reader, spaceUuid),
  };
}

function breadcrumbs(reader: Reader, spaceUuid: string) {
  return reader.all<{ name: string; uuid: string }>(
    sql`with recursive above(uuid, name, parent, depth) as (
        select uuid, name, parent_space_uuid, 0 from spaces where uuid = ${spaceUuid}
        union all select spaces.uuid, spaces.name, spaces.parent_space_uuid, depth + 1
          from spaces join above on spaces.uuid = above.parent
      ) select name, uuid from above order by depth desc`,
  );
}

function readSummaries(reader: Reader, which: SQL) {
  return reader
    .select({
      uuid: spaces.uuid,
      projectUuid: spaces.projectUuid,
      name: spaces.name,
      slug: spaces.slug,
      path: spaces.path,
      parentSpaceUuid: spaces.parentSpaceUuid,
      rootSpaceUuid: spaces.rootSpaceUuid,
      // Privacy is that of the root (oracle, R4).
      isPrivate:
        sql<boolean>`(select root.is_private from ${spaces} as root where root.uuid = spaces.root_space_uuid)`.mapWith(
          Boolean,
        ),
      chartCount: sql<number>`(select count(*) from ${charts} where space_uuid = spaces.uuid)`,
      dashboardCount: sql<number>`(select count(*) from ${dashboards} where space_uuid = spaces.uuid)`,
    })
    .from(spaces)
    .where(which)
    .orderBy(asc(sql`spaces.rowid`));
}

type GivenInSpaces = Awaited<ReturnType<typeof grantsIn>>;

async function grantsIn(reader: Reader, which: SQL) {
  const people = await reader
    .select({ spaceUuid: spaceMembers.spaceUuid, userUuid: spaceMembers.userUuid, role: spaceMembers.role })
    .from(spaceMembers)
    .innerJoin(spaces, eq(spaces.uuid, spaceMembers.spaceUuid))
    .where(which);
  const groups = await reader
    .select({ spaceUuid: spaceGroups.spaceUuid, groupUuid: spaceGroups.groupUuid, role: spaceGroups.role })
    .from(spaceGroups)
    .innerJoin(spaces, eq(spaces.uuid, spaceGroups.spaceUuid))
    .where(which);
  return { people, groups };
}

/** What one person and their groups hold on a root. */
function rootFor(
  { people, groups }: GivenInSpaces,
  person: string,
  ownGroups: readonly string[],
  rootUuid: string,
  isPrivate: boolean,
) {
  return {
    isPrivate,
    direct: people.find(({ spaceUuid, userUuid }) => spaceUuid === rootUuid && userUuid === person)?.role,
    groups: groups.filter(({ spaceUuid, groupUuid }) => spaceUuid === rootUuid && ownGroups.includes(groupUuid)),
  };
}

function requireName(body: Record<string, unknown>): string {
  const { name } = body;
  if (typeof name === 'string') return name;
  const issue = name === undefined ? { message: "'name' is required" } : { message: 'invalid string value', value: name };
  throw validateError({ 'body.name': issue });
}

function firstGrants(access: unknown): { userUuid: string; role: SpaceRole }[] {
  if (!Array.isArray(access)) return [];
  return access.map((grant: { userUuid?: unknown; role?: unknown } | null, i) => ({
    userUuid: requireUuid(grant?.userUuid),
    role: requireOneOf(`body.access.$${i}.role`, grant?.role, SPACE_ROLES),
  }));
}

/** Names may repeat, slugs not: a taken one gets ten letters more (CreateSpaceInProject.same-name). */
async function freeSlug(transaction: Transaction, projectUuid: string, name: string): Promise<string> {
  const slug = slugOf(name) || newSuffix();
  const [taken] = await transaction
    .select({ uuid: spaces.uuid })
    .from(spaces)
    .where(and(eq(spaces.projectUuid, projectUuid), eq(spaces.slug, slug)));
  return taken ? `${slug}-${newSuffix()}` : slug;
}
