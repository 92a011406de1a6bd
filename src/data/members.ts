import { queryOptions, skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../api/core/failure';
import { listMembers } from '../api/lightdash/gen/members/members';
import type { ListMembersParams } from '../api/lightdash/gen/model/listMembersParams';
import type { Member as WireMember } from '../api/lightdash/gen/model/member';
import { memberName, memberStatus, type Member } from '../domain/members';
import { isOrganizationRole } from '../domain/roles';
import { composedKey } from './keys';

/** Everybody. `missing` counts those that the server's unstable paging kept from us even in a second reading. */
export type MemberList = { members: readonly Member[]; byUuid: ReadonlyMap<string, Member>; missing: number };

/** The part of everybody that a first reading has, and the pages that it still lacks. `byUuid` grows while one looks. */
export type MembersSoFar = Pick<MemberList, 'members' | 'byUuid'> & {
  /** How many there are by the word of the first page, and on how many pages. */
  total: number;
  pages: number;
  unread: readonly number[];
};

const PAGE_SIZE = 5000;
/** The server takes it as a limit on members, not on groups (docs/lightdash/members.md#m1): above any organization's size. */
const INCLUDE_GROUPS = 1_000_000;

/** An answer that is no list of members, or that somebody is missing from. */
export const malformed = () =>
  new ApiFailure({ kind: 'malformed', outcome: 'rejected', method: 'GET', path: '/api/v1/org/users' });

/** A member as the wire has it → ours. Group names are left behind: paired with the wrong uuids (docs/lightdash/members.md#m2). */
export const toMember = (wire: WireMember): Member => {
  if (typeof wire?.userUuid !== 'string' || typeof wire.email !== 'string') throw malformed();
  const status = memberStatus(wire);
  const hasJoined = status === 'active' || (status === 'deactivated' && !wire.isPending);
  return {
    userUuid: wire.userUuid,
    firstName: wire.firstName,
    lastName: wire.lastName,
    name: memberName(wire.firstName, wire.lastName, wire.email),
    email: wire.email,
    role: isOrganizationRole(wire.role) ? wire.role : 'member',
    ...(wire.roleUuid && { roleUuid: wire.roleUuid }),
    ...(wire.hasMultipleRoles && { hasMoreRoles: true }),
    status,
    joinedAt: hasJoined ? wire.userCreatedAt : null,
    invitedAt: hasJoined ? null : wire.userCreatedAt,
    groupUuids: wire.groups?.map((group) => group.uuid) ?? [],
    updatedAt: wire.userUpdatedAt,
  };
};

/** One page of the members. Throws ApiFailure. */
export const readPage = async (
  page: number,
  signal?: AbortSignal,
  search: Pick<ListMembersParams, 'searchQuery'> = {},
) => {
  const params = { page, pageSize: PAGE_SIZE, includeGroups: INCLUDE_GROUPS, ...search };
  const results = await listMembers(params, undefined, signal);
  if (!Array.isArray(results?.data)) throw malformed();
  const { data, pagination } = results;
  return {
    members: data.map(toMember),
    pages: pagination?.totalPageCount ?? 1,
    total: pagination?.totalResults ?? data.length,
  };
};

export type ReadPage = typeof readPage;

/** What a first reading has read so far; nobody reads it by this, the reading of everybody puts it there. */
const soFarQuery = queryOptions<MembersSoFar | null>({
  queryKey: composedKey('membersSoFar'),
  queryFn: skipToken,
  structuralSharing: false,
});
export type SoFarQuery = typeof soFarQuery;

/** What a reading that was stopped has read is good to go on with for so long, in milliseconds, unless a write made it old. */
const RESUMABLE = 300_000;

/** What a reading that was stopped is gone on from; undefined where the next one begins anew. */
export const stoppedAt = (queryClient: QueryClient): MembersSoFar | undefined => {
  const { data, isInvalidated, dataUpdatedAt = 0 } = queryClient.getQueryState(soFarQuery.queryKey) ?? {};
  return data?.unread.length && !isInvalidated && Date.now() - dataUpdatedAt <= RESUMABLE ? data : undefined;
};

/**
 * Reads everybody. In: where to put what has been read so far; absent where nobody looks at it. What comes after the first page has
 * code of its own. Throws ApiFailure.
 */
export const readEverybody = async (signal: AbortSignal, queryClient?: QueryClient): Promise<MemberList> => {
  let begun = queryClient && stoppedAt(queryClient);
  if (!begun) {
    const { members, pages, total } = await readPage(1, signal);
    const byUuid = new Map(members.map((member) => [member.userUuid, member]));
    const unread = Array.from({ length: Math.max(0, pages - 1) }, (_, i) => i + 2);
    begun = { members: [...byUuid.values()], byUuid, total, pages, unread };
  }
  if (begun.pages <= 1) return { ...begun, missing: Math.max(0, begun.total - begun.members.length) };
  // The first rows do not wait for the code that reads the rest.
  queryClient?.setQueryData(soFarQuery.queryKey, begun);
  const { readRest } = await import('./members-rest');
  const readAnew = () => readEverybody(signal);
  return readRest(begun, { readPage, readAnew, signal, queryClient, soFarQuery });
};

/**
 * What of everybody is there first: all of them, or the first page while the rest is read. Asks for nothing. In: when nobody waits for it
 * any more. Out: the members, and whether they are all; null where nobody waited until they came.
 */
export const firstMembers = (
  queryClient: QueryClient,
  signal: AbortSignal,
): Promise<{ members: readonly Member[]; isPart: boolean } | null> =>
  new Promise((resolve) => {
    const end = (found: { members: readonly Member[]; isPart: boolean } | null) => {
      stop();
      resolve(found);
    };
    const look = () => {
      const whole = queryClient.getQueryData(membersQuery.queryKey);
      const read = whole ?? queryClient.getQueryData(soFarQuery.queryKey);
      if (read) end({ members: read.members, isPart: !whole });
    };
    const stop = queryClient.getQueryCache().subscribe(look);
    signal.addEventListener('abort', () => end(null));
    if (signal.aborted) end(null);
    else look();
  });

/** Everybody in the organization, by hand because it is all pages merged: read whole and filtered in memory. Throws ApiFailure. */
export const membersQuery = queryOptions({
  queryKey: composedKey('members'),
  queryFn: ({ signal, client }) =>
    readEverybody(signal, client.getQueryData(composedKey('members')) ? undefined : client),
  structuralSharing: false,
  staleTime: 60_000,
});

/** The same for a component. In: whether to ask yet. */
export const useMembers = (enabled = true) => useQuery({ ...membersQuery, enabled });

/**
 * For the list of members, and for one of them: what a first reading has read so far; null or undefined where there is none. Whatever
 * counts on everybody takes useMembers, which has the whole list or nothing.
 */
export const useMembersSoFar = () => useQuery(soFarQuery).data;
