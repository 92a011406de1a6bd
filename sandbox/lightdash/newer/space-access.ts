import { and, eq, inArray, sql } from 'drizzle-orm';
import { selectJson } from '../../db/bulk';
import type { Reader, Transaction } from '../../db/open';
import { groups, projectMembers, projects, roles, spaceGroups, spaceMembers } from '../../db/schema';
import { type AccessModel, type AccessSpace, type SpaceRow, buildAccessModel } from '#/access/rules';
import type { OrganizationRole } from '#/domain/roles';
import { type Holdings, modelOf, previewCreatorOf } from '../access';
import { groupGrants } from '../project-grants';
import type { SpaceTree, TreeSpace } from './space-tree';

type Direct = typeof spaceMembers.$inferSelect;
type ByGroup = typeof spaceGroups.$inferSelect;
type Person = [
  userUuid: string,
  firstName: string,
  lastName: string,
  email: string,
  role: OrganizationRole,
  roleUuid: string | null,
  groupUuids: string | null,
];

/** The rules over one person and all spaces of a project. */
export async function modelOfTree(
  reader: Reader | Transaction,
  holdings: Holdings,
  tree: SpaceTree,
): Promise<AccessModel> {
  const { user, groupUuids } = holdings;
  const uuids = [...tree.spaces.keys()];
  const direct = await reader
    .select()
    .from(spaceMembers)
    .where(and(eq(spaceMembers.userUuid, user.uuid), amongSpaces(spaceMembers.spaceUuid, uuids)));
  const byGroup = await reader
    .select()
    .from(spaceGroups)
    .where(and(inArray(spaceGroups.groupUuid, groupUuids), amongSpaces(spaceGroups.spaceUuid, uuids)));
  const [first] = tree.spaces.values();
  return modelOf(holdings, first ? [first.projectUuid] : [], accessSpaces([...tree.spaces.values()], direct, byGroup));
}

/** Everybody with a row in a space, also who can't sign in, or has nothing in the project (RULES.md C7). */
export async function everybodyIn(reader: Reader, tree: SpaceTree, space: TreeSpace) {
  const { organizationUuid, projectUuid } = space;
  const chain = tree.chainOf(space);
  const uuids = chain.map(({ uuid }) => uuid);
  const people = await selectJson<Person>(
    reader,
    sql`select json_array(users.uuid, first_name, last_name, email, role, role_uuid,
        (select group_concat(group_uuid) from group_members where user_uuid = users.uuid)) as item
      from users where organization_uuid = ${organizationUuid}`,
  );
  const direct = await reader.select().from(spaceMembers).where(inArray(spaceMembers.spaceUuid, uuids));
  const byGroup = await reader.select().from(spaceGroups).where(inArray(spaceGroups.spaceUuid, uuids));
  const [project] = await reader.select().from(projects).where(eq(projects.uuid, projectUuid));
  const userGrants = await reader
    .select({
      userUuid: projectMembers.userUuid,
      role: sql<string>`coalesce(${projectMembers.roleUuid}, ${projectMembers.role})`,
    })
    .from(projectMembers)
    .where(eq(projectMembers.projectUuid, projectUuid));
  const ofGroups = await groupGrants(reader, projectUuid);
  const granted = new Set(userGrants.map(({ userUuid }) => userUuid));
  const granting = new Set([...ofGroups, ...byGroup].map(({ groupUuid }) => groupUuid));
  // Half of a large organization holds nothing here, and so has no row: not worth asking about.
  const holders = people.filter(
    ([userUuid, , , , role, roleUuid, groupUuids]) =>
      role !== 'member' ||
      roleUuid !== null ||
      granted.has(userUuid) ||
      groupUuids?.split(',').some((uuid) => granting.has(uuid)),
  );
  const model = buildAccessModel({
    generation: 'C',
    members: holders.map(([userUuid, , , , role, roleUuid, groupUuids]) => ({
      userUuid,
      role,
      roleUuid,
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
        projectUuid,
        userGrants,
        groupGrants: ofGroups.map(({ groupUuid, role, roleUuid }) => ({ groupUuid, role: roleUuid ?? role })),
        previewCreator: project ? previewCreatorOf(project) : null,
      },
    ],
    spaces: accessSpaces(chain, direct, byGroup),
  });
  return holders.flatMap(([userUuid, firstName, lastName, email]) => {
    const row = rowIn(model, userUuid, space.uuid);
    return row ? [{ ...shownRow(userUuid, row), ...PROFILE, firstName, lastName, email }] : [];
  });
}

/** The one row of a person in a space, admins without one of their own included (RULES.md C6 and C7). */
export function rowIn(model: AccessModel, userUuid: string, spaceUuid: string): SpaceRow | undefined {
  const { rows } = model.space(userUuid, spaceUuid);
  return rows === 'unknown' ? undefined : rows[0];
}

/** A row as the API sends it; the project role is left out when there is none. */
export function shownRow(
  userUuid: string,
  { role, hasDirectAccess, inheritedRole, inheritedFrom, projectRole }: SpaceRow,
) {
  return { userUuid, role, hasDirectAccess, inheritedRole, inheritedFrom, ...(projectRole ? { projectRole } : {}) };
}

/** What rows of the access lists say of everybody: nobody here is a service account, nobody has a picture. */
export const PROFILE = { isInternal: false, avatarUrl: null, avatarGradient: null };

/** The groups with a grant on the space itself. */
export function groupsOn(reader: Reader, spaceUuid: string) {
  return reader
    .select({ groupUuid: spaceGroups.groupUuid, spaceRole: spaceGroups.role, groupName: groups.name })
    .from(spaceGroups)
    .innerJoin(groups, eq(groups.uuid, spaceGroups.groupUuid))
    .where(eq(spaceGroups.spaceUuid, spaceUuid));
}

/**
 * `access[]` of ListSpaces, by space: whoever is reached by a grant on that very space, once for each way: directly, through
 * each granted group, as a member of the project. No list of direct grants (RULES.md C9).
 */
export async function reachedBySpace(reader: Reader, projectUuid: string): Promise<Map<string, string[]>> {
  const pairs = await selectJson<[spaceUuid: string, userUuid: string]>(
    reader,
    sql`select json_array(space_uuid, user_uuid) as item from (
      select space_uuid, user_uuid from space_members
        where space_uuid in (select uuid from spaces where project_uuid = ${projectUuid})
      union all
      select space_uuid, user_uuid from space_groups join group_members using (group_uuid)
        where space_uuid in (select uuid from spaces where project_uuid = ${projectUuid})
      union all
      select spaces.uuid, users.uuid from spaces
        join projects on projects.uuid = spaces.project_uuid
        join users on users.organization_uuid = projects.organization_uuid
        where spaces.project_uuid = ${projectUuid} and spaces.project_member_role is not null
          and (users.role <> 'member' or exists (
            select 1 from project_members where project_uuid = ${projectUuid} and user_uuid = users.uuid)))`,
  );
  const reached = new Map<string, string[]>();
  for (const [spaceUuid, userUuid] of pairs) {
    const list = reached.get(spaceUuid);
    if (list) list.push(userUuid);
    else reached.set(spaceUuid, [userUuid]);
  }
  return reached;
}

function accessSpaces(
  rows: readonly TreeSpace[],
  direct: readonly Direct[],
  byGroup: readonly ByGroup[],
): AccessSpace[] {
  return rows.map((space) => ({
    spaceUuid: space.uuid,
    projectUuid: space.projectUuid,
    parentSpaceUuid: space.parentSpaceUuid,
    inheritsParent: space.inheritsParent,
    projectMemberRole: space.projectMemberRole,
    directGrants: direct.filter(({ spaceUuid }) => spaceUuid === space.uuid),
    groupGrants: byGroup.filter(({ spaceUuid }) => spaceUuid === space.uuid),
  }));
}

function amongSpaces(column: typeof spaceMembers.spaceUuid | typeof spaceGroups.spaceUuid, uuids: readonly string[]) {
  return sql`${column} in (select value from json_each(${JSON.stringify(uuids)}))`;
}
