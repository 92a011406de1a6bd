import { useMutation, type QueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../api/core/failure';
import {
  getUpsertOrganizationUserRoleMutationKey,
  type UpsertOrganizationUserRoleMutationVariables,
} from '../api/lightdash/gen/roles/roles';
import { heldRole, holding, type Member } from '../domain/members';
import { isOrganizationRole, roleName } from '../domain/roles';
import { writeOrganizationRole } from './role-writes';
import { malformed, membersQuery, readEverybody, readPage, useMembers, useMembersSoFar } from './members';

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

/**
 * One of everybody, for a component, as soon as they have been read; `members` are absent until all have. `error` is `not-found` for
 * who is not among them.
 */
export const useMember = (userUuid: string) => {
  const { data, error, refetch } = useMembers();
  const soFar = useMembersSoFar();
  const member = (data ?? soFar)?.byUuid.get(userUuid);
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
