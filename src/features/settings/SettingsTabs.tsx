import { Link } from 'react-router';
import details from '#/ui/Details.module.css';
import { projectSettingsLink, settingsLink } from './routes';

const TABS = [
  { tab: 'organization', name: 'Organization', to: settingsLink() },
  { tab: 'projects', name: 'Projects', to: projectSettingsLink() },
] as const;

/** The views of the settings, as links with addresses of their own. */
export const SettingsTabs = ({ current }: { current: (typeof TABS)[number]['tab'] }) => (
  <nav className={details.tabs} aria-label="Views of the settings">
    {TABS.map(({ tab, name, to }) => (
      <Link key={tab} to={to} aria-current={tab === current}>
        {name}
      </Link>
    ))}
  </nav>
);
