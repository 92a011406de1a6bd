import { and, asc, eq, inArray } from 'drizzle-orm';
import { Hono } from 'hono';
import { groups, spaceGroups, spaceMembers, users } from '../../db/schema';
import { projectFor } from '../access';
import { callerOf } from '../auth';
import { notFound, parameterError, unexpected, validateError } from '../errors';
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
  requireOneOf,
  requireUuid,
  validUuid,
} from '../http';
import { SPACE_ROLES } from '../spaces';
import { everybodyIn, modelOfTree } from './space-access';
import { revoke } from './space-inheritance';
import { managedSpaceFor, viewedSpaceFor } from './spaces';
import { treeOf } from './space-tree';

const SPACE = '/api/v1/projects/:projectUuid/spaces/:spaceUuid';
/** More are refused; each is a part of one query. */
const MOST_USERS = 100;

/** Who has access to a space of 1.219, and the grants on it: any space can have some. */
export function newerSpaceSharingRoutes(backend: Backend): Hono<ApiEnv> {
  const { db } = backend;
  const app = new Hono<ApiEnv>();

  // For whoever can open it. The caller comes first, the others by their names.
  app.get(`${SPACE}/access`, async (c) => {
    validUuid(c, 'spaceUuid');
    const page = pageOf(c);
    const directOnly = flagOf(c, 'directOnly');
    const asked = c.req.queries('userUuids');
    if (asked && asked.length > MOST_USERS) throw parameterError(`userUuids must contain at most ${MOST_USERS} items`);
    const { tree, space, holdings } = await viewedSpaceFor(backend, c);
    const words = (c.req.query('searchQuery') ?? '').trim().toLowerCase();
    const own = holdings.user.uuid;
    const rows = (await everybodyIn(db.read, tree, space))
      .filter((row) => !asked || asked.includes(row.userUuid))
      .filter((row) => !directOnly || isDirect(row))
      .filter(({ firstName, lastName, email }) => `${firstName} ${lastName} ${email}`.toLowerCase().includes(words))
      .toSorted(
        (a, b) =>
          Number(b.userUuid === own) - Number(a.userUuid === own) ||
          compare(a.firstName, b.firstName) ||
          compare(a.lastName, b.lastName),
      );
    if (!page) return ok({ data: rows });
    const data = rows.slice((page.page - 1) * page.pageSize, page.page * page.pageSize);
    return ok({ data, pagination: paginationOf(page, rows.length) });
  });

  app.post(`${SPACE}/share`, async (c) => {
    const { role, uuid: userUuid } = grantOf(c, 'userUuid');
    const { space } = await managedSpaceFor(backend, c);
    const [user] = await db.read
      .select({ uuid: users.uuid })
      .from(users)
      .where(and(eq(users.uuid, userUuid), eq(users.organizationUuid, space.organizationUuid)));
    if (!user) throw notFound('Cannot share space: user is not a member of this organization');
    await db.write((transaction) =>
      transaction
        .insert(spaceMembers)
        .values({ spaceUuid: space.uuid, userUuid, role })
        .onConflictDoUpdate({ target: [spaceMembers.spaceUuid, spaceMembers.userUuid], set: { role } }),
    );
    return done();
  });

  app.delete(`${SPACE}/share/:userUuid`, async (c) => {
    const userUuid = pathUuid(c, 'userUuid');
    const { space } = await managedSpaceFor(backend, c);
    await db.write((transaction) => revoke(transaction, space.uuid, { userUuid }));
    return done();
  });

  // Of the group nothing is checked but that it exists (AddSpaceGroupAccess.unknown-group).
  app.post(`${SPACE}/group/share`, async (c) => {
    const { role, uuid: groupUuid } = grantOf(c, 'groupUuid');
    const { space } = await managedSpaceFor(backend, c);
    const [group] = await db.read
      .select({ uuid: groups.uuid })
      .from(groups)
      .where(and(eq(groups.uuid, groupUuid), eq(groups.organizationUuid, space.organizationUuid)));
    if (!group) throw unexpected();
    await db.write((transaction) =>
      transaction
        .insert(spaceGroups)
        .values({ spaceUuid: space.uuid, groupUuid, role })
        .onConflictDoUpdate({ target: [spaceGroups.spaceUuid, spaceGroups.groupUuid], set: { role } }),
    );
    return done();
  });

  app.delete(`${SPACE}/group/share/:groupUuid`, async (c) => {
    const groupUuid = pathUuid(c, 'groupUuid');
    const { space } = await managedSpaceFor(backend, c);
    await db.write((transaction) => revoke(transaction, space.uuid, { groupUuid }));
    return done();
  });

  // The one place that says the role of a direct grant. Personal spaces are left out (RULES.md C9).
  app.on(
    'GET',
    ['/api/v1/projects/:projectUuid/code/spaces', '/api/v1/projects/:projectUuid/spaces/code'],
    async (c) => {
      const refusal = 'You are not allowed to download spaces';
      const { project, holdings } = await projectFor(backend, c, 'view:ContentAsCode', { refusal });
      const tree = await treeOf(db.read, project.uuid);
      const model = await modelOfTree(db.read, holdings, tree);
      const sees = (uuid: string) => model.decideSpace(callerOf(c).user.uuid, uuid).view === true;
      const visible = [...tree.spaces.values()].filter(
        ({ uuid, isDefaultUserSpace }) => !isDefaultUserSpace && sees(uuid),
      );
      const [shown, skipped] = [true, false].map((whole) =>
        visible.filter((space) => tree.pathOf(space).every(({ uuid }) => sees(uuid)) === whole),
      ) as [typeof visible, typeof visible];
      const uuids = shown.map(({ uuid }) => uuid);
      const direct = await db.read
        .select({ spaceUuid: spaceMembers.spaceUuid, email: users.email, role: spaceMembers.role })
        .from(spaceMembers)
        .innerJoin(users, eq(users.uuid, spaceMembers.userUuid))
        .where(inArray(spaceMembers.spaceUuid, uuids))
        .orderBy(asc(users.email));
      const byGroup = await db.read
        .select({ spaceUuid: spaceGroups.spaceUuid, name: groups.name, role: spaceGroups.role })
        .from(spaceGroups)
        .innerJoin(groups, eq(groups.uuid, spaceGroups.groupUuid))
        .where(inArray(spaceGroups.spaceUuid, uuids))
        .orderBy(asc(groups.name));
      const codeOf = (path: string) => path.replaceAll('.', '/').replaceAll('_', '-');
      return ok({
        spaces: shown
          .map((space) => ({
            contentType: 'space',
            spaceName: space.name,
            slug: codeOf(space.path),
            version: 1,
            access: {
              inheritParentPermissions: space.inheritsParent,
              projectMemberAccessRole: space.projectMemberRole,
              users: direct.flatMap(({ spaceUuid, email, role }) => (spaceUuid === space.uuid ? { email, role } : [])),
              groups: byGroup.flatMap(({ spaceUuid, name, role }) => (spaceUuid === space.uuid ? { name, role } : [])),
            },
          }))
          .toSorted((a, b) => compare(a.slug, b.slug)),
        skipped: skipped.map(({ path }) => ({ slug: codeOf(path), reason: 'A space above it is not accessible' })),
      });
    },
  );

  return app;
}

/** A grant on the space itself, or to one of its groups, that no grant above beats (GetSpaceAccessList.direct-only). */
function isDirect({ inheritedFrom, hasDirectAccess }: { inheritedFrom: string; hasDirectAccess: boolean }): boolean {
  return inheritedFrom !== 'parent_space' && (hasDirectAccess || inheritedFrom === 'space_group');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function flagOf(c: ApiContext, name: string): boolean {
  const value = c.req.query(name);
  if (value === undefined || value === 'true' || value === 'false') return value === 'true';
  throw validateError({ [name]: { message: 'invalid boolean value', value } });
}

/** Both fields are missed together (AddSpaceUserAccess.missing-body). */
function grantOf(c: ApiContext, key: 'userUuid' | 'groupUuid') {
  const body = bodyOf(c);
  const missing = ['spaceRole', key].filter((field) => body[field] === undefined);
  if (missing.length > 0) {
    throw validateError(
      Object.fromEntries(missing.map((field) => [`body.${field}`, { message: `'${field}' is required` }])),
    );
  }
  const role = requireOneOf('body.spaceRole', body.spaceRole, SPACE_ROLES);
  return { role, uuid: requireUuid(body[key]) };
}
