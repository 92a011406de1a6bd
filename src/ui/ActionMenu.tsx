import { lazy, startTransition, Suspense, useState, type ReactNode } from 'react';
import type { Permission } from '../domain/permissions';
import { Button } from './Button';
import { Icon } from './icons';

const ActionMenuItems = lazy(() => import('./ActionMenuItems'));

/**
 * One action of a menu; `permission` says why it is not allowed, `href` opens elsewhere. A rule stands between groups. What destroys
 * something says so: it is red, and stands last.
 */
export type Action =
  | { label: string; permission?: Permission; isDestructive?: boolean; onClick: () => void }
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

/**
 * The button at the end of a row or of a page's actions, and its menu, which is loaded when it is first used. What is not allowed stays and says why.
 * The click is a transition: what arrives late is shown when it is there, not 300 ms after a fallback.
 */
export const ActionMenu = ({ name, actions, inRow = false, look = 'icon', children, className }: ActionMenuProps) => {
  const [opened, setOpened] = useState<boolean | null>(null);
  const button = (
    <Button
      look={look}
      className={className}
      tabIndex={inRow ? -1 : undefined}
      aria-label={children ? name : `Actions for ${name}`}
      aria-haspopup="menu"
      aria-expanded={opened ?? false}
      onClick={() => startTransition(() => setOpened(!opened))}
    >
      {children ?? <Icon name="more" />}
    </Button>
  );
  if (opened === null) return button;
  return (
    <Suspense fallback={button}>
      <ActionMenuItems actions={actions} target={button} opened={opened} onOpened={setOpened} />
    </Suspense>
  );
};
