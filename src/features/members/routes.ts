import { groupsQuery } from '#/data/groups';
import { membersQuery } from '#/data/members';
import { address, type Filters } from '#/lib/address';
import type { Place } from '#/ui/place';

export const members = {
  path: '/members',
  title: 'Members',
  entry: { in: 'navigation', icon: 'members' },
  load: ({ read }) => {
    read(membersQuery);
    read(groupsQuery);
  },
  page: async () => (await import('./MembersPage')).MembersPage,
  firstRows: async () => (await import('./MembersPage')).drawFirstMembers,
} as const satisfies Place;

export const member = {
  path: '/members/:userUuid',
  title: 'Member',
  within: members,
  load: ({ read }) => {
    read(membersQuery);
    read(groupsQuery);
  },
  page: async () => (await import('./MemberPage')).MemberPage,
} as const satisfies Place;

export const membersLink = (filters?: Filters): string => address(members.path, {}, filters);
export const memberLink = (userUuid: string): string => address(member.path, { userUuid });
