import { queryOptions } from '@tanstack/react-query';
import { addGroupMember, getListGroupsQueryKey, listGroupMembers, listGroups } from '../api/lightdash/gen/groups/groups';

export type Group = { uuid: string; name: string };

/** All groups by uuid. Empty for whoever may not see groups: the server answers an empty list instead of a 403. */
export type Groups = ReadonlyMap<string, Group>;

/** Every group of the organization, by name. Source: ListGroupsInOrganization (unpaged when `page` is missing). */
export const groupsQuery = queryOptions({
  queryKey: getListGroupsQueryKey(),
  queryFn: async ({ signal }): Promise<Groups> => {
    const { data } = await listGroups(undefined, undefined, signal);
    const sorted = data.map(({ uuid, name }) => ({ uuid, name })).toSorted((a, b) => a.name.localeCompare(b.name));
    return new Map(sorted.map((group) => [group.uuid, group]));
  },
  structuralSharing: false,
});

/** Puts one person into a group; already being in it is no error (201 or 204). Throws ApiFailure. */
export const addToGroup = (groupUuid: string, userUuid: string): Promise<unknown> => addGroupMember(groupUuid, userUuid);

/** Whether somebody is in a group now: for a write of which no answer came. Throws ApiFailure. */
export const isInGroup = async (groupUuid: string, userUuid: string): Promise<boolean> =>
  (await listGroupMembers(groupUuid)).some((member) => member.userUuid === userUuid);
