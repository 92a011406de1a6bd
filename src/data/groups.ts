import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiFailure, isFailure } from '../api/core/failure';
import {
  addGroupMember,
  createGroup as createGroupOnServer,
  deleteGroup as deleteGroupOnServer,
  getGetGroupQueryKey,
  getGroup,
  getListGroupMembersQueryKey,
  getListGroupsQueryKey,
  listGroupMembers,
  listGroups,
  removeGroupMember,
  updateGroup,
} from '../api/lightdash/gen/groups/groups';
import { getGetMemberQueryKey, getListMembersQueryKey } from '../api/lightdash/gen/members/members';
import type { Group as WireGroup } from '../api/lightdash/gen/model/group';
import { holdersGone } from './access-changed';
import { invalidate } from './invalidate';
import { deleteIfStillCalled } from './still-called';

export type Group = { uuid: string; name: string; createdAt: string; updatedAt: string };

/** All groups by uuid. Empty for whoever may not see groups: the server answers an empty list instead of a 403. */
export type Groups = ReadonlyMap<string, Group>;

/** Lightdash takes groups without a name (CreateGroupInOrganization.empty-name), and they have to be called something. */
const toGroup = ({ uuid, name, createdAt, updatedAt }: WireGroup): Group => ({
  uuid,
  name: name.trim() || 'Group without a name',
  createdAt,
  updatedAt,
});

/** Every group of the organization, by name. Source: ListGroupsInOrganization (unpaged when `page` is missing). */
export const groupsQuery = queryOptions({
  queryKey: getListGroupsQueryKey(),
  queryFn: async ({ signal }): Promise<Groups> => {
    const { data } = await listGroups(undefined, undefined, signal);
    const sorted = data.map(toGroup).toSorted((a, b) => a.name.localeCompare(b.name));
    return new Map(sorted.map((group) => [group.uuid, group]));
  },
  structuralSharing: false,
});

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** One group. Throws ApiFailure; `not-found` also for an address that is no uuid (getGroup.malformed-uuid: 500). */
const groupQuery = (groupUuid: string) =>
  queryOptions({
    queryKey: getGetGroupQueryKey(groupUuid),
    queryFn: async ({ signal }): Promise<Group> => {
      if (!UUID.test(groupUuid)) throw new ApiFailure({ kind: 'not-found', outcome: 'not-sent' });
      return toGroup(await getGroup(groupUuid, undefined, undefined, signal));
    },
  });

/** One group, with what the list of groups has told of it until it is read itself. In: whether groups may be read at all. */
export const useGroup = (groupUuid: string, enabled: boolean) => {
  const queryClient = useQueryClient();
  return useQuery({
    ...groupQuery(groupUuid),
    enabled,
    placeholderData: () => queryClient.getQueryData(groupsQuery.queryKey)?.get(groupUuid),
  });
};

/** Who is in a group now, by uuid: for writes of which no answer came. Throws ApiFailure. Source: getGroupMembers. */
const groupMembersQuery = (groupUuid: string) =>
  queryOptions({
    queryKey: getListGroupMembersQueryKey(groupUuid),
    queryFn: async ({ signal }): Promise<ReadonlySet<string>> =>
      new Set((await listGroupMembers(groupUuid, undefined, signal)).map(({ userUuid }) => userUuid)),
    structuralSharing: false,
  });

/** Puts one person into a group; already being in it is no error (201 or 204). Throws ApiFailure. */
export const addToGroup = (groupUuid: string, userUuid: string): Promise<unknown> =>
  addGroupMember(groupUuid, userUuid);

/** Takes one person out of a group; not being in it is no error (204). Throws ApiFailure. Source: removeUserFromGroup. */
export const removeFromGroup = (groupUuid: string, userUuid: string): Promise<unknown> =>
  removeGroupMember(groupUuid, userUuid);

/** Whether somebody is in a group now: for a write of which no answer came. Throws ApiFailure. */
export const isInGroup = async (groupUuid: string, userUuid: string): Promise<boolean> =>
  (await listGroupMembers(groupUuid)).some((member) => member.userUuid === userUuid);

const CHECK_LASTS = 3_000;

/** The same for many people of one group, who are looked up in one reading. Throws ApiFailure. */
export const useMembershipCheck = (groupUuid: string): ((userUuid: string) => Promise<boolean>) => {
  const queryClient = useQueryClient();
  return async (userUuid) =>
    (await queryClient.fetchQuery({ ...groupMembersQuery(groupUuid), staleTime: CHECK_LASTS })).has(userUuid);
};

/**
 * Makes a group. In: its name and its first members. Out: the group. Throws ApiFailure; `conflict` when the name is taken
 * (CreateGroupInOrganization.duplicate-name).
 */
export const createGroup = async (name: string, userUuids: readonly string[]): Promise<Group> =>
  toGroup(await createGroupOnServer({ name, members: userUuids.map((userUuid) => ({ userUuid })) }));

/** The group of a name, letter by letter, or none. Throws ApiFailure. */
export const findGroup = async (name: string): Promise<Group | undefined> =>
  (await listGroups()).data.map(toGroup).find((group) => group.name === name);

/**
 * Gives a group another name. Looks before it writes, because the server answers a taken name with 500 here, not with 409 as
 * for a new group. Members are not sent: they would be replaced. Throws ApiFailure; `conflict` when the name is taken.
 */
export const renameGroup = async (groupUuid: string, name: string): Promise<void> => {
  const taken = await findGroup(name);
  if (taken && taken.uuid !== groupUuid)
    throw new ApiFailure({ kind: 'conflict', outcome: 'not-sent', serverMessage: 'Group name already exists' });
  await updateGroup(groupUuid, { name });
};

/** Whether a group has a name now: for a write of which no answer came. Throws ApiFailure. */
export const isCalled = async (groupUuid: string, name: string): Promise<boolean> =>
  toGroup(await getGroup(groupUuid)).name === name;

/**
 * Deletes a group with its memberships and grants, by the name that was typed. One that is gone already is no error. Throws
 * ApiFailure; `conflict` when it has another name now. Source: deleteGroup.
 */
export const deleteGroup = ({ uuid, name }: Pick<Group, 'uuid' | 'name'>): Promise<void> =>
  deleteIfStillCalled(
    async () => toGroup(await getGroup(uuid)).name,
    name,
    () => deleteGroupOnServer(uuid),
  );

/** Whether a group exists no more. Throws ApiFailure. */
export const isGroupGone = (groupUuid: string): Promise<boolean> =>
  getGroup(groupUuid).then(
    () => false,
    (error: unknown) => {
      if (isFailure(error, 'not-found')) return true;
      throw error;
    },
  );

/** What has to be read again after writes, by what was written. Resolves when the page shows it. */
export const useGroupsChanged = () => {
  const queryClient = useQueryClient();
  return {
    /** A group was made, perhaps with members, or renamed. */
    groups: () =>
      invalidate(queryClient, getListGroupsQueryKey, getGetGroupQueryKey, getListMembersQueryKey, getGetMemberQueryKey),
    /** A group was deleted, and with it memberships and grants. */
    deleted: async (groupUuid: string) => {
      queryClient.removeQueries({ queryKey: getGetGroupQueryKey(groupUuid) });
      queryClient.removeQueries({ queryKey: getListGroupMembersQueryKey(groupUuid) });
      await Promise.all([
        invalidate(queryClient, getListGroupsQueryKey, getListMembersQueryKey, getGetMemberQueryKey),
        holdersGone(queryClient, [groupUuid]),
      ]);
    },
  };
};
