import { queryOptions, useMutation, useQuery, type QueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../api/core/failure';
import { listMembers } from '../api/lightdash/gen/members/members';
import {
  getUpsertOrganizationUserRoleMutationKey,
  type UpsertOrganizationUserRoleMutationVariables,
} from '../api/lightdash/gen/roles/roles';
import type { ListMembersParams } from '../api/lightdash/gen/model/listMembersParams';
import type { Member as WireMember } from '../api/lightdash/gen/model/member';
import { heldRole, holding, memberName, memberStatus, type Member } from '../domain/members';
import { isOrganizationRole, roleName } from '../domain/roles';
import { runPool } from '../lib/pool';
import { composedKey } from './keys';
import { writeOrganizationRole } from './roles';

/** Everybody. `missing` counts those that the server's unstable paging kept from us even in a second reading. */
export type MemberList = { members: readonly Member[]; byUuid: ReadonlyMap<string, Member>; missing: number };

const PAGE_SIZE = 5000;
/** The server takes it as a limit on members, not on groups (docs/lightdash/members.md#m1): above any organization's size. */
const INCLUDE_GROUPS = 1_000_000;
const PAGES_IN_FLIGHT = 4;

const malformed = () =>
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

const readPage = async (page: number, signal?: AbortSignal, search: Pick<ListMembersParams, 'searchQuery'> = {}) => {
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

const readPages = async (pages: number[], signal: AbortSignal): Promise<Member[]> => {
  const results = await runPool(pages, (page) => readPage(page, signal), { limit: PAGES_IN_FLIGHT, signal });
  return results.flatMap((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value.members;
  });
};

const readEverybody = async (signal: AbortSignal): Promise<MemberList> => {
  const first = await readPage(1, signal);
  const byUuid = new Map(first.members.map((member) => [member.userUuid, member]));
  const merge = (members: Member[]) => {
    for (const member of members) byUuid.set(member.userUuid, member);
  };
  const all = Array.from({ length: first.pages }, (_, i) => i + 1);
  if (all.length > 1) merge(await readPages(all.slice(1), signal));
  // Without a stable order a row can slip between two pages; a second reading nearly always finds it.
  if (byUuid.size < first.total && all.length > 1) merge(await readPages(all, signal));
  return { members: [...byUuid.values()], byUuid, missing: Math.max(0, first.total - byUuid.size) };
};

/** Everybody in the organization, by hand because it is all pages merged: read whole and filtered in memory (architecture.md, "Decisions"). Throws ApiFailure. */
export const membersQuery = queryOptions({
  queryKey: composedKey('members'),
  queryFn: ({ signal }) => readEverybody(signal),
  structuralSharing: false,
  staleTime: 60_000,
});

/** The same for a component. In: whether to ask yet. */
export const useMembers = (enabled = true) => useQuery({ ...membersQuery, enabled });

/**
 * The first of the members found by a search for an address that is wanted. The search is for a part of any field, so that an
 * address which is part of many others may stand on a later page; undefined where it is on none.
 */
export const findByAddress = async (
  email: string,
  isWanted: (member: Member) => boolean,
  signal?: AbortSignal,
): Promise<Member | undefined> => {
  for (let page = 1, pages = 1; page <= pages; page++) {
    const found = await readPage(page, signal, { searchQuery: email });
    const wanted = found.members.find(isWanted);
    if (wanted) return wanted;
    pages = found.pages;
  }
  return undefined;
};

const notFound = () =>
  new ApiFailure({ kind: 'not-found', outcome: 'rejected', method: 'GET', path: '/api/v1/org/users' });

/**
 * One member as they are now, by a search for the address, and among everybody where that finds them no more: the single
 * reading is about to go (docs/lightdash/server.md#s7). Throws ApiFailure; `not-found` for who is no member any more.
 */
export const readMember = async ({ userUuid, email }: Pick<Member, 'userUuid' | 'email'>): Promise<Member> => {
  const member =
    (await findByAddress(email, (each) => each.userUuid === userUuid)) ??
    (await readEverybody(new AbortController().signal)).byUuid.get(userUuid);
  if (!member) throw notFound();
  return member;
};

/** One of everybody, for a component: `error` is `not-found` for who is not among them. */
export const useMember = (userUuid: string) => {
  const { data, error, refetch } = useMembers();
  const member = data?.byUuid.get(userUuid);
  return {
    member,
    members: data?.members,
    error: error ?? (data && !member ? (data.missing > 0 ? malformed() : notFound()) : null),
    refetch,
  };
};

export const patchMember = (queryClient: QueryClient, userUuid: string, patch: (member: Member) => Member | null) =>
  queryClient.setQueryData(membersQuery.queryKey, (list) => {
    if (!list) return list;
    const members = list.members.flatMap((member) => (member.userUuid === userUuid ? (patch(member) ?? []) : member));
    return { ...list, members, byUuid: new Map(members.map((member) => [member.userUuid, member])) };
  });

/** A change of a role, as `heldRole` gives it: from what was on the screen, to what is wanted. */
export type RoleChangeRequest = {
  organizationUuid: string;
  member: Pick<Member, 'userUuid' | 'email'>;
  from: string;
  to: string;
};

/**
 * Changes a member's role, unless somebody else changed it since it was read. Throws ApiFailure: `conflict` then, or where the
 * server reports success and the role is another one; `forbidden` for the only admin, and for a role that allows more than the
 * own one; `unknown` outcome when the answer was lost.
 */
export const changeRole = async ({ organizationUuid, member, from, to }: RoleChangeRequest): Promise<void> => {
  const present = heldRole(await readMember(member));
  if (present === to) return;
  if (present !== from) {
    const what = isOrganizationRole(present)
      ? `made this person ${roleName(present).toLowerCase()}`
      : 'given this person a custom role';
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: `Somebody else has ${what} meanwhile. Look again before you change it`,
    });
  }
  await writeOrganizationRole(organizationUuid, member.userUuid, to);
};

/** Whether a member has a role now, a custom one by its uuid: for a write of which no answer came. Throws ApiFailure. */
export const hasRole = async (member: Pick<Member, 'userUuid' | 'email'>, role: string): Promise<boolean> =>
  heldRole(await readMember(member)) === role;

const patchRole = (queryClient: QueryClient, { userUuid, data }: UpsertOrganizationUserRoleMutationVariables) =>
  // Whatever was held beside it is dropped with any single write (docs/lightdash/members.md#m8).
  patchMember(queryClient, userUuid, (member) => ({ ...member, ...holding(data.roleId), hasMoreRoles: false }));

/** The same from a dialog, whose row shows the new role at once. By hand because it is written by v2 or by v1. */
export const useChangeRole = ({ organizationUuid, member, from }: Omit<RoleChangeRequest, 'to'>) => {
  const { mutateAsync } = useMutation({
    mutationKey: getUpsertOrganizationUserRoleMutationKey(),
    mutationFn: ({ data: { roleId } }: UpsertOrganizationUserRoleMutationVariables) =>
      changeRole({ organizationUuid, member, from, to: roleId }),
    meta: { patch: patchRole },
  });
  return (to: string) => mutateAsync({ organizationUuid, userUuid: member.userUuid, data: { roleId: to } });
};
