import { organizationQuery } from '#/data/settings';
import { projectsQuery } from '#/data/projects';
import { address, type Filters } from '#/lib/address';
import type { Place } from '#/ui/place';

export const settings = {
  path: '/settings',
  title: 'Settings',
  entry: { in: 'navigation', icon: 'settings' },
  load: ({ read }) => {
    read(organizationQuery);
    read(projectsQuery);
  },
  page: async () => (await import('./SettingsPage')).SettingsPage,
} as const satisfies Place;

export const projectSettings = {
  path: '/settings/projects',
  title: 'Settings of projects',
  heading: 'Settings',
  within: settings,
  load: ({ read }) => read(projectsQuery),
  page: async () => (await import('./ProjectSettingsPage')).ProjectSettingsPage,
} as const satisfies Place;

export const settingsLink = (): string => address(settings.path, {});
export const projectSettingsLink = (filters?: Filters): string => address(projectSettings.path, {}, filters);
