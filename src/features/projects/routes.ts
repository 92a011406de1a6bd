import { groupsQuery } from '#/data/groups';
import { membersQuery } from '#/data/members';
import { projectsQuery } from '#/data/projects';
import { projectGrantsQuery } from '#/data/roles';
import { address, type Filters } from '#/lib/address';
import type { Place } from '#/ui/place';

export const projects = {
  path: '/projects',
  title: 'Projects',
  entry: { in: 'navigation', icon: 'projects' },
  load: ({ read }) => read(projectsQuery),
  page: async () => (await import('./ProjectsPage')).ProjectsPage,
} as const satisfies Place;

export const projectAccess = {
  path: '/projects/:projectUuid/access',
  title: 'Project',
  within: projects,
  load: ({ read, params: { projectUuid = '' } }) => {
    read(membersQuery);
    read(groupsQuery);
    read(projectGrantsQuery(projectUuid));
    read(projectsQuery);
  },
  page: async () => (await import('./ProjectAccessPage')).ProjectAccessPage,
} as const satisfies Place;

export const projectsLink = (filters?: Filters): string => address(projects.path, {}, filters);
export const projectAccessLink = (projectUuid: string, filters?: Filters): string =>
  address(projectAccess.path, { projectUuid }, filters);
