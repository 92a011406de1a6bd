import { Link } from 'react-router';
import details from '#/ui/Details.module.css';
import { accessLink, matrixLink, whatIfLink } from './routes';

export type AccessTab = 'explorer' | 'matrix' | 'what-if';

const TABS: readonly { tab: AccessTab; name: string; to: string }[] = [
  { tab: 'explorer', name: 'Explorer', to: accessLink() },
  { tab: 'matrix', name: 'Matrix', to: matrixLink() },
  { tab: 'what-if', name: 'What if', to: whatIfLink() },
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
