import { membersQuery } from '#/data/members';
import { projectsQuery } from '#/data/projects';
import { address, type Filters } from '#/lib/address';
import type { Place } from '#/ui/place';

export const schedulers = {
  path: '/schedulers',
  title: 'Schedulers',
  entry: { in: 'navigation', icon: 'schedulers' },
  load: ({ read }) => {
    read(membersQuery);
    read(projectsQuery);
  },
  page: async () => (await import('./SchedulersPage')).SchedulersPage,
} as const satisfies Place;

export const scheduler = {
  path: '/schedulers/:schedulerUuid',
  title: 'Scheduler',
  within: schedulers,
  // Not the members, who are a hundred times as much as the rest of it: of them only the owner is looked for.
  load: async ({ read, params: { schedulerUuid = '' } }) => {
    read((await import('#/data/schedulers')).schedulerQuery(schedulerUuid));
  },
  page: async () => (await import('./SchedulerPage')).SchedulerPage,
} as const satisfies Place;

export const schedulersLink = (filters?: Filters | URLSearchParams): string => address(schedulers.path, {}, filters);
export const schedulerLink = (schedulerUuid: string): string => address(scheduler.path, { schedulerUuid });
