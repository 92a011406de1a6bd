import { queryOptions, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { ApiFailure, isFailure } from '../api/core/failure';
import {
  createInviteLink,
  deleteMember,
  getGetMemberQueryKey,
  getListMembersQueryKey,
  getMember,
  listMembers,
} from '../api/lightdash/gen/members/members';
import { getListGroupMembersQueryKey } from '../api/lightdash/gen/groups/groups';
import { getListSchedulersQueryKey } from '../api/lightdash/gen/schedulers/schedulers';
import type { Member as WireMember } from '../api/lightdash/gen/model/member';
import { memberName, memberStatus, type Member } from '../domain/members';
import { isOrganizationRole, roleName, type OrganizationRole } from '../domain/roles';
import { runPool } from '../lib/pool';
import { holdersGone, reachChanged } from './access-changed';
import { invalidate } from './invalidate';
import { meQuery } from './me';
import { writeOrganizationRole } from './roles';
import { deleteIfStillCalled } from './still-called';

/** Everybody. `missing` counts those that the server's unstable paging kept from us even in a second reading. */
export type MemberList = { members: readonly Member[]; byUuid: ReadonlyMap<string, Member>; missing: number };

const PAGE_SIZE = 5000;
/** The server takes it as a limit on members, not on groups (lightdash.md, trap 1): above any organization's size. */
const INCLUDE_GROUPS = 1_000_000;
const PAGES_IN_FLIGHT = 4;

const malformed = () =>
  new ApiFailure({ kind: 'malformed', outcome: 'rejected', method: 'GET', path: '/api/v1/org/users' });

/** A member as the wire has it → ours. Group names are left behind: paired with the wrong uuids (lightdash.md, trap 2). */
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
    status,
    joinedAt: hasJoined ? wire.userCreatedAt : null,
    invitedAt: hasJoined ? null : wire.userCreatedAt,
    groupUuids: wire.groups?.map((group) => group.uuid) ?? [],
    updatedAt: wire.userUpdatedAt,
  };
};

const readPage = async (page: number, signal: AbortSignal) => {
  const results = await listMembers({ page, pageSize: PAGE_SIZE, includeGroups: INCLUDE_GROUPS }, undefined, signal);
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

/** Everybody in the organization, read whole and filtered in memory (architecture.md, "Decisions"). Throws ApiFailure. */
export const membersQuery = queryOptions({
  queryKey: getListMembersQueryKey(),
  queryFn: ({ signal }) => readEverybody(signal),
  structuralSharing: false,
  staleTime: 60_000,
});

const readMember = async (userUuid: string, signal?: AbortSignal): Promise<Member> =>
  toMember(await getMember(userUuid, undefined, signal));

/**
 * One member with the groups, which the single read leaves out: a search for the e-mail address brings them.
 * Throws ApiFailure; `not-found` also for an address that is no uuid.
 */
export const memberQuery = (userUuid: string) =>
  queryOptions({
    queryKey: getGetMemberQueryKey(userUuid),
    queryFn: async ({ signal }): Promise<Member> => {
      const member = await readMember(userUuid, signal).catch((error: unknown) => {
        // A malformed uuid is 422 here (GetOrganizationMemberByUuid.malformed-uuid): to a person it is a wrong address.
        if (isFailure(error, 'invalid')) throw new ApiFailure({ ...error, kind: 'not-found' });
        throw error;
      });
      const found = await listMembers(
        { page: 1, pageSize: 20, searchQuery: member.email, includeGroups: INCLUDE_GROUPS },
        undefined,
        signal,
      );
      return {
        ...member,
        groupUuids: found.data.map(toMember).find((each) => each.userUuid === userUuid)?.groupUuids ?? [],
      };
    },
  });

/** A change of a role: from what was on the screen, to what is wanted. */
export type RoleChangeRequest = {
  organizationUuid: string;
  member: Pick<Member, 'userUuid' | 'name'>;
  from: OrganizationRole;
  to: OrganizationRole;
};

/**
 * Changes a member's role, unless somebody else changed it since it was read. Throws ApiFailure: `conflict` then, with the
 * present role in the sentence; `forbidden` for the only admin; `unknown` outcome when the answer was lost.
 */
export const changeRole = async ({ organizationUuid, member, from, to }: RoleChangeRequest): Promise<void> => {
  const present = await readMember(member.userUuid);
  if (present.role === to) return;
  if (present.role !== from) {
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: `Somebody else has made this person ${roleName(present.role).toLowerCase()} meanwhile. Look again before you change it`,
    });
  }
  await writeOrganizationRole(organizationUuid, member.userUuid, to);
};

/** Whether a member has a role now: for a write of which no answer came. Throws ApiFailure. */
export const hasRole = async (userUuid: string, role: OrganizationRole): Promise<boolean> =>
  (await readMember(userUuid)).role === role;

/**
 * Removes a member and with them their groups, grants and schedulers, by the address that was typed; one who is gone already is
 * no error. Throws ApiFailure; `conflict` when the address is another one now. Source: DeleteOrganizationMember.
 */
export const removeMember = ({ userUuid, email }: Pick<Member, 'userUuid' | 'email'>): Promise<void> =>
  deleteIfStillCalled(
    async () => (await readMember(userUuid)).email,
    email,
    () => deleteMember(userUuid),
  );

/** Whether somebody is no member any more. Throws ApiFailure. */
export const isGone = (userUuid: string): Promise<boolean> =>
  readMember(userUuid).then(
    () => false,
    (error: unknown) => {
      if (isFailure(error, 'not-found')) return true;
      throw error;
    },
  );

/** How long an invitation is good for, as in Lightdash's own dialog. */
const INVITATION_DAYS = 3;

/** A link by which an invited person joins; valid until `expiresAt` (ISO). */
export type Invitation = { userUuid: string; email: string; inviteUrl: string; expiresAt: string };

/** Invites one person: an e-mail is sent and a pending member made. Inviting again replaces the link. Throws ApiFailure. */
export const invite = async (email: string, role: OrganizationRole): Promise<Invitation> => {
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000).toISOString();
  const { userUuid, inviteUrl, expiresAt: until } = await createInviteLink({ email, role, expiresAt });
  return { userUuid, email, inviteUrl, expiresAt: until };
};

/** Whether an address is that of a member or an invited person. Throws ApiFailure. */
export const isKnownAddress = async (email: string): Promise<boolean> => {
  const { data } = await listMembers({ page: 1, pageSize: 20, searchQuery: email });
  return data.some((member) => member.email.toLowerCase() === email.toLowerCase());
};

/** What shows members. */
const membersChanged = (queryClient: QueryClient): Promise<void> =>
  invalidate(queryClient, getListMembersQueryKey, getGetMemberQueryKey);

/** What has to be read again after writes, by what was written. Resolves when the page shows it. */
export const useMembersChanged = () => {
  const queryClient = useQueryClient();
  /** On the own role hangs all that oneself may see. */
  const isOneself = (userUuids: readonly string[]) => {
    const me = queryClient.getQueryData(meQuery.queryKey);
    return me !== undefined && userUuids.includes(me.userUuid);
  };
  return {
    /** People were invited. */
    invited: () => membersChanged(queryClient),
    /** Roles were changed. */
    roles: async (userUuids: readonly string[]) => {
      if (isOneself(userUuids)) await queryClient.invalidateQueries();
      else await Promise.all([membersChanged(queryClient), reachChanged(queryClient)]);
    },
    /** People were removed, and with them grants, memberships and schedulers. */
    removed: async (userUuids: readonly string[]) => {
      if (isOneself(userUuids)) await queryClient.invalidateQueries();
      else
        await Promise.all([
          membersChanged(queryClient),
          holdersGone(queryClient, userUuids),
          invalidate(queryClient, getListGroupMembersQueryKey, getListSchedulersQueryKey),
        ]);
    },
    /** People were put into groups or taken out: what they reach hangs on it, and no grant does. */
    memberships: async () => {
      await Promise.all([
        membersChanged(queryClient),
        reachChanged(queryClient),
        invalidate(queryClient, getListGroupMembersQueryKey),
      ]);
    },
  };
};
