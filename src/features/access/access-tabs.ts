import type { PageTabs } from '#/ui/place';
import { accessLink, matrixLink, whatIfLink } from './routes';

const TABS = [
  { tab: 'explorer', name: 'Explorer', to: accessLink() },
  { tab: 'matrix', name: 'Matrix', to: matrixLink() },
  { tab: 'what-if', name: 'What if', to: whatIfLink() },
] as const;

/** The three views of access, each with an address of its own. In: the one that is shown. */
export const accessTabs = (current: (typeof TABS)[number]['tab']): PageTabs => ({
  label: 'Views of access',
  items: TABS.map(({ tab, name, to }) => ({ name, to, isCurrent: tab === current })),
});
