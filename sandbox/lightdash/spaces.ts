import { eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Reader } from '../db/open';
import { charts, dashboards, spaceGroups, spaceMembers, spaces } from '../db/schema';
import { canViewSpace, groupsOfUser, projectFor, spaceRows } from './access';
import { type ApiEnv, type Backend, ok } from './http';

/** The spaces of a project, as far as the caller may open them. */
export function spaceRoutes(backend: Backend): Hono<ApiEnv> {
  const { db } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/projects/:projectUuid/spaces', async (c) => {
    const { project, grants, user } = await projectFor(backend, c, 'view:Project');
    const ownGroups = await groupsOfUser(db.read, user.uuid);
    const rows = await readSpaces(db.read, project.uuid);
    const spaceGrants = await readGrants(db.read, project.uuid);
    const listed = rows.flatMap((space) => {
      const direct = spaceGrants.people.filter(({ spaceUuid }) => spaceUuid === space.rootSpaceUuid);
      const root = {
        isPrivate: space.isPrivate,
        direct: direct.find(({ userUuid }) => userUuid === user.uuid)?.role,
        groups: spaceGrants.groups.filter(
          ({ spaceUuid, groupUuid }) => spaceUuid === space.rootSpaceUuid && ownGroups.includes(groupUuid),
        ),
      };
      const own = spaceRows(grants, ownGroups, root);
      if (!canViewSpace(grants, own, space.isPrivate)) return [];
      const { firstName, lastName, email } = user;
      // One of the own rows, not the best one (oracle, R6).
      const userAccess = own[0] && { userUuid: user.uuid, firstName, lastName, email, ...own[0] };
      return {
        organizationUuid: project.organizationUuid,
        projectUuid: project.uuid,
        uuid: space.uuid,
        name: space.name,
        isPrivate: space.isPrivate,
        access: direct.map(({ userUuid }) => userUuid),
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
    return ok(listed);
  });

  return app;
}

function readSpaces(reader: Reader, projectUuid: string) {
  return reader
    .select({
      uuid: spaces.uuid,
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
    .where(eq(spaces.projectUuid, projectUuid));
}

async function readGrants(reader: Reader, projectUuid: string) {
  const people = await reader
    .select({ spaceUuid: spaceMembers.spaceUuid, userUuid: spaceMembers.userUuid, role: spaceMembers.role })
    .from(spaceMembers)
    .innerJoin(spaces, eq(spaces.uuid, spaceMembers.spaceUuid))
    .where(eq(spaces.projectUuid, projectUuid));
  const groups = await reader
    .select({ spaceUuid: spaceGroups.spaceUuid, groupUuid: spaceGroups.groupUuid, role: spaceGroups.role })
    .from(spaceGroups)
    .innerJoin(spaces, eq(spaces.uuid, spaceGroups.spaceUuid))
    .where(eq(spaces.projectUuid, projectUuid));
  return { people, groups };
}
