import { lazy, startTransition, Suspense, useState } from 'react';
import type { Permission } from '../domain/permissions';
import { Button } from './Button';
import { Icon } from './icons';

const ActionMenuItems = lazy(() => import('./ActionMenuItems'));

/** One action of a menu; `permission` says why it is not allowed, `href` opens elsewhere. A rule stands between groups. */
export type Action =
  | { label: string; permission?: Permission; onClick: () => void }
  | { label: string; href: string }
  | 'rule';

/** What a menu offers: a function where permissions cost a look at all rows, so that only an open menu asks. */
export type Actions = readonly Action[] | (() => readonly Action[]);

type ActionMenuProps = {
  /** What the actions are for: "Ana Silva". */
  name: string;
  actions: Actions;
  /** In a row of a table, which is itself the stop of the tab key: its menu key opens this one (useRowKeys). */
  inRow?: boolean;
};

/**
 * The button at the end of a row, and its menu, which is loaded when it is first used. What is not allowed stays and says why.
 * The click is a transition: what arrives late is shown when it is there, not 300 ms after a fallback.
 */
export const ActionMenu = ({ name, actions, inRow = false }: ActionMenuProps) => {
  const [opened, setOpened] = useState<boolean | null>(null);
  const button = (
    <Button
      look="icon"
      tabIndex={inRow ? -1 : undefined}
      aria-label={`Actions for ${name}`}
      aria-haspopup="menu"
      aria-expanded={opened ?? false}
      onClick={() => startTransition(() => setOpened(!opened))}
    >
      <Icon name="more" />
    </Button>
  );
  if (opened === null) return button;
  return (
    <Suspense fallback={button}>
      <ActionMenuItems actions={actions} target={button} opened={opened} onOpened={setOpened} />
    </Suspense>
  );
};
