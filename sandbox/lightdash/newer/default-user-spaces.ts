import { and, eq, isNull } from 'drizzle-orm';
import { Hono } from 'hono';
import { projects, spaceMembers, spaces } from '../../db/schema';
import { holdingsOf, projectFor, scopesIn } from '../access';
import type { Organization, User } from '../identity';
import { isNewer } from '../generation';
import { type ApiEnv, type Backend, bodyOf, done } from '../http';
import { pathLabelOf } from '../slugs';
import { validateError } from '../errors';
import { freeSlug } from './spaces';

/** Of the root that has all personal spaces of a project in it. */
const ROOT = 'Default User Spaces';

/** Switches a space for each person on: the root for them is made at once, each space when its owner signs in. */
export function defaultUserSpaceRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;

  return new Hono<ApiEnv>().patch('/api/v1/projects/:projectUuid/hasDefaultUserSpaces', async (c) => {
    const { hasDefaultUserSpaces } = bodyOf(c);
    if (typeof hasDefaultUserSpaces !== 'boolean') {
      throw validateError({ 'body.hasDefaultUserSpaces': { message: "'hasDefaultUserSpaces' is required" } });
    }
    const { project, user } = await projectFor(backend, c, 'manage:Project');
    await db.write(async (transaction) => {
      await transaction.update(projects).set({ hasDefaultUserSpaces }).where(eq(projects.uuid, project.uuid));
      const [root] = await transaction.select().from(spaces).where(isRootOf(project.uuid));
      if (!hasDefaultUserSpaces || root) return;
      const uuid = crypto.randomUUID();
      const slug = await freeSlug(transaction, project.uuid, ROOT);
      await transaction
        .insert(spaces)
        .values({
          uuid,
          projectUuid: project.uuid,
          name: ROOT,
          slug,
          path: pathLabelOf(slug),
          inheritsParent: true,
          parentSpaceUuid: null,
          rootSpaceUuid: uuid,
          createdByUserUuid: user.uuid,
          isDefaultUserSpace: false,
          createdAt: now().toISOString(),
        });
    });
    return done();
  });
}

/** Makes the own space of who signs in, in each project that has them, if they could explore and save charts there. */
export async function makeOwnSpaces({ db, now }: Backend, user: User, organization: Organization): Promise<void> {
  if (!isNewer(organization.generation)) return;
  const roots = await db.read
    .select({ root: spaces })
    .from(projects)
    .innerJoin(
      spaces,
      and(eq(spaces.projectUuid, projects.uuid), eq(spaces.name, ROOT), isNull(spaces.parentSpaceUuid)),
    )
    .where(and(eq(projects.organizationUuid, organization.uuid), eq(projects.hasDefaultUserSpaces, true)));
  if (roots.length === 0) return;
  const holdings = await holdingsOf(db.read, { user, organization });
  for (const { root } of roots) {
    const scopes = scopesIn(holdings, root.projectUuid);
    const savesCharts = scopes.has('manage:SavedChart') || scopes.has('manage:SavedChart@space');
    if (!scopes.has('manage:Explore') || !savesCharts) continue;
    await db.write(async (transaction) => {
      const [own] = await transaction
        .select({ uuid: spaces.uuid })
        .from(spaces)
        .where(
          and(
            eq(spaces.projectUuid, root.projectUuid),
            eq(spaces.isDefaultUserSpace, true),
            eq(spaces.createdByUserUuid, user.uuid),
          ),
        );
      if (own) return;
      const name = `${user.firstName} ${user.lastName}`.trim();
      const slug = await freeSlug(transaction, root.projectUuid, name);
      const uuid = crypto.randomUUID();
      await transaction
        .insert(spaces)
        .values({
          uuid,
          projectUuid: root.projectUuid,
          name,
          slug,
          path: `${root.path}.${pathLabelOf(slug)}`,
          inheritsParent: false,
          parentSpaceUuid: root.uuid,
          rootSpaceUuid: root.uuid,
          createdByUserUuid: user.uuid,
          isDefaultUserSpace: true,
          createdAt: now().toISOString(),
        });
      await transaction.insert(spaceMembers).values({ spaceUuid: uuid, userUuid: user.uuid, role: 'admin' });
    });
  }
}

function isRootOf(projectUuid: string) {
  return and(eq(spaces.projectUuid, projectUuid), eq(spaces.name, ROOT), isNull(spaces.parentSpaceUuid));
}
