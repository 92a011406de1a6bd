import { eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Reader, Transaction } from '../../db/open';
import { type SpaceRole, spaceMembers, spaces } from '../../db/schema';
import { holdingsOf, projectFor } from '../access';
import { callerOf } from '../auth';
import { forbidden, notFound, validateError } from '../errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, pathUuid, requireUuid } from '../http';
import { newSuffix } from '../secrets';
import { pathLabelOf, slugOf } from '../slugs';
import { readSpace, spacesBelow } from '../space-reads';
import { SPACE_ROLES, firstGrants, requireName } from '../spaces';
import { modelOfTree, rowIn } from './space-access';
import { copyGrantsFromAbove } from './space-inheritance';
import { deleteImpact, fullSpace, listedSpaces } from './space-rows';
import { type TreeSpace, treeOf } from './space-tree';

/** Spaces of 1.219: each says whether it inherits and has grants of its own, nested ones too (RULES.md C4 to C8). */
export function newerSpaceRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/projects/:projectUuid/spaces', async (c) => {
    const { project, holdings } = await projectFor(backend, c, 'view:Project');
    return ok(await listedSpaces(db.read, holdings, await treeOf(db.read, project.uuid), project.uuid));
  });

  // A root is closed and a nested space open unless the body says otherwise, whose `isPrivate` nobody reads. The parent need
  // not be open to its maker, whose grant as admin counts there too.
  app.post('/api/v1/projects/:projectUuid/spaces', async (c) => {
    const body = bodyOf(c);
    const name = requireName(body);
    const inherits = inheritanceOf(body.inheritParentPermissions);
    const first = firstGrants(body.access);
    const { project, user, holdings } = await projectFor(backend, c, 'create:Space');
    const parentUuid = body.parentSpaceUuid ? requireUuid(body.parentSpaceUuid) : undefined;
    const parent = parentUuid === undefined ? undefined : await readSpace(db.read, parentUuid);
    if (parent && parent.projectUuid !== project.uuid) throw notFound('Parent space not found');
    const uuid = crypto.randomUUID();
    await db.write(async (transaction) => {
      const slug = await freeSlug(transaction, project.uuid, name);
      const label = pathLabelOf(slug);
      await transaction
        .insert(spaces)
        .values({
          uuid,
          projectUuid: project.uuid,
          name,
          slug,
          path: parent ? `${parent.path}.${label}` : label,
          inheritsParent: inherits ?? parent !== undefined,
          parentSpaceUuid: parent?.uuid ?? null,
          rootSpaceUuid: parent?.rootSpaceUuid ?? uuid,
          createdByUserUuid: user.uuid,
          isDefaultUserSpace: false,
          createdAt: now().toISOString(),
        });
      for (const { userUuid, role } of [...first, { userUuid: user.uuid, role: 'admin' as const }]) {
        await transaction
          .insert(spaceMembers)
          .values({ spaceUuid: uuid, userUuid, role })
          .onConflictDoUpdate({ target: [spaceMembers.spaceUuid, spaceMembers.userUuid], set: { role } });
      }
    });
    const tree = await treeOf(db.read, project.uuid);
    return ok(await fullSpace(db.read, holdings, tree, tree.spaces.get(uuid) as TreeSpace));
  });

  app.get('/api/v1/projects/:projectUuid/spaces/:spaceUuid', async (c) => {
    const { holdings, tree, space } = await viewedSpaceFor(backend, c);
    return ok(await fullSpace(db.read, holdings, tree, space));
  });

  // What the body does not name stays; ending the inheritance copies the grants from above.
  app.patch('/api/v1/projects/:projectUuid/spaces/:spaceUuid', async (c) => {
    const body = bodyOf(c);
    const name = requireName(body);
    const inheritsParent = inheritanceOf(body.inheritParentPermissions);
    const projectMemberRole = memberRoleOf(body.projectMemberAccessRole);
    const { space, tree, model, holdings } = await managedSpaceFor(backend, c);
    const { uuid: userUuid } = holdings.user;
    await db.write(async (transaction) => {
      if (inheritsParent === false && space.inheritsParent) {
        const closer = { userUuid, role: rowIn(model, userUuid, space.uuid)?.role };
        await copyGrantsFromAbove(transaction, tree, space, closer);
      }
      const set = {
        name,
        ...(inheritsParent === undefined ? {} : { inheritsParent }),
        ...(projectMemberRole === undefined ? {} : { projectMemberRole }),
      };
      await transaction.update(spaces).set(set).where(eq(spaces.uuid, space.uuid));
    });
    const after = await treeOf(db.read, space.projectUuid);
    return ok(await fullSpace(db.read, holdings, after, after.spaces.get(space.uuid) as TreeSpace));
  });

  app.delete('/api/v1/projects/:projectUuid/spaces/:spaceUuid', async (c) => {
    const { space } = await managedSpaceFor(backend, c);
    await db.write((transaction) => transaction.delete(spaces).where(sql`uuid in ${spacesBelow(space.uuid)}`));
    return done();
  });

  app.get('/api/v1/projects/:projectUuid/spaces/:spaceUuid/delete-impact', async (c) => {
    const { space, tree } = await managedSpaceFor(backend, c);
    return ok(await deleteImpact(db.read, tree, space));
  });

  return app;
}

/** The space of the path with all of its project, for who may open it. 404 when it lies in another project. */
export async function viewedSpaceFor({ db }: Backend, c: ApiContext) {
  const caller = callerOf(c);
  const spaceUuid = pathUuid(c, 'spaceUuid');
  const { organizationUuid, projectUuid } = await readSpace(db.read, spaceUuid, 'space');
  if (projectUuid !== c.req.param('projectUuid')) throw notFound(`Space with uuid ${spaceUuid} not found`);
  if (organizationUuid !== caller.organization.uuid) throw forbidden();
  const holdings = await holdingsOf(db.read, caller);
  const tree = await treeOf(db.read, projectUuid);
  const model = await modelOfTree(db.read, holdings, tree);
  if (model.decideSpace(caller.user.uuid, spaceUuid).view !== true) throw forbidden();
  return { holdings, tree, model, space: tree.spaces.get(spaceUuid) as TreeSpace };
}

/** The same for who manages it, whatever project the path names. An unknown one is 403 (DeleteSpace.unknown). */
export async function managedSpaceFor({ db }: Backend, c: ApiContext) {
  const caller = callerOf(c);
  const spaceUuid = pathUuid(c, 'spaceUuid');
  const [found] = await db.read
    .select({ projectUuid: spaces.projectUuid })
    .from(spaces)
    .where(eq(spaces.uuid, spaceUuid));
  if (!found) throw forbidden();
  const tree = await treeOf(db.read, found.projectUuid);
  const space = tree.spaces.get(spaceUuid) as TreeSpace;
  if (space.organizationUuid !== caller.organization.uuid) throw forbidden();
  const holdings = await holdingsOf(db.read, caller);
  const model = await modelOfTree(db.read, holdings, tree);
  if (model.decideSpace(caller.user.uuid, spaceUuid).manage !== true) throw forbidden();
  return { holdings, tree, model, space };
}

function inheritanceOf(value: unknown): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value;
  throw validateError({ 'body.inheritParentPermissions': { message: 'invalid boolean value', value } });
}

/** Null takes the grant to the members of the project away (member-access-role-null). */
function memberRoleOf(value: unknown): SpaceRole | null | undefined {
  if (value === undefined || value === null) return value;
  const found = SPACE_ROLES.find((role) => role === value);
  if (found) return found;
  const field = 'body.projectMemberAccessRole';
  const kinds = [SPACE_ROLES.map((role) => `'${role}'`).join(','), 'null'];
  const issues = kinds.map((kind) => ({ [field]: { message: `should be one of the following; [${kind}]`, value } }));
  const message = `Could not match the union against any of the items. Issues: ${JSON.stringify(issues)}`;
  throw validateError({ [field]: { message, value } });
}

/** Names may repeat, slugs not: they are numbered (CreateSpaceInProject.same-name). */
export async function freeSlug(transaction: Transaction | Reader, projectUuid: string, name: string): Promise<string> {
  const slug = slugOf(name) || newSuffix();
  const rows = await transaction.select({ slug: spaces.slug }).from(spaces).where(eq(spaces.projectUuid, projectUuid));
  const taken = new Set(rows.map((row) => row.slug));
  if (!taken.has(slug)) return slug;
  for (let number = 1; ; number += 1) if (!taken.has(`${slug}-${number}`)) return `${slug}-${number}`;
}
