import { and, eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Transaction } from '../db/open';
import { type SpaceRole, spaceMembers, spaces } from '../db/schema';
import { holdingsOf, projectFor } from './access';
import { callerOf } from './auth';
import { forbidden, notFound, validateError } from './errors';
import {
  type ApiContext,
  type ApiEnv,
  type Backend,
  bodyOf,
  done,
  ok,
  pathUuid,
  requireOneOf,
  requireUuid,
} from './http';
import { generationOf, isNewer } from './generation';
import { modelOfTree } from './newer/space-access';
import { treeOf } from './newer/space-tree';
import { newSuffix } from './secrets';
import { pathLabelOf, slugOf } from './slugs';
import { modelOfSpaces } from './space-access';
import { fullSpace, readSpace, spacesBelow, visibleSpaces } from './space-reads';

export const SPACE_ROLES: readonly SpaceRole[] = ['viewer', 'editor', 'admin'];

/** Spaces of a project. Each operation judges by what the person may do in the space (RULES.md A3 to A8). */
export function spaceRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/projects/:projectUuid/spaces', async (c) => {
    const { project, holdings } = await projectFor(backend, c, 'view:Project');
    return ok(await visibleSpaces(db.read, holdings, project.uuid));
  });

  // Below another space it takes privacy and access from the root; a creator's grant there is without effect (RULES.md A4).
  app.post('/api/v1/projects/:projectUuid/spaces', async (c) => {
    const body = bodyOf(c);
    const name = requireName(body);
    const first = firstGrants(body.access);
    const { project, user } = await projectFor(backend, c, 'create:Space');
    const parentUuid = body.parentSpaceUuid ? requireUuid(body.parentSpaceUuid) : undefined;
    const parent = parentUuid === undefined ? undefined : await readSpace(db.read, parentUuid);
    if (parent && parent.projectUuid !== project.uuid) throw notFound('Parent space not found');
    const uuid = crypto.randomUUID();
    const space = await db.write(async (transaction) => {
      const slug = await freeSlug(transaction, project.uuid, name);
      const label = pathLabelOf(slug);
      const row = {
        uuid,
        projectUuid: project.uuid,
        name,
        slug,
        path: parent ? `${parent.path}.${label}` : label,
        inheritsParent: parent ? true : body.isPrivate === false,
        parentSpaceUuid: parent?.uuid ?? null,
        rootSpaceUuid: parent?.rootSpaceUuid ?? uuid,
        createdByUserUuid: user.uuid,
        isDefaultUserSpace: false,
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
    // CreateSpaceInProject.ok-private: no organization, no breadcrumbs, and none of the grants just made.
    return ok({
      name,
      queries: [],
      isPrivate: parent ? parent.isPrivate : !space.inheritsParent,
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

  // Judged as if it lay in the project of the path, which it need not (docs/lightdash/spaces.md#p9).
  app.get('/api/v1/projects/:projectUuid/spaces/:spaceUuid', async (c) => {
    const { user, organization } = callerOf(c);
    const space = await readSpace(db.read, pathUuid(c, 'spaceUuid'), 'space');
    if (space.organizationUuid !== organization.uuid) throw forbidden();
    const judged = { ...space, projectUuid: c.req.param('projectUuid') };
    const model = await modelOfSpaces(db.read, await holdingsOf(db.read, callerOf(c)), [judged]);
    if (model.space(user.uuid, space.uuid).view !== true) throw forbidden();
    return ok(await fullSpace(db.read, space));
  });

  app.patch('/api/v1/projects/:projectUuid/spaces/:spaceUuid', async (c) => {
    const body = bodyOf(c);
    const name = requireName(body);
    const { space, requireManager } = await spaceFor(backend, c);
    if (space.parentSpaceUuid && 'isPrivate' in body) throw forbidden("Can't change privacy for a nested space");
    requireManager();
    const inheritance = typeof body.isPrivate === 'boolean' ? { inheritsParent: !body.isPrivate } : {};
    await db.write((transaction) =>
      transaction
        .update(spaces)
        .set({ name, ...inheritance })
        .where(eq(spaces.uuid, space.uuid)),
    );
    return ok(await fullSpace(db.read, await readSpace(db.read, space.uuid)));
  });

  // Everything below goes as well, without a question (DeleteSpace.ok-with-child); grants, content and schedulers follow.
  app.delete('/api/v1/projects/:projectUuid/spaces/:spaceUuid', async (c) => {
    const { space, requireManager } = await spaceFor(backend, c);
    requireManager();
    await db.write((transaction) => transaction.delete(spaces).where(sql`uuid in ${spacesBelow(space.uuid)}`));
    return done();
  });

  return app;
}

/** The space of the path, and a check that the caller may manage it by the roles in the space's own project. */
export async function spaceFor({ db }: Backend, c: ApiContext) {
  const { user, organization } = callerOf(c);
  const space = await readSpace(db.read, pathUuid(c, 'spaceUuid'));
  if (space.organizationUuid !== organization.uuid) throw forbidden();
  const model = await modelOfSpaces(db.read, await holdingsOf(db.read, callerOf(c)), [space]);
  const requireManager = () => {
    if (model.space(user.uuid, space.uuid).manage !== true) throw forbidden();
  };
  return { space, organization, requireManager };
}

/** Whether the caller may open what is in a space. */
export async function canViewContent({ db }: Backend, c: ApiContext, spaceUuid: string): Promise<boolean> {
  const { user } = callerOf(c);
  const space = await readSpace(db.read, spaceUuid);
  if (isNewer(generationOf(c))) {
    const tree = await treeOf(db.read, space.projectUuid);
    const judged = await modelOfTree(db.read, await holdingsOf(db.read, callerOf(c)), tree);
    return judged.decideSpace(user.uuid, spaceUuid).view === true;
  }
  const model = await modelOfSpaces(db.read, await holdingsOf(db.read, callerOf(c)), [space]);
  return model.space(user.uuid, spaceUuid).view === true;
}

export function requireName(body: Record<string, unknown>): string {
  const { name } = body;
  if (typeof name === 'string') return name;
  const issue =
    name === undefined ? { message: "'name' is required" } : { message: 'invalid string value', value: name };
  throw validateError({ 'body.name': issue });
}

export function firstGrants(access: unknown): { userUuid: string; role: SpaceRole }[] {
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
