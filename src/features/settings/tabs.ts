import type { PageTabs } from '#/ui/place';
import { integrationsLink, projectSettingsLink, rolesLink, settingsLink } from './routes';

const TABS = [
  { id: 'organization', name: 'Organization', to: settingsLink() },
  { id: 'projects', name: 'Projects', to: projectSettingsLink() },
  { id: 'roles', name: 'Roles', to: rolesLink() },
  { id: 'integrations', name: 'Integrations', to: integrationsLink() },
] as const;

/** The views of the settings. In: which of them is shown. */
export const settingsTabs = (current: (typeof TABS)[number]['id']): PageTabs => ({
  label: 'Views of the settings',
  items: TABS.map(({ id, name, to }) => ({ to, name, isCurrent: id === current })),
});
