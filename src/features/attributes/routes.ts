import { groupsQuery } from '#/data/groups';
import { membersQuery } from '#/data/members';
import { address, type Filters } from '#/lib/address';
import type { Place } from '#/ui/place';

export const attributes = {
  path: '/attributes',
  title: 'User attributes',
  entry: { in: 'navigation', icon: 'attributes' },
  allows: (may) => may.manageAttributes,
  load: async ({ read }) => {
    read(membersQuery);
    read(groupsQuery);
    read((await import('#/data/attributes')).attributesQuery);
  },
  page: async () => (await import('./AttributesPage')).AttributesPage,
} as const satisfies Place;

/** The list of attributes, or with `show=people` everybody and what they have. */
export const attributesLink = (filters?: Filters): string => address(attributes.path, {}, filters);
