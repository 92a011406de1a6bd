import {
  directGrantRole,
  directGrantsFromLists,
  type AccessSnapshot,
  type AccessSpace,
  type SpaceRole,
  type SpaceRow,
  type SystemRole,
} from '../src/access/rules';
import { memberStatus } from '../src/domain/members';
import type { OrganizationRole } from '../src/domain/roles';

/** Everything in the files is by index: a member is the number of a row, and so is a group, project, space or role. */
export type Index = number;

/** [role, hasDirectAccess, inheritedRole, inheritedFrom, projectRole] */
export type Signature = [SpaceRole, boolean, SystemRole, SpaceRow['inheritedFrom'], SystemRole | null];

/** uuid, first name, last name, email, role, active, pending, groups, groups by name; C: the custom role in the organization. */
type MemberRow = [string, string, string, string, OrganizationRole, 0 | 1, 0 | 1, Index[], Index[], (Index | null)?];
/** uuid, name, type, upstream, v1 access, v1 group accesses, v2 users, v2 groups; C: who created it, default user spaces. */
type ProjectRow = [
  string,
  string,
  string,
  Index | null,
  unknown,
  unknown,
  [Index, Index][],
  [Index, Index][],
  (Index | null)?,
  unknown?,
];
/** The access list as [signature, members…], or the space whose list is the same. */
type AccessList = [Index, Index[]][] | Index;
/** uuid, project, name, private (A) or inheriting from the parent (C), parent, path, named in the list, groups, access list. */
type SpaceListRow = [
  string,
  Index,
  string,
  boolean,
  Index | null,
  string,
  Index[],
  [Index, SpaceRole][],
  AccessList,
  // C: inheriting from the project, granted to its members, people and groups as code (null: not exported).
  boolean?,
  (SpaceRole | null)?,
  ([Index, SpaceRole][] | null)?,
  ([Index, SpaceRole][] | null)?,
];

export type OracleSnapshot = {
  format?: string;
  members: { rows: MemberRow[] };
  groups: { rows: [string, string, Index[]][] };
  roles: { rows: [string, string, string, string[], string?][] };
  projects: { rows: ProjectRow[] };
  accessSignatures: { rows: Signature[] };
  spaces: { rows: SpaceListRow[] };
};

/** Own rows: in the single space, in the list of spaces, and (C) in the access list; null: not asked. */
type OwnRows = [Index, Index[] | null, Index | null, (Index[] | null)?];

export type OracleDecisions = {
  users: { member: Index; listedProjects: Index[]; projects: [number, number][]; bits: number[]; access?: OwnRows[] }[];
};

/** Which access model the server of a snapshot has. */
export const generationOf = ({ format }: OracleSnapshot) => (format === 'lightdash-access-snapshot/2' ? 'C' : 'A');

/** The snapshot as the rules want it. Roles of grants on spaces are those that the server let be seen (A6, C9). */
export function toSnapshot(oracle: OracleSnapshot): AccessSnapshot {
  const member = (index: Index) => at(oracle.members.rows, index)[0];
  const group = (index: Index) => at(oracle.groups.rows, index)[0];
  const role = (index: Index) => at(oracle.roles.rows, index)[0];
  const generation = generationOf(oracle);
  const snapshot: AccessSnapshot = {
    generation,
    members: oracle.members.rows.map(([userUuid, , , , named, isActive, isPending, groups, , custom]) => ({
      userUuid,
      role: named,
      ...(custom !== undefined && custom !== null && { roleUuid: role(custom) }),
      status: memberStatus({ isActive: isActive === 1, isPending: isPending === 1 }),
      groupUuids: groups.map(group),
    })),
    groups: oracle.groups.rows.map(([groupUuid, name]) => ({ groupUuid, name })),
    customRoles: oracle.roles.rows
      .filter(([, , owner]) => owner !== 'system')
      .map(([roleUuid, name, , scopes]) => ({ roleUuid, name, scopes })),
    projects: oracle.projects.rows.map(([projectUuid, , type, , , , users, groups, creator]) => ({
      projectUuid,
      userGrants: users.map(([user, granted]) => ({ userUuid: member(user), role: role(granted) })),
      groupGrants: groups.map(([holder, granted]) => ({ groupUuid: group(holder), role: role(granted) })),
      previewCreator: type === 'PREVIEW' && creator !== undefined && creator !== null ? member(creator) : null,
    })),
    spaces: oracle.spaces.rows.map((_, space) =>
      generation === 'A' ? spaceOfA(oracle, space) : spaceOfC(oracle, space),
    ),
  };
  return generation === 'A' ? snapshot : withUnexported(oracle, snapshot);
}

function spaceOfA(oracle: OracleSnapshot, space: Index): AccessSpace {
  const [spaceUuid, project, name, isPrivate, parent, , holders, groups] = at(oracle.spaces.rows, space);
  const rows = accessRows(oracle, space);
  const directRole = (holder: Index) =>
    directGrantRole((rows.get(holder) ?? []).map(([shown, , inheritedRole]) => ({ role: shown, inheritedRole })));
  const common = { spaceUuid, name, projectUuid: at(oracle.projects.rows, project)[0] };
  // What the server shows of a nested space is its root's; its own is not shown, and without effect (A4).
  if (parent !== null) {
    const parentSpaceUuid = at(oracle.spaces.rows, parent)[0];
    return { ...common, parentSpaceUuid, isPrivate: 'unknown', directGrants: 'unknown', groupGrants: 'unknown' };
  }
  return {
    ...common,
    parentSpaceUuid: null,
    isPrivate,
    directGrants: holders.map((holder) => ({ userUuid: at(oracle.members.rows, holder)[0], role: directRole(holder) })),
    groupGrants: groups.map(([holder, granted]) => ({ groupUuid: at(oracle.groups.rows, holder)[0], role: granted })),
  };
}

function spaceOfC(oracle: OracleSnapshot, space: Index): AccessSpace {
  const row = at(oracle.spaces.rows, space);
  const [spaceUuid, project, name, inheritsParent, parent, , , groups, , inheritsFromProject, ofMembers, users] = row;
  return {
    spaceUuid,
    name,
    projectUuid: at(oracle.projects.rows, project)[0],
    parentSpaceUuid: parent === null ? null : at(oracle.spaces.rows, parent)[0],
    inheritsParent,
    ...(inheritsFromProject !== undefined && { inheritsFromProject }),
    projectMemberRole: ofMembers ?? null,
    directGrants: users
      ? users.map(([holder, granted]) => ({ userUuid: at(oracle.members.rows, holder)[0], role: granted }))
      : 'unknown',
    groupGrants: groups.map(([holder, granted]) => ({ groupUuid: at(oracle.groups.rows, holder)[0], role: granted })),
  };
}

/** Personal spaces are not exported: their grants follow from the lists (C9). */
function withUnexported(oracle: OracleSnapshot, snapshot: AccessSnapshot): AccessSnapshot {
  const read = directGrantsFromLists(snapshot);
  return {
    ...snapshot,
    spaces: snapshot.spaces.map((space, index) =>
      space.directGrants === 'unknown'
        ? { ...space, directGrants: read(space.spaceUuid, listedSpace(oracle, index)) }
        : space,
    ),
  };
}

/** What the lists say of a space: who is named, and the role of each row. */
export function listedSpace(oracle: OracleSnapshot, space: Index) {
  const uuid = (member: Index) => at(oracle.members.rows, member)[0];
  const rows = [...accessRows(oracle, space)].flatMap(([member, [row]]) =>
    row ? [[uuid(member), row[0]] as const] : [],
  );
  return { named: at(oracle.spaces.rows, space)[6].map(uuid), roles: new Map(rows) };
}

/** The rows of a space by member. */
export function accessRows(oracle: OracleSnapshot, space: Index): Map<Index, Signature[]> {
  const list = at(oracle.spaces.rows, space)[8];
  if (typeof list === 'number') return accessRows(oracle, list);
  const rows = new Map<Index, Signature[]>();
  for (const [signature, members] of list) {
    for (const member of members)
      rows.set(member, [...(rows.get(member) ?? []), at(oracle.accessSignatures.rows, signature)]);
  }
  return rows;
}

/** A row of a table. Throws where there is none. */
export function at<T>(rows: readonly T[], index: Index): T {
  const row = rows[index];
  if (row === undefined) throw new Error(`There is no row ${index}.`);
  return row;
}
