import { and, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { groups, spaceGroups, spaceMembers, users } from '../db/schema';
import { forbidden, unexpected } from './errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, pathUuid, requireOneOf, requireUuid } from './http';
import { SPACE_ROLES, spaceFor } from './spaces';

/** Grants on a root space, for whoever manages it; a nested space has none (AddSpaceUserAccess.on-nested-space). */
export function spaceGrantRoutes(backend: Backend): Hono<ApiEnv> {
  const { db } = backend;
  const app = new Hono<ApiEnv>();

  app.post('/api/v1/projects/:projectUuid/spaces/:spaceUuid/share', async (c) => {
    const { role, uuid: userUuid } = grantOf(c, 'userUuid');
    const { space, organization } = await rootFor(c, 'user');
    const [user] = await db.read
      .select({ uuid: users.uuid })
      .from(users)
      .where(and(eq(users.uuid, userUuid), eq(users.organizationUuid, organization.uuid)));
    if (!user) throw unexpected();
    await db.write((transaction) =>
      transaction
        .insert(spaceMembers)
        .values({ spaceUuid: space.uuid, userUuid, role })
        .onConflictDoUpdate({ target: [spaceMembers.spaceUuid, spaceMembers.userUuid], set: { role } }),
    );
    return done();
  });

  app.delete('/api/v1/projects/:projectUuid/spaces/:spaceUuid/share/:userUuid', async (c) => {
    const { space } = await rootFor(c, 'user');
    const which = and(eq(spaceMembers.spaceUuid, space.uuid), eq(spaceMembers.userUuid, pathUuid(c, 'userUuid')));
    await db.write((transaction) => transaction.delete(spaceMembers).where(which));
    return done();
  });

  app.post('/api/v1/projects/:projectUuid/spaces/:spaceUuid/group/share', async (c) => {
    const { role, uuid: groupUuid } = grantOf(c, 'groupUuid');
    const { space, organization } = await rootFor(c, 'group');
    const [group] = await db.read
      .select({ uuid: groups.uuid })
      .from(groups)
      .where(and(eq(groups.uuid, groupUuid), eq(groups.organizationUuid, organization.uuid)));
    if (!group) throw unexpected();
    await db.write((transaction) =>
      transaction
        .insert(spaceGroups)
        .values({ spaceUuid: space.uuid, groupUuid, role })
        .onConflictDoUpdate({ target: [spaceGroups.spaceUuid, spaceGroups.groupUuid], set: { role } }),
    );
    return done();
  });

  app.delete('/api/v1/projects/:projectUuid/spaces/:spaceUuid/group/share/:groupUuid', async (c) => {
    const { space } = await rootFor(c, 'group');
    const which = and(eq(spaceGroups.spaceUuid, space.uuid), eq(spaceGroups.groupUuid, pathUuid(c, 'groupUuid')));
    await db.write((transaction) => transaction.delete(spaceGroups).where(which));
    return done();
  });

  // A nested space is refused to everybody, before asking who it is.
  async function rootFor(c: ApiContext, kind: 'user' | 'group') {
    const found = await spaceFor(backend, c);
    if (found.space.parentSpaceUuid) throw forbidden(`Can't change ${kind} access to a nested space`);
    found.requireManager();
    return found;
  }

  return app;
}

function grantOf(c: ApiContext, key: 'userUuid' | 'groupUuid') {
  const body = bodyOf(c);
  const role = requireOneOf('body.spaceRole', body.spaceRole, SPACE_ROLES);
  return { role, uuid: requireUuid(body[key]) };
}
