import { projectsQuery } from '#/data/projects';
import { address, type Filters } from '#/lib/address';
import type { Place } from '#/ui/place';

export const validation = {
  path: '/validation',
  title: 'Validation',
  entry: { in: 'navigation', icon: 'validation' },
  allows: (may) => may.validateSome,
  load: ({ read }) => read(projectsQuery),
  page: async () => (await import('./ValidationPage')).ValidationPage,
} as const satisfies Place;

export const validationLink = (filters?: Filters): string => address(validation.path, {}, filters);
