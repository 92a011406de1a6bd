import { lazy, Suspense, useState } from 'react';
import type { Permission } from '../domain/permissions';
import { Button } from './Button';
import { Icon } from './icons';

const ActionMenuItems = lazy(() => import('./ActionMenuItems'));

/** One action of a menu; `permission` says why it is not allowed. A rule stands between groups of actions. */
export type Action = { label: string; permission?: Permission; onClick: () => void } | 'rule';

type ActionMenuProps = {
  /** What the actions are for: "Ana Silva". */
  name: string;
  actions: readonly Action[];
  /** In a row of a table, which is itself the stop of the tab key. */
  inRow?: boolean;
};

/** The button at the end of a row, and its menu, which is loaded when it is first used. What is not allowed stays and says why. */
export const ActionMenu = ({ name, actions, inRow = false }: ActionMenuProps) => {
  const [opened, setOpened] = useState<boolean | null>(null);
  const button = (
    <Button
      look="icon"
      tabIndex={inRow ? -1 : undefined}
      aria-label={`Actions for ${name}`}
      aria-haspopup="menu"
      aria-expanded={opened ?? false}
      onClick={() => setOpened(!opened)}
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
