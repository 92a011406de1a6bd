import { and, eq, inArray, sql } from 'drizzle-orm';
import { selectJson } from '../db/bulk';
import type { Reader } from '../db/open';
import { groups, projectMembers, roles, spaceGroups, spaceMembers } from '../db/schema';
import { type AccessModel, type AccessSpace, type SpaceRow, buildAccessModel } from '#/access/rules';
import type { OrganizationRole } from '#/domain/roles';
import { type Holdings, modelOf } from './access';
import { groupGrants } from './project-grants';

/** What decides about a space: the project in which it is judged, its root, and the privacy and grants of that root (RULES.md A4). */
export type JudgedSpace = { uuid: string; projectUuid: string; rootSpaceUuid: string; isPrivate: boolean };
type Person = [
  userUuid: string,
  firstName: string,
  lastName: string,
  email: string,
  role: OrganizationRole,
  groupUuids: string | null,
];

/** The rules over one person and some spaces. */
export async function modelOfSpaces(
  reader: Reader,
  holdings: Holdings,
  spaces: readonly JudgedSpace[],
): Promise<AccessModel> {
  const { user, groupUuids } = holdings;
  const roots = [...new Set(spaces.map(({ rootSpaceUuid }) => rootSpaceUuid))];
  const direct = await reader
    .select({ spaceUuid: spaceMembers.spaceUuid, userUuid: spaceMembers.userUuid, role: spaceMembers.role })
    .from(spaceMembers)
    .where(and(eq(spaceMembers.userUuid, user.uuid), inArray(spaceMembers.spaceUuid, roots)));
  const byGroup = await reader
    .select({ spaceUuid: spaceGroups.spaceUuid, groupUuid: spaceGroups.groupUuid, role: spaceGroups.role })
    .from(spaceGroups)
    .where(and(inArray(spaceGroups.groupUuid, groupUuids), inArray(spaceGroups.spaceUuid, roots)));
  const projectUuids = [...new Set(spaces.map(({ projectUuid }) => projectUuid))];
  return modelOf(
    holdings,
    projectUuids,
    spaces.flatMap((space) => withRoot(space, direct, byGroup)),
  );
}

/**
 * Everybody with access to a space, a row for each way (RULES.md A5 and A6): also who cannot sign in, or not enter the
 * project.
 */
export async function everybodyInSpace(reader: Reader, organizationUuid: string, space: JudgedSpace) {
  const people = await selectJson<Person>(
    reader,
    sql`select json_array(users.uuid, first_name, last_name, email, role,
        (select group_concat(group_uuid) from group_members where user_uuid = users.uuid)) as item
      from users where organization_uuid = ${organizationUuid} order by position`,
  );
  const direct = await reader.select().from(spaceMembers).where(eq(spaceMembers.spaceUuid, space.rootSpaceUuid));
  const byGroup = await reader.select().from(spaceGroups).where(eq(spaceGroups.spaceUuid, space.rootSpaceUuid));
  const userGrants = await reader
    .select({
      userUuid: projectMembers.userUuid,
      role: sql<string>`coalesce(${projectMembers.roleUuid}, ${projectMembers.role})`,
    })
    .from(projectMembers)
    .where(eq(projectMembers.projectUuid, space.projectUuid));
  const ofGroups = await groupGrants(reader, space.projectUuid);
  const granted = new Set(userGrants.map(({ userUuid }) => userUuid));
  const granting = new Set([...ofGroups, ...byGroup].map(({ groupUuid }) => groupUuid));
  // Half of a large organization holds nothing here, and so has no row: not worth asking about.
  const holders = people.filter(
    ([userUuid, , , , role, groupUuids]) =>
      role !== 'member' || granted.has(userUuid) || groupUuids?.split(',').some((uuid) => granting.has(uuid)),
  );
  const model = buildAccessModel({
    members: holders.map(([userUuid, , , , role, groupUuids]) => ({
      userUuid,
      role,
      status: 'active',
      groupUuids: groupUuids?.split(',') ?? [],
    })),
    groups: [],
    customRoles: await reader
      .select({ roleUuid: roles.uuid, name: roles.name, scopes: roles.scopes })
      .from(roles)
      .where(eq(roles.organizationUuid, organizationUuid)),
    projects: [
      {
        projectUuid: space.projectUuid,
        userGrants,
        groupGrants: ofGroups.map(({ groupUuid, role, roleUuid }) => ({ groupUuid, role: roleUuid ?? role })),
      },
    ],
    spaces: withRoot(space, direct, byGroup),
  });
  return holders.flatMap(([userUuid, firstName, lastName, email]) =>
    rowsIn(model, userUuid, space.uuid).map((row) => ({ userUuid, firstName, lastName, email, ...row })),
  );
}

/** The rows of a person in a space, as the API sends them; the project role is left out when there is none (RULES.md A6). */
export function rowsIn(model: AccessModel, userUuid: string, spaceUuid: string) {
  const { rows } = model.space(userUuid, spaceUuid);
  return rows === 'unknown' ? [] : rows.map(toRow);
}

function toRow({ role, hasDirectAccess, inheritedRole, inheritedFrom, projectRole }: SpaceRow) {
  return { role, hasDirectAccess, inheritedRole, inheritedFrom, ...(projectRole ? { projectRole } : {}) };
}

/** The groups with a grant on a root. */
export function groupsInSpace(reader: Reader, rootSpaceUuid: string) {
  return reader
    .select({ groupUuid: spaceGroups.groupUuid, spaceRole: spaceGroups.role, groupName: groups.name })
    .from(spaceGroups)
    .innerJoin(groups, eq(groups.uuid, spaceGroups.groupUuid))
    .where(eq(spaceGroups.spaceUuid, rootSpaceUuid));
}

type Direct = typeof spaceMembers.$inferSelect;
type ByGroup = typeof spaceGroups.$inferSelect;

/** A nested space stands right below its root: what lies between has no say. */
function withRoot(space: JudgedSpace, direct: readonly Direct[], byGroup: readonly ByGroup[]): AccessSpace[] {
  const { uuid, projectUuid, rootSpaceUuid, isPrivate } = space;
  const none = { projectUuid, isPrivate, directGrants: [], groupGrants: [] };
  const root = {
    ...none,
    spaceUuid: rootSpaceUuid,
    parentSpaceUuid: null,
    directGrants: direct.filter(({ spaceUuid }) => spaceUuid === rootSpaceUuid),
    groupGrants: byGroup.filter(({ spaceUuid }) => spaceUuid === rootSpaceUuid),
  };
  return uuid === rootSpaceUuid ? [root] : [root, { ...none, spaceUuid: uuid, parentSpaceUuid: rootSpaceUuid }];
}
