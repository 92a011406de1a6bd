import { membersQuery } from '#/data/members';
import { projectsQuery } from '#/data/projects';
import { address } from '#/lib/address';
import type { Place } from '#/ui/place';

export const overview = {
  path: '/overview',
  title: 'Overview',
  entry: { in: 'navigation', icon: 'overview' },
  load: ({ read }) => {
    read(membersQuery);
    read(projectsQuery);
  },
  page: async () => (await import('./OverviewPage')).OverviewPage,
} as const satisfies Place;

export const overviewLink = (): string => address(overview.path, {});
