import { membersQuery } from '#/data/members';
import { address } from '#/lib/address';
import type { Place } from '#/ui/place';

export const overview = {
  path: '/overview',
  title: 'Overview',
  entry: { in: 'navigation', icon: 'overview' },
  load: async ({ read }) => {
    read(membersQuery);
    read((await import('#/data/projects')).projectsQuery);
  },
  page: async () => (await import('./OverviewPage')).OverviewPage,
} as const satisfies Place;

export const overviewLink = (): string => address(overview.path, {});
