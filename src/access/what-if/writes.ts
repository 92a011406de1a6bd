import { useQueryClient } from '@tanstack/react-query';
import { ApiFailure } from '#/api/core/failure';
import { heldRole } from '#/domain/members';
import type { Present, StagedChange } from './staged';
import { madeOld } from '#/data/invalidation';
import { addToGroup, deleteGroupOf, isGroupGone, isInGroup, removeFromGroup } from '#/data/groups';
import { useMe } from '#/data/me';
import { isGone, removeMember } from '#/data/member-removal';
import { changeRole, hasRole } from '#/data/member';
import { membersQuery } from '#/data/members';
import { grantedRole, revokeProjectGrantOf, writeProjectGrant, type Assignee } from '#/data/role-writes';
import { checkUnchanged } from '#/data/unchanged-grant';
import { grantedSpaceRole, isGranted } from '#/data/space-grants';
import {
  areMembersGranted,
  grantMembers,
  grantSpace,
  hasClosed,
  revokeSpace,
  setClosed,
  type SpaceAddress,
} from '#/data/space-writes';

/** A change, and the state it starts from: if that has changed in the meantime, nothing is written. */
export type Written = { change: StagedChange; from: Present };

const conflict = (serverMessage: string) => new ApiFailure({ kind: 'conflict', outcome: 'not-sent', serverMessage });

/**
 * Writes the changes that a what-if can be made of, each by the operation of its own place. In: in which project a space is,
 * where it is known. Out: `apply` one change (throws ApiFailure; `conflict` where somebody else was quicker), `isApplied` for
 * one whose answer was lost, `changed` to read again what some of them touch, and nothing else.
 */
export const useStagedWrites = (projectOf: (spaceUuid: string) => string | undefined) => {
  const { me } = useMe();
  const queryClient = useQueryClient();

  const person = (userUuid: string) => queryClient.getQueryData(membersQuery.queryKey)?.byUuid.get(userUuid);
  const assignee = ({ kind, uuid }: { kind: 'user' | 'group'; uuid: string }): Assignee =>
    kind === 'user' ? { kind, uuid, email: person(uuid)?.email ?? '' } : { kind, uuid };
  const address = (uuid: string): SpaceAddress => {
    const projectUuid = projectOf(uuid);
    if (projectUuid === undefined)
      throw conflict('It is not known in which project this space is. Read the spaces again');
    return { projectUuid, uuid };
  };

  const applyProjectGrant = async ({
    change: { projectUuid, holder, role },
    from,
  }: {
    change: Extract<StagedChange, { kind: 'projectGrant' }>;
    from: Present;
  }) => {
    const present = await grantedRole(queryClient, projectUuid, holder);
    if (present === role) return;
    checkUnchanged(present, from);
    if (role === null) await revokeProjectGrantOf(projectUuid, holder);
    else await writeProjectGrant({ projectUuid, assignee: assignee(holder), role, isNew: present === null });
  };

  const applySpaceGrant = async ({
    change: { spaceUuid, holder, role },
    from,
  }: {
    change: Extract<StagedChange, { kind: 'spaceGrant' }>;
    from: Present;
  }) => {
    const space = address(spaceUuid);
    const present = await grantedSpaceRole(space, assignee(holder));
    if (present === role) return;
    checkUnchanged(present, from);
    if (role === null) await revokeSpace(space, holder);
    else await grantSpace(space, holder, role);
  };

  return {
    apply: async ({ change, from }: Written): Promise<void> => {
      switch (change.kind) {
        case 'organizationRole': {
          if (typeof from !== 'string' || from === 'unknown')
            throw conflict('The present role is not known. Read the members again');
          const { userUuid } = change;
          await changeRole({
            organizationUuid: me.organizationUuid,
            member: { userUuid, email: person(userUuid)?.email ?? '' },
            from,
            to: heldRole(change),
          });
          break;
        }
        case 'groupMember':
          await (change.isMember ? addToGroup : removeFromGroup)(change.groupUuid, change.userUuid);
          break;
        case 'projectGrant':
          await applyProjectGrant({ change, from });
          break;
        case 'spaceGrant':
          await applySpaceGrant({ change, from });
          break;
        case 'projectMembersGrant':
          if (from === 'unknown' || typeof from === 'boolean')
            throw conflict('The present grant is not known. Read the spaces again');
          await grantMembers(address(change.spaceUuid), from, change.role);
          break;
        case 'spacePrivacy':
          await setClosed(address(change.spaceUuid), change.isPrivate);
          break;
        case 'memberRemoved':
          await removeMember(person(change.userUuid) ?? { userUuid: change.userUuid, email: '', status: 'active' });
          break;
        case 'groupDeleted':
          await deleteGroupOf(change.groupUuid);
          break;
      }
    },

    isApplied: async (change: StagedChange): Promise<boolean> => {
      switch (change.kind) {
        case 'organizationRole':
          return hasRole({ userUuid: change.userUuid, email: person(change.userUuid)?.email ?? '' }, heldRole(change));
        case 'groupMember':
          return (await isInGroup(change.groupUuid, change.userUuid)) === change.isMember;
        case 'projectGrant':
          return (await grantedRole(queryClient, change.projectUuid, change.holder)) === change.role;
        case 'spaceGrant':
          return isGranted(address(change.spaceUuid), assignee(change.holder), change.role);
        case 'projectMembersGrant':
          return areMembersGranted(address(change.spaceUuid), change.role);
        case 'spacePrivacy':
          return hasClosed(address(change.spaceUuid), change.isPrivate);
        case 'memberRemoved':
          return isGone({ userUuid: change.userUuid, email: person(change.userUuid)?.email ?? '' });
        case 'groupDeleted':
          return isGroupGone(change.groupUuid);
      }
    },

    changed: async (changes: readonly StagedChange[]): Promise<void> => {
      const of = <K extends StagedChange['kind']>(kind: K) =>
        changes.filter((change): change is Extract<StagedChange, { kind: K }> => change.kind === kind);
      const spaces = [...of('spaceGrant'), ...of('projectMembersGrant'), ...of('spacePrivacy')].flatMap(
        ({ spaceUuid }) => {
          const projectUuid = projectOf(spaceUuid);
          return projectUuid === undefined ? [] : { projectUuid, spaceUuid };
        },
      );
      await Promise.all([
        madeOld(queryClient, 'updateMemberRole', ...of('organizationRole')),
        madeOld(queryClient, 'addGroupMember', ...of('groupMember')),
        madeOld(queryClient, 'upsertProjectUserRole', ...of('projectGrant')),
        madeOld(queryClient, 'updateSpace', ...spaces),
        madeOld(queryClient, 'deleteMember', ...of('memberRemoved')),
        madeOld(queryClient, 'deleteGroup', ...of('groupDeleted')),
      ]);
    },
  };
};
