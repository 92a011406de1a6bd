import { lazy, type ReactNode } from 'react';
import type { Permission } from '../domain/permissions';
import { Icon } from './icons';
import { LateMenu } from './LateMenu';

const ActionMenuItems = lazy(() => import('./ActionMenuItems'));

/**
 * One action of a menu; `permission` says why it is not allowed, `href` opens elsewhere, one of several is chosen. A rule stands between groups. What destroys
 * something says so: it is red, and stands last.
 */
export type Action =
  | { label: string; permission?: Permission; isDestructive?: boolean; onClick: () => void }
  | { label: string; isChosen: boolean; onClick: () => void }
  | { label: string; href: string }
  | 'rule';

/** What a menu offers: a function where permissions cost a look at all rows, so that only an open menu asks. */
export type Actions = readonly Action[] | (() => readonly Action[]);

type ActionMenuProps = {
  /** What the actions are for: "Ana Silva"; with `children`, what the button is called. */
  name: string;
  actions: Actions;
  /** In a row of a table, which is itself the stop of the tab key: its menu key opens this one (useRowKeys). */
  inRow?: boolean;
  /** Beside other buttons it has their shape. */
  look?: 'icon' | 'plain' | 'quiet';
  /** What the button says, where it is not the three dots. */
  children?: ReactNode;
  className?: string | undefined;
};

/** The button at the end of a row or of a page's actions, and its menu. What is not allowed stays and says why. */
export const ActionMenu = ({ name, actions, inRow = false, look = 'icon', children, className }: ActionMenuProps) => (
  <LateMenu
    menu={ActionMenuItems}
    pass={{ actions }}
    look={look}
    className={className}
    tabIndex={inRow ? -1 : undefined}
    aria-label={children ? name : `Actions for ${name}`}
  >
    {children ?? <Icon name="more" />}
  </LateMenu>
);
