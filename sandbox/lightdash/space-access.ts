import { eq, sql } from 'drizzle-orm';
import { selectJson } from '../db/bulk';
import type { Reader } from '../db/open';
import { type ProjectRole, type SpaceRole, groups, projectMembers, spaceGroups, spaceMembers } from '../db/schema';
import type { OrganizationRole } from '#/domain/roles';
import { spaceRows } from './access';
import { groupGrants } from './project-grants';

type Space = { projectUuid: string; rootSpaceUuid: string };
type Row = [
  userUuid: string,
  firstName: string,
  lastName: string,
  email: string,
  role: OrganizationRole,
  groupUuids: string | null,
];

/** Everybody with access to a space, a row for each way (oracle, R5 and R6): also who cannot sign in, or not enter the project. */
export async function everybodyInSpace(reader: Reader, organizationUuid: string, space: Space, isPrivate: boolean) {
  const people = await selectJson<Row>(
    reader,
    sql`select json_array(users.uuid, first_name, last_name, email, role,
        (select group_concat(group_uuid) from group_members where user_uuid = users.uuid)) as item
      from users where organization_uuid = ${organizationUuid} order by position`,
  );
  const direct = await roleByUuid<ProjectRole>(
    reader
      .select({ uuid: projectMembers.userUuid, role: projectMembers.role })
      .from(projectMembers)
      .where(eq(projectMembers.projectUuid, space.projectUuid)),
  );
  const inProject = new Map(
    (await groupGrants(reader, space.projectUuid)).map(({ groupUuid, role }) => [groupUuid, role]),
  );
  const onSpace = await roleByUuid<SpaceRole>(
    reader
      .select({ uuid: spaceMembers.userUuid, role: spaceMembers.role })
      .from(spaceMembers)
      .where(eq(spaceMembers.spaceUuid, space.rootSpaceUuid)),
  );
  const groupsOnSpace = await roleByUuid<SpaceRole>(
    reader
      .select({ uuid: spaceGroups.groupUuid, role: spaceGroups.role })
      .from(spaceGroups)
      .where(eq(spaceGroups.spaceUuid, space.rootSpaceUuid)),
  );
  return people.flatMap(([userUuid, firstName, lastName, email, role, groupUuids]) => {
    const ownGroups = groupUuids?.split(',') ?? [];
    const grants = {
      organization: role === 'member' ? undefined : role,
      direct: direct.get(userUuid),
      groups: rolesOf(ownGroups, inProject),
    };
    const root = { isPrivate, direct: onSpace.get(userUuid), groups: rolesOf(ownGroups, groupsOnSpace) };
    return spaceRows(grants, ownGroups, root).map((row) => ({ userUuid, firstName, lastName, email, ...row }));
  });
}

/** The groups with a grant on a root. */
export function groupsInSpace(reader: Reader, rootSpaceUuid: string) {
  return reader
    .select({ groupUuid: spaceGroups.groupUuid, spaceRole: spaceGroups.role, groupName: groups.name })
    .from(spaceGroups)
    .innerJoin(groups, eq(groups.uuid, spaceGroups.groupUuid))
    .where(eq(spaceGroups.spaceUuid, rootSpaceUuid));
}

async function roleByUuid<T>(query: PromiseLike<{ uuid: string; role: T }[]>): Promise<Map<string, T>> {
  return new Map((await query).map(({ uuid, role }) => [uuid, role]));
}

function rolesOf<T>(uuids: readonly string[], roles: Map<string, T>): { groupUuid: string; role: T }[] {
  return uuids.flatMap((groupUuid) => {
    const role = roles.get(groupUuid);
    return role ? [{ groupUuid, role }] : [];
  });
}
