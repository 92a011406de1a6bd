import { membersQuery } from '#/data/members';
import { projectsQuery } from '#/data/projects';
import { address, type Filters } from '#/lib/address';
import type { Place } from '#/ui/place';

export const settings = {
  path: '/settings',
  title: 'Settings',
  entry: { in: 'navigation', icon: 'settings' },
  load: async ({ read }) => {
    read(projectsQuery);
    // Most of what it brings is for this place alone.
    read((await import('#/data/settings')).organizationQuery);
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

export const roles = {
  path: '/settings/roles',
  title: 'Roles',
  heading: 'Settings',
  within: settings,
  allows: (may) => may.readScopes,
  tabs: async () => (await import('./tabs')).settingsTabs('roles'),
  load: ({ read }) => {
    read(membersQuery);
    read(projectsQuery);
  },
  page: async () => (await import('./RolesPage')).RolesPage,
} as const satisfies Place;

export const integrations = {
  path: '/settings/integrations',
  title: 'Integrations',
  heading: 'Settings',
  within: settings,
  load: ({ read }) => read(projectsQuery),
  page: async () => (await import('./IntegrationsPage')).IntegrationsPage,
} as const satisfies Place;

export const settingsLink = (): string => address(settings.path, {});
export const projectSettingsLink = (filters?: Filters): string => address(projectSettings.path, {}, filters);
/** The list of roles, or one of them, alone or compared with another. */
export const rolesLink = (of: { role?: string; with?: string } = {}): string => address(roles.path, {}, of);
export const integrationsLink = (): string => address(integrations.path, {});
