import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { ApiFailure, isFailure } from '../api/core/failure';
import {
  addGroupMember,
  deleteGroup,
  getGetGroupQueryOptions,
  getGroup,
  getListGroupsQueryOptions,
  listGroups,
  removeGroupMember,
  updateGroup,
  useCreateGroup as useCreateGroupOnServer,
  useDeleteGroup as useDeleteGroupOnServer,
  useGetGroup,
  useListGroups,
  useUpdateGroup,
  type UpdateGroupMutationVariables,
} from '../api/lightdash/gen/groups/groups';
import type { Group as WireGroup } from '../api/lightdash/gen/model/group';
import type { GroupPage } from '../api/lightdash/gen/model/groupPage';
import { memoized } from '../lib/memo';
import { isMissing, stillCalled, unlessGone } from './still-called';

export type Group = { uuid: string; name: string; createdAt: string; updatedAt: string };

/** All groups by uuid. Empty for people who may not see groups: the server answers an empty list instead of a 403. */
export type Groups = ReadonlyMap<string, Group>;

/** Lightdash takes groups without a name (CreateGroupInOrganization.empty-name), and they have to be called something. */
const toGroup = ({ uuid, name, createdAt, updatedAt }: WireGroup): Group => ({
  uuid,
  name: name.trim() || 'Group without a name',
  createdAt,
  updatedAt,
});

/** The groups of an answer by uuid, by name. */
export const groupsByUuid = memoized(({ data }: GroupPage): Groups => {
  const sorted = data.map(toGroup).toSorted((a, b) => a.name.localeCompare(b.name));
  return new Map(sorted.map((group) => [group.uuid, group]));
});

/** Every group of the organization, by name. Source: ListGroupsInOrganization (unpaged when `page` is missing). */
export const groupsQuery = { ...getListGroupsQueryOptions(), select: groupsByUuid };

/** The same for a component. In: whether to ask yet. */
export const useGroups = (enabled = true) => useListGroups(undefined, { query: { select: groupsByUuid, enabled } });

/** One group. Throws ApiFailure. */
export const groupQuery = (groupUuid: string) => getGetGroupQueryOptions(groupUuid);

/** One group, with what the list of groups has told of it until it is read itself. */
export const useGroup = (groupUuid: string) => {
  const queryClient = useQueryClient();
  return useGetGroup(groupUuid, undefined, {
    query: {
      select: toGroup,
      placeholderData: () =>
        queryClient.getQueryData(groupsQuery.queryKey)?.data.find(({ uuid }) => uuid === groupUuid),
    },
  });
};

/** One group takes a limit on members where the list has a switch (docs/lightdash/members.md#m10): above any group's size. */
const WITH_MEMBERS = { includeMembers: 1_000_000 };

/** An answer without members is not that of a group without any: written back, it would empty the group. */
const uuidsOf = memoized(({ members }: WireGroup): ReadonlySet<string> => {
  if (!Array.isArray(members)) throw new ApiFailure({ kind: 'malformed', outcome: 'rejected' });
  return new Set(members.map(({ userUuid }) => userUuid));
});

const readMembers = async (groupUuid: string): Promise<ReadonlySet<string>> =>
  uuidsOf(await getGroup(groupUuid, WITH_MEMBERS));

/** Whether somebody is in a group now: for a write of which no answer came. Throws ApiFailure. */
export const isInGroup = async (groupUuid: string, userUuid: string): Promise<boolean> =>
  (await readMembers(groupUuid)).has(userUuid);

/** The end of the last write of a whole membership, by group: two at once would each undo the other. */
const lastOf = new Map<string, Promise<unknown>>();

const inTurn = async <T>(groupUuid: string, work: () => Promise<T>): Promise<T> => {
  const mine = (lastOf.get(groupUuid) ?? Promise.resolve()).then(work, work);
  lastOf.set(groupUuid, mine);
  try {
    return await mine;
  } finally {
    if (lastOf.get(groupUuid) === mine) lastOf.delete(groupUuid);
  }
};

/**
 * Writes the whole membership with one person more or less, from a fresh reading, and compares afterwards, because another admin
 * may write theirs meanwhile (docs/lightdash/members.md#m12). Throws ApiFailure; `conflict` where somebody is in or out who
 * should not be.
 */
const replaceMembers = async (groupUuid: string, userUuid: string, isMember: boolean): Promise<void> => {
  const before = await readMembers(groupUuid);
  if (before.has(userUuid) === isMember) return;
  const wanted = new Set(before);
  if (isMember) wanted.add(userUuid);
  else wanted.delete(userUuid);
  await updateGroup(groupUuid, { members: [...wanted].map((uuid) => ({ userUuid: uuid })) });
  const after = await readMembers(groupUuid);
  if (after.size === wanted.size && [...wanted].every((uuid) => after.has(uuid))) return;
  throw new ApiFailure({
    kind: 'conflict',
    outcome: 'rejected',
    serverMessage:
      'Somebody else has changed this group at the same moment, and one change may have undone the other. Look at its members again',
  });
};

/**
 * Puts one person in or takes one out; what is so already is no error (addUserToGroup, removeUserFromGroup: 201 or 204). By the
 * single operations as long as they answer, though they are deprecated: only they leave the other members alone. Throws ApiFailure.
 */
const setMembership = async (groupUuid: string, userUuid: string, isMember: boolean): Promise<void> => {
  try {
    await (isMember ? addGroupMember : removeGroupMember)(groupUuid, userUuid);
  } catch (error) {
    if (!isFailure(error, 'no-such-operation')) throw error;
    await inTurn(groupUuid, () => replaceMembers(groupUuid, userUuid, isMember));
  }
};

export const addToGroup = (groupUuid: string, userUuid: string) => setMembership(groupUuid, userUuid, true);
export const removeFromGroup = (groupUuid: string, userUuid: string) => setMembership(groupUuid, userUuid, false);

const CHECK_LASTS = 3_000;

/** The same for many people of one group, who are looked up in one reading. Throws ApiFailure. Source: getGroup. */
export const useMembershipCheck = (groupUuid: string): ((userUuid: string) => Promise<boolean>) => {
  const queryClient = useQueryClient();
  const query = { ...getGetGroupQueryOptions(groupUuid, WITH_MEMBERS), select: uuidsOf, staleTime: CHECK_LASTS };
  return async (userUuid) => (await queryClient.query(query)).has(userUuid);
};

/**
 * Makes a group. In: its name and its first members. Out: the group. Throws ApiFailure; `conflict` when the name is taken
 * (CreateGroupInOrganization.duplicate-name).
 */
export const useCreateGroup = () => {
  const { mutateAsync } = useCreateGroupOnServer();
  return async (name: string, userUuids: readonly string[]): Promise<Group> =>
    toGroup(await mutateAsync({ data: { name, members: userUuids.map((userUuid) => ({ userUuid })) } }));
};

/** The group of a name, letter by letter, or none. Throws ApiFailure. */
export const findGroup = async (name: string): Promise<Group | undefined> =>
  (await listGroups()).data.map(toGroup).find((group) => group.name === name);

/**
 * Gives a group another name. Looks before it writes, because the server answers a taken name with 500 here, not with 409 as
 * for a new group. Members are not sent: they would be replaced. Throws ApiFailure; `conflict` when the name is taken.
 */
export const useRenameGroup = (groupUuid: string) => {
  const { mutateAsync } = useUpdateGroup({
    mutation: {
      meta: { patch: patchName },
      onMutate: async ({ data }) => {
        const taken = await findGroup(data.name ?? '');
        if (taken && taken.uuid !== groupUuid)
          throw new ApiFailure({ kind: 'conflict', outcome: 'not-sent', serverMessage: 'Group name already exists' });
      },
    },
  });
  return (name: string) => mutateAsync({ groupUuid, data: { name } });
};

const patchName = (queryClient: QueryClient, { groupUuid, data: { name = '' } }: UpdateGroupMutationVariables) => {
  queryClient.setQueryData(
    groupsQuery.queryKey,
    (page) =>
      page && { ...page, data: page.data.map((group) => (group.uuid === groupUuid ? { ...group, name } : group)) },
  );
  queryClient.setQueryData(getGetGroupQueryOptions(groupUuid).queryKey, (group) => group && { ...group, name });
};

/** Whether a group has a name now: for a write of which no answer came. Throws ApiFailure. */
export const isCalled = async (groupUuid: string, name: string): Promise<boolean> =>
  toGroup(await getGroup(groupUuid)).name === name;

/**
 * Deletes a group with its memberships and grants, by the name that was typed. One that is gone already is no error. In: the
 * group, and what to do before what showed it is read again: its page has to be left. Throws ApiFailure; `conflict` when it has
 * another name now. Source: deleteGroup.
 */
export const useDeleteGroup = ({ uuid, name }: Pick<Group, 'uuid' | 'name'>, onDeleted?: () => void) => {
  const { mutateAsync } = useDeleteGroupOnServer({
    mutation: {
      onMutate: () => stillCalled(async () => toGroup(await getGroup(uuid)).name, name),
      onSuccess: () => onDeleted?.(),
    },
  });
  return () => unlessGone(mutateAsync({ groupUuid: uuid }));
};

/** The same of a group that is known by its uuid alone. Throws ApiFailure. */
export const deleteGroupOf = (groupUuid: string): Promise<void> => unlessGone(deleteGroup(groupUuid));

/** Whether a group exists no more. Throws ApiFailure. */
export const isGroupGone = (groupUuid: string): Promise<boolean> => isMissing(getGroup(groupUuid));
