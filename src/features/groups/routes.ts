import { groupQuery, groupsQuery } from '#/data/groups';
import { membersQuery } from '#/data/members';
import { address, type Filters } from '#/lib/address';
import type { Place } from '#/ui/place';

export const groups = {
  path: '/groups',
  title: 'Groups',
  entry: { in: 'navigation', icon: 'groups' },
  allows: (may) => may.readGroups,
  load: ({ read }) => {
    read(groupsQuery);
    read(membersQuery);
  },
  page: async () => (await import('./GroupsPage')).GroupsPage,
} as const satisfies Place;

export const group = {
  path: '/groups/:groupUuid',
  title: 'Group',
  within: groups,
  allows: groups.allows,
  load: ({ read, params: { groupUuid = '' } }) => {
    read(groupQuery(groupUuid));
    read(membersQuery);
  },
  page: async () => (await import('./GroupPage')).GroupPage,
} as const satisfies Place;

export const groupsLink = (filters?: Filters): string => address(groups.path, {}, filters);
export const groupLink = (groupUuid: string, filters?: Filters): string => address(group.path, { groupUuid }, filters);
