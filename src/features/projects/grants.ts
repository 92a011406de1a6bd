import type { Groups } from '#/data/groups';
import type { MemberList } from '#/data/members';
import type { Assignee } from '#/data/roles';
import type { AccessSnapshot } from '#/access/rules/snapshot';
import { statusName } from '#/domain/members';

/** One grant of a project, to a person or a group. `role` is a system role or the uuid of a custom one. */
export type GrantRow = {
  kind: 'user' | 'group';
  uuid: string;
  name: string;
  /** The address of a person, the size of a group. */
  email: string;
  /** Who it concerns: the person, or the members of the group. */
  userUuids: readonly string[];
  role: string;
  /** A word about a person who cannot sign in. */
  state: string;
};

/** Whom a grant is for, as the write wants it. */
export const assigneeOf = ({ kind, uuid, email }: GrantRow): Assignee =>
  kind === 'user' ? { kind, uuid, email } : { kind, uuid };

/** The grants of a project with the names of their holders: groups first. Holders that cannot be read keep their uuid. */
export const grantRows = (snapshot: AccessSnapshot, everybody: MemberList, groups: Groups): GrantRow[] => {
  const [project] = snapshot.projects;
  if (!project) return [];
  const ofGroups = project.groupGrants === 'unknown' ? [] : project.groupGrants;
  const ofUsers = project.userGrants === 'unknown' ? [] : project.userGrants;
  const membersOf = (groupUuid: string) =>
    everybody.members.filter(({ groupUuids }) => groupUuids.includes(groupUuid)).map(({ userUuid }) => userUuid);
  return [
    ...ofGroups.map(({ groupUuid, role }): GrantRow => ({
      kind: 'group',
      uuid: groupUuid,
      name: groups.get(groupUuid)?.name ?? groupUuid,
      email: '',
      userUuids: membersOf(groupUuid),
      role,
      state: '',
    })),
    ...ofUsers.map(({ userUuid, role }): GrantRow => {
      const member = everybody.byUuid.get(userUuid);
      return {
        kind: 'user',
        uuid: userUuid,
        name: member?.name ?? userUuid,
        email: member?.email ?? '',
        userUuids: [userUuid],
        role,
        state: member && member.status !== 'active' ? statusName(member.status) : '',
      };
    }),
  ];
};
