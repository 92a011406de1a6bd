import { groupsQuery } from '#/data/groups';
import { membersQuery } from '#/data/members';
import { projectsQuery } from '#/data/projects';
import { address, type Filters } from '#/lib/address';
import type { Place } from '#/ui/place';

export const spaces = {
  path: '/spaces',
  title: 'Spaces',
  entry: { in: 'navigation', icon: 'spaces' },
  load: ({ read }) => read(projectsQuery),
  page: async () => (await import('./SpacesPage')).SpacesPage,
} as const satisfies Place;

export const space = {
  path: '/projects/:projectUuid/spaces/:spaceUuid',
  title: 'Space',
  within: spaces,
  load: async ({ read, params: { projectUuid = '', spaceUuid = '' } }) => {
    const { spacesInherit, spaceQuery, spacesQuery } = await import('#/data/spaces');
    read(spaceQuery(projectUuid, spaceUuid));
    read(projectsQuery);
    // Since spaces inherit, the first page of people comes before what makes a hundred times as much.
    if (spacesInherit() !== false) return;
    read(membersQuery);
    read(groupsQuery);
    read(spacesQuery(projectUuid));
  },
  page: async () => (await import('./SpacePage')).SpacePage,
} as const satisfies Place;

export const spacesLink = (filters?: Filters): string => address(spaces.path, {}, filters);
export const spaceLink = (projectUuid: string, spaceUuid: string, filters?: Filters): string =>
  address(space.path, { projectUuid, spaceUuid }, filters);
