import { Link } from 'react-router';
import { paths } from '#/paths';
import details from '#/ui/Details.module.css';

export type AccessTab = 'explorer' | 'matrix' | 'what-if';

const TABS: readonly { tab: AccessTab; name: string; to: string }[] = [
  { tab: 'explorer', name: 'Explorer', to: paths.access() },
  { tab: 'matrix', name: 'Matrix', to: paths.accessMatrix() },
  { tab: 'what-if', name: 'What if', to: paths.accessWhatIf() },
];

/** The three views of access, as links with addresses of their own. */
export const AccessTabs = ({ current }: { current: AccessTab }) => (
  <nav className={details.tabs} aria-label="Views of access">
    {TABS.map(({ tab, name, to }) => (
      <Link key={tab} to={to} aria-current={tab === current}>
        {name}
      </Link>
    ))}
  </nav>
);
