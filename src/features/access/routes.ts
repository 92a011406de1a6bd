import { groupsQuery } from '#/data/groups';
import { keptFor } from '#/data/kept-owner';
import { membersQuery } from '#/data/members';
import { projectsQuery } from '#/data/projects';
import { address, type Filters } from '#/lib/address';
import type { Place } from '#/ui/place';

/** What every question about access begins with; where this browser has kept it, the page sees what it lacks of that. */
const load: Place['load'] = ({ read }) => {
  if (keptFor() !== null) return;
  read(membersQuery);
  read(groupsQuery);
  read(projectsQuery);
};

export const access = {
  path: '/access',
  title: 'Access',
  entry: { in: 'navigation', icon: 'access' },
  load,
  page: async () => (await import('./AccessPage')).AccessPage,
} as const satisfies Place;

export const matrix = {
  path: '/access/matrix',
  title: 'Access matrix',
  heading: access.title,
  within: access,
  load,
  page: async () => (await import('./MatrixPage')).MatrixPage,
} as const satisfies Place;

export const whatIf = {
  path: '/access/what-if',
  title: 'What if',
  heading: access.title,
  within: access,
  load,
  page: async () => (await import('./WhatIfPage')).WhatIfPage,
} as const satisfies Place;

/** Who reaches what: `person` or `group`, `project` or `space`, in any combination; `q`, filters and `sort` for what is listed. */
export const accessLink = (filters?: Filters): string => address(access.path, {}, filters);
export const matrixLink = (filters?: Filters): string => address(matrix.path, {}, filters);
export const whatIfLink = (filters?: Filters | URLSearchParams): string => address(whatIf.path, {}, filters);
